#include "support/example_run.hpp"

#include <cmath>
#include <limits>
#include <random>

namespace heatward::test {

namespace {

constexpr double kWest = 540000;
constexpr double kSouth = 250000;

ProjectedMultiPolygon rectangle(double west, double south, double width, double height)
{
    return {{{{west, south},
              {west + width, south},
              {west + width, south + height},
              {west, south + height}},
             {}}};
}

project::Project example_project()
{
    project::Project project;
    project.title = "Violence in Exampleshire";
    project.study_area = "districts";
    project.areas.push_back({"districts", "districts.geojson", "CODE", "NAME", {}, {}, {}, {}, {}});
    project.areas.push_back({"wards",
                             "wards.geojson",
                             "CODE",
                             "NAME",
                             project::ParentLink{"districts", "DISTRICT"},
                             {},
                             {},
                             {},
                             {}});
    project.categories.push_back({"violence", "Violence", {}, false, {{"police", {"Violence"}}}});
    project.categories.push_back({"robbery", "Robbery", {}, false, {{"police", {"Robbery"}}}});
    project::Source police;
    police.id = "police";
    police.kind = "police";
    police.path = "police.zip";
    police.format = "police.uk";
    project::Source ambulance;
    ambulance.id = "ambulance";
    ambulance.kind = "ambulance";
    ambulance.path = "ambulance.csv";
    ambulance.fields.id = "CAD";
    ambulance.fields.time = "TIME";
    ambulance.fields.category = "NATURE";
    ambulance.fields.x = "X";
    ambulance.fields.y = "Y";
    ambulance.fields.crs = "EPSG:27700";
    project.sources = {police, ambulance};
    project::Layer layer;
    layer.id = "violence";
    layer.title = "Violence, 2025";
    layer.categories = {"violence", "robbery"};
    layer.sources = {"police"};
    layer.period_text = "2025-01/2025-12";
    layer.period = parse_interval(layer.period_text).value();
    layer.bandwidth = 1000.0;
    layer.bandwidths = {500.0};
    layer.edge = EdgeCorrection::none;
    project.layers = {layer};
    return project;
}

FeatureTable districts()
{
    FeatureTable table;
    table.name = "districts";
    table.columns = {{"code", ColumnType::text},
                     {"name", ColumnType::text},
                     {"parent", ColumnType::text},
                     {"population", ColumnType::integer},
                     {"violence_count", ColumnType::integer}};
    table.rows = {
        {"D1", "West <End> & Sons", std::monostate{}, std::int64_t{1000}, std::int64_t{100}},
        {"D2", "East", std::monostate{}, std::monostate{}, std::int64_t{90}}};
    table.geometry = {rectangle(kWest, kSouth, 10000, 10000),
                      rectangle(kWest + 10000, kSouth, 10000, 10000)};
    return table;
}

FeatureTable wards()
{
    FeatureTable table;
    table.name = "wards";
    table.columns = districts().columns;
    table.columns.push_back({"violence_rate_per_1000", ColumnType::real});
    for (int i = 0; i < 4; ++i) {
        table.rows.push_back({"W" + std::to_string(i + 1), "Ward " + std::to_string(i + 1),
                              i < 2 ? "D1" : "D2", std::int64_t{500 + i}, std::int64_t{40 + i},
                              1.0 / 3.0 + i});
        table.geometry.push_back(rectangle(kWest + 5000 * i, kSouth, 5000, 10000));
    }
    return table;
}

FeatureTable hotspots()
{
    FeatureTable table;
    table.name = "hotspots";
    table.columns = {{"layer", ColumnType::text},
                     {"rank", ColumnType::integer},
                     {"count", ColumnType::integer},
                     {"pai", ColumnType::real}};
    table.rows = {{"violence", std::int64_t{1}, std::int64_t{25}, 12.5}};
    table.geometry = {rectangle(kWest + 4000, kSouth + 4000, 500, 750)};
    return table;
}

IncidentTable incidents()
{
    IncidentTable table;
    std::mt19937 random(20250101);
    std::uniform_real_distribution<double> east(0, 20000);
    std::uniform_real_distribution<double> north(0, 10000);
    for (std::uint32_t i = 0; i < 400; ++i) {
        Incident incident;
        incident.row = i + 1;
        incident.source = static_cast<std::uint16_t>(i % 2);
        incident.category = static_cast<std::uint16_t>(i % 3 == 0 ? 1 : 0);
        incident.position = {kWest + east(random), kSouth + north(random)};
        incident.time = start_of({2025, static_cast<int>(i % 12) + 1});
        incident.precision = TimePrecision::month;
        incident.level = MatchLevel::masked;
        incident.uncertainty_m = 250;
        incident.in_study_area = true;
        table.append(incident);
    }
    table.sort_spatially();
    return table;
}

Raster<float> surface()
{
    GridFrame frame;
    frame.cell_width = 250;
    frame.cell_height = 250;
    frame.first_column = static_cast<std::int64_t>(kWest / 250);
    frame.first_row_north = static_cast<std::int64_t>((kSouth + 10000) / 250);
    frame.columns = 80;
    frame.rows = 40;
    Raster<float> raster(frame);
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            raster.at(row, column) = 0.001F * static_cast<float>(row * frame.columns + column);
        }
    }
    raster.at(0, 0) = std::numeric_limits<float>::quiet_NaN();
    return raster;
}

}  // namespace

