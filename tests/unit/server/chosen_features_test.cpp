#include "heatward/server/chosen_features.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "geopackage_download.hpp"
#include "heatward/cql2/filter.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::server {
namespace {

constexpr std::size_t kFeatures = 1000;

/// Points whose times are the minutes of their numbers' remainders by seven.
class Minutes : public Collection {
public:
    [[nodiscard]] std::size_t size() const override { return kFeatures; }
    [[nodiscard]] std::string feature_id(std::size_t index) const override
    {
        return std::to_string(index);
    }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view /*id*/) const override
    {
        return std::nullopt;
    }
    [[nodiscard]] Extent extent() const override { return {}; }
    [[nodiscard]] bool has_points() const override { return true; }
    [[nodiscard]] std::span<const Property> properties() const override { return {}; }
    [[nodiscard]] AttributeValue value(std::size_t /*index*/, std::size_t /*number*/) const override
    {
        return {};
    }
    [[nodiscard]] std::optional<PossibleTime> time(std::size_t index) const override
    {
        const auto minute = static_cast<WallMinutes>(index % 7);
        return PossibleTime{minute, minute + 1};
    }
    [[nodiscard]] Shape shape(std::size_t /*index*/) const override { return ProjectedPoint{}; }
    [[nodiscard]] Extent nearly_at(std::size_t /*index*/) const override
    {
        ++looked_at;
        return {};
    }

    mutable std::size_t looked_at = 0;  ///< features whose place was asked for
};

class ChosenFeaturesTest : public ::testing::Test {
protected:
    ChosenFeatures chosen(const ItemsRequest& request) const
    {
        return {m_minutes, request, FeatureTest::make(m_minutes, request, m_projection).value(),
                nullptr};
    }

    Minutes m_minutes;
    gis::Projection m_projection{"EPSG:27700"};
};

WorkSlice no_time() { return WorkSlice(std::chrono::seconds(-1)); }

TEST_F(ChosenFeaturesTest, ASliceEndsALongSearchWhichThenGoesOn)
{
    ItemsRequest request;
    request.interval = TimeInterval{10, 20};  // nothing
    auto features = chosen(request);
    int slices = 0;
    while (!features.is_at_end()) {
        auto slice = no_time();
        EXPECT_EQ(features.next(slice), std::nullopt);
        ++slices;
    }
    EXPECT_GE(slices, 10);
    auto slice = no_time();
    EXPECT_EQ(features.count(slice), 0U);
}

TEST_F(ChosenFeaturesTest, SlicesFindAndCountWhatOneSearchDoes)
{
    for (const bool is_paged : {false, true}) {
        ItemsRequest request;
        request.interval = TimeInterval{3, 4};
        request.offset = is_paged ? 5 : 0;
        if (is_paged) {
            request.after = 101;  // 3 + 7 × 14, the 15th of them
        }
        std::vector<std::size_t> expected;
        for (std::size_t i = is_paged ? 3 + 7 * 20 : 3; i < kFeatures; i += 7) {
            expected.push_back(i);
        }
        auto features = chosen(request);
        std::vector<std::size_t> found;
        while (!features.is_at_end()) {
            auto slice = no_time();
            while (const auto index = features.next(slice)) {
                found.push_back(*index);
            }
        }
        EXPECT_EQ(found, expected);

        // After a page of some, too: 3, 10, 17, … 997 are 143.
        for (const std::size_t looked_at : {0U, 4U, 200U}) {
            auto page = chosen(request);
            auto whole = WorkSlice(std::chrono::hours(1));
            for (std::size_t i = 0; i < looked_at; ++i) {
                page.next(whole);
            }
            std::optional<std::size_t> count;
            int slices = 0;
            for (; !count; ++slices) {
                auto slice = no_time();
                count = page.count(slice);
            }
            EXPECT_EQ(count, 143U);
            if (looked_at == 0) {
                EXPECT_GE(slices, 10);
            }
        }
    }
}

/// A request for what the filter of that text accepts.
ItemsRequest filtered(const Collection& collection, const std::string& text)
{
    ItemsRequest request;
    request.filter = cql2::parse_text(text, queryables_of(collection)).value();
    return request;
}

TEST_F(ChosenFeaturesTest, ASliceEndsWithEachFeatureHeldAgainstAGeometry)
{
    auto features = chosen(filtered(m_minutes, "S_INTERSECTS(geometry, POINT(90 45))"));
    for (std::size_t tested = 1; tested <= 20; ++tested) {
        auto slice = no_time();
        EXPECT_EQ(features.next(slice), std::nullopt);
        EXPECT_EQ(m_minutes.looked_at, tested);
    }
}

