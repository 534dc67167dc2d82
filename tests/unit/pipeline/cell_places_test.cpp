#include "heatward/pipeline/cell_places.hpp"
#include "heatward/pipeline/hotspot_table.hpp"

#include <gmock/gmock.h>
#include <array>
#include <nlohmann/json.hpp>

#include "area_text.hpp"
#include "build_project_fixture.hpp"
#include "heatward/pipeline/report_html.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
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
                           area("corner", "corner", rectangle(70, -70, 140, 10)),
                           area("even", "even", rectangle(60, -70, 140, 10)),
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

TEST_F(CellPlacesTest, ACellLiesInTheWardThatHoldsItsCentre)
{
    EXPECT_EQ(ward("cells", "in"), "w1");
    EXPECT_EQ(ward("cells", "more"), "w2");
    EXPECT_EQ(ward("cells", "half"), "w2") << "wards are half-open";
    // w1 holds 800 m² of it, w3, where its centre lies, 744 m².
    m_sets[1].areas = {area("w1", "Abbey", rectangle(0, 0, 70, 100)),
                       area("w3", "Far", rectangle(70, 0, 101, 24)),
                       area("w2", "Bank", rectangle(101, 0, 200, 100))};
    m_sets[2].areas = {area("centre", "centre", rectangle(50, 0, 120, 40))};
    EXPECT_EQ(ward("cells", "centre"), "w3");
}

TEST_F(CellPlacesTest, WhereNoWardHoldsTheCentreTheOneOfMostSurfaceTells)
{
    EXPECT_EQ(ward("cells", "border"), "w1");
    EXPECT_EQ(ward("cells", "corner"), "w2");
    EXPECT_EQ(ward("cells", "even"), "w1") << "the first of equal ones";
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
        "lies_in": {"code": "w2", "name": "Bank", "text": "Bank"}})"));
    EXPECT_EQ(area_text(cell), "more (in Bank)");
    EXPECT_EQ(area_text(places.named("wards", "w1", "Abbey")), "Abbey (w1)");
    EXPECT_EQ(area_text(places.named("cells", "beside", "beside")), "beside");
}

TEST_F(CellPlacesTest, TablesOfGridsHaveItAsAColumn)
{
    m_sets[2].population.resize(m_sets[2].areas.size());
    m_sets[1].population.resize(2);
    m_sets[1].areas[1].name = "Abbey";
    const CellPlaces places(m_project, m_sets);
    FeatureTable cells = area_table(m_sets[2]);
    places.add_column(cells);
    EXPECT_EQ(cells.columns.back(), (Column{"lies_in", ColumnType::text}));
    EXPECT_EQ(cells.columns.size(), 5U);
    std::vector<std::string> wards;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        wards.push_back(cells.text(row, "lies_in"));
        EXPECT_EQ(area_text(places.named("cells", cells.text(row, "code"), "cell")),
                  wards[row].empty() ? "cell (" + cells.text(row, "code") + ")"
                                     : "cell (in " + wards[row] + ")");
    }
    const std::string first = "Abbey (w1)";
    const std::string second = "Abbey (w2)";
    EXPECT_THAT(wards, ElementsAre(first, second, second, first, second, first, ""));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(cells.rows.back().back()));
    FeatureTable others = area_table(m_sets[1]);
    places.add_column(others);
    EXPECT_EQ(others.columns.size(), 4U);
}

class CellsInReportTest : public BuildProjectTest {};

/// Objects of the report with a `code` that is a cell's, counted, and those that say the ward that
/// their row of the table has.
std::pair<int, int> cells_of(const json& value, const std::map<std::string, std::string>& wards)
{
    std::pair<int, int> found{0, 0};
    if (value.is_object() && value.contains("code") &&
        value.at("code").get<std::string>().starts_with("E5")) {
        const bool is_placed = value.contains("lies_in") &&
                               value.at("lies_in").at("text") == wards.at(value.at("code"));
        found = {1, is_placed ? 1 : 0};
    }
    for (const json& part : value) {
        if (part.is_structured()) {
            const auto [cells, placed] = cells_of(part, wards);
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
    std::map<std::string, std::string> wards;
    const FeatureTable& table = run.area_sets.at(2);
    for (std::size_t row = 0; row < table.size(); ++row) {
        wards[table.text(row, "code")] = table.text(row, "lies_in");
    }
    EXPECT_EQ(wards.at("E540000N250000"), "Name of w1");
    EXPECT_EQ(table.find_column("lies_in"), 4U) << "behind the fixed columns";
    EXPECT_FALSE(run.area_sets.at(1).find_column("lies_in"));
    const auto [cells, placed] = cells_of(*run.report, wards);
    EXPECT_GT(cells, 5);
    EXPECT_EQ(placed, cells);
    const json risk = run.report->at("layers").at(1).at("risk_areas").at("cells").at("areas");
    EXPECT_EQ(risk.at(0).at("lies_in").at("code"), "w1");
    const std::string html = report_html(*run.report);
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">E540000N250000 (in Name of w1)</th>"));
    EXPECT_THAT(html, HasSubstr("<td>E540000N250000 (in Name of w1), 1 km²</td>"));
    EXPECT_THAT(html, Not(HasSubstr("E540000N250000 (E540000N250000)")));
}

TEST(NamingSet, IsTheWardsOrElseTheLastThatIsNoGrid)
{
    project::Project project;
    project.areas.resize(3);
    std::vector<AreaSetData> sets(3);
    for (std::size_t i = 0; i < sets.size(); ++i) {
        sets[i].id = project.areas[i].id = std::array{"towns", "parishes", "cells"}.at(i);
    }
    project.areas[2].grid = project::CellGrid{project::CellShape::square, 150};
    EXPECT_EQ(naming_set(project, sets), &sets[1]);
    sets[0].id = project.areas[0].id = "wards";
    EXPECT_EQ(naming_set(project, sets), &sets[0]);
    project.areas = {project.areas[2]};
    sets = {sets[2]};
    EXPECT_EQ(naming_set(project, sets), nullptr);
}

}  // namespace
}  // namespace heatward::pipeline
