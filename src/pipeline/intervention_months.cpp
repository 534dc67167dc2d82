#include "intervention_months.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace heatward::pipeline {
namespace {

constexpr int kMonthsOfYear = 12;

std::set<std::size_t> sources_of(const project::Project& project,
                                 const project::Intervention& intervention)
{
    std::set<std::size_t> sources;
    for (const project::Layer* layer : layers_of(project, intervention)) {
        for (const std::string& id : layer->sources) {
            if (const auto index = project.source_index(id)) {
                sources.insert(*index);
            }
        }
    }
    return sources;
}

std::optional<Month> last_supplied(const std::set<std::size_t>& sources,
                                   const SuppliedMonths& supplied)
{
    std::optional<Month> last;
    for (const std::size_t source : sources) {
        const auto& months = supplied[source];
        if (months && !months->empty()) {
            last = last ? std::max(*last, months->back()) : months->back();
        }
    }
    return last;
}

/// Whether the source supplied the month, as far as is known; rows of months that it declares
/// missing are rejected.
bool may_have(const project::Source& source, const std::optional<std::vector<Month>>& supplied,
              const Month& month)
{
    if (supplied) {
        return std::binary_search(supplied->begin(), supplied->end(), month);
    }
    const auto& missing = source.missing_periods;
    return std::find(missing.begin(), missing.end(), month) == missing.end();
}

}  // namespace

std::vector<const project::Layer*> layers_of(const project::Project& project,
                                             const project::Intervention& intervention)
{
    std::vector<const project::Layer*> layers;
    for (const project::Layer& layer : project.layers) {
        const auto& chosen = intervention.layers;
        const bool has_incidents = !layer.sources.empty() && !layer.categories.empty();
        if (!has_incidents) {
            continue;
        }
        // A relative risk's cases mostly are another layer's incidents: only where it is named.
        const bool is_chosen =
            chosen ? std::find(chosen->begin(), chosen->end(), layer.id) != chosen->end()
                   : !project::is_relative_risk(layer);
        if (is_chosen) {
            layers.push_back(&layer);
        }
    }
    return layers;
}

ComparedMonths compared_months(const project::Project& project,
                               const project::Intervention& intervention,
                               const SuppliedMonths& supplied)
{
    ComparedMonths compared;
    const auto last = last_supplied(sources_of(project, intervention), supplied);
    compared.ends_with_supply = !intervention.to || !last || *last < *intervention.to;
    if (!last || *last < intervention.from) {
        return compared;
    }
    compared.last = compared.ends_with_supply ? *last : *intervention.to;
    const int months = compared.last->index() - intervention.from.index() + 1;
    if (months > kMonthsOfYear) {
        compared.before = project::BeforePeriod::preceding;
    } else {
        compared.before = intervention.before.value_or(project::BeforePeriod::year_earlier);
    }
    const int back =
        compared.before == project::BeforePeriod::year_earlier ? kMonthsOfYear : months;
    for (const Month& month : months_between(intervention.from, *compared.last)) {
        compared.pairs.push_back({Month::from_index(month.index() - back), month});
    }
    return compared;
}

bool is_at_work(const project::Intervention& intervention, const Month& month)
{
    return intervention.from <= month && (!intervention.to || month <= *intervention.to);
}

bool is_at_work(const project::Intervention& intervention, const ComparedMonths& months)
{
    return std::any_of(months.pairs.begin(), months.pairs.end(), [&](const MonthPair& pair) {
        return is_at_work(intervention, pair.before) || is_at_work(intervention, pair.after);
    });
}

std::optional<std::string> nothing_before(const project::Project& project,
                                          const project::Intervention& intervention,
                                          const SuppliedMonths& supplied)
{
    const auto sources = sources_of(project, intervention);
    const ComparedMonths compared = compared_months(project, intervention, supplied);
    if (compared.pairs.empty()) {
        return std::nullopt;
    }
    for (const std::size_t source : sources) {
        const bool ends_elsewhere = compared.ends_with_supply && !supplied[source];
        if (ends_elsewhere ||
            std::any_of(compared.pairs.begin(), compared.pairs.end(), [&](const MonthPair& pair) {
                return may_have(project.sources[source], supplied[source], pair.before);
            })) {
            return std::nullopt;
        }
    }
    return fmt::format(
        "no source of its layers supplied a month from {} to {}, which {} to {} are to be compared "
        "with; {}supply those months",
        to_string(compared.pairs.front().before), to_string(compared.pairs.back().before),
        to_string(compared.pairs.front().after), to_string(compared.pairs.back().after),
        compared.before == project::BeforePeriod::year_earlier
            ? "write before = \"preceding\" for the months directly before it, or "
            : "");
}

}  // namespace heatward::pipeline
