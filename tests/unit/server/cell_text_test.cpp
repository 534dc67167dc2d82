#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/server/area_collection.hpp"
#include "heatward/server/feature_writer.hpp"

// Figures as programs and as people read them.
namespace heatward::server {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

std::string written(double figure, std::unique_ptr<FeatureWriter> (*make)(const FeatureWriting&))
{
    const gis::Projection projection("EPSG:27700");
    const FeatureTable table{"wards",
                             {{"code", ColumnType::text}, {"rate", ColumnType::real}},
                             {{std::string("a<b"), figure}},
                             {{{{{0, 0}, {1, 0}, {1, 1}}, {}}}}};
    const AreaCollection collection(table, projection);
    FeatureWriting writing;
    writing.collection = &collection;
    writing.properties = {0, 1};
    writing.projection = &projection;
    std::string out;
    make(writing)->write(0, out);
    return out;
}

std::string for_people(double figure)
{
    const std::string row = written(figure, &make_html_writer);
    EXPECT_THAT(row, HasSubstr("<td>a&lt;b</td>"));
    const auto begin = row.rfind("<td>") + 4;
    return row.substr(begin, row.rfind("</td>") - begin);
}

TEST(CellText, IsRoundedForPeople)
{
    EXPECT_EQ(for_people(12.345678901234567), "12.3457");
    EXPECT_EQ(for_people(0.00123456789), "0.00123457");
    EXPECT_EQ(for_people(3), "3");
    EXPECT_EQ(for_people(0), "0");
    EXPECT_EQ(for_people(-0.5), "-0.5");
    EXPECT_EQ(for_people(12345678.9), "12345679");
    EXPECT_EQ(for_people(std::nan("")), "");
}

TEST(CellText, IsExactForPrograms)
{
    EXPECT_THAT(written(12.345678901234567, &make_csv_writer), EndsWith(",12.345678901234567\n"));
    EXPECT_THAT(written(std::nan(""), &make_csv_writer), EndsWith(",a<b,\n"));
}

}  // namespace
}  // namespace heatward::server
