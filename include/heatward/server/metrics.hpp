#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heatward/server/answer_cache.hpp"
#include "heatward/server/server.hpp"

namespace heatward::server {

/// Upper bounds in seconds of the durations' histogram.
inline constexpr std::array<double, 11> kDurationBounds{0.001, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                        0.25,  0.5,   1,    2.5,   10};

/// What is known of the run that is served.
struct RunFigures {
    std::string run_id;        ///< empty: there is none
    double taken_up_at_s = 0;  ///< since 1970; 0: unknown
};

/// What the server has answered since the start, by route and class of status: as many figures as
/// there are routes, whatever is asked. Safe from any thread.
class Metrics {
public:
    /// `routes`: all patterns.
    explicit Metrics(const std::vector<std::string>& routes);

    void record(const AccessRecord& record);

    /// All figures in Prometheus' text format 0.0.4.
    [[nodiscard]] std::string text(const ServerFigures& server, const CacheFigures& cache,
                                   const RunFigures& run) const;

private:
    using Count = std::atomic<std::uint64_t>;
    struct Route {
        std::string pattern;
        std::array<Count, 6> by_class{};  ///< by the status' hundreds; 0: left before an answer
        std::array<Count, kDurationBounds.size() + 1> by_duration{};
        Count microseconds{0};
        Count bytes{0};
    };

    void append_requests(std::string& text) const;
    void append_durations(std::string& text) const;
    void append_bytes(std::string& text) const;

    std::deque<Route> m_routes;  ///< the last one stands for what is no route
    std::unordered_map<std::string_view, Route*> m_index;
    Count m_broken_off{0};
};

}  // namespace heatward::server
