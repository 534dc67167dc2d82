#include "heatward/maps/legend.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/core/error.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "heatward/render/rgba_png.hpp"
#include "number_text.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

Legend legend_with(const std::vector<double>& breaks)
{
    const auto& layer = test::layer_of(county(), "violence");
    IncidentFilter filter = layer_filter(county().project, layer);
    filter.interval = parse_interval("2025-03/..").value();
    return make_legend(county(), layer, test::summary_of(county(), "violence"), filter,
                       DensityColours(breaks, find_style("density").value()));
}

TEST(Legend, SaysWhatTheColoursMean)
{
    const Legend legend = legend_with({0.831, 1.94, 4.5, 10.5, 24.6, 120, 1234.5, 5000});
    EXPECT_EQ(legend.title, "Violence, 2025");
    EXPECT_EQ(legend.unit, "incidents per km² per year");
    EXPECT_EQ(legend.period, "March to December 2025");  // as the layer's period ends then
    ASSERT_EQ(legend.classes.size(), 7U);
    EXPECT_EQ(legend.classes[0].label, "0.83 – 1.9");
    EXPECT_EQ(legend.classes[2].label, "4.5 – 10");
    EXPECT_EQ(legend.classes[5].label, "120 – 1,234");
    EXPECT_EQ(legend.classes[6].label, "1,234 or more");
    EXPECT_EQ(legend.classes[1].from, 1.94);
    EXPECT_EQ(legend.classes[1].to, 4.5);
    EXPECT_FALSE(legend.classes[6].to.has_value());
}

TEST(Legend, NeighboursNeverReadAlike)
{
    EXPECT_EQ(bound_texts(std::vector<double>{10.2, 10.4, 11}),
              (std::vector<std::string>{"10.2", "10.4", "11.0"}));
    EXPECT_EQ(bound_texts(std::vector<double>{0, 0.000123, 0.5}),
              (std::vector<std::string>{"0", "0.00012", "0.50"}));
    EXPECT_EQ(bound_texts(std::vector<double>{9.96, 1e6, 1.5e9}),
              (std::vector<std::string>{"10", "1,000,000", "1,500,000,000"}));
    EXPECT_EQ(whole_number_text(999), "999");
    EXPECT_EQ(whole_number_text(-12345), "-12,345");
}

TEST(Legend, JsonIsThatOfTheContract)
{
    const auto json = legend_json(legend_with({1, 2, 4, 8, 16, 32, 64, 100}));
    EXPECT_EQ(json.at("layer"), "violence");
    EXPECT_EQ(json.at("zero"), "transparent");
    EXPECT_EQ(json.at("marking"), "OFFICIAL-SENSITIVE");
    const auto& classes = json.at("classes");
    ASSERT_EQ(classes.size(), 7U);
    EXPECT_EQ(classes[0], (nlohmann::json{{"from", 1.0},
                                          {"to", 2.0},
                                          {"colour", "#fadc7d"},
                                          {"opacity", 0.6},
                                          {"label", "1.0 – 2.0"}}));
    EXPECT_TRUE(classes[6].at("to").is_null());
    Legend unmarked = legend_with({});
    unmarked.marking.clear();
    const auto empty = legend_json(unmarked);
    EXPECT_FALSE(empty.contains("marking"));
    EXPECT_TRUE(empty.at("classes").empty());
}

TEST(Legend, ThePictureShowsEveryColour)
{
    const Legend legend = legend_with({1, 2, 4, 8, 16, 32, 64, 100});
    const auto image = render::decode_png(legend_png(legend, 1));
    const auto fine = render::decode_png(legend_png(legend, 2));
    EXPECT_EQ(fine.width, 2 * image.width);
    EXPECT_EQ(fine.height, 2 * image.height);
    for (const LegendClass& entry : legend.classes) {
        const auto wanted = render::over(entry.colour, {0xf4, 0xf2, 0xee, 255});
        std::size_t count = 0;
        for (const auto& pixel : image.pixels) {
            // Cairo mixes in whole numbers of its own.
            count += std::abs(pixel.red - wanted.red) <= 1 &&
                             std::abs(pixel.green - wanted.green) <= 1 &&
                             std::abs(pixel.blue - wanted.blue) <= 1
                         ? 1U
                         : 0U;
        }
        EXPECT_GT(count, 300U) << entry.label;
    }
    EXPECT_EQ(legend_png(legend, 2), legend_png(legend, 2));
    EXPECT_THROW(legend_png(legend, 3), DataError);
    EXPECT_NO_THROW(render::decode_png(legend_png(legend_with({}), 1)));
}

TEST(Legend, SaysGapsOfItsPeriodAndTheUnitOfHarm)
{
    const auto& layer = test::layer_of(county(), "harm");
    run_store::LayerSummary summary = test::summary_of(county(), "harm");
    summary.unit = "harm per km² per year";
    const std::vector<double> breaks{1, 2, 4, 8, 16, 32, 64, 100};
    const DensityColours colours(breaks, find_style("density").value());
    IncidentFilter filter = layer_filter(county().project, layer);
    Legend legend = make_legend(county(), layer, summary, filter, colours);
    EXPECT_EQ(legend.unit, "harm (weight) per km² per year");
    EXPECT_EQ(legend_json(legend).at("not_supplied"), "ambulance: March to April 2025");
    const auto with_gaps = render::decode_png(legend_png(legend, 1));
    legend.not_supplied.clear();
    EXPECT_FALSE(legend_json(legend).contains("not_supplied"));
    EXPECT_GT(with_gaps.height, render::decode_png(legend_png(legend, 1)).height);
    filter.interval = parse_interval("2024-05").value();
    legend = make_legend(county(), layer, summary, filter, colours);
    EXPECT_EQ(legend.period, "May 2024") << "what was asked for, not \"no dates\"";
}

TEST(Legend, TellsTheScaleOfAFilter)
{
    Legend legend = legend_with({1, 2, 4, 8});
    EXPECT_EQ(legend_json(legend).at("scale"), "layer");
    const std::string of_layer = legend_png(legend, 1);
    legend.scale = ColourScale::filter;
    EXPECT_EQ(legend_json(legend).at("scale"), "filter");
    EXPECT_FALSE(legend_json(legend).contains("notice"));
    EXPECT_NE(legend_png(legend, 1), of_layer);  // a line more
    legend.classes.clear();
    legend.notice = "No incidents under this filter";
    EXPECT_EQ(legend_json(legend).at("notice"), "No incidents under this filter");
    EXPECT_FALSE(legend_png(legend, 1).empty());
}

}  // namespace
}  // namespace heatward::maps
