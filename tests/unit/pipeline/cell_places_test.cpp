#include "heatward/pipeline/cell_places.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "../../../src/pipeline/area_text.hpp"
#include "build_project_fixture.hpp"
#include "heatward/pipeline/report_html.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

ProjectedMultiPolygon rectangle(double west, double south, double east, double north)
{
    return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
}

gis::AreaRecord area(const std::string& code, const std::string& name,
                     ProjectedMultiPolygon polygons)
{
    gis::AreaRecord record;
    record.code = code;
    record.name = name;
    record.polygons = std::move(polygons);
    return record;
}

/// Wards 0 to 100 and 100 to 200 m east, 100 m north, and cells over and beside them.
class CellPlacesTest : public testing::Test {
protected:
    CellPlacesTest()
    {
        m_project.areas.resize(3);
        m_project.areas[0].id = "district";
        m_project.areas[1].id = "wards";
        m_project.areas[2].id = "cells";
        m_project.areas[2].grid.emplace();
        m_sets.resize(3);
        m_sets[0].id = "district";
        m_sets[0].areas = {area("d", "All", rectangle(0, 0, 200, 100))};
        m_sets[1].id = "wards";
        m_sets[1].areas = {area("w1", "Abbey", rectangle(0, 0, 100, 100)),
                           area("w2", "Bank", rectangle(100, 0, 200, 100))};
        m_sets[2].id = "cells";
        m_sets[2].areas = {area("in", "in", rectangle(10, 10, 60, 60)),
                           area("more", "more", rectangle(70, 10, 140, 60)),
                           area("half", "half", rectangle(50, 10, 150, 60)),
                           area("border", "border", rectangle(-90, 10, 10, 60)),
                           area("beside", "beside", rectangle(200, 0, 300, 100))};
    }

    std::string ward(const std::string& set, const std::string& code)
    {
        const auto* const found = CellPlaces(m_project, m_sets).ward_of(set, code);
        return found == nullptr ? "" : found->code;
    }

    project::Project m_project;
    std::vector<AreaSetData> m_sets;
};

TEST_F(CellPlacesTest, ACellLiesInTheWardOfMostOfItsSurface)
{
    EXPECT_EQ(ward("cells", "in"), "w1");
    EXPECT_EQ(ward("cells", "more"), "w2");
    EXPECT_EQ(ward("cells", "half"), "w1") << "the first of equal ones";
    EXPECT_EQ(ward("cells", "border"), "w1") << "its centre is in none";
    EXPECT_EQ(ward("cells", "beside"), "") << "only touches";
    EXPECT_EQ(ward("cells", "other"), "");
    EXPECT_EQ(ward("district", "d"), "");
}

TEST_F(CellPlacesTest, WithoutWardsTheFirstSetThatIsNoGridTells)
{
    m_project.areas[1].id = m_sets[1].id = "beats";
    EXPECT_EQ(ward("cells", "more"), "d");
    m_project.areas[1].parent = {"district", "parent"};
    EXPECT_EQ(ward("cells", "more"), "w2");
}

TEST_F(CellPlacesTest, NamesForPeople)
{
    const CellPlaces places(m_project, m_sets);
    const json cell = places.named("cells", "more", "more");
    EXPECT_EQ(cell, json::parse(R"({"code": "more", "name": "more",
        "lies_in": {"code": "w2", "name": "Bank"}})"));
    EXPECT_EQ(area_text(cell), "more (in Bank)");
    EXPECT_EQ(area_text(places.named("wards", "w1", "Abbey")), "Abbey (w1)");
    EXPECT_EQ(area_text(places.named("cells", "beside", "beside")), "beside");
}

class CellsInReportTest : public BuildProjectTest {};

/// Objects of the report with a `code` that is a cell's, counted, and those that say their ward.
std::pair<int, int> cells_of(const json& value)
{
    std::pair<int, int> found{0, 0};
    if (value.is_object() && value.contains("code") &&
        value.at("code").get<std::string>().starts_with("E5")) {
        found = {1, value.contains("lies_in") ? 1 : 0};
    }
    for (const json& part : value) {
        if (part.is_structured()) {
            const auto [cells, placed] = cells_of(part);
            found.first += cells;
            found.second += placed;
        }
    }
    return found;
}

TEST_F(CellsInReportTest, EveryCellOfTheReportSaysItsWard)
{
    const std::string match = R"(police = ["Robbery"])";
    m_text.replace(m_text.find(match), match.size(), match + R"(, council = ["Robbery"])");
    std::vector<StreetRow> controls(40, SmallCounty::row_at(3000, 3000));
    m_county.write_street_file("q/2025-01-council-street.csv", controls);
    m_county.write_street_file(
        "p/2025-02-force-street.csv",
        std::vector<StreetRow>(30, SmallCounty::row_at(900, 900, "2025-02")));
    build(m_text + R"(sources = ["police"]
[areas.cells]
grid = "square"
size = 1000
[[sources]]
id = "council"
path = "q"
format = "police.uk"
[[layers]]
id = "risk"
title = "Risk"
type = "relative-risk"
cases = { categories = ["robbery"], sources = ["police"] }
controls = { categories = ["robbery"], sources = ["council"] }
period = "2025"
bandwidth = 400
[[interventions]]
id = "lights"
areas = { set = "cells", codes = ["E540000N250000"] }
from = "2025-02"
before = "preceding"
control = { set = "cells", codes = ["E543000N253000"] }
)",
          "out");
    const run_store::RunData run = open("out");
    const auto [cells, placed] = cells_of(*run.report);
    EXPECT_GT(cells, 5);
    EXPECT_EQ(placed, cells);
    const json risk = run.report->at("layers").at(1).at("risk_areas").at("cells").at("areas");
    EXPECT_EQ(risk.at(0).at("lies_in").at("code"), "w1");
    const std::string html = report_html(*run.report);
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">E540000N250000 (in Name of w1)</th>"));
    EXPECT_THAT(html, HasSubstr("<td>E540000N250000 (in Name of w1), 1 km²</td>"));
    EXPECT_THAT(html, Not(HasSubstr("E540000N250000 (E540000N250000)")));
}

}  // namespace
}  // namespace heatward::pipeline
