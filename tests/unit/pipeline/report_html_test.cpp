#include "heatward/pipeline/report_html.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace heatward::pipeline {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

nlohmann::json small_report()
{
    return nlohmann::json::parse(R"({
        "run_id": "0123456789abcdef", "program_version": "1.2.3", "title": "A & B",
        "marking": "OFFICIAL", "timezone": "Europe/London",
        "study_area": {"set": "districts", "area_km2": 16},
        "crs": {"project": "EPSG:27700", "operation": "Helmert", "accuracy_m": 3},
        "checks": [{"what": "rows agree", "holds": false}],
        "warnings": ["<script>alert(1)</script>"],
        "uncategorised": [{"source": "police", "words": "\"Drugs\"", "rows": 12345}],
        "sources": [{"id": "police", "kind": "police", "path": "p.zip", "rows_in": 10000,
            "rows_used": 8000, "rows_rejected": 2000, "hit_rate": 0.8,
            "by_level": {"masked": 8000}, "outside_study_area": 3, "uncategorised": 12345,
            "rejected_by_reason": {"no location": 2000},
            "periods": ["2025-01"], "missing_periods": ["2025-02"],
            "by_month": {"2025-01": {"rows_in": 10000, "rows_used": 8000}}}],
        "layers": []})");
}

TEST(ReportHtml, EscapesTextsAndSaysWhatFailed)
{
    const std::string html = report_html(small_report());
    EXPECT_THAT(html, HasSubstr("<h1>A &amp; B</h1>"));
    EXPECT_THAT(html, HasSubstr("OFFICIAL"));
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, HasSubstr("&quot;Drugs&quot;"));
    EXPECT_THAT(html, HasSubstr("<td class=\"failed\">FAILED</td>"));
    EXPECT_THAT(html, HasSubstr("accurate to 3 m"));
}

TEST(ReportHtml, MissingMonthsAreMissingAndFewLocatedRowsStandInRed)
{
    const std::string html = report_html(small_report());
    EXPECT_THAT(html, HasSubstr("<td>2025-02</td><td class=\"missing\">missing</td>"));
    EXPECT_THAT(html, HasSubstr("<td>2025-01</td><td class=\"number\">10,000</td>"));
    EXPECT_THAT(html, HasSubstr("<td class=\"number failed\">80.0 %</td>"));
}

TEST(ReportHtml, AGapThatNobodySuppliedIsOneRow)
{
    nlohmann::json report = small_report();
    nlohmann::json& police = report["sources"][0];
    police["periods"] = {"2025-01", "2025-06"};
    police["missing_periods"] = {"2025-02", "2025-03", "2025-04", "2025-05"};
    nlohmann::json council = police;
    council["id"] = "council";
    council["periods"] = {"2025-01", "2025-05", "2025-06"};
    report["sources"].push_back(council);
    const std::string html = report_html(report);
    EXPECT_THAT(html, HasSubstr("<td>2025-02 to 2025-04 (3 months)</td><td class=\"missing\">"));
    EXPECT_THAT(html, HasSubstr("<td>2025-05</td><td class=\"missing\">missing</td><td></td><td "
                                "class=\"number\">0</td>"));
    EXPECT_THAT(html, HasSubstr("<td>2025-06</td>"));
}

TEST(ReportHtml, FiguresOfLayersAreWrittenInFull)
{
    nlohmann::json report = small_report();
    report["layers"] = nlohmann::json::parse(R"([{"id": "v", "title": "V", "period": "2025",
        "years": 0.1666666, "count": 31464, "out_of_period": 1, "too_coarse": 4321,
        "outside_study_area": 2, "not_located": 3, "total_weight": 5678643.126, "unit": "u",
        "kernel": "quartic", "bandwidth_m": 400, "sigma_m": 178.88543, "cell_m": 50.0,
        "edge": "diggle", "hotspots": {"count": 2, "level": 0.001234, "dropped_groups": 0},
        "area_totals": {}}])");
    const std::string html = report_html(report);
    EXPECT_THAT(html, HasSubstr("<th scope=\"col\">Too coarse in time</th>"));
    for (const char* figure :
         {"0.17", "31,464", "4,321", "5,678,643.13", "178.89", "50", "0.0012"}) {
        EXPECT_THAT(html, HasSubstr(std::string("<td class=\"number\">") + figure + "</td>"));
    }
}

TEST(ReportHtml, PathsOfSourcesMayBreak)
{
    const std::string html = report_html(small_report());
    EXPECT_THAT(html, HasSubstr("<td class=\"path\">p.zip</td>"));
    EXPECT_THAT(html, HasSubstr(".path { overflow-wrap: anywhere;"));
}

}  // namespace
}  // namespace heatward::pipeline
