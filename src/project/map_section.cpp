#include "map_section.hpp"

#include <array>

#include <fmt/format.h>

namespace heatward::project {
namespace {

constexpr std::array<std::string_view, 7> kFeatureClasses{"land", "water", "green", "building",
                                                          "road", "rail",  "place"};

}  // namespace

void read_basemap(TableReader& root, Project& project)
{
    for (TableReader& reader : root.tables("basemap")) {
        BasemapSource source;
        source.path = reader.required_text("path");
        if (const auto feature_class = reader.choice("class", kFeatureClasses)) {
            source.feature_class = std::string(kFeatureClasses[*feature_class]);
        } else if (!reader.has("class")) {
            reader.error("class",
                         "is missing; one of land, water, green, building, road, rail "
                         "or place");
        }
        reader.reject_unknown_keys();
        project.basemap.push_back(std::move(source));
    }
}

}  // namespace heatward::project
