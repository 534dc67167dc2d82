#include "heatward/server/key_value_query.hpp"

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

Query query_of(std::string_view text) { return parse_query(text).value(); }

TEST(KeyValueQuery, NamesAreFoundInAnyCaseAndValuesStay)
{
    const auto folded = fold_names(query_of("ReQuest=GetMap&LAYERS=Violence&bbox=&run=a")).value();
    EXPECT_EQ(*find_value(folded, "request"), "GetMap");
    EXPECT_EQ(*find_value(folded, "layers"), "Violence");
    EXPECT_EQ(find_value(folded, "bbox"), nullptr) << "empty is missing";
    EXPECT_EQ(find_value(folded, "format"), nullptr);
    EXPECT_EQ(*find_value(folded, "run"), "a");
}

TEST(KeyValueQuery, ANameMayStandOnceInWhateverCase)
{
    const auto folded = fold_names(query_of("bbox=1&BBOX=2"));
    ASSERT_FALSE(folded);
    EXPECT_EQ(folded.error().code, "InvalidParameterValue");
    EXPECT_EQ(folded.error().locator, "BBOX");
    EXPECT_EQ(folded.error().status, 400);
}

TEST(KeyValueQuery, RunMayStandInAnyCaseToo)
{
    const auto folded = fold_names(query_of("RUN=0123456789abcdef"));
    ASSERT_TRUE(folded);
    EXPECT_EQ(*find_value(*folded, "run"), "0123456789abcdef");
}

TEST(KeyValueQuery, RequiredValuesNameWhatIsMissingOrNoNumber)
{
    const auto folded = fold_names(query_of("width=12&height=1e2&i=-1")).value();
    EXPECT_EQ(required_value(folded, "layers").error().code, "MissingParameterValue");
    EXPECT_EQ(required_value(folded, "layers").error().locator, "LAYERS");
    EXPECT_EQ(required_integer(folded, "width", 1, 12).value(), 12);
    EXPECT_EQ(required_integer(folded, "width", 1, 11).error().code, "InvalidParameterValue");
    EXPECT_FALSE(required_integer(folded, "height", 1, 4096));
    EXPECT_EQ(required_integer(folded, "i", 0, 9, "InvalidPoint").error().code, "InvalidPoint");
}

}  // namespace
}  // namespace heatward::server
