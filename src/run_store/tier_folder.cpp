#include "tier_folder.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "disclosed.hpp"
#include "file_sync.hpp"
#include "heatward/core/error.hpp"
#include "heatward/gis/cog.hpp"
#include "heatward/gis/geopackage.hpp"
#include "heatward/gis/overlay.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/project/project_json.hpp"
#include "rejects_csv.hpp"
#include "report_reader.hpp"

namespace heatward::run_store {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kBasemapName = "basemap.gpkg";
constexpr std::string_view kIncidentsName = "incidents.gpkg";
constexpr std::string_view kInterventionsName = "interventions.gpkg";

std::vector<std::string> source_ids(const project::Project& project)
{
    std::vector<std::string> ids;
    for (const auto& source : project.sources) {
        ids.push_back(source.id);
    }
    return ids;
}

std::vector<std::string> category_ids(const project::Project& project)
{
    std::vector<std::string> ids;
    for (const auto& category : project.categories) {
        ids.push_back(category.id);
    }
    return ids;
}

/// The column of incidents.gpkg that holds the layer's bandwidth factors.
std::string factor_column(const project::Layer& layer)
{
    std::string name = layer.id + "_bandwidth_factor";
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::vector<gis::IncidentColumn> factor_columns(const RunData& data)
{
    std::vector<gis::IncidentColumn> columns;
    for (const project::Layer& layer : data.project.layers) {
        if (const auto factors = data.bandwidth_factors.find(layer.id);
            factors != data.bandwidth_factors.end()) {
            columns.push_back({factor_column(layer), factors->second});
        }
    }
    return columns;
}

/// The incidents, and the bandwidth factors of layers by Abramson's law.
void read_incidents(const fs::path& path, RunData& data)
{
    std::vector<std::string> layers;
    std::vector<gis::IncidentColumn> columns;
    for (const project::Layer& layer : data.project.layers) {
        if (project::abramson_pilot_m(layer.bandwidth)) {
            layers.push_back(layer.id);
            columns.push_back({factor_column(layer), {}});
        }
    }
    data.incidents = gis::read_incidents(path.string(), source_ids(data.project),
                                         category_ids(data.project), columns);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        data.bandwidth_factors.emplace(layers[i], std::move(columns[i].values));
    }
}

constexpr const char* kLogRiskUnit = "natural logarithm of the relative risk";
constexpr const char* kRiskPUnit = "probability of a relative risk as high or higher by chance";

/// No layer's surface has that name: ids hold no point.
fs::path risk_p_name(const project::Layer& layer)
{
    return fs::path("surfaces") / (layer.id + ".p.tif");
}

fs::path surface_name(const project::Layer& layer)
{
    return fs::path("surfaces") / (layer.id + ".tif");
}

void write_surfaces(const fs::path& folder, const RunContents& contents, int epsg)
{
    const RunData& data = contents.data;
    fs::create_directory(folder / "surfaces");
    for (const auto& summary : data.layers) {
        const auto* layer = data.project.find_layer(summary.id);
        if (layer == nullptr) {
            continue;
        }
        gis::write_cog((folder / surface_name(*layer)).string(), data.surfaces.at(summary.id), epsg,
                       project::is_relative_risk(*layer) ? kLogRiskUnit : summary.unit,
                       layer->title);
        if (const auto p = contents.risk_p.find(summary.id); p != contents.risk_p.end()) {
            gis::write_cog((folder / risk_p_name(*layer)).string(), p->second, epsg, kRiskPUnit,
                           layer->title);
        }
    }
}

std::shared_ptr<const nlohmann::json> read_report(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    try {
        return std::make_shared<const nlohmann::json>(nlohmann::json::parse(text));
    } catch (const nlohmann::json::exception& error) {
        throw DataError(fmt::format("{}: {}; build the run anew", path.string(), error.what()));
    }
}

/// The tables of areas.gpkg in the project's order.
std::vector<FeatureTable> read_area_sets(const fs::path& path, const project::Project& project)
{
    auto tables = gis::read_feature_tables(path.string());
    std::vector<FeatureTable> ordered;
    for (const auto& set : project.areas) {
        const auto table = std::find_if(tables.begin(), tables.end(),
                                        [&](const auto& other) { return other.name == set.id; });
        if (table == tables.end()) {
            throw DataError(
                fmt::format("{}: has no table \"{}\"; build the run anew", path.string(), set.id));
        }
        ordered.push_back(std::move(*table));
    }
    return ordered;
}

/// What is drawn under everything; a run without any has no such file.
void write_basemap(const fs::path& folder, const Basemap& basemap, int epsg)
{
    if (basemap.empty()) {
        return;
    }
    gis::GeoPackageWriter file((folder / kBasemapName).string(), epsg);
    for (const BasemapLayer& layer : basemap) {
        file.write_basemap(layer);
    }
    file.close();
}

/// A project without interventions has no such file.
void write_interventions(const fs::path& folder, const FeatureTable& interventions, int epsg)
{
    if (interventions.size() == 0) {
        return;
    }
    gis::GeoPackageWriter file((folder / kInterventionsName).string(), epsg);
    file.write(interventions);
    file.close();
}

/// Whether the manifest vouches for a file of the tier that not every run has.
bool has_file(const Manifest& manifest, Tier tier, std::string_view file)
{
    const std::string named = fmt::format("{}/{}", to_string(tier), file);
    return std::any_of(manifest.outputs.begin(), manifest.outputs.end(),
                       [&](const auto& output) { return output.path == named; });
}

/// The one table of a file that holds no other.
FeatureTable read_only_table(const fs::path& path)
{
    auto tables = gis::read_feature_tables(path.string());
    return tables.empty() ? FeatureTable{} : std::move(tables.front());
}

/// Throws where the folder of a tier holds what its views must not: whoever put it there may have
/// published more than one file too many.
void refuse_withheld_files(const fs::path& folder, Tier tier, const project::Project& project)
{
    for (const std::string& file : withheld_files(tier, project)) {
        if (const fs::path path = folder / file; fs::exists(path)) {
            throw DataError(
                fmt::format("{}: must not be in the folder of the tier \"{}\", which may "
                            "not see it; build the run anew",
                            path.string(), to_string(tier)));
        }
    }
}

std::map<std::string, Raster<float>> read_surfaces(const fs::path& folder,
                                                   const std::vector<project::Layer>& layers)
{
    std::map<std::string, Raster<float>> surfaces;
    for (const auto& layer : layers) {
        const fs::path surface = folder / surface_name(layer);
        if (!fs::exists(surface)) {
            throw DataError(fmt::format("{}: is missing; build the run anew", surface.string()));
        }
        surfaces.emplace(layer.id, gis::read_raster(surface.string()));
    }
    return surfaces;
}

ProjectedMultiPolygon study_area_of(const RunData& data)
{
    for (const auto& table : data.area_sets) {
        if (table.name == data.project.study_area) {
            return gis::union_of(table.geometry);
        }
    }
    return {};
}

}  // namespace

