#include "report_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/core/error.hpp"

namespace heatward::run_store {

namespace {

/// The member of an array of objects whose "id" is `id`.
const nlohmann::json& entry_of(const nlohmann::json& entries, std::string_view id,
                               const std::string& place)
{
    for (const auto& entry : entries) {
        if (entry.at("id").get<std::string>() == id) {
            return entry;
        }
    }
    throw DataError(fmt::format("{} says nothing of \"{}\", which the project has", place, id));
}

std::vector<Month> months_of(const nlohmann::json& texts, const std::string& place)
{
    std::vector<Month> months;
    for (const auto& text : texts) {
        const auto month = parse_month(text.get<std::string>());
        if (!month) {
            throw DataError(fmt::format("{}: {}", place, month.error().message));
        }
        months.push_back(*month);
    }
    return months;
}

/// A source's rows by month; none where the report does not tell them.
std::vector<MonthRows> rows_by_month(const nlohmann::json& source, const std::string& place)
{
    std::vector<MonthRows> rows;
    if (!source.contains("by_month")) {
        return rows;
    }
    for (const auto& [text, figures] : source.at("by_month").items()) {
        const auto month = parse_month(text);
        if (!month) {
            throw DataError(fmt::format("{}: {}", place, month.error().message));
        }
        rows.push_back({*month, figures.at("rows_in").get<std::uint64_t>(),
                        figures.at("rows_used").get<std::uint64_t>()});
    }
    return rows;  // ascending: keys of a JSON object are sorted, and so is YYYY-MM
}

/// Of layers whose incidents have bandwidths of their own.
std::optional<BandwidthRange> bandwidth_range(const nlohmann::json& layer)
{
    if (!layer.contains("bandwidth_range_m")) {
        return std::nullopt;
    }
    const auto& range = layer.at("bandwidth_range_m");
    return BandwidthRange{range.at("smallest").get<double>(), range.at("median").get<double>(),
                          range.at("largest").get<double>()};
}

/// Calls `read` and turns a JSON error into one that names the place.
template <class Read>
auto reading(const std::string& place, Read&& read)
{
    try {
        return read();
    } catch (const nlohmann::json::exception& error) {
        throw DataError(fmt::format("{}: not as a build writes it: {}; build the run anew", place,
                                    error.what()));
    }
}

}  // namespace

std::vector<LayerSummary> layer_summaries(const nlohmann::json& report,
                                          const project::Project& project, const std::string& name)
{
    const std::string place = name + ": layers";
    return reading(place, [&] {
        std::vector<LayerSummary> summaries;
        for (const auto& layer : project.layers) {
            const auto& entry = entry_of(report.at("layers"), layer.id, place);
            LayerSummary summary;
            summary.id = layer.id;
            summary.count = entry.at("count").get<std::size_t>();
            summary.bandwidth_m = entry.at("bandwidth_m").get<double>();
            summary.sigma_m = entry.at("sigma_m").get<double>();
            summary.years = entry.at("years").get<double>();
            summary.unit = entry.at("unit").get<std::string>();
            summary.breaks = entry.at("breaks").get<std::vector<double>>();
            summary.bandwidth_range = bandwidth_range(entry);
            summaries.push_back(std::move(summary));
        }
        return summaries;
    });
}

std::vector<SourceSupply> source_supplies(const nlohmann::json& report,
                                          const project::Project& project, const std::string& name)
{
    const std::string place = name + ": sources";
    return reading(place, [&] {
        std::vector<SourceSupply> supplies;
        for (const auto& source : project.sources) {
            const auto& entry = entry_of(report.at("sources"), source.id, place);
            supplies.push_back({source.id, months_of(entry.at("periods"), place),
                                months_of(entry.at("missing_periods"), place),
                                rows_by_month(entry, place)});
        }
        return supplies;
    });
}

}  // namespace heatward::run_store
