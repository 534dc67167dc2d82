#include "list_table.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "record_stream.hpp"
#include "text_table.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::string_view kOpenRoadsLayer = "road_link";

ListKind kind_or_throw(const ListTable& table, std::string_view key)
{
    const auto kind = kind_of_list(table.shape, key);
    if (!kind) {
        throw DataError(fmt::format("{}: {}", table.file.name, kind.error().message));
    }
    return *kind;
}

ListTable look_at_text_table(const InputFile& file, std::string_view key)
{
    ListTable table;
    table.file = file;
    table.shape.columns = open_text_table(file.path, file.name).header();
    if (auto columns = columns_of_headless(table.shape.columns)) {
        table.shape.columns = std::move(*columns);
        table.is_headless = true;
    }
    table.kind = kind_or_throw(table, key);
    return table;
}

/// The layers in the order in which they are tried.
std::vector<gis::SourceLayer> layers_to_try(const std::string& path, std::string_view key)
{
    std::vector<gis::SourceLayer> layers = gis::list_layers(path);
    for (gis::SourceLayer& layer : layers) {
        if (tabular::ascii_lower(layer.name) == kOpenRoadsLayer) {
            return {std::move(layer)};
        }
    }
    if (key == "roads") {
        std::stable_partition(layers.begin(), layers.end(), [](const gis::SourceLayer& layer) {
            return layer.geometry == gis::LayerGeometry::line;
        });
    }
    return layers;
}

ListTable look_at_gdal_source(const InputFile& file, std::string_view key)
{
    std::optional<Error> first_problem;
    for (const gis::SourceLayer& layer : layers_to_try(file.path, key)) {
        ListTable table;
        table.file = file;
        table.layer = layer.name;
        table.shape = {layer.columns, layer.geometry};
        const auto kind = kind_of_list(table.shape, key);
        if (kind) {
            table.kind = *kind;
            return table;
        }
        if (!first_problem) {
            first_problem = kind.error();
        }
    }
    throw DataError(fmt::format("{}: {}", file.name,
                                first_problem ? first_problem->message : "holds no layer"));
}

void read_text_table(const ListTable& table, ListTally& tally,
                     const std::function<void(const ListRow&)>& visit)
{
    auto csv =
        open_text_table(table.file.path, table.file.name,
                        table.is_headless ? table.shape.columns : std::vector<std::string>());
    tabular::CsvRecord record;
    while (csv.next(record)) {
        if (record.problem.empty()) {
            visit({record.cells, nullptr});
        } else {
            tally.leave_out(kBrokenRow);
        }
    }
}

}  // namespace

ListTable look_at_list(const InputFile& file, std::string_view key)
{
    return is_text_table(file.name) ? look_at_text_table(file, key)
                                    : look_at_gdal_source(file, key);
}

void read_list(const ListTable& table, const gis::Projection& projection, ListTally& tally,
               const std::function<void(const ListRow&)>& visit)
{
    if (is_text_table(table.file.name)) {
        read_text_table(table, tally, visit);
        return;
    }
    gis::FeatureReadOptions options;
    options.layer = table.layer;
    const std::size_t unprojectable = gis::read_features(table.file.path, options, projection,
                                                         [&](const gis::SourceFeature& feature) {
                                                             visit({feature.cells, &feature});
                                                         });
    tally.leave_out(kUnprojectable, unprojectable);
}

}  // namespace heatward::pipeline
