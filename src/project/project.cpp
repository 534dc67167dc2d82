#include "heatward/project/project.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "heatward/core/connection_string.hpp"

namespace heatward::project {
namespace {

constexpr double kCellStep_m = 5;
constexpr double kLargestCell_m = 100;
constexpr double kCellsPerBandwidth = 8;

template <class T>
std::optional<std::uint16_t> index_of(const std::vector<T>& items, std::string_view id)
{
    const auto it =
        std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    if (it == items.end()) {
        return std::nullopt;
    }
    return static_cast<std::uint16_t>(it - items.begin());
}

}  // namespace

std::optional<double> abramson_pilot_m(const Bandwidth& bandwidth)
{
    constexpr std::string_view prefix = "abramson:";
    const auto* const selector = std::get_if<std::string>(&bandwidth);
    if (selector == nullptr || !selector->starts_with(prefix)) {
        return std::nullopt;
    }
    double metres = 0;
    const char* const last = selector->data() + selector->size();
    const auto [end, error] = std::from_chars(selector->data() + prefix.size(), last, metres);
    const bool is_number = error == std::errc{} && end == last;
    return is_number && std::isfinite(metres) && metres > 0 ? std::optional(metres) : std::nullopt;
}

bool has_own_bandwidths(const Layer& layer)
{
    return layer.widen || abramson_pilot_m(layer.bandwidth);
}

bool is_relative_risk(const Layer& layer) { return layer.controls.has_value(); }

std::vector<std::string> sources_of(const Layer& layer)
{
    std::vector<std::string> sources = layer.sources;
    if (layer.controls) {
        for (const std::string& id : layer.controls->sources) {
            if (std::find(sources.begin(), sources.end(), id) == sources.end()) {
                sources.push_back(id);
            }
        }
    }
    return sources;
}

double cell_size_m(const Layer& layer, double bandwidth_m)
{
    if (layer.cell_m) {
        return *layer.cell_m;
    }
    const double rounded = std::floor(bandwidth_m / kCellsPerBandwidth / kCellStep_m) * kCellStep_m;
    return std::clamp(rounded, kCellStep_m, kLargestCell_m);
}

double ring_width_m(const Intervention& intervention)
{
    constexpr double usual_m = 300;
    return intervention.buffer_m.value_or(usual_m);
}

std::string Project::resolve(const std::string& path) const
{
    if (path.empty() || is_connection_string(path) || path.rfind("/vsi", 0) == 0) {
        return path;
    }
    return (std::filesystem::path(folder) / path).lexically_normal().string();
}

const AreaSet* Project::find_area_set(std::string_view id) const
{
    const auto index = index_of(areas, id);
    return index ? &areas[*index] : nullptr;
}

const Layer* Project::find_layer(std::string_view id) const
{
    const auto index = index_of(layers, id);
    return index ? &layers[*index] : nullptr;
}

std::optional<std::uint16_t> Project::category_index(std::string_view id) const
{
    return index_of(categories, id);
}

std::optional<std::uint16_t> Project::source_index(std::string_view id) const
{
    return index_of(sources, id);
}

bool looks_up_postcodes(const Source& source)
{
    return !source.fields.postcode.empty() && source.postcode_of != "patient";
}

bool looks_up_postcodes(const Project& project)
{
    return std::any_of(project.sources.begin(), project.sources.end(),
                       [](const Source& source) { return looks_up_postcodes(source); });
}

}  // namespace heatward::project