FeatureTable example_interventions()
{
    FeatureTable table;
    table.name = "interventions";
    table.columns = {{"code", ColumnType::text},      {"intervention", ColumnType::text},
                     {"part", ColumnType::text},      {"after_from", ColumnType::text},
                     {"before", ColumnType::integer}, {"after", ColumnType::integer},
                     {"did_ratio", ColumnType::real}, {"sentence", ColumnType::text}};
    table.rows = {{"patrols.violence.treated", "patrols", "treated", "2025-03", std::int64_t{60},
                   std::int64_t{40}, 0.75, "Violence: fell."},
                  {"patrols.violence.ring", "patrols", "ring", "2025-03", {}, {}, {}, {}},
                  {"patrols.violence.control",
                   "patrols",
                   "control",
                   "2025-03",
                   std::int64_t{9},
                   std::int64_t{8},
                   {},
                   {}}};
    table.geometry = {rectangle(kWest, kSouth, 5000, 10000),
                      rectangle(kWest + 5000, kSouth, 300, 10000),
                      rectangle(kWest + 15000, kSouth, 5000, 10000)};
    return table;
}

run_store::RunData example_run_data()
{
    run_store::RunData data;
    data.project = example_project();
    data.run_id = "0123456789abcdef";
    data.program_version = "0.0.0";
    data.incidents = incidents();
    data.area_sets = {districts(), wards()};
    data.hotspots = hotspots();
    data.study_area = rectangle(kWest, kSouth, 20000, 10000);
    data.layers = {{"violence",
                    200,
                    1000,
                    1000 / std::sqrt(8.0),
                    1,
                    "incidents per km² per year",
                    {0.05, 0.1, 0.2, 0.4, 0.8, 1.2, 1.6, 3.2}}};
    const auto year = months_between({2025, 1}, {2025, 12});
    data.sources = {{"police", year, {}}, {"ambulance", year, {}}};
    data.surfaces.emplace("violence", surface());
    return data;
}

run_store::RunContents example_run_contents()
{
    run_store::RunContents contents;
    contents.data = example_run_data();
    auto& data = contents.data;
    contents.inputs = {{"districts.geojson", std::string(64, 'a')},
                       {"police.zip", std::string(64, 'b')}};
    contents.operations = {"OSGB36 to WGS 84 (example)", 2.0, {{"wards", "example, 1 m"}}};
    data.run_id = run_store::run_id_of(data.project, contents.inputs, contents.operations);
    auto layers = nlohmann::json::array();
    for (const auto& layer : data.layers) {
        layers.push_back({{"id", layer.id},
                          {"count", layer.count},
                          {"bandwidth_m", layer.bandwidth_m},
                          {"sigma_m", layer.sigma_m},
                          {"years", layer.years},
                          {"unit", layer.unit},
                          {"breaks", layer.breaks}});
    }
    auto sources = nlohmann::json::array();
    for (const auto& source : data.sources) {
        auto periods = nlohmann::json::array();
        for (const auto& month : source.periods) {
            periods.push_back(to_string(month));
        }
        sources.push_back({{"id", source.id},
                           {"periods", periods},
                           {"missing_periods", nlohmann::json::array()},
                           {"by_month",
                            {{"2025-02", {{"rows_in", 31}, {"rows_used", 29}}},
                             {"2025-01", {{"rows_in", 40}, {"rows_used", 40}}}}}});
    }
    contents.report = {{"run_id", data.run_id}, {"layers", layers}, {"sources", sources}};
    contents.report_html = "<!doctype html><title>Report</title>";
    contents.rejects["police"] = {{17, "2025-01/street.csv", "no position", "Longitude; Latitude"},
                                  {3, "=cmd()", "said \"no\"", ""}};
    return contents;
}

run_store::RunContents other_run_contents()
{
    auto contents = example_run_contents();
    contents.inputs[0].sha256[0] = 'd';
    contents.data.run_id =
        run_store::run_id_of(contents.data.project, contents.inputs, contents.operations);
    return contents;
}

}  // namespace heatward::test
