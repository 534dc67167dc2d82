#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "heatward/pipeline/check_project.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// An intervention in January 2025, whose month before is January 2024, of a layer of two sources
/// where `calls_keys` are another's beside police.uk.
class CheckMonthsBeforeTest : public testing::Test {
protected:
    CheckMonthsBeforeTest()
    {
        m_county.write_street_file("p/2025-01-force-street.csv", {SmallCounty::row_at(1, 1)});
        m_county.write("calls.csv", "T,N,X,Y\n2025-01-05 10:00,Robbery,541000,251000\n");
    }

    std::vector<std::string> errors_with(const std::string& calls_keys,
                                         const std::string& to = "to = \"2025-01\"\n")
    {
        std::string text = replaced(m_text, "[[layers]]",
                                    "[[sources]]\nid = \"calls\"\npath = \"calls.csv\"\nkind = "
                                    "\"police\"\nfields = { time = \"T\", category = \"N\", x = "
                                    "\"X\", y = \"Y\", crs = \"EPSG:27700\" }\n" +
                                        calls_keys + "\n[[layers]]");
        text = replaced(text, "police = [\"Robbery\"]",
                        "police = [\"Robbery\"], calls = [\"Robbery\"]");
        text += m_more +
                "[[interventions]]\nid = \"patrols\"\nareas = { set = \"wards\", codes = "
                "[\"w1\"] }\nfrom = \"2025-01\"\n" +
                to;
        m_county.write("project.toml", text);
        m_line =
            1 + std::count(text.begin(),
                           text.begin() + static_cast<std::ptrdiff_t>(text.find("from = ")), '\n');
        std::vector<std::string> errors;
        for (const project::Finding& finding : check_project(m_county.project(text)).errors) {
            errors.push_back(finding.text());
        }
        return errors;
    }

    static std::string replaced(std::string text, const std::string& from, const std::string& to)
    {
        return text.replace(text.find(from), from.size(), to);
    }

    SmallCounty m_county;
    std::string m_text = SmallCounty::project_text("p");
    std::string m_more = "sources = [\"police\", \"calls\"]\ncombine = \"sum\"\n";
    std::ptrdiff_t m_line = 0;
};

TEST_F(CheckMonthsBeforeTest, ThoseThatNobodySuppliedAreSaidWithTheirLine)
{
    const auto error = [&] {
        return HasSubstr(
            fmt::format("project.toml:{}: interventions.patrols.from: no source of "
                        "its layers supplied a month from 2024-01 to 2024-01",
                        m_line));
    };
    std::vector<std::string> errors = errors_with("missing_periods = [\"2024-01\"]");
    EXPECT_THAT(errors, ElementsAre(error()));
    m_more = "sources = [\"police\"]\n";
    errors = errors_with("", "");
    EXPECT_THAT(errors, ElementsAre(error()));
}

TEST_F(CheckMonthsBeforeTest, WhereRowsAloneCanTellNothingIsSaid)
{
    EXPECT_THAT(errors_with(""), IsEmpty());
    // The calls may go on to February, and have that of the year before.
    EXPECT_THAT(errors_with("missing_periods = [\"2024-01\"]", ""), IsEmpty());
    EXPECT_THAT(errors_with("missing_periods = [\"2024-02\"]"), IsEmpty());
}

}  // namespace
}  // namespace heatward::pipeline
