#include "heatward/server/shown_collection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/server/area_collection.hpp"
#include "heatward/server/feature_writer.hpp"
#include "support/example_run.hpp"

// A column that the decision refuses is for everybody who asks as if it were not there.
namespace heatward::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Of the example's hotspots, which a build gives no column "victim", in the midst of the others.
FeatureTable table_with_victims()
{
    FeatureTable table = test::example_run_data().hotspots;
    table.columns.insert(table.columns.begin() + 1, {"victim", ColumnType::text});
    for (auto& row : table.rows) {
        row.insert(row.begin() + 1, std::string("by name"));
    }
    return table;
}

class ShownCollectionTest : public ::testing::Test {
protected:
    [[nodiscard]] std::unique_ptr<const Collection> shown_to(Tier tier) const
    {
        return shown_collection(std::make_unique<const AreaCollection>(m_table, m_projection),
                                {.shown = Shown::collection, .collection = "hotspots"}, tier);
    }

    [[nodiscard]] tl::expected<ItemsRequest, Problem> ask(const Collection& collection,
                                                          Query query) const
    {
        return parse_items_request(query, FeatureFormat::geojson, collection, m_projection,
                                   "Europe/London");
    }

    /// All that a page in that format holds.
    std::string written(const Collection& collection,
                        std::unique_ptr<FeatureWriter> (*make_writer)(const FeatureWriting&)) const
    {
        FeatureWriting writing;
        writing.collection = &collection;
        writing.collection_id = "hotspots";
        writing.properties = ask(collection, {})->properties;
        writing.projection = &m_projection;
        const auto writer = make_writer(writing);
        std::string out;
        writer->begin(out);
        for (std::size_t i = 0; i < collection.size(); ++i) {
            writer->write(i, out);
        }
        const auto links = nlohmann::json::array();
        writer->end({1, 1, &links}, out);
        return out;
    }

    FeatureTable m_table = table_with_victims();
    gis::Projection m_projection{"EPSG:27700"};
};

TEST_F(ShownCollectionTest, IsWholeForWhoMaySeeItAll)
{
    const auto collection = shown_to(Tier::analyst);
    EXPECT_EQ(collection->properties().size(), m_table.columns.size());
    EXPECT_TRUE(ask(*collection, {{{"sortby", "victim"}}}));
    EXPECT_THAT(written(*collection, &make_csv_writer), HasSubstr("by name"));
}

TEST_F(ShownCollectionTest, RefusedColumnsAreNotWrittenInAnyFormat)
{
    const auto collection = shown_to(Tier::partner);
    ASSERT_EQ(collection->properties().size(), m_table.columns.size() - 1);
    for (const auto make_writer :
         {&make_geojson_writer, &make_csv_writer, &make_flatgeobuf_writer, &make_html_writer}) {
        const std::string page = written(*collection, make_writer);
        EXPECT_THAT(page, HasSubstr("violence"));
        EXPECT_THAT(page, Not(HasSubstr("victim")));
        EXPECT_THAT(page, Not(HasSubstr("by name")));
    }
}

TEST_F(ShownCollectionTest, OthersKeepTheirValues)
{
    const auto collection = shown_to(Tier::partner);
    EXPECT_EQ(collection->properties()[0].name, m_table.columns[0].name);
    EXPECT_EQ(collection->properties()[1].name, m_table.columns[2].name);
    for (std::size_t row = 0; row < m_table.size(); ++row) {
        EXPECT_EQ(collection->value(row, 0), m_table.rows[row][0]);
        EXPECT_EQ(collection->value(row, 1), m_table.rows[row][2]);
    }
}

TEST_F(ShownCollectionTest, AskedByNameRefusedColumnsAreUnknown)
{
    const auto collection = shown_to(Tier::partner);
    const auto answers = [&](std::string_view name) {
        std::vector<std::string> problems;
        for (const auto& [parameter, value] : std::vector<std::pair<std::string, std::string>>{
                 {"sortby", std::string(name)},
                 {"properties", std::string(name)},
                 {"filter", std::string(name) + "='x'"}}) {
            const auto request = ask(*collection, {{{parameter, value}}});
            if (request) {
                ADD_FAILURE() << parameter << " takes " << value;
                continue;
            }
            EXPECT_EQ(request.error().parameter, parameter);
            std::string text = request.error().detail;
            for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) {
                text.replace(at, name.size(), "NAME");
            }
            problems.push_back(text);
        }
        return problems;
    };
    EXPECT_EQ(answers("victim"), answers("vjctjm"));
    for (const auto& queryable : queryables_of(*collection)) {
        EXPECT_NE(queryable.name, "victim");
    }
}

/// Points in time with a text each.
class Moments final : public Collection {
public:
    [[nodiscard]] std::size_t size() const override { return 1; }
    [[nodiscard]] std::string feature_id(std::size_t /*index*/) const override { return "1"; }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view /*id*/) const override
    {
        return 0;
    }
    [[nodiscard]] Extent extent() const override { return {}; }
    [[nodiscard]] bool has_points() const override { return true; }
    [[nodiscard]] std::span<const Property> properties() const override { return m_properties; }
    [[nodiscard]] AttributeValue value(std::size_t /*index*/, std::size_t property) const override
    {
        return static_cast<std::int64_t>(property);
    }
    [[nodiscard]] std::optional<PossibleTime> time(std::size_t /*index*/) const override
    {
        return PossibleTime{0, 1};
    }
    [[nodiscard]] Shape shape(std::size_t /*index*/) const override { return ProjectedPoint{}; }
    [[nodiscard]] Extent nearly_at(std::size_t /*index*/) const override { return {}; }
    [[nodiscard]] bool has_times() const override { return true; }

private:
    std::vector<Property> m_properties{{"time", PropertyType::time},
                                       {"rank", PropertyType::integer}};
};

TEST_F(ShownCollectionTest, ARefusedTimeIsNone)
{
    const auto collection =
        shown_collection(std::make_unique<const Moments>(),
                         {.shown = Shown::collection, .collection = "hotspots"}, Tier::partner);
    ASSERT_EQ(collection->properties().size(), 1U);
    EXPECT_EQ(collection->value(0, 0), AttributeValue(std::int64_t{1}));
    EXPECT_FALSE(collection->has_times());
    EXPECT_FALSE(collection->time(0));
    // Else the answer to an interval would tell it.
    EXPECT_FALSE(ask(*collection, {{{"datetime", "1971-01"}}})->interval);
}

TEST_F(ShownCollectionTest, TablesHaveTheColumnsThatEachTierMaySee)
{
    EXPECT_EQ(shown_columns(m_table, Tier::analyst).size(), m_table.columns.size());
    const auto shown = shown_columns(m_table, Tier::partner);
    EXPECT_EQ(shown.size(), m_table.columns.size() - 1);
    EXPECT_THAT(shown, Not(::testing::Contains(1U)));
    EXPECT_THAT(shown_columns(m_table, Tier::public_), ElementsAre());

    FeatureTable wards;
    wards.name = "wards";
    for (const char* name : {"code", "victim", "violence_rate_low", "violence_victims", "_count"}) {
        wards.columns.push_back({name, ColumnType::text});
    }
    EXPECT_THAT(shown_columns(wards, Tier::public_), ElementsAre(0U, 2U));
    EXPECT_EQ(shown_columns(wards, Tier::analyst).size(), 5U);
}

}  // namespace
}  // namespace heatward::server
