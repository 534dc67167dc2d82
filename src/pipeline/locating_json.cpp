#include "locating_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "heatward/core/match_level.hpp"
#include "heatward/stats/independence.hpp"
#include "json_values.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

/// Groups named as furthest from what is expected.
constexpr std::size_t kNamedGroups = 3;

/// The smallest of the values that at least this share of them does not exceed (nearest rank).
float quantile(std::vector<float>& values, double share)
{
    const auto rank =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

json uncertainty_json(std::vector<float>& values)
{
    if (values.empty()) {
        return nullptr;
    }
    return {{"median", quantile(values, 0.5)}, {"p95", quantile(values, 0.95)}};
}

json levels_json(const SourceRows& rows)
{
    std::array<std::uint64_t, kMatchLevelNames.size()> counts{};
    std::array<std::vector<float>, kMatchLevelNames.size()> uncertainties;
    for (const Incident& incident : rows.used) {
        const auto level = static_cast<std::size_t>(incident.level);
        ++counts[level];
        uncertainties[level].push_back(incident.uncertainty_m);
    }
    for (const UnlocatedRow& row : rows.unlocated) {
        ++counts[static_cast<std::size_t>(row.level)];
    }
    const auto sought = static_cast<double>(rows.used.size() + rows.unlocated.size());
    json levels = json::array();
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) {
            levels.push_back({{"level", kMatchLevelNames[i]},
                              {"rows", counts[i]},
                              {"share", static_cast<double>(counts[i]) / sought},
                              {"uncertainty_m", uncertainty_json(uncertainties[i])}});
        }
    }
    return levels;
}

json comparison_json(const std::vector<stats::GroupCounts>& groups)
{
    const stats::Independence test = stats::test_independence(groups);
    if (test.degrees == 0) {
        return nullptr;
    }
    std::vector<stats::GroupResidual> furthest = test.groups;
    std::stable_sort(furthest.begin(), furthest.end(), [](const auto& a, const auto& b) {
        return std::abs(a.residual) > std::abs(b.residual);
    });
    furthest.resize(std::min(kNamedGroups, furthest.size()));
    json named = json::array();
    for (const stats::GroupResidual& group : furthest) {
        named.push_back({{"name", group.name},
                         {"located", group.with},
                         {"not_located", group.without},
                         {"not_located_expected", group.expected_without},
                         {"residual", group.residual}});
    }
    return {{"chi_squared", test.chi_squared},
            {"degrees", test.degrees},
            {"p_value", test.p_value},
            {"cramers_v", test.cramers_v},
            {"pooled", test.pooled_groups},
            {"differs", test.p_value < kBiasProbability && test.cramers_v >= kBiasEffect},
            {"furthest", named}};
}

/// The 2 × k table of the rows' groups: located or not.
template <class Key, class KeyOf, class NameOf>
std::vector<stats::GroupCounts> groups_of(const SourceRows& rows, KeyOf key_of, NameOf name_of)
{
    std::map<Key, stats::GroupCounts> groups;
    for (const Incident& incident : rows.used) {
        ++groups[key_of(incident)].with;
    }
    for (const UnlocatedRow& row : rows.unlocated) {
        ++groups[key_of(row)].without;
    }
    std::vector<stats::GroupCounts> counts;
    for (auto& [key, group] : groups) {
        group.name = name_of(key);
        counts.push_back(group);
    }
    return counts;
}

}  // namespace

json locating_json(const project::Project& project, const SourceRows& rows)
{
    const auto by_month = groups_of<Month>(
        rows, [](const auto& row) { return month_of(row.time); },
        [](Month month) { return to_string(month); });
    const auto by_category = groups_of<std::uint16_t>(
        rows, [](const auto& row) { return row.category; },
        [&](std::uint16_t category) {
            return category == kNoCategory ? std::string("(no category)")
                                           : project.categories.at(category).id;
        });
    json texts = json::array();
    for (const TextRows& text : rows.unmatched_texts) {
        texts.push_back({{"text", text.text}, {"rows", text.rows}});
    }
    return {{"levels", levels_json(rows)},
            {"unmatched_texts", texts},
            {"unmatched_from_rows", or_null(rows.unmatched_from_rows)},
            {"by_month", comparison_json(by_month)},
            {"by_category", comparison_json(by_category)}};
}

std::vector<std::string> bias_warnings(const std::string& source_id, const json& locating)
{
    std::vector<std::string> sentences;
    for (const char* const of : {"month", "category"}) {
        const json& test = locating.at(fmt::format("by_{}", of));
        if (test.is_null() || !test.at("differs").get<bool>()) {
            continue;
        }
        std::vector<std::string> named;
        for (const json& group : test.at("furthest")) {
            named.push_back(fmt::format(
                "{} ({})", group.at("name").get<std::string>(),
                group.at("residual").get<double>() > 0 ? "more lost than expected" : "fewer"));
        }
        sentences.push_back(fmt::format(
            "{}: rows without a position differ by {} from those that have one (χ² = {:.1f}, "
            "{} degrees of freedom, p {}, Cramér's V = {:.2f}); a biased loss shifts the map. "
            "Furthest from what is expected: {}",
            source_id, of, test.at("chi_squared").get<double>(),
            test.at("degrees").get<std::size_t>(),
            test.at("p_value").get<double>() < 0.0001
                ? "< 0.0001"
                : fmt::format("= {:.4f}", test.at("p_value").get<double>()),
            test.at("cramers_v").get<double>(), fmt::join(named, ", ")));
    }
    return sentences;
}

}  // namespace heatward::pipeline
