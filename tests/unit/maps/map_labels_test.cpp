#include "map_labels.hpp"

#include <gtest/gtest.h>

#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

ProjectedMultiPolygon square(double x, double y, double side)
{
    return {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}, {}}};
}

class MapLabels : public testing::Test {
protected:
    Canvas m_canvas{400, 400, 1, MapFormat::png};
    MapView m_view{{0, 0, 1000, 1000}, {0, 0, 400, 400}};
    TextStyle m_style{.size = 12, .align = TextStyle::Align::centre};
};

TEST_F(MapLabels, NamesThatCollideAreDropped)
{
    const auto area = square(300, 300, 400);
    const MapLabel label{"Abbotsham", &area, m_style, true};
    EXPECT_EQ(draw_labels(m_canvas, m_view, {label}, {}).size(), 1U);
    EXPECT_EQ(draw_labels(m_canvas, m_view, {label, label, label}, {}).size(), 1U);
}

TEST_F(MapLabels, ADistrictsNameMovesOutOfTheWay)
{
    const auto area = square(300, 300, 400);
    const MapLabel ward{"Abbotsham", &area, m_style, true};
    const MapLabel district{"Shire", &area, m_style, false};
    EXPECT_EQ(draw_labels(m_canvas, m_view, {ward, district}, {}).size(), 2U);
}

TEST_F(MapLabels, NamesKeepOffObstaclesAndStayOnTheMap)
{
    const auto area = square(300, 300, 400);
    const MapLabel label{"Abbotsham", &area, m_style, true};
    EXPECT_EQ(draw_labels(m_canvas, m_view, {label}, {{150, 150, 100, 100}}).size(), 0U);
    const auto beyond = square(3000, 300, 400);
    EXPECT_EQ(draw_labels(m_canvas, m_view, {{"Beyond", &beyond, m_style, false}}, {}).size(), 0U);
    // Half of it reaches into the map: the name stands in that half.
    const auto half = square(800, 300, 2000);
    EXPECT_EQ(draw_labels(m_canvas, m_view, {{"Half", &half, m_style, false}}, {}).size(), 1U);
}

TEST_F(MapLabels, ANameTooWideForItsAreaIsDroppedWhereItMustFit)
{
    const auto small = square(450, 450, 60);
    EXPECT_EQ(
        draw_labels(m_canvas, m_view, {{"Much too long a name", &small, m_style, true}}, {}).size(),
        0U);
    EXPECT_EQ(draw_labels(m_canvas, m_view, {{"Much too long a name", &small, m_style, false}}, {})
                  .size(),
              1U);
}

}  // namespace
}  // namespace heatward::maps
