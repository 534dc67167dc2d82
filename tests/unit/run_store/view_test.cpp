#include "heatward/run_store/view.hpp"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/core/error.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/project/project_json.hpp"
#include "heatward/run_store/run_writer.hpp"
#include "support/example_run.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::run_store {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// The example with three layers: "violence" for partners, "secret" for analysts, and
/// "sensitive", which is for partners and counts a sensitive category; of each a count a ward, a
/// surface and a hotspot. Columns "violence_victims" of the wards and "victims" of the hotspots
/// have no class.
RunContents contents_of_three_layers()
{
    auto contents = test::example_run_contents();
    RunData& data = contents.data;
    data.project.categories[1].sensitive = true;
    project::Layer violence = data.project.layers[0];
    violence.categories = {"violence"};
    violence.tier = Tier::partner;
    project::Layer secret = violence;
    secret.id = "secret";
    secret.tier = Tier::analyst;
    project::Layer sensitive = violence;
    sensitive.id = "sensitive";
    sensitive.categories = {"violence", "robbery"};
    data.project.layers = {violence, secret, sensitive};
    data.project.gazetteer.postcodes = {"postcodes.csv"};
    data.project.interventions.push_back(
        {"patrols", "wards", {"W1"}, "", {2025, 3}, Month{2025, 5}, "", {}});
    data.interventions = test::example_interventions();
    data.folder = "/srv/heatward/run";
    data.sources[0].by_month = {{{2025, 1}, 40, 39}};
    data.report = std::make_shared<const nlohmann::json>(contents.report);
    for (const char* id : {"secret", "sensitive"}) {
        data.layers.push_back(data.layers[0]);
        data.layers.back().id = id;
        data.surfaces.emplace(id, data.surfaces.at("violence"));
        contents.report["layers"].push_back(contents.report["layers"][0]);
        contents.report["layers"].back()["id"] = id;
        data.hotspots.rows.push_back(data.hotspots.rows[0]);
        data.hotspots.rows.back()[0] = id;
        data.hotspots.geometry.push_back(data.hotspots.geometry[0]);
    }
    FeatureTable& wards = data.area_sets[1];
    for (const char* column : {"violence_victims", "secret_count", "sensitive_count", "typed_in"}) {
        wards.add_column({column, ColumnType::integer},
                         std::vector<AttributeValue>(wards.size(), std::int64_t{3}));
    }
    data.hotspots.add_column({"victims", ColumnType::integer},
                             std::vector<AttributeValue>(data.hotspots.size(), std::int64_t{3}));
    data.run_id = run_id_of(data.project, contents.inputs, contents.operations);
    return contents;
}

std::vector<std::string> columns_of(const FeatureTable& table)
{
    std::vector<std::string> names;
    for (const auto& column : table.columns) {
        names.push_back(column.name);
    }
    return names;
}

std::vector<std::string> layers_of(const RunData& data)
{
    std::vector<std::string> ids;
    for (const auto& layer : data.layers) {
        ids.push_back(layer.id);
    }
    return ids;
}

/// Of where the data came from a lower tier's view keeps the sources' ids and kinds.
void expect_nothing_of_the_inputs(const RunData& data)
{
    EXPECT_EQ(data.report, nullptr);
    EXPECT_EQ(data.folder, "");
    EXPECT_THAT(data.project.interventions, IsEmpty());
    ASSERT_EQ(data.project.sources.size(), 2U);
    EXPECT_EQ(data.project.sources[0].id, "police");
    for (const auto& source : data.project.sources) {
        EXPECT_EQ(source.path + source.layer, "") << source.id;
    }
    for (const auto& set : data.project.areas) {
        EXPECT_EQ(set.path, "") << set.id;
    }
    EXPECT_THAT(data.project.gazetteer.postcodes, IsEmpty());
    ASSERT_EQ(data.sources.size(), 2U);
    EXPECT_EQ(data.sources[0].periods.size(), 12U);
    for (const auto& source : data.sources) {
        EXPECT_THAT(source.by_month, IsEmpty()) << source.id;
    }
}

