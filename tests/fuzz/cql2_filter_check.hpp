#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>

#include "heatward/core/utf8.hpp"
#include "heatward/cql2/filter.hpp"
#include "heatward/cql2/limits.hpp"

namespace heatward::cql2 {

inline void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

inline const std::array<Queryable, 6>& fuzzed_queryables()
{
    static const std::array<Queryable, 6> queryables{
        Queryable{"ward", Type::text},     Queryable{"n", Type::number},
        Queryable{"open", Type::boolean},  Queryable{"when", Type::time},
        Queryable{"geom", Type::geometry}, Queryable{"a \"b\"", Type::text}};
    return queryables;
}

/// A feature that knows everything, or nothing.
class FuzzedFeature : public Feature {
public:
    explicit FuzzedFeature(bool known) : m_known(known) {}

    [[nodiscard]] Value value(std::size_t queryable) const override
    {
        const std::array<Value, 6> values{std::string{"Straße ab"},      7.0,  true,
                                          Times{1749988800, 1749988801}, true, std::string{"x"}};
        return m_known ? values.at(queryable) : Value{};
    }
    [[nodiscard]] bool intersects(std::size_t literal) const override { return literal % 2 == 0; }

private:
    bool m_known;
};

inline void check_geometry(const Geometry& geometry)
{
    const auto finite = [](Position p) { return std::isfinite(p.x) && std::isfinite(p.y); };
    require(!(geometry == Geometry{}));
    require(std::all_of(geometry.points.begin(), geometry.points.end(), finite));
    for (const auto& line : geometry.lines) {
        require(line.size() >= 2 && std::all_of(line.begin(), line.end(), finite));
    }
    for_each_ring(geometry.polygons, [&](const Ring<Position>& ring) {
        require(ring.size() >= 3 && std::all_of(ring.begin(), ring.end(), finite));
    });
}

/// What holds of every parsed filter and every error.
inline void check(const expected<Filter>& filter)
{
    if (!filter) {
        require(!filter.error().message.empty() && is_utf8(filter.error().message));
        return;
    }
    const auto used = filter->used();
    require(std::adjacent_find(used.begin(), used.end(), std::greater_equal<>{}) == used.end());
    require(used.empty() || used.back() < fuzzed_queryables().size());
    require(filter->geometries().size() <= kMostGeometries);
    for (const Geometry& geometry : filter->geometries()) {
        check_geometry(geometry);
    }
    const std::string canonical = filter->canonical();
    const auto again = parse_text(canonical, fuzzed_queryables());
    if (again) {
        // Text cannot say a backslash before a quote: such a canonical form is a key alone.
        require(canonical.find('\\') != std::string::npos || again->canonical() == canonical);
    }
    for (const bool known : {false, true}) {
        const FuzzedFeature feature{known};
        const bool accepted = filter->accepts(feature);
        require(canonical.find('\\') != std::string::npos || !again ||
                again->accepts(feature) == accepted);
    }
}

}  // namespace heatward::cql2
