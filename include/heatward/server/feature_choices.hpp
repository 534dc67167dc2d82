#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "heatward/server/problem.hpp"
#include "heatward/server/single_flight_cache.hpp"

namespace heatward::server {

/// What requests for features chose, kept for their next pages: orders and counts by what chooses
/// and sorts. Safe from any thread.
class FeatureChoices {
public:
    using Order = std::vector<std::uint32_t>;

    /// The order made by `make()` -> expected<Order, Problem>, where it is not there.
    template <class Make>
    tl::expected<std::shared_ptr<const Order>, Problem> order(const std::string& key, Make&& make)
    {
        tl::expected<std::shared_ptr<const Order>, Problem> result;
        try {
            result = m_orders.get(
                key,
                [&] {
                    auto made = make();
                    if (!made) {
                        throw Refused(made.error());
                    }
                    return std::make_shared<const Order>(std::move(*made));
                },
                [](const Order& made) { return made.capacity() * sizeof(std::uint32_t); });
        } catch (const Refused& refused) {
            result = tl::unexpected<Problem>(refused.problem);
        }
        return result;
    }

    /// The count, where it is kept.
    std::optional<std::size_t> find_count(const std::string& key)
    {
        const auto found = m_counts.find(key);
        return found ? std::optional(*found) : std::nullopt;
    }

    void keep_count(const std::string& key, std::size_t count)
    {
        m_counts.get(
            key, [&] { return std::make_shared<const std::size_t>(count); },
            [&](const std::size_t& /*count*/) { return key.size() + kCountBytes; });
    }

private:
    /// For whoever waits for an order that there will not be.
    struct Refused : std::exception {
        explicit Refused(Problem why) : problem(std::move(why)) {}
        Problem problem;
    };

    /// A million places: as many as somebody pages through, or a few smaller ones.
    static constexpr std::size_t kOrderBytes = std::size_t{8} << 20;
    static constexpr std::size_t kAllCountsBytes = std::size_t{1} << 20;
    static constexpr std::size_t kCountBytes = 256;  ///< with what the cache keeps of each

    SingleFlightCache<Order> m_orders{kOrderBytes};
    SingleFlightCache<std::size_t> m_counts{kAllCountsBytes};
};

}  // namespace heatward::server
