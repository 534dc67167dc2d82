#include "heatward/maps/density_layer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/core/tile_id.hpp"
#include "heatward/density/study_area_mass.hpp"
#include "heatward/gis/projection.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

using testing::HasSubstr;

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

/// A copy of the county's "violence" layer to change, and its input.
struct Case {
    project::Layer layer = test::layer_of(county(), "violence");

    [[nodiscard]] DensityLayerInput input() const { return layer_input(county(), layer); }
};

GridFrame frame(double cell = 500) { return frame_covering(extent_of(county().study_area), cell); }

double largest(const Raster<double>& surface)
{
    double most = 0;
    for (const double value : surface.values) {
        most = std::isnan(value) ? most : std::max(most, value);
    }
    return most;
}

TEST(DensityLayer, IsTheSumOfItsFormula)
{
    Case c;
    c.layer.sources = {"police", "ambulance"};
    c.layer.weight = project::Weight::harm;
    const DensityLayer layer(c.input(), Plane::project);
    const IncidentTable& incidents = county().incidents;
    const density::StudyAreaMass mass(county().study_area, Kernel::quartic, 1500);
    const double years[] = {1.0, 10.0 / 12.0};
    const double harm[] = {180.48, 365.0};
    for (const ProjectedPoint u :
         {ProjectedPoint{565000, 250000}, {531000, 240000}, {560300, 248800}}) {
        double sum = 0;
        for (std::size_t i = 0; i < incidents.size(); ++i) {
            const double q =
                (std::pow(incidents.x[i] - u.x, 2) + std::pow(incidents.y[i] - u.y, 2)) /
                (1500.0 * 1500.0);
            if (q < 1 && incidents.located[i].in_study_area) {
                sum += harm[incidents.category[i]] / years[incidents.source[i]] /
                       mass.at({incidents.x[i], incidents.y[i]}) * 3 /
                       (std::numbers::pi * 1500 * 1500) * (1 - q) * (1 - q);
            }
        }
        EXPECT_NEAR(layer.evaluate_at(u), 1e6 * sum, 1e-9 * 1e6 * sum);
    }
}

TEST(DensityLayer, DiggleKeepsTheIncidentsAYear)
{
    Case c;
    const DensityLayer layer(c.input(), Plane::project);
    const auto surface = layer.evaluate(frame(150), true, 2);
    double volume = 0;
    for (const double value : surface.values) {
        volume += std::isnan(value) ? 0 : value * 0.15 * 0.15;
    }
    EXPECT_EQ(layer.total_weight(), static_cast<double>(layer.selection().rows.size()));
    // Cells of a tenth of the bandwidth integrate to within a few thousandths.
    EXPECT_NEAR(volume / layer.total_weight(), 1, 3e-3);
}

TEST(DensityLayer, DiggleKeepsTheVolumeToAThousandth)
{
    for (const bool widen : {false, true}) {
        Case c;
        c.layer.sources = {"police", "ambulance"};
        c.layer.widen = widen;
        const DensityLayer layer(c.input(), Plane::project);
        // What stands for the incidents a year: the ambulance supplied ten months of twelve.
        double yearly = 0;
        for (const auto row : layer.selection().rows) {
            yearly += county().incidents.source[row] == 0 ? 1 : 12.0 / 10;
        }
        double volume = 0;
        for (const double value : layer.evaluate(frame(25), true, 2).values) {
            volume += std::isnan(value) ? 0 : value * 0.025 * 0.025;
        }
        EXPECT_NEAR(volume / yearly, 1, 1e-3) << (widen ? "widened" : "as it is");
    }
}

