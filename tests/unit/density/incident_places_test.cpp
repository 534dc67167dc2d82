#include "heatward/density/incident_places.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gmock/gmock.h>

#include "bandwidth_samples.hpp"
#include "heatward/core/error.hpp"

namespace heatward::density {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(IncidentPlaces, EqualCoordinatesBecomeOnePlaceInOrder)
{
    const std::vector<double> x{5, 1, 5, 1, 5};
    const std::vector<double> y{2, 9, 2, 3, 1};
    const IncidentPlaces places = incident_places(x, y);
    EXPECT_THAT(places.x_m, ElementsAre(1, 1, 5, 5));
    EXPECT_THAT(places.y_m, ElementsAre(3, 9, 1, 2));
    EXPECT_THAT(places.count, ElementsAre(1U, 1U, 1U, 2U));
    EXPECT_EQ(places.incidents, 5U);
    EXPECT_DOUBLE_EQ(repeated_share(places), 0.4);
}

TEST(IncidentPlaces, NoIncidentHasNoPlace)
{
    const IncidentPlaces places = incident_places({}, {});
    EXPECT_EQ(places.size(), 0U);
    EXPECT_EQ(repeated_share(places), 0);
    EXPECT_THAT(nearest_distances_m(places), IsEmpty());
}

TEST(IncidentPlaces, RefusesWhatHasNoPlace)
{
    const std::vector<double> one{1};
    const std::vector<double> two{1, 2};
    const std::vector<double> none{std::numeric_limits<double>::quiet_NaN()};
    EXPECT_THROW(incident_places(one, two), DataError);
    EXPECT_THROW(incident_places(one, none), DataError);
}

TEST(IncidentPlaces, NearestDistancesAreThoseOfEveryPair)
{
    for (const std::size_t n : {2U, 9U, 10U, 700U}) {
        const IncidentPlaces places = clustered_incidents(n, 0.3, 11).places();
        const std::vector<double> nearest = nearest_distances_m(places, 2);
        if (places.size() < 2) {
            continue;
        }
        ASSERT_EQ(nearest.size(), places.size());
        for (std::size_t i = 0; i < places.size(); ++i) {
            double expected = std::numeric_limits<double>::infinity();
            for (std::size_t j = 0; j < places.size(); ++j) {
                if (j != i) {
                    expected = std::min(expected, std::hypot(places.x_m[i] - places.x_m[j],
                                                             places.y_m[i] - places.y_m[j]));
                }
            }
            EXPECT_NEAR(nearest[i], expected, 1e-9 * expected) << n << " " << i;
        }
    }
}

}  // namespace
}  // namespace heatward::density
