#include <bit>
#include <filesystem>
#include <functional>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "heatward/core/tile_id.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/density_tile.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "heatward/pipeline/build_project.hpp"
#include "heatward/run_store/view.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

namespace fs = std::filesystem;

class SilentProgress final : public Progress {
public:
    void begin(std::string_view, std::uint64_t, std::string_view) override {}
    void advance(std::uint64_t) override {}
    void end() override {}
    void warn(std::string_view) override {}
};

struct SourceRow {
    std::string source;
    StreetRow row;
};

using Keeps = std::function<bool(const SourceRow&)>;

const std::vector<std::string> kMonths{"2025-01", "2025-02", "2025-03"};

/// 240 rows of two sources, three months and two kinds, all over the county.
std::vector<SourceRow> all_rows()
{
    std::vector<SourceRow> rows;
    for (int i = 0; i < 240; ++i) {
        const double east = 90 + i * 1237 % 3800;
        const double north = 70 + i * 911 % 3850;
        SourceRow made{i % 5 < 2 ? "transport" : "police",
                       SmallCounty::row_at(east, north, kMonths[static_cast<std::size_t>(i % 3)])};
        made.row.crime_type = i % 4 == 0 ? "Burglary" : "Robbery";
        rows.push_back(made);
    }
    return rows;
}

std::string project_text()
{
    std::string text = SmallCounty::project_text("police", "combine = \"sum\"\nbandwidths = [600]");
    const std::string one = "categories = [\"robbery\"]";
    text.replace(text.find(one), one.size(), "categories = [\"robbery\", \"burglary\"]");
    const std::string source = "[[layers]]";
    text.insert(text.find(source),
                "[[sources]]\nid = \"transport\"\nkind = \"police\"\n"
                "path = \"transport\"\nformat = \"police.uk\"\n");
    text.insert(
        text.find("[[sources]]"),
        "[categories.burglary]\ntitle = \"Burglary\"\nmatch = { police = [\"Burglary\"] }\n");
    return text;
}

/// Builds a run of the rows that are kept. A file of a month that is supplied is there even where
/// it has none of them left.
class BuiltCounty {
public:
    BuiltCounty(const Keeps& keeps, const std::vector<std::string>& months)
    {
        for (const char* const source : {"police", "transport"}) {
            for (const auto& month : months) {
                // In no layer: a source without any row would be an error.
                std::vector<StreetRow> rows{SmallCounty::row_at(2000, 2000, month)};
                rows.front().crime_type = "Drugs";
                for (const auto& candidate : all_rows()) {
                    if (candidate.source == source && candidate.row.month == month &&
                        keeps(candidate)) {
                        rows.push_back(candidate.row);
                    }
                }
                m_county.write_street_file(fmt::format("{}/{}-force-street.csv", source, month),
                                           rows);
            }
        }
        SilentProgress progress;
        BuildOptions options;
        options.output = m_county.path("out");
        options.threads = 1;
        build_project(m_county.project(project_text()), options, progress);
        m_run = run_store::Run::open(fs::canonical(fs::path(m_county.path("out")) / "current"));
    }

    [[nodiscard]] run_store::View view() const
    {
        return run_store::View::of(m_run, Tier::analyst).value();
    }

private:
    SmallCounty m_county;
    std::shared_ptr<const run_store::Run> m_run;
};

maps::DensityLayerInput input_of(const run_store::View& view)
{
    return maps::layer_input(view.data(), view.data().project.layers.front());
}

/// Surfaces and pictures, in the colours of the whole run, bit for bit.
void expect_same(const BuiltCounty& whole, const std::function<void(IncidentFilter&)>& narrow,
                 const BuiltCounty& part)
{
    const auto whole_view = whole.view();
    const auto part_view = part.view();
    auto filtered = input_of(whole_view);
    narrow(filtered.filter);
    const maps::DensityColours colours(whole_view.data().layers.front().breaks,
                                       maps::find_style("density").value());

    const GridFrame frame = frame_covering(extent_of(*filtered.study_area), 50);
    const auto surface =
        maps::DensityLayer(filtered, maps::Plane::project).evaluate(frame, true, 1);
    const auto alone =
        maps::DensityLayer(input_of(part_view), maps::Plane::project).evaluate(frame, true, 1);
    ASSERT_EQ(surface.values.size(), alone.values.size());
    std::size_t above_zero = 0;
    for (std::size_t i = 0; i < surface.values.size(); ++i) {
        ASSERT_EQ(std::bit_cast<std::uint64_t>(surface.values[i]),
                  std::bit_cast<std::uint64_t>(alone.values[i]))
            << i;
        above_zero += surface.values[i] > 0 ? 1U : 0U;
    }
    EXPECT_GT(above_zero, 1000U);

    const maps::DensityLayer tiles(filtered, maps::Plane::web_mercator);
    const maps::DensityLayer tiles_alone(input_of(part_view), maps::Plane::web_mercator);
    const maps::DensityLayer unfiltered(input_of(whole_view), maps::Plane::web_mercator);
    const TileId tile{12, 2048, 1350};
    const auto png = [&](const maps::DensityLayer& layer) {
        return maps::density_tile_png(layer, tile, 1, colours);
    };
    // Not EXPECT_EQ, which would print the pictures' bytes.
    EXPECT_TRUE(png(tiles) == png(tiles_alone));
    EXPECT_TRUE(png(tiles) != png(unfiltered));
}

bool keeps_all(const SourceRow&) { return true; }

TEST(FilteredRun, OfACategoryIsBuiltFromItsRowsAlone)
{
    const BuiltCounty whole(keeps_all, kMonths);
    const BuiltCounty part([](const auto& r) { return r.row.crime_type == "Burglary"; }, kMonths);
    expect_same(
        whole, [](IncidentFilter& filter) { filter.categories = {1}; }, part);
}

TEST(FilteredRun, OfASourceIsBuiltFromItsRowsAlone)
{
    const BuiltCounty whole(keeps_all, kMonths);
    const BuiltCounty part([](const auto& r) { return r.source == "transport"; }, kMonths);
    expect_same(
        whole, [](IncidentFilter& filter) { filter.sources = {1}; }, part);
}

TEST(FilteredRun, OfAMonthIsBuiltFromItsFilesAlone)
{
    const BuiltCounty whole(keeps_all, kMonths);
    const BuiltCounty part(keeps_all, {"2025-02"});
    expect_same(
        whole, [](IncidentFilter& filter) { filter.interval = parse_interval("2025-02").value(); },
        part);
}

}  // namespace
}  // namespace heatward::pipeline