TEST(DensityLayer, OneMonthAndOneYearCompare)
{
    Case c;
    DensityLayerInput input = c.input();
    input.filter.interval = parse_interval("2025-05").value();
    const DensityLayer may(input, Plane::project);
    // By hand: May's incidents alone, twelvefold.
    IncidentTable of_may;
    for (std::size_t i = 0; i < county().incidents.size(); ++i) {
        if (input.filter.interval.contains(county().incidents.time[i])) {
            of_may.append(county().incidents.at(i));
        }
    }
    DensityLayerInput year = c.input();
    year.incidents = &of_may;
    const DensityLayer as_if_a_year(year, Plane::project);
    EXPECT_NEAR(may.years(), 1.0 / 12, 1e-15);
    const ProjectedPoint place{565000, 250000};
    EXPECT_GT(may.evaluate_at(place), 0);
    EXPECT_NEAR(may.evaluate_at(place), 12 * as_if_a_year.evaluate_at(place),
                1e-12 * may.evaluate_at(place));
}

TEST(DensityLayer, ASourceThatSuppliedNothingAddsNothing)
{
    Case c;
    c.layer.sources = {"ambulance"};
    DensityLayerInput input = c.input();
    input.filter.interval = parse_interval("2025-03/2025-04").value();
    // Two stray rows of a month that was never supplied.
    IncidentTable table = county().incidents;
    for (std::size_t i = 0; i < table.size(); ++i) {
        table.time[i] = start_of({2025, 3});
    }
    input.incidents = &table;
    const DensityLayer layer(input, Plane::project);
    EXPECT_GT(layer.selection().rows.size(), 0U);
    EXPECT_EQ(layer.years(), 0);
    EXPECT_EQ(largest(layer.evaluate(frame(), true, 1)), 0);
}

TEST(DensityLayer, ARequestCannotLeaveTheLayersPeriod)
{
    Case c;
    c.layer.period = parse_interval("2025-01/2025-06").value();
    DensityLayerInput input = c.input();
    input.filter.interval = parse_interval("2025-04/2025-12").value();
    const DensityLayer layer(input, Plane::project);
    EXPECT_EQ(layer.filter().interval, parse_interval("2025-04/2025-06").value());
    EXPECT_NEAR(layer.years(), 0.25, 1e-15);
    for (const auto row : layer.selection().rows) {
        ASSERT_LE(month_of(county().incidents.time[row]).month, 6);
    }
}

TEST(DensityLayer, HarmMissingIsAnErrorThatNamesTheCategory)
{
    project::Project project = county().project;
    project.categories[1].harm.reset();
    Case c;
    c.layer.weight = project::Weight::harm;
    DensityLayerInput input = c.input();
    input.project = &project;
    try {
        const DensityLayer layer(input, Plane::project);
        FAIL() << "a category without harm was taken";
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("categories.robbery"));
    }
    // A filter that leaves the category out can be weighted.
    input.filter.categories = {0};
    EXPECT_NO_THROW(DensityLayer(input, Plane::project));
}

TEST(DensityLayer, UnknownNamesAreErrors)
{
    project::Layer layer = test::layer_of(county(), "violence");
    layer.categories = {"arson"};
    EXPECT_THROW(layer_filter(county().project, layer), DataError);
    layer = test::layer_of(county(), "violence");
    layer.sources = {"coastguard"};
    EXPECT_THROW(layer_filter(county().project, layer), DataError);
    layer.id = "unknown";
    EXPECT_THROW(layer_input(county(), layer), DataError);
}

TEST(DensityLayer, OtherPlanesGiveTheSurfaceInProjectCoordinates)
{
    for (const char* id : {"violence", "harm"}) {
        DensityLayerInput input = layer_input(county(), test::layer_of(county(), id));
        const DensityLayer project(input, Plane::project);
        const double most = largest(project.evaluate(frame(250), true, 2));
        for (const Plane plane : {Plane::web_mercator, Plane::lonlat}) {
            const DensityLayer other(input, plane);
            for (double x = 531000; x < 590000; x += 1370) {
                for (double y = 231000; y < 266000; y += 1190) {
                    const double wanted = project.evaluate_at({x, y});
                    const double value = other.evaluate_at({x, y});
                    if (std::isnan(wanted)) {
                        continue;
                    }
                    // 2e-4 is stated for R = 500 m; it grows with R through the Jacobian's change.
                    ASSERT_NEAR(value, wanted, 6e-4 * most) << id << " " << x << " " << y;
                }
            }
        }
    }
}