void write_analyst_folder(const fs::path& folder, const RunContents& contents)
{
    const RunData& data = contents.data;
    const int epsg = gis::Projection(data.project.crs).epsg();

    gis::GeoPackageWriter areas((folder / "areas.gpkg").string(), epsg);
    for (const auto& table : data.area_sets) {
        areas.write(table);
    }
    areas.close();

    gis::GeoPackageWriter hotspots((folder / "hotspots.gpkg").string(), epsg);
    hotspots.write(data.hotspots);
    hotspots.close();

    write_interventions(folder, data.interventions, epsg);

    gis::GeoPackageWriter incidents((folder / kIncidentsName).string(), epsg);
    incidents.write_incidents(data.incidents, source_ids(data.project), category_ids(data.project),
                              factor_columns(data));
    incidents.close();

    write_basemap(folder, data.basemap, epsg);
    write_surfaces(folder, contents, epsg);
    write_file(folder / "report.json", contents.report.dump(2) + "\n");
    write_file(folder / "report.html", contents.report_html);

    fs::create_directory(folder / "rejects");
    for (const auto& [source_id, rows] : contents.rejects) {
        write_file(folder / "rejects" / (source_id + ".csv"), rejects_csv(source_id, rows));
    }
}

std::vector<std::string> required_files(Tier tier, const project::Project& project)
{
    std::vector<std::string> files{"areas.gpkg", "hotspots.gpkg", "report.json", "report.html"};
    if (tier == Tier::analyst) {
        files.emplace_back(kIncidentsName);
    }
    for (const auto& layer : disclosed_project(tier, project).layers) {
        files.push_back(surface_name(layer).generic_string());
    }
    return files;
}

std::vector<std::string> withheld_files(Tier tier, const project::Project& project)
{
    std::vector<std::string> files;
    if (tier == Tier::analyst) {
        return files;
    }
    files.emplace_back(kIncidentsName);
    files.emplace_back(kInterventionsName);
    const auto disclosed = disclosed_project(tier, project);
    for (const auto& layer : project.layers) {
        if (disclosed.find_layer(layer.id) == nullptr) {
            files.push_back(surface_name(layer).generic_string());
        }
    }
    return files;
}

RunData read_tier_folder(const fs::path& run_folder, Tier tier, const Manifest& manifest)
{
    const fs::path folder = run_folder / to_string(tier);
    RunData data;
    data.run_id = manifest.run_id;
    data.program_version = manifest.program_version;
    data.folder = run_folder.string();
    data.project = project::from_json(manifest.project);
    refuse_withheld_files(folder, tier, data.project);
    data.report = read_report(folder / "report.json");
    // A lower tier's folder tells nothing of the layers that the tier may not see.
    const project::Project disclosed = disclosed_project(tier, data.project);
    data.layers = layer_summaries(*data.report, disclosed, (folder / "report.json").string());
    data.sources = source_supplies(*data.report, data.project, (folder / "report.json").string());
    data.area_sets = read_area_sets(folder / "areas.gpkg", data.project);
    data.hotspots = read_only_table(folder / "hotspots.gpkg");
    if (tier == Tier::analyst) {
        read_incidents(folder / kIncidentsName, data);
        if (has_file(manifest, tier, kInterventionsName)) {
            data.interventions = read_only_table(folder / kInterventionsName);
        }
    }
    data.surfaces = read_surfaces(folder, disclosed.layers);
    data.study_area = study_area_of(data);
    if (has_file(manifest, tier, kBasemapName)) {
        data.basemap = gis::read_basemap((folder / kBasemapName).string());
    }
    return data;
}

}  // namespace heatward::run_store
