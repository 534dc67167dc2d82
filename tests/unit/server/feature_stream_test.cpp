#include "feature_stream.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace heatward::server {
namespace {

constexpr std::size_t kFeatures = 1000;

/// Points whose times are the minutes of their numbers, and which count how often these are asked
/// for: once a test.
class CountedTests : public Collection {
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
        ++tests;
        const auto minute = static_cast<WallMinutes>(index);
        return PossibleTime{minute, minute + 1};
    }
    [[nodiscard]] Shape shape(std::size_t /*index*/) const override { return ProjectedPoint{}; }
    [[nodiscard]] Extent nearly_at(std::size_t /*index*/) const override { return {}; }

    mutable std::size_t tests = 0;
};

/// Writes the features' numbers and, where it tells them, the figures at the end.
class Numbers final : public FeatureWriter {
public:
    explicit Numbers(bool tells_matched) : m_tells_matched(tells_matched) {}
    void begin(std::string& /*out*/) override {}
    void write(std::size_t index, std::string& out) override { out += std::to_string(index) + ' '; }
    void end(const PageEnd& end, std::string& out) override
    {
        if (m_tells_matched) {
            out += std::to_string(end.returned) + " of " + std::to_string(end.matched) +
                   (end.links->empty() ? "" : ", more follow");
        }
    }
    [[nodiscard]] bool tells_matched() const override { return m_tells_matched; }

private:
    bool m_tells_matched;
};

class FeatureStreamTest : public ::testing::Test {
protected:
    /// The body of an answer with up to `limit` of the features 3 to 7.
    std::string body(std::size_t limit, bool tells_matched)
    {
        ItemsRequest request;
        request.interval = TimeInterval{3, 8};
        const auto links = [](std::optional<std::size_t> last) {
            auto made = nlohmann::json::array();
            if (last) {
                made.push_back(*last);
            }
            return made;
        };
        const auto stream = make_feature_stream(
            {nullptr,
             ChosenFeatures(m_features, request,
                            FeatureTest::make(m_features, request, m_projection).value(), nullptr),
             limit, std::make_unique<Numbers>(tells_matched), &m_choices, "3 to 7", links});
        std::string text;
        bool is_over = false;
        while (!is_over) {
            const BodyPiece piece = stream->next();
            text += piece.bytes;
            is_over = piece.is_last;
        }
        return text;
    }

    CountedTests m_features;
    FeatureChoices m_choices;
    gis::Projection m_projection{"EPSG:27700"};
};

TEST_F(FeatureStreamTest, NothingIsSearchedForBehindThePageOfAFile)
{
    EXPECT_EQ(body(2, false), "3 4 ");
    EXPECT_EQ(m_features.tests, 5U);
}

TEST_F(FeatureStreamTest, AFileOfAllEndsWithTheCollection)
{
    EXPECT_EQ(body(kFeatures, false), "3 4 5 6 7 ");
    EXPECT_EQ(m_features.tests, kFeatures);
}

TEST_F(FeatureStreamTest, APageThatLinksToTheNextOneLooksBehindItself)
{
    EXPECT_EQ(body(2, true), "3 4 2 of 5, more follow");
    EXPECT_EQ(m_features.tests, kFeatures);
    EXPECT_EQ(body(5, true), "3 4 5 6 7 5 of 5");
}

TEST_F(FeatureStreamTest, ACountThatIsKeptIsNotSearchedForAgain)
{
    EXPECT_EQ(body(0, true), "0 of 5");
    EXPECT_EQ(m_features.tests, kFeatures);
    m_features.tests = 0;
    EXPECT_EQ(body(0, true), "0 of 5");
    EXPECT_EQ(m_features.tests, 0U);
}

}  // namespace
}  // namespace heatward::server