TEST_F(ChosenFeaturesTest, TheParameterIsNamedWhoseGeometryCannotBeTaken)
{
    const auto blamed = [&](const ItemsRequest& request) {
        const auto test = FeatureTest::make(m_minutes, request, m_projection);
        return test ? "none" : test.error().parameter;
    };
    const FeatureCrs none{1};  // there is no such system
    auto request = filtered(m_minutes, "S_INTERSECTS(geometry, POINT(90 45))");
    request.bbox = Extent{0, 0, 1, 1};
    EXPECT_EQ(blamed(request), "none");
    request.filter_crs = none;
    EXPECT_EQ(blamed(request), "filter");
    request.bbox_crs = none;
    EXPECT_EQ(blamed(request), "bbox");
}

/// Of whose features each takes a slice's time to be tested.
class SlowMinutes : public Minutes {
public:
    [[nodiscard]] std::optional<PossibleTime> time(std::size_t index) const override
    {
        ++tests;
        const auto end = WorkSlice::Clock::now() + kSliceTime;
        while (index < 40 && WorkSlice::Clock::now() < end) {
        }
        return Minutes::time(index);
    }

    mutable std::size_t tests = 0;
};

TEST(SortedFeatures, AreNotSearchedForOnceTheClientHasLeft)
{
    const SlowMinutes minutes;
    ItemsRequest request;
    request.interval = TimeInterval{3, 4};
    const auto test = FeatureTest::make(minutes, request, gis::Projection("EPSG:27700")).value();
    const auto left = sorted_features(minutes, request, test, [] { return true; });
    ASSERT_FALSE(left.has_value());
    EXPECT_EQ(left.error().status, 408);
    EXPECT_LE(minutes.tests, 20U);
    const auto stayed = sorted_features(minutes, request, test, [] { return false; });
    ASSERT_TRUE(stayed.has_value());
    EXPECT_EQ(stayed->size(), 143U);
}

TEST(GeoPackageDownload, IsNotGoneOnWithOnceTheClientHasLeft)
{
    const test::TemporaryFolder folder;
    ASSERT_EQ(::setenv("TMPDIR", folder.path().c_str(), 1), 0);
    const SlowMinutes minutes;
    const gis::Projection projection("EPSG:27700");
    ItemsRequest request;
    request.interval = TimeInterval{3, 4};
    const auto download = [&](bool has_left) {
        FeatureWriting writing;
        writing.collection = &minutes;
        writing.collection_id = "minutes";
        writing.projection = &projection;
        return geopackage_download(
            {}, writing,
            {minutes, request, FeatureTest::make(minutes, request, projection).value(), nullptr},
            {1000, "client", [has_left] { return has_left; }});
    };
    EXPECT_EQ(download(true).status, 408);
    EXPECT_LE(minutes.tests, 20U);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    minutes.tests = 0;
    EXPECT_NE(download(false).stream, nullptr);
    EXPECT_EQ(minutes.tests, kFeatures);
    ::unsetenv("TMPDIR");
}

/// A query of those parameters.
Query asking(std::vector<std::pair<std::string, std::string>> parameters)
{
    Query query;
    query.parameters = std::move(parameters);
    return query;
}

TEST(SearchSize, AStreamedSearchCountsAsASlice)
{
    const auto query = asking({{"filter", std::string(800, 'x')}, {"bbox", "0,0,1,1"}});
    for (const auto format : {FeatureFormat::geojson, FeatureFormat::csv, FeatureFormat::flatgeobuf,
                              FeatureFormat::html}) {
        const WorkSize size = search_size(1'000'000, query, format);
        EXPECT_EQ(size.pixels, kTilePixels);
        EXPECT_FALSE(size.is_long);
    }
    const auto counted = asking({{"sortby", "row"}, {"resulttype", "hits"}});
    EXPECT_FALSE(search_size(1'000'000, counted, FeatureFormat::geojson).is_long);
}

TEST(SearchSize, SeveralSearchesInOnePieceFitAClientsShare)
{
    const std::string filter(800, 'x');
    for (const auto& [parameters, format] :
         {std::pair(asking({{"filter", filter}, {"sortby", "row"}}), FeatureFormat::geojson),
          std::pair(asking({{"filter", filter}}), FeatureFormat::geopackage)}) {
        const WorkSize size = search_size(1'000'000, parameters, format);
        EXPECT_LE(size.pixels, kClientPixels / 2);
        EXPECT_GT(size.pixels, kLongWorkPixels);
        EXPECT_TRUE(size.is_long);
    }
    EXPECT_FALSE(search_size(1000, asking({{"sortby", "row"}}), FeatureFormat::geojson).is_long);
}

}  // namespace
}  // namespace heatward::server
