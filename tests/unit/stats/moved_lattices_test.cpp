#include "heatward/stats/moved_lattices.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

TEST(MovedLattices, SixteenShiftsAndTheTurnsOfTheShape)
{
    const auto squares = moved_lattices(LatticeShape::square, 100);
    ASSERT_EQ(squares.size(), 21U);
    EXPECT_EQ(moved_lattices(LatticeShape::hexagon, 100).size(), 18U);
    EXPECT_EQ(squares[0].centre_of({0, 0}), (ProjectedPoint{50, 50}));
    EXPECT_EQ(squares[1].centre_of({0, 0}), (ProjectedPoint{75, 50}));
    EXPECT_EQ(squares[15].centre_of({0, 0}), (ProjectedPoint{125, 125}));
    // The last turn is by 75 degrees: 50·(cos 75° − sin 75°).
    EXPECT_NEAR(squares[20].centre_of({0, 0}).x, 50 * (0.2588190451 - 0.9659258263), 1e-6);
}

TEST(MovedLattices, AKnotOfIncidentsInTheMiddleStaysOnTopWhereverTheGridBegins)
{
    // All at the centre of cell (10, 10); one each at two corners of far cells.
    std::vector<PlaceWeight> places(50, {{1050, 1050}, 1});
    places.push_back({{3001, 3001}, 1});
    places.push_back({{4001, 1}, 1});
    const std::vector<ProjectedPoint> centres{{1050, 1050}, {3050, 3050}, {7050, 7050}};
    const auto lattices = moved_lattices(LatticeShape::square, 100);
    const auto shares = top_share_over_lattices(lattices, places, centres, 1, 1);
    EXPECT_EQ(shares[0], 1);
    EXPECT_EQ(shares[1], 0);
    EXPECT_EQ(shares[2], 0);
}

TEST(MovedLattices, AKnotAtACornerIsInTheCentresCellOfSomeLatticesOnly)
{
    // Just inside the south-west corner of its cell, 50 m from the centre along both axes: shifts
    // by a quarter or half to the north or east part the two, the others hold both.
    const std::vector<PlaceWeight> places{{{1001, 1001}, 5}};
    const std::vector<ProjectedPoint> centres{{1050, 1050}};
    const auto all = moved_lattices(LatticeShape::square, 100);
    const std::vector<CellLattice> shifts(all.begin(), all.begin() + 16);
    const auto shares = top_share_over_lattices(shifts, places, centres, 1, 1);
    // Along each axis the shifts 0 and 75 hold both, 25 and 50 do not: a quarter of the sixteen.
    EXPECT_EQ(shares[0], 4.0 / 16);
}

/// Cell by cell in a map, and every rank counted out.
double plain_share(const std::vector<CellLattice>& lattices, const std::vector<PlaceWeight>& places,
                   ProjectedPoint centre, std::size_t top)
{
    double times = 0;
    for (const CellLattice& lattice : lattices) {
        std::map<LatticeCell, double> held;
        for (const PlaceWeight& place : places) {
            held[lattice.cell_of(place.place)] += place.weight;
        }
        const auto own = held.find(lattice.cell_of(centre));
        if (own == held.end() || !(own->second > 0)) {
            continue;
        }
        const auto above = std::count_if(
            held.begin(), held.end(), [&](const auto& cell) { return cell.second > own->second; });
        times += static_cast<std::size_t>(above) < top ? 1 : 0;
    }
    return times / static_cast<double>(lattices.size());
}

TEST(MovedLattices, AgreeWithCountingEveryCell)
{
    std::mt19937 engine(12);
    std::normal_distribution<double> place(2000, 400);
    std::vector<PlaceWeight> places;
    for (int i = 0; i < 500; ++i) {
        places.push_back({{place(engine), place(engine)}, i % 4 == 0 ? 0.0 : 1.0 + i % 3});
    }
    for (const LatticeShape shape : {LatticeShape::square, LatticeShape::hexagon}) {
        const auto lattices = moved_lattices(shape, 150);
        std::vector<ProjectedPoint> centres;
        for (const LatticeCell cell : lattices[0].cells_around({1500, 1500, 2500, 2500})) {
            centres.push_back(lattices[0].centre_of(cell));
        }
        for (const std::size_t top : {0U, 1U, 5U, 10'000U}) {
            const auto shares = top_share_over_lattices(lattices, places, centres, top, 1);
            EXPECT_EQ(shares, top_share_over_lattices(lattices, places, centres, top, 3));
            for (std::size_t i = 0; i < centres.size(); ++i) {
                EXPECT_DOUBLE_EQ(shares[i], plain_share(lattices, places, centres[i], top));
            }
        }
    }
}

TEST(MovedLattices, PlacesFarApartAreCountedAlike)
{
    std::mt19937 engine(4);
    std::normal_distribution<double> place(2000, 300);
    std::vector<PlaceWeight> places;
    for (int i = 0; i < 300; ++i) {
        const double away = i % 2 == 0 ? 0 : 3e6;
        places.push_back({{place(engine) + away, place(engine) - away}, 1.0 + i % 3});
    }
    std::vector<ProjectedPoint> centres;
    for (const auto& held : places) {
        centres.push_back(held.place);
    }
    const auto lattices = moved_lattices(LatticeShape::hexagon, 150);
    const auto shares = top_share_over_lattices(lattices, places, centres, 20, 1);
    for (std::size_t i = 0; i < centres.size(); i += 7) {
        EXPECT_DOUBLE_EQ(shares[i], plain_share(lattices, places, centres[i], 20));
    }
}

TEST(MovedLattices, WithoutPlacesNothingIsOnTop)
{
    const std::vector<ProjectedPoint> centres{{1, 1}};
    const auto lattices = moved_lattices(LatticeShape::hexagon, 100);
    EXPECT_EQ(top_share_over_lattices(lattices, {}, centres, 1, 1), std::vector<double>{0});
    EXPECT_EQ(top_share_over_lattices({}, {}, centres, 1, 1), std::vector<double>{0});
}

}  // namespace
}  // namespace heatward::stats
