#include "layer_checks.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "heatward/disclosure/column_class.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "heatward/pipeline/source_supply.hpp"
#include "heatward/project/category_match.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

/// The period widened to whole units of the precision, as the project file would have it.
std::string widened(const TimeInterval& period, TimePrecision precision)
{
    constexpr TimeInterval open;
    const std::string begin =
        period.begin == open.begin ? ".." : format_time(period.begin, precision);
    const std::string end = period.end == open.end ? ".." : format_time(period.end - 1, precision);
    return begin + "/" + end;
}

/// Whether any category of the group knows words of any of its sources.
bool can_match(const project::Project& project, const project::IncidentGroup& group)
{
    for (const std::string& category : group.categories) {
        for (const std::string& source : group.sources) {
            const auto c = project.category_index(category);
            const auto s = project.source_index(source);
            if (!c || !s) {
                return true;  // said as the project was read
            }
            const auto* const words =
                project::matched_words(project.categories[*c], project.sources[*s]);
            if (words != nullptr && !words->empty()) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

void check_supply(const project::Project& project, const SourceReaders& readers,
                  FindingCollector& findings)
{
    std::vector<std::optional<std::vector<Month>>> periods;
    for (std::size_t i = 0; i < readers.size(); ++i) {
        periods.push_back(readers[i] ? readers[i]->announced_periods() : std::nullopt);
        if (!periods[i]) {
            continue;
        }
        for (const std::string& text : supply_contradictions(project.sources[i], *periods[i])) {
            findings.error(fmt::format("sources.{}.missing_periods", project.sources[i].id), text);
        }
    }
    for (const project::Layer& layer : project.layers) {
        const auto is_supplied = [&](const std::vector<std::string>& sources) {
            return std::any_of(sources.begin(), sources.end(), [&](const std::string& id) {
                const auto i = project.source_index(id);
                return !i || !periods[*i] || years_supplied(*periods[*i], layer.period) > 0;
            });
        };
        if (!is_supplied(layer.sources) ||
            (layer.controls && !is_supplied(layer.controls->sources))) {
            findings.error(fmt::format("layers.{}.period", layer.id),
                           fmt::format("no source of the layer supplied a month in {}; choose "
                                       "another period",
                                       layer.period_text));
        }
    }
}

void check_period_precision(const project::Project& project, const SourceReaders& readers,
                            FindingCollector& findings)
{
    for (const project::Layer& layer : project.layers) {
        for (const std::string& id : project::sources_of(layer)) {
            const auto i = project.source_index(id);
            if (!i || !readers[*i] || readers[*i]->precision() <= layer.period.precision) {
                continue;
            }
            const std::string units = std::string(to_string(readers[*i]->precision())) + "s";
            findings.error(
                fmt::format("layers.{}.period", layer.id),
                fmt::format("the source {} knows {} only; write whole {}, for example "
                            "{}",
                            id, units, units, widened(layer.period, readers[*i]->precision())));
        }
    }
}

void check_risk_groups(const project::Project& project, FindingCollector& findings)
{
    for (const project::Layer& layer : project.layers) {
        if (!layer.controls) {
            continue;
        }
        const project::IncidentGroup cases{layer.categories, layer.sources};
        for (const auto& [key, group] :
             {std::pair{"cases", &cases}, std::pair{"controls", &*layer.controls}}) {
            if (!can_match(project, *group)) {
                findings.error(fmt::format("layers.{}.{}", layer.id, key),
                               fmt::format("no row can be one of them: none of the categories {} "
                                           "has words of the source {} in its match; add some, or "
                                           "choose others",
                                           fmt::join(group->categories, ", "),
                                           fmt::join(group->sources, ", ")));
            }
        }
    }
}

void check_columns(const project::Project& project, FindingCollector& findings)
{
    std::map<std::string, std::string> owner;
    for (const project::Layer& layer : project.layers) {
        for (const std::string_view statistic : disclosure::layer_statistics()) {
            const std::string column = column_prefix(layer.id) + std::string(statistic);
            const auto [first, is_new] = owner.emplace(column, layer.id);
            if (!is_new) {
                findings.error(fmt::format("layers.{}.id", layer.id),
                               fmt::format("gives area tables the column {}, which layer \"{}\" "
                                           "gives them too; choose another id",
                                           column, first->second));
                break;
            }
        }
    }
}

void check_styles(const project::Project& project, FindingCollector& findings)
{
    for (const project::Layer& layer : project.layers) {
        if (const auto style = maps::find_style(layer.style); !style) {
            findings.error(fmt::format("layers.{}.style", layer.id), style.error().message);
        }
    }
}

}  // namespace heatward::pipeline
