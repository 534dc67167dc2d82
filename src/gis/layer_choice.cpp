#include "layer_choice.hpp"

#include <algorithm>

#include <cpl_port.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "heatward/core/error.hpp"
#include "heatward/core/nearest_name.hpp"

namespace heatward::gis {
namespace {

std::vector<std::string> names_of(const std::vector<OGRLayerH>& layers)
{
    std::vector<std::string> names;
    for (OGRLayerH layer : layers) {
        names.emplace_back(OGR_L_GetName(layer));
    }
    return names;
}

std::string quoted(const std::vector<std::string>& names)
{
    return fmt::format("\"{}\"", fmt::join(names, "\", \""));
}

bool meets(OGRLayerH layer, const LayerNeeds& needs)
{
    if (needs.geometry && OGR_L_GetGeomType(layer) == wkbNone) {
        return false;
    }
    return std::all_of(needs.fields.begin(), needs.fields.end(), [&](const std::string& field) {
        return find_field(layer, field).has_value();
    });
}

}  // namespace

OGRLayerH layer_named(const VectorSource& source, const std::string& name)
{
    const auto layers = source.layers();
    const auto names = names_of(layers);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) {
        return layers[static_cast<std::size_t>(found - names.begin())];
    }
    const std::string nearest = nearest_name(name, names);
    throw DataError(fmt::format(
        "{}: there is no layer \"{}\"; {}", source.shown(), name,
        nearest.empty() ? "there are: " + quoted(names) : "did you mean \"" + nearest + "\"?"));
}

OGRLayerH only_layer(const VectorSource& source)
{
    const auto layers = source.layers();
    if (layers.size() > 1) {
        throw DataError(fmt::format(
            "{}: holds the layers {}, and it is not said which is meant; extract the one that is "
            "wanted into a file of its own, for example with \"ogr2ogr one.gpkg FILE LAYER\"",
            source.shown(), quoted(names_of(layers))));
    }
    return layers.front();
}

OGRLayerH choose_layer(const VectorSource& source, const LayerWish& wish, const LayerNeeds& needs)
{
    if (!wish.name.empty()) {
        return layer_named(source, wish.name);
    }
    const auto layers = source.layers();
    if (layers.size() == 1) {
        return layers.front();
    }
    std::vector<OGRLayerH> fitting;
    std::copy_if(layers.begin(), layers.end(), std::back_inserter(fitting),
                 [&](OGRLayerH layer) { return meets(layer, needs); });
    if (fitting.empty()) {
        throw DataError(fmt::format(
            "{}: none of its layers {} has the field{} {}{}; name the layer (layer = \"…\") and "
            "its fields",
            source.shown(), quoted(names_of(layers)), needs.fields.size() == 1 ? "" : "s",
            quoted(needs.fields), needs.geometry ? " and geometry" : ""));
    }
    if (fitting.size() == 1) {
        return fitting.front();
    }
    const auto is_named_so = [&](OGRLayerH layer) {
        return EQUAL(OGR_L_GetName(layer), wish.id.c_str());
    };
    if (std::count_if(fitting.begin(), fitting.end(), is_named_so) == 1) {
        return *std::find_if(fitting.begin(), fitting.end(), is_named_so);
    }
    throw DataError(fmt::format(
        "{}: the layers {} all have the field{} {}; say which is meant with layer = \"…\"",
        source.shown(), quoted(names_of(fitting)), needs.fields.size() == 1 ? "" : "s",
        quoted(needs.fields)));
}

}  // namespace heatward::gis
