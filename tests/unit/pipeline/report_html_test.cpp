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
            "locating": {"levels": [{"level": "masked", "rows": 8000, "share": 0.8,
                                     "uncertainty_m": {"median": 120.0, "p95": 300.5}},
                                    {"level": "unlocated", "rows": 2000, "share": 0.2,
                                     "uncertainty_m": null}], "unmatched_from_rows": 5,
                "unmatched_texts": [{"text": "<b>The Old Mill", "rows": 17}],
                "by_month": null,
                "by_category": {"chi_squared": 20.04, "degrees": 1, "p_value": 0.0000076,
                    "cramers_v": 0.5, "pooled": 0, "differs": true,
                    "furthest": [{"name": "robbery", "located": 30, "not_located": 10,
                                  "not_located_expected": 20, "residual": -4.472}]}},
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

TEST(ReportHtml, SaysHowPlacesWereFound)
{
    nlohmann::json report = small_report();
    const std::string html = report_html(report);
    EXPECT_THAT(html,
                HasSubstr("<td>police</td><td>unlocated</td><td class=\"number\">2,000</td><td "
                          "class=\"number\">20.0 %</td>"));
    EXPECT_THAT(html,
                HasSubstr("<td>police</td><td>hit rate</td><td class=\"number\">8,000</td><td "
                          "class=\"number failed\">80.0 %</td>"));
    EXPECT_THAT(html, HasSubstr("<td class=\"path\">&lt;b&gt;The Old Mill</td><td class=\"number\">"
                                "17</td>"));
    EXPECT_THAT(html, HasSubstr("Of police, texts in fewer than 5 rows are not listed."));
    EXPECT_THAT(html, HasSubstr("<td class=\"number\">80.0 %</td><td class=\"number\">120</td><td "
                                "class=\"number\">300.5</td>"));
    EXPECT_THAT(html, HasSubstr("<td class=\"number\">20.0 %</td><td></td><td></td>"));
    EXPECT_THAT(html, HasSubstr("<td>masked</td><td>a point near the place"));
    EXPECT_THAT(html, HasSubstr("<td>unlocated</td><td>no clue gave a place"));
    EXPECT_THAT(html, Not(HasSubstr("postcode sector")));  // no row is of that level
    EXPECT_THAT(html, HasSubstr("too few rows to compare"));
    EXPECT_THAT(html,
                HasSubstr("<td class=\"number\">20.0 (1)</td><td class=\"number\">&lt; 0.0001"));
    EXPECT_THAT(html, HasSubstr("a biased loss shifts the map"));
    EXPECT_THAT(html, HasSubstr("robbery: 10 not located, 20.0 expected (-4.5)"));
    report["sources"][0]["locating"]["by_category"]["differs"] = false;
    EXPECT_THAT(report_html(report), Not(HasSubstr("a biased loss shifts the map")));
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

TEST(ReportHtml, SaysWhyCellsCountMoreThanTheStudyArea)
{
    nlohmann::json report = small_report();
    report["area_sets"] =
        nlohmann::json::parse(R"([{"id": "wards", "grid": false, "areas": 4, "parent": null}])");
    EXPECT_THAT(report_html(report), Not(HasSubstr("Cells of a grid")));
    for (const char* id : {"cells", "squares"}) {
        report["area_sets"].push_back(
            {{"id", id}, {"grid", true}, {"areas", 900}, {"parent", nullptr}});
    }
    EXPECT_THAT(report_html(report),
                HasSubstr("by a few incidents. Cells of a grid (cells, squares) reach beyond the "
                          "study area's border where it cuts them, and count what lies there "
                          "too.</p>"));
}

TEST(ReportHtml, PathsOfSourcesMayBreak)
{
    const std::string html = report_html(small_report());
    EXPECT_THAT(html, HasSubstr("<td class=\"path\">p.zip</td>"));
    EXPECT_THAT(html, HasSubstr(".path { overflow-wrap: anywhere;"));
}

}  // namespace
}  // namespace heatward::pipeline
