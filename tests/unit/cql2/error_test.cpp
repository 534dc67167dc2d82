#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feature_support.hpp"

namespace heatward::cql2 {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(TextError, SaysWhereAndWhatToDo)
{
    EXPECT_EQ(text_error("open AND cuont = 1"),
              "character 10: there is no property “cuont”: did you mean “count”?");
    EXPECT_EQ(text_error("WARD = 'a'"),
              "character 1: there is no property “WARD”: did you mean “ward”?");
    EXPECT_EQ(text_error("ward = 'é' AND xyzzyx = 1"),
              "character 16: there is no property “xyzzyx”: there are ward, count, open, "
              "when, geom, rate, crime type");
    EXPECT_EQ(
        text_error("ward = \"E05000001\""),
        "character 8: there is no property “E05000001”: there are ward, count, open, when, "
        "geom, rate, crime type; double quotes are of properties: text stands in single ones, "
        "'E05000001'");
    EXPECT_EQ(text_error("count = '7'"),
              "character 1: “count” is a number and '7' is text: = wants both of one type (text "
              "stands in single quotes, numbers in none)");
    EXPECT_EQ(
        text_error("open AND (ward = 'a"),
        "character 18: the quote ' is not closed: close it, and double each such quote within");
    EXPECT_THAT(text_error(""), StartsWith("character 1: the filter is empty"));
    EXPECT_THAT(text_error("   "), StartsWith("character 4: the filter is empty"));
    EXPECT_THAT(text_error("open open"), StartsWith("character 6: AND, OR or the end is wanted"));
    EXPECT_THAT(text_error("open)"), StartsWith("character 5: AND, OR or the end is wanted"));
    EXPECT_THAT(text_error("(open"), StartsWith("character 6: “)” is wanted"));
    EXPECT_THAT(text_error("count ="), StartsWith("character 8: a property or a value is wanted"));
    EXPECT_THAT(text_error("count = NULL"), StartsWith("character 9: nothing compares with NULL"));
    EXPECT_THAT(text_error("count IS 7"), StartsWith("character 10: NULL is wanted after IS"));
    EXPECT_THAT(text_error("count NOT 7"), StartsWith("character 11: LIKE, BETWEEN or IN"));
    EXPECT_THAT(text_error("count IN ()"), StartsWith("character 11: a property or a value"));
    EXPECT_THAT(text_error("count BETWEEN 1 OR 2"), StartsWith("character 17: AND is wanted"));
    EXPECT_THAT(text_error("count != 1"), StartsWith("character 7: “!=” is not of CQL2: write <>"));
    EXPECT_THAT(text_error("count = 1; DROP"), StartsWith("character 10: “;” has no place"));
    EXPECT_THAT(text_error("count = 5x"), StartsWith("character 10: a number runs into"));
    EXPECT_THAT(text_error("count = 1e400"), HasSubstr("too large or too small"));
    EXPECT_THAT(text_error("count + 1 = 2"),
                StartsWith("character 7: arithmetic is not supported"));
    EXPECT_THAT(text_error("ward = '\xFF'"), HasSubstr("not UTF-8"));
    EXPECT_THAT(text_error(std::string("a\0b", 3)), HasSubstr("a control character"));
}

TEST(TextError, ChecksTypes)
{
    EXPECT_THAT(text_error("count LIKE '7%'"),
                HasSubstr("LIKE is of text, and “count” is a number"));
    EXPECT_THAT(text_error("ward LIKE 7"), HasSubstr("pattern as text in single quotes"));
    EXPECT_THAT(text_error("ward LIKE ward"), HasSubstr("pattern as text in single quotes"));
    EXPECT_THAT(text_error("CASEI(count) = 'a'"), HasSubstr("CASEI is of text"));
    EXPECT_THAT(text_error("open < TRUE"), HasSubstr("does not order true and false"));
    EXPECT_THAT(text_error("ward BETWEEN 'a' AND 'b'"), HasSubstr("use >= and <="));
    EXPECT_THAT(text_error("count BETWEEN 1 AND 'b'"), HasSubstr("both of one type"));
    EXPECT_THAT(text_error("count IN (1,'b')"), HasSubstr("both of one type"));
    EXPECT_THAT(text_error("geom = 1"), HasSubstr("use S_INTERSECTS"));
    EXPECT_THAT(text_error("when = 'soon'"), HasSubstr("'soon' is no time"));
    EXPECT_THAT(text_error("when > 2025"), HasSubstr("“when” is a time and 2025 is a number"));
    EXPECT_THAT(text_error("when = DATE('2025-02-30')"), HasSubstr("this is no date"));
    EXPECT_THAT(text_error("when = DATE(2025)"), HasSubstr("DATE wants text in single quotes"));
    EXPECT_THAT(text_error("when = TIMESTAMP('2025-02-20')"), HasSubstr("this is no timestamp"));
    EXPECT_THAT(text_error("T_DURING(when, INTERVAL('2025-02-02','2025-02-01'))"),
                HasSubstr("the interval ends (2025-02-01) before it begins (2025-02-02)"));
    EXPECT_THAT(text_error("T_BEFORE(count, DATE('2025-02-02'))"), HasSubstr("are of times"));
    EXPECT_THAT(text_error("ward"), HasSubstr("no condition by itself"));
    EXPECT_THAT(text_error("S_INTERSECTS(ward, POINT(1 2))"), HasSubstr("the geometry property"));
}

TEST(TextError, NamesWhatIsNotSupported)
{
    EXPECT_THAT(text_error("S_WITHIN(geom, POINT(1 2))"), HasSubstr("only S_INTERSECTS"));
    EXPECT_THAT(text_error("T_MEETS(when, DATE('2025-01-01'))"), HasSubstr("T_AFTER, T_BEFORE"));
    EXPECT_THAT(text_error("A_EQUALS(ward, ward)"), HasSubstr("arrays are not supported"));
    EXPECT_THAT(text_error("ACCENTI(ward) = 'a'"), HasSubstr("ACCENTI is not supported"));
    EXPECT_THAT(text_error("BBOX(geom, 1, 2, 3, 4)"), HasSubstr("stands within S_INTERSECTS"));
    EXPECT_THAT(text_error("avg(count) = 1"), HasSubstr("there is no such function"));
}

TEST(JsonError, SaysWhereByPointer)
{
    EXPECT_EQ(
        json_error(R"({"op":"and","args":[true,{"op":"=","args":[{"property":"cuont"},1]}]})"),
        "at /args/1/args/0/property: there is no property “cuont”: did you mean “count”?");
    EXPECT_THAT(json_error(R"({"op":"=","args":[{"property":"count"},"7"]})"),
                StartsWith("at the top: “count” is a number and '7' is text"));
    EXPECT_THAT(json_error(R"({"op":"=","args":[{"property":"count"}]})"),
                StartsWith("at /args: “=” takes an array of 2 arguments"));
    EXPECT_THAT(json_error(R"({"op":"="})"), HasSubstr("lacks “args”"));
    EXPECT_THAT(json_error(R"({"op":"and","args":[true]})"), HasSubstr("two arguments or more"));
    EXPECT_THAT(json_error(R"({"op":"lik","args":[1,2]})"), HasSubstr("did you mean “like”?"));
    EXPECT_THAT(json_error(R"({"op":"s_within","args":[1,2]})"), HasSubstr("only S_INTERSECTS"));
    EXPECT_THAT(json_error(R"({"op":"=","args":[{"op":"+","args":[1,2]},3]})"),
                StartsWith("at /args/0: arithmetic is not supported"));
    EXPECT_THAT(json_error(R"({"op":"=","args":[{"property":"count"},null]})"),
                StartsWith("at /args/1: nothing compares with null"));
    EXPECT_THAT(json_error(R"({"op":"in","args":[{"property":"count"},[]]})"),
                StartsWith("at /args/1:"));
    EXPECT_THAT(json_error(R"({"op":"t_before","args":[{"property":"when"},{"date":"2025"}]})"),
                StartsWith("at /args/1/date: this is no date"));
    EXPECT_THAT(json_error(R"({"op":"t_before","args":[{"property":"when"},{"interval":[1,2]}]})"),
                StartsWith("at /args/1/interval: text is wanted"));
    EXPECT_THAT(json_error(R"({"op":"s_intersects","args":[{"property":"geom"},
                               {"type":"LineString","coordinates":[[1,2],[3,"4"]]}]})"),
                StartsWith("at /args/1/coordinates/1: an array of numbers"));
    EXPECT_THAT(json_error(R"({"op":"s_intersects","args":[{"property":"geom"},
                               {"type":"Circle","coordinates":[1,2]}]})"),
                StartsWith("at /args/1: this is no type of geometry"));
    EXPECT_THAT(json_error("[1]"), StartsWith("at the top: a property or a value"));
}

TEST(JsonError, OfJsonItself)
{
    EXPECT_THAT(json_error(""), HasSubstr("this is no JSON"));
    EXPECT_THAT(json_error(R"({"op":"="]})"), StartsWith("character 10: this is no JSON"));
    EXPECT_THAT(json_error(R"({"op":"=","op":"<"})"), HasSubstr("the member “op” twice"));
    EXPECT_THAT(json_error(R"({"op":"=","args":[1e999,1]})"), HasSubstr("a number is too large"));
    EXPECT_THAT(json_error("{\"op\":\"\xFF\"}"), HasSubstr("this is no JSON"));
    EXPECT_THAT(json_error("true true"), HasSubstr("this is no JSON"));
}

}  // namespace
}  // namespace heatward::cql2
