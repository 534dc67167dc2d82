#include "heatward/stats/concentration.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

TEST(Concentration, TakesTheDensestAreasAndTheLastInProportion)
{
    // Densities 10, 4, 1 and 0 over 10 km²; 1.5 km² are the first and a quarter of the second.
    const std::vector<double> area{1, 2, 3, 4};
    const std::vector<double> count{10, 8, 3, 0};
    const DensityOrder order(area, count);
    const auto found = order.densest(0.15, count);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->share, (10 + 8 * 0.25) / 21, 1e-12);
    EXPECT_EQ(found->areas, 2U);
    EXPECT_NEAR(order.densest(0.1, count)->share, 10.0 / 21, 1e-12);
    EXPECT_EQ(order.densest(0.1, count)->areas, 1U);
    EXPECT_NEAR(order.densest(1, count)->share, 1, 1e-12);
    EXPECT_EQ(order.densest(1, count)->areas, 4U);
}

TEST(Concentration, AreasAlikeInDensityCountInProportionWhateverTheirOrder)
{
    const std::vector<double> area(100, 0.5);
    std::vector<double> before(100, 0);
    std::vector<double> after(100, 0);
    // Ten areas of one incident each before; afterwards only the last of them has any.
    for (std::size_t i = 0; i < 10; ++i) {
        before[i * 10] = 1;
    }
    after[90] = 40;
    after[91] = 60;
    const auto chosen = DensityOrder(area, before).densest(0.02, after);
    ASSERT_TRUE(chosen);
    EXPECT_NEAR(chosen->share, 0.2 * 40 / 100, 1e-12);
    EXPECT_EQ(chosen->areas, 2U);
}

TEST(Concentration, AgreesWithSlicesTakenOneByOne)
{
    std::mt19937 engine(3);
    std::uniform_real_distribution<double> size(0.1, 5);
    std::uniform_real_distribution<double> amount(0, 100);
    std::vector<double> area(200);
    std::vector<double> chosen_by(200);
    std::vector<double> counted(200);
    for (std::size_t i = 0; i < 200; ++i) {
        area[i] = size(engine);
        chosen_by[i] = amount(engine);
        counted[i] = amount(engine);
    }
    struct Slice {
        double density, km2, count;
    };
    std::vector<Slice> slices;
    constexpr int kSlices = 400;
    double total_km2 = 0;
    double total = 0;
    for (std::size_t i = 0; i < 200; ++i) {
        total_km2 += area[i];
        total += counted[i];
        for (int k = 0; k < kSlices; ++k) {
            slices.push_back({chosen_by[i] / area[i], area[i] / kSlices, counted[i] / kSlices});
        }
    }
    std::sort(slices.begin(), slices.end(),
              [](const Slice& a, const Slice& b) { return a.density > b.density; });
    const DensityOrder order(area, chosen_by);
    for (const double share : {0.01, 0.02, 0.05, 0.37, 0.9}) {
        double km2 = 0;
        double count = 0;
        for (const Slice& slice : slices) {
            if (km2 + slice.km2 > share * total_km2) {
                break;
            }
            km2 += slice.km2;
            count += slice.count;
        }
        EXPECT_NEAR(order.densest(share, counted)->share, count / total, 1e-4) << share;
    }
}

TEST(Concentration, NothingCountedOrNoAreaHasNoAnswer)
{
    const std::vector<double> area{1, 2};
    const std::vector<double> none{0, 0};
    const std::vector<double> some{1, 0};
    EXPECT_FALSE(DensityOrder(area, none).densest(0.5, none));
    EXPECT_FALSE(DensityOrder(none, some).densest(0.5, some));
    EXPECT_FALSE(DensityOrder({}, {}).densest(0.5, {}));
    EXPECT_FALSE(DensityOrder(area, none).has_any());
    EXPECT_TRUE(DensityOrder(area, some).has_any());
    EXPECT_NEAR(DensityOrder(area, some).densest(0.01, some)->share, 0.03, 1e-12);
}

TEST(Concentration, RefusesWhatIsNoAmount)
{
    const std::vector<double> area{1, 2};
    EXPECT_THROW(DensityOrder(area, std::vector<double>{1}), DataError);
    EXPECT_THROW(DensityOrder(area, std::vector<double>{1, -1}), DataError);
    EXPECT_THROW(DensityOrder(area, std::vector<double>{1, std::nan("")}), DataError);
    const DensityOrder order(area, area);
    EXPECT_THROW(static_cast<void>(order.densest(0.5, std::vector<double>{1})), DataError);
}

TEST(Concentration, EfficiencyIsTheShareOfTheBest)
{
    EXPECT_NEAR(*predictive_efficiency_index(0.11, 0.14), 0.11 / 0.14, 1e-15);
    EXPECT_FALSE(predictive_efficiency_index(0, 0));
}

}  // namespace
}  // namespace heatward::stats