TEST(DensityLayer, MercatorTilesAreTheSurfaceInProjectCoordinates)
{
    // The stated bound, for pixels of tiles from the swept picture: 2e-4 of the maximum at R = 500
    // m.
    for (const char* id : {"violence", "harm"}) {
        DensityLayerInput input = layer_input(county(), test::layer_of(county(), id));
        input.bandwidth_m = 500;
        const DensityLayer project(input, Plane::project);
        const DensityLayer mercator(input, Plane::web_mercator);
        const double most = largest(project.evaluate(frame(100), true, 2));
        const PlaneGeometry geometry(Plane::web_mercator, "EPSG:27700", county().incidents,
                                     county().study_area);
        std::size_t drawn = 0;
        for (const int zoom : {10, 12, 14}) {
            const double side = pixel_size_at(zoom) * kTileSize;
            // Tiles that hold an incident, some hundred rows of the table apart.
            for (std::size_t k = 0; k < 6; ++k) {
                const auto row = *std::next(project.selection().rows.begin(),
                                            static_cast<std::ptrdiff_t>(k * 97));
                const PlacedIncident place = geometry.placed(row);
                const TileId tile{
                    zoom, static_cast<std::uint32_t>((place.x + kMercatorHalfWidth) / side),
                    static_cast<std::uint32_t>((kMercatorHalfWidth - place.y) / side)};
                const GridFrame pixels = mercator_frame_of(tile);
                const auto surface = mercator.evaluate(pixels, true, 1);
                for (int r = static_cast<int>(k); r < pixels.rows; r += 11) {
                    for (int c = 0; c < pixels.columns; c += 13) {
                        const double x[] = {pixels.centre_x(c)};
                        const double y[] = {pixels.centre_y(r)};
                        double east[1];
                        double north[1];
                        geometry.to_project(x, y, east, north);
                        const double wanted = project.evaluate_at({east[0], north[0]});
                        const double value = surface.at(r, c);
                        if (std::isnan(wanted) || std::isnan(value)) {
                            continue;  // at the border, whose edges are straight in either plane
                        }
                        ASSERT_NEAR(value, wanted, 2e-4 * most) << id << " z" << zoom;
                        drawn += wanted > 0.01 * most ? 1U : 0U;
                    }
                }
            }
        }
        EXPECT_GT(drawn, 500U);
    }
}

TEST(DensityLayer, SharedPartsChangeNothingAndMustFit)
{
    Case c;
    DensityLayerInput input = c.input();
    const DensityLayer own(input, Plane::web_mercator);
    input.geometry = std::make_shared<const PlaneGeometry>(Plane::web_mercator, "EPSG:27700",
                                                           county().incidents, county().study_area);
    input.edge_terms =
        make_edge_terms(c.layer, input.bandwidth_m, county().incidents, county().study_area, 1);
    const DensityLayer shared(input, Plane::web_mercator);
    const GridFrame tile = mercator_frame_of({9, 256, 168});
    EXPECT_EQ(shared.evaluate(tile, false, 1).values, own.evaluate(tile, false, 1).values);
    EXPECT_THROW(DensityLayer(input, Plane::project), DataError);
    input.bandwidth_m = 800;
    EXPECT_THROW(DensityLayer(input, Plane::web_mercator), DataError);
}

TEST(DensityLayer, OutsideTheStudyAreaIsNotANumber)
{
    Case c;
    const DensityLayer layer(c.input(), Plane::project);
    const auto masked = layer.evaluate(frame(), true, 1);
    const auto open = layer.evaluate(frame(), false, 1);
    const StudyAreaMask mask(county().study_area);
    const auto inside = mask.rasterise(frame());
    for (std::size_t i = 0; i < inside.values.size(); ++i) {
        ASSERT_FALSE(std::isnan(open.values[i]));
        if (inside.values[i] != 0) {
            ASSERT_EQ(masked.values[i], open.values[i]);
        } else {
            ASSERT_TRUE(std::isnan(masked.values[i]));
        }
    }
    EXPECT_TRUE(std::isnan(layer.evaluate_at({100, 100})));
}

}  // namespace
}  // namespace heatward::maps
