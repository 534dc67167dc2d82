#include "heatward/maps/density_picture.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/gis/crs_transform.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/picture_frame.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

DensityColours colours()
{
    return {test::summary_of(county(), "violence").breaks, find_style("density").value()};
}

const DensityLayer& layer()
{
    static const DensityLayer made(layer_input(county(), test::layer_of(county(), "violence")),
                                   Plane::project);
    return made;
}

TEST(DensityPicture, StripsAreTheWholePicture)
{
    // 2 000 columns are computed 524 rows at a time.
    const Extent extent = extent_of(county().study_area);
    const GridFrame frame = picture_frame(extent, 2000, 1100);
    const auto classes = density_classes(layer(), frame, colours());
    const auto whole =
        colours().classes().classify(layer().evaluate(frame, true, 1, CellValue::centre_or_mean));
    EXPECT_EQ(classes.values, whole.values);
}

TEST(DensityPicture, AnotherSystemsPixelsHaveTheClassOfAPlaceNearTheirCentre)
{
    // UTM 31 lies askew to the British grid by some 3 degrees.
    const gis::CrsTransform to_utm("EPSG:27700", "EPSG:25831");
    const gis::CrsTransform to_project("EPSG:25831", "EPSG:27700");
    Extent bounds;
    for_each_ring(county().study_area, [&](const Ring<ProjectedPoint>& ring) {
        for (const ProjectedPoint& vertex : ring) {
            const auto place = to_utm(vertex.x, vertex.y).value();
            bounds.include(place.x, place.y);
        }
    });
    const int width = 300;
    const int height = static_cast<int>(width * bounds.height() / bounds.width());
    const GridFrame frame = picture_frame(bounds.grown(2000), width, height);
    const auto classes = density_classes_in("EPSG:25831", "EPSG:27700", layer(), frame,
                                            extent_of(county().study_area), colours());
    const double pixel = std::min(frame.cell_width, frame.cell_height);
    std::size_t shown = 0;
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            shown += classes.at(row, column) != 0 ? 1U : 0U;
            const auto centre = to_project(frame.centre_x(column), frame.centre_y(row)).value();
            // All that lies within 0.41 pixels either way.
            const GridFrame around = picture_frame(
                Extent{centre.x, centre.y, centre.x, centre.y}.grown(0.41 * pixel), 9, 9);
            const auto near = density_classes(layer(), around, colours());
            const auto [low, high] = std::minmax_element(near.values.begin(), near.values.end());
            ASSERT_LE(*low, classes.at(row, column)) << row << " " << column;
            ASSERT_GE(*high, classes.at(row, column)) << row << " " << column;
        }
    }
    EXPECT_GT(shown, 1000U);
}

TEST(DensityPicture, AnotherSystemFarAwayIsEmptyAndAnotherPlaneRefused)
{
    const Extent within = extent_of(county().study_area);
    const auto far =
        density_classes_in("EPSG:25831", "EPSG:27700", layer(),
                           picture_frame({-1e9, -1e9, 1e9, 1e9}, 64, 64), within, colours());
    EXPECT_EQ(std::count(far.values.begin(), far.values.end(), 0), 64 * 64);
    const DensityLayer mercator(layer_input(county(), test::layer_of(county(), "violence")),
                                Plane::web_mercator);
    EXPECT_THROW(density_classes_in("EPSG:25831", "EPSG:27700", mercator,
                                    picture_frame({0, 0, 1, 1}, 1, 1), within, colours()),
                 DataError);
}

TEST(DensityPicture, PalettesLieOverTheGround)
{
    const render::Colour ground{10, 20, 30, 255};
    const auto palette = palette_over(colours(), ground);
    ASSERT_EQ(palette.size(), colours().palette().size());
    EXPECT_EQ(palette[0], ground);
    EXPECT_EQ(palette[3], render::over(colours().palette()[3], ground));
}

}  // namespace
}  // namespace heatward::maps