/// What a partner's view of the three layers must be, whatever it was made from.
void expect_partners_view(const RunData& data)
{
    EXPECT_THAT(layers_of(data), ElementsAre("violence"));
    ASSERT_EQ(data.project.layers.size(), 1U);
    EXPECT_EQ(data.project.layers[0].id, "violence");
    ASSERT_EQ(data.surfaces.size(), 1U);
    EXPECT_TRUE(data.surfaces.contains("violence"));
    ASSERT_EQ(data.area_sets.size(), 2U);
    EXPECT_THAT(columns_of(data.area_sets[0]),
                ElementsAre("code", "name", "parent", "population", "violence_count"));
    // A layer with a sensitive category gives area figures, and those alone.
    EXPECT_THAT(columns_of(data.area_sets[1]),
                ElementsAre("code", "name", "parent", "population", "violence_count",
                            "violence_rate_per_1000", "sensitive_count"));
    for (const auto& row : data.area_sets[1].rows) {
        EXPECT_EQ(row.size(), 7U);
        EXPECT_EQ(row[6], AttributeValue(std::int64_t{3}));
    }
    EXPECT_THAT(columns_of(data.hotspots), ElementsAre("layer", "rank", "count", "pai"));
    ASSERT_EQ(data.hotspots.size(), 1U);
    EXPECT_EQ(data.hotspots.text(0, "layer"), "violence");
    EXPECT_EQ(data.hotspots.geometry.size(), 1U);
    EXPECT_EQ(data.incidents.size(), 0U);
    EXPECT_EQ(data.interventions.size(), 0U);
    EXPECT_THAT(data.interventions.columns, IsEmpty());
    expect_nothing_of_the_inputs(data);
}

TEST(View, IsRefusedForATierThatTheRunHoldsNothingFor)
{
    const auto run = Run::in_memory(test::example_run_data(), Tier::analyst);
    EXPECT_TRUE(View::of(run, Tier::analyst).has_value());
    for (const Tier tier : {Tier::nobody, Tier::public_, Tier::partner}) {
        const auto view = View::of(run, tier);
        ASSERT_FALSE(view.has_value());
        EXPECT_EQ(view.error().tier, tier);
    }
}

TEST(View, OfALowerTierHoldsNothingWithoutAClass)
{
    const auto contents = contents_of_three_layers();
    const auto view = View::of(Run::in_memory(contents.data, Tier::partner), Tier::partner).value();
    expect_partners_view(view.data());
}

TEST(View, BandwidthFactorsAreForThoseWhoSeeTheIncidents)
{
    auto data = contents_of_three_layers().data;
    data.bandwidth_factors["violence"].assign(data.incidents.size(), 1.5F);
    EXPECT_THAT(
        View::of(Run::in_memory(data, Tier::partner), Tier::partner)->data().bandwidth_factors,
        IsEmpty());
    EXPECT_EQ(View::of(Run::in_memory(data, Tier::analyst), Tier::analyst)
                  ->data()
                  .bandwidth_factors.at("violence")
                  .size(),
              400U);
}

TEST(View, OfThePublicHoldsAreasWithoutFigures)
{
    const auto view =
        View::of(Run::in_memory(contents_of_three_layers().data, Tier::public_), Tier::public_)
            .value();
    EXPECT_THAT(layers_of(view.data()), IsEmpty());
    EXPECT_THAT(view.data().surfaces, IsEmpty());
    EXPECT_THAT(columns_of(view.data().area_sets.at(1)),
                ElementsAre("code", "name", "parent", "population"));
    EXPECT_EQ(view.data().hotspots.size(), 0U);
    EXPECT_THAT(view.data().hotspots.columns, IsEmpty());
    EXPECT_EQ(view.data().incidents.size(), 0U);
    EXPECT_EQ(view.data().interventions.size(), 0U);
}

TEST(View, OfNobodyHoldsNothing)
{
    const auto view =
        View::of(Run::in_memory(contents_of_three_layers().data, Tier::nobody), Tier::nobody)
            .value();
    EXPECT_THAT(view.data().area_sets, IsEmpty());
    EXPECT_THAT(view.data().layers, IsEmpty());
}

