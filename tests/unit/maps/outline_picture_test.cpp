#include "heatward/maps/outline_picture.hpp"

#include <gtest/gtest.h>

#include "heatward/maps/outline_class.hpp"
#include "heatward/maps/picture_frame.hpp"

namespace heatward::maps {
namespace {

using Place = OutlineSet::Place;

std::optional<Place> as_it_is(ProjectedPoint point) { return Place{point.x, point.y}; }

FeatureTable table_of(std::vector<ProjectedMultiPolygon> areas)
{
    FeatureTable table;
    table.name = "wards";
    table.rows.resize(areas.size());
    table.geometry = std::move(areas);
    return table;
}

ProjectedMultiPolygon square(double west, double south, double side)
{
    return {
        {{{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}},
         {}}};
}

render::RgbaImage drawn(const OutlineSet& set, const GridFrame& frame, const OutlinePen& pen)
{
    render::RgbaImage picture(frame.columns, frame.rows);
    set.lay_over(picture, frame, pen);
    return picture;
}

const OutlinePen kBlack{{0, 0, 0, 255}, 2};

TEST(OutlinePicture, LinesLieWhereTheOutlinesAre)
{
    const OutlineSet set(table_of({square(10, 10, 20)}), &as_it_is);
    const auto picture = drawn(set, picture_frame({0, 0, 40, 40}, 40, 40), kBlack);
    // The west side at x = 10 fills pixels 9 and 10; the north side at y = 30 rows 9 and 10.
    for (const int x : {9, 10}) {
        EXPECT_EQ(picture.at(20, x), (render::Colour{0, 0, 0, 255}));
        EXPECT_EQ(picture.at(x, 20), (render::Colour{0, 0, 0, 255}));
    }
    EXPECT_EQ(picture.at(20, 8).alpha, 0);
    EXPECT_EQ(picture.at(20, 11).alpha, 0);
    EXPECT_EQ(picture.at(35, 20).alpha, 0);
    // The last side closes the ring.
    EXPECT_EQ(picture.at(20, 9).alpha, 255);
}

TEST(OutlinePicture, ABorderOfTwoAreasIsNotLaidOnTwice)
{
    const OutlinePen pen{{0, 0, 0, 100}, 2};
    const OutlineSet set(table_of({square(0, 0, 20), square(20, 0, 20)}), &as_it_is);
    const auto picture = drawn(set, picture_frame({-5, -5, 45, 25}, 50, 30), pen);
    EXPECT_EQ(picture.at(15, 24).alpha, 100);
}

TEST(OutlinePicture, DrawsTheRowsThatItIsToldTo)
{
    const OutlineSet set(table_of({square(10, 10, 20), square(50, 10, 20)}), &as_it_is);
    const GridFrame frame = picture_frame({0, 0, 80, 40}, 80, 40);
    render::RgbaImage picture(80, 40);
    set.lay_over(picture, frame, kBlack, {false, true});
    EXPECT_EQ(picture.at(20, 10).alpha, 0);
    EXPECT_EQ(picture.at(20, 50).alpha, 255);
    set.lay_over(picture, frame, kBlack, {true, false});
    EXPECT_EQ(picture.at(20, 10).alpha, 255);
}

TEST(OutlineClasses, PartsOfInterventionsAreToldApart)
{
    FeatureTable table = table_of({square(0, 0, 1), square(1, 0, 1), square(2, 0, 1)});
    table.columns = {{"part", ColumnType::text}};
    table.rows = {{"treated"}, {"control"}, {"treated"}};
    const auto areas = outline_classes(table, "Wards");
    ASSERT_EQ(areas.size(), 1U);
    EXPECT_EQ(areas[0].title, "Wards");
    EXPECT_TRUE(areas[0].rows.empty());
    table.name = "interventions";
    const auto parts = outline_classes(table, "Interventions");
    ASSERT_EQ(parts.size(), 2U) << "there is no ring";
    EXPECT_EQ(parts[0].title, "Control area");
    EXPECT_EQ(parts[0].rows, (std::vector<bool>{false, true, false}));
    EXPECT_EQ(parts[1].title, "Treated area");
    EXPECT_EQ(parts[1].rows, (std::vector<bool>{true, false, true}));
    EXPECT_NE(parts[0].pen.colour, parts[1].pen.colour);
    EXPECT_GT(parts[1].pen.width, parts[0].pen.width);
}

TEST(OutlinePicture, FarOffVerticesAreClippedAndNotWrapped)
{
    // At a millimetre a pixel the square is 1e10 pixels wide: its west side goes through.
    const OutlineSet set(table_of({square(0, -1e7, 2e7)}), &as_it_is);
    const auto picture = drawn(set, picture_frame({-0.05, 0, 0.05, 0.1}, 100, 100), kBlack);
    for (int row = 0; row < 100; ++row) {
        EXPECT_EQ(picture.at(row, 49).alpha, 255);
        EXPECT_EQ(picture.at(row, 50).alpha, 255);
        EXPECT_EQ(picture.at(row, 47).alpha, 0);
        EXPECT_EQ(picture.at(row, 52).alpha, 0);
    }
}

TEST(OutlinePicture, EdgesToPlacesThatAreNoneAreLeftOut)
{
    const auto no_north = [](ProjectedPoint point) -> std::optional<Place> {
        return point.y > 25 ? std::nullopt : std::optional(Place{point.x, point.y});
    };
    const OutlineSet set(table_of({square(10, 10, 20)}), no_north);
    const auto picture = drawn(set, picture_frame({0, 0, 40, 40}, 40, 40), kBlack);
    EXPECT_EQ(picture.at(29, 20).alpha, 255) << "the south side";
    EXPECT_EQ(picture.at(20, 9).alpha, 0) << "the west side";
}

TEST(OutlinePicture, TheGroundShowsThroughTheInk)
{
    const OutlinePen pen{{0, 0, 0, 128}, 2};
    const OutlineSet set(table_of({square(10, 10, 20)}), &as_it_is);
    render::RgbaImage picture(40, 40, {200, 100, 0, 255});
    set.lay_over(picture, picture_frame({0, 0, 40, 40}, 40, 40), pen);
    EXPECT_EQ(picture.at(20, 9), render::over(pen.colour, {200, 100, 0, 255}));
    EXPECT_EQ(picture.at(20, 20), (render::Colour{200, 100, 0, 255}));
}

}  // namespace
}  // namespace heatward::maps
