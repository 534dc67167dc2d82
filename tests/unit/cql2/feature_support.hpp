#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/cql2/filter.hpp"

namespace heatward::cql2 {

/// A feature of values in the queryables' order, that meets the listed geometry literals.
class TestFeature : public Feature {
public:
    explicit TestFeature(std::vector<Value> values, std::vector<std::size_t> met = {})
        : m_values(std::move(values)), m_met(std::move(met))
    {
    }

    [[nodiscard]] Value value(std::size_t queryable) const override
    {
        return m_values.at(queryable);
    }

    [[nodiscard]] bool intersects(std::size_t literal) const override
    {
        return std::find(m_met.begin(), m_met.end(), literal) != m_met.end();
    }

private:
    std::vector<Value> m_values;
    std::vector<std::size_t> m_met;
};

/// ward (text), count (number), open (true or false), when (a time), geom, rate (number) and a
/// text whose name needs quotes.
inline const std::vector<Queryable>& test_queryables()
{
    static const std::vector<Queryable> queryables{
        {"ward", Type::text},      {"count", Type::number},  {"open", Type::boolean},
        {"when", Type::time},      {"geom", Type::geometry}, {"rate", Type::number},
        {"crime type", Type::text}};
    return queryables;
}

/// 2025-06-15T12:00:00Z, by hand: 20254 days of 86400 s and half a day.
inline constexpr std::int64_t kNoon = 1749988800;

inline TestFeature test_feature()
{
    return TestFeature{{std::string{"St. John's"},
                        7.0,
                        true,
                        Times{kNoon, kNoon + 1},
                        true,
                        {},
                        std::string{"Rob"}},
                       {0}};
}

inline Filter text_filter(std::string_view text)
{
    auto filter = parse_text(text, test_queryables());
    EXPECT_TRUE(filter.has_value()) << text << ": " << (filter ? "" : filter.error().message);
    return filter ? *filter : *parse_text("FALSE", {});
}

inline Filter json_filter(std::string_view text)
{
    auto filter = parse_json(text, test_queryables());
    EXPECT_TRUE(filter.has_value()) << text << ": " << (filter ? "" : filter.error().message);
    return filter ? *filter : *parse_json("false", {});
}

/// The truth of a text filter of the feature: "yes", "no" or "unknown".
inline std::string truth(std::string_view text, const Feature& feature = test_feature())
{
    if (text_filter(text).accepts(feature)) {
        return "yes";
    }
    return text_filter("NOT (" + std::string{text} + ")").accepts(feature) ? "no" : "unknown";
}

inline std::string text_error(std::string_view text)
{
    const auto filter = parse_text(text, test_queryables());
    return filter ? "accepted: " + filter->canonical() : filter.error().message;
}

inline std::string json_error(std::string_view text)
{
    const auto filter = parse_json(text, test_queryables());
    return filter ? "accepted: " + filter->canonical() : filter.error().message;
}

}  // namespace heatward::cql2