TEST(View, OfAnAnalystHoldsAll)
{
    const auto contents = contents_of_three_layers();
    const auto view = View::of(Run::in_memory(contents.data, Tier::analyst), Tier::analyst).value();
    EXPECT_THAT(layers_of(view.data()), ElementsAre("violence", "secret", "sensitive"));
    EXPECT_EQ(view.data().surfaces.size(), 3U);
    EXPECT_EQ(columns_of(view.data().area_sets[1]), columns_of(contents.data.area_sets[1]));
    EXPECT_EQ(view.data().hotspots.size(), 3U);
    EXPECT_EQ(view.data().interventions.rows, contents.data.interventions.rows);
    EXPECT_EQ(view.data().incidents.size(), 400U);
}

/// Makes the partner's folder out of the analyst's and puts it into the manifest: without
/// incidents, interventions, rejected rows and, of the withheld layers, surfaces but those in
/// `kept`, and what the report says of them. Columns and hotspots are as a build that forgot to
/// hold them back would leave them.
void add_partner_folder(const fs::path& run, const std::vector<std::string>& kept = {})
{
    const fs::path partner = run / "partner";
    fs::copy(run / "analyst", partner, fs::copy_options::recursive);
    for (const char* file : {"incidents.gpkg", "interventions.gpkg", "rejects",
                             "surfaces/secret.tif", "surfaces/sensitive.tif"}) {
        if (std::find(kept.begin(), kept.end(), file) == kept.end()) {
            fs::remove_all(partner / file);
        }
    }
    nlohmann::json report = nlohmann::json::parse(std::ifstream(partner / "report.json"));
    report.at("layers").erase(2);
    report.at("layers").erase(1);
    fs::remove(partner / "report.json");
    std::ofstream(partner / "report.json") << report.dump();

    Manifest manifest = read_manifest(run);
    manifest.tiers = {Tier::partner, Tier::analyst};
    for (const auto& entry : fs::recursive_directory_iterator(partner)) {
        if (entry.is_regular_file()) {
            manifest.outputs.push_back({entry.path().lexically_relative(run).generic_string(),
                                        entry.file_size(),
                                        gis::file_sha256(entry.path().string())});
        }
    }
    std::sort(manifest.outputs.begin(), manifest.outputs.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    fs::remove(run / kManifestName);
    std::ofstream(run / kManifestName) << to_text(manifest);
}

TEST(View, OfAFolderThatHoldsTooMuchIsCutToItsTier)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = contents_of_three_layers();
    publish_run(output, contents);
    add_partner_folder(output.run(contents.data.run_id));
    const auto run = Run::open(output.run(contents.data.run_id).string());
    expect_partners_view(View::of(run, Tier::partner).value().data());
    const RunData& analysts = View::of(run, Tier::analyst).value().data();
    EXPECT_EQ(analysts.surfaces.size(), 3U);
    EXPECT_EQ(analysts.project.sources[0].path, "police.zip");
    EXPECT_EQ(analysts.project.interventions.size(), 1U);
    EXPECT_EQ(analysts.interventions.size(), 3U);
    EXPECT_EQ(analysts.sources[0].by_month.size(), 2U);
    EXPECT_NE(analysts.report, nullptr);
}

TEST(View, OfAFolderThatHoldsAWithheldFileIsRefused)
{
    const auto contents = contents_of_three_layers();
    for (const char* file : {"surfaces/secret.tif", "surfaces/sensitive.tif", "incidents.gpkg",
                             "interventions.gpkg"}) {
        const TemporaryFolder folder;
        const OutputFolder output{folder.path()};
        publish_run(output, contents);
        const fs::path run = output.run(contents.data.run_id);
        add_partner_folder(run, {file});
        for (const Trust trust : {Trust::verify, Trust::as_is}) {
            try {
                Run::open(run.string(), trust);
                ADD_FAILURE() << file;
            } catch (const DataError& error) {
                EXPECT_THAT(error.what(), HasSubstr((run / "partner" / file).string()));
                EXPECT_THAT(error.what(), HasSubstr("must not be"));
            }
        }
    }
}

TEST(View, OfAFolderWithoutADisclosedSurfaceIsRefused)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    const auto contents = contents_of_three_layers();
    publish_run(output, contents);
    const fs::path run = output.run(contents.data.run_id);
    add_partner_folder(run);
    fs::remove(run / "partner" / "surfaces" / "violence.tif");
    EXPECT_THROW(Run::open(run.string(), Trust::as_is), DataError);
}

}  // namespace
}  // namespace heatward::run_store
