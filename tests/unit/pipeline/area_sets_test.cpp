#include "heatward/pipeline/area_sets.hpp"

#include <gmock/gmock.h>

#include "heatward/gis/projection.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AreaSetsTest : public testing::Test {
protected:
    AreaSetData wards()
    {
        AreaSetData data = read_area_set(m_project, m_project.areas.at(1), m_projection);
        join_population(m_project, m_project.areas.at(1), data);
        return data;
    }

    SmallCounty m_county;
    gis::Projection m_projection{"EPSG:27700"};
    project::Project m_project = m_county.project(SmallCounty::project_text("p"));
};

TEST_F(AreaSetsTest, AreasCarryCodeNameParentAndResidents)
{
    const AreaSetData data = wards();
    ASSERT_THAT(data.areas, SizeIs(4));
    EXPECT_EQ(data.areas[1].code, "w2");
    EXPECT_EQ(data.areas[1].name, "Name of w2");
    EXPECT_EQ(data.areas[1].parent, "d2");
    EXPECT_EQ(data.population[1], 4000);
    EXPECT_THAT(data.warnings, IsEmpty());
    EXPECT_NEAR(area_m2(data.areas[1].polygons), 4e6, 1e-3);
}

TEST_F(AreaSetsTest, AbsentResidentsAndUnknownCodesAreWarnings)
{
    m_county.write("residents.csv", "code,residents\nw1,5000\nw2,\nw3,3000\nx9,1\n");
    const AreaSetData data = wards();
    EXPECT_FALSE(data.population[1]);
    EXPECT_FALSE(data.population[3]);
    EXPECT_THAT(data.warnings,
                ElementsAre(HasSubstr("residents.csv: no population for 2 of 4 areas of \"wards\" "
                                      "(w2, w4)"),
                            HasSubstr("1 codes are of no area of \"wards\" (x9)")));
    const FeatureTable table = area_table(data);
    const std::size_t column = *table.find_column("population");
    EXPECT_EQ(table.rows[0][column], AttributeValue{std::int64_t{5000}});
    EXPECT_EQ(table.rows[1][column], AttributeValue{});
}

TEST_F(AreaSetsTest, AreasWithoutAnyResidentAreNamed)
{
    m_county.write("residents.csv", "code,residents\nw1,5000\nw2,0\nw3,3000\nw4,0\n");
    const AreaSetData data = wards();
    EXPECT_EQ(data.population[1], 0);
    EXPECT_THAT(data.warnings,
                ElementsAre(HasSubstr("residents.csv: 2 of 4 areas of \"wards\" have "
                                      "0 residents (w2, w4); they get no rate")));
}

TEST_F(AreaSetsTest, ResidentsOfParentsAreThoseOfTheirAreasWhereAllAreKnown)
{
    const auto districts = [&] {
        std::vector<AreaSetData> sets{read_area_set(m_project, m_project.areas.at(0), m_projection),
                                      wards()};
        sum_populations(m_project, sets);
        return sets.at(0).population;
    };
    EXPECT_THAT(districts(), ElementsAre(8000, 6000));
    m_county.write("residents.csv", "code,residents\nw1,5000\nw3,3000\nw4,2000\n");
    EXPECT_THAT(districts(), ElementsAre(8000, std::nullopt));
    m_county.write("residents.csv", "code,residents\nw2,1\nw3,3000\nw4,2000\n");
    EXPECT_THAT(districts(), ElementsAre(std::nullopt, 2001));
}

TEST_F(AreaSetsTest, ParentsWithATableOfTheirOwnKeepItsFigures)
{
    m_county.write("d.csv", "code,residents\nd1,1\n");
    m_project.areas.at(0).population = project::PopulationTable{"d.csv", "code", "residents"};
    std::vector<AreaSetData> sets{read_area_set(m_project, m_project.areas.at(0), m_projection),
                                  wards()};
    join_population(m_project, m_project.areas.at(0), sets.at(0));
    sum_populations(m_project, sets);
    EXPECT_THAT(sets.at(0).population, ElementsAre(1, std::nullopt));
}

TEST_F(AreaSetsTest, ResidentsThatAreNoNumberNameFileAndCode)
{
    for (const char* figure : {"many", "-5", "1.234.567", "nan"}) {
        m_county.write("residents.csv", std::string("code,residents\nw3,") + figure + "\n");
        try {
            static_cast<void>(wards());
            FAIL() << figure;
        } catch (const DataError& error) {
            EXPECT_THAT(error.what(), HasSubstr("residents.csv: the figure for w3 is no number"));
        }
    }
}

TEST_F(AreaSetsTest, EstimatesMayBeFractions)
{
    m_county.write("residents.csv", "code,residents\nw1,5000.5\nw2,1\nw3,1\nw4,1\n");
    const FeatureTable table = area_table(wards());
    const std::size_t column = *table.find_column("population");
    EXPECT_EQ(table.columns[column].type, ColumnType::real);
    EXPECT_EQ(table.rows[0][column], AttributeValue{5000.5});
}

TEST_F(AreaSetsTest, ParentsMustBeInTheirSet)
{
    AreaSetData data = wards();
    const AreaSetData districts = read_area_set(m_project, m_project.areas.at(0), m_projection);
    EXPECT_THAT(unknown_parents(data, districts), IsEmpty());
    data.areas[0].parent = "d9";
    data.areas[1].parent = "";
    EXPECT_THAT(unknown_parents(data, districts),
                ElementsAre(HasSubstr("area w2 names no parent of set \"districts\""),
                            HasSubstr("area w1 names parent d9, which set \"districts\" does not "
                                      "have")));
}

TEST_F(AreaSetsTest, OverlapIsNamed)
{
    AreaSetData data = wards();
    EXPECT_FALSE(overlap_warning(data));
    for (ProjectedPoint& point : data.areas[0].polygons[0].exterior) {
        point.x += 100;
    }
    const auto warning = overlap_warning(data);
    ASSERT_TRUE(warning);
    EXPECT_THAT(*warning, HasSubstr("overlap by 0.2000 km², for example w1 and w2"));
}

TEST_F(AreaSetsTest, ContentDigestSeesEveryPart)
{
    const AreaSetData data = wards();
    const std::string digest = content_sha256(data);
    EXPECT_EQ(content_sha256(wards()), digest);
    AreaSetData moved = data;
    moved.areas[2].polygons[0].exterior[0].y += 1e-9 * SmallCounty::kSouth;
    EXPECT_NE(content_sha256(moved), digest);
    AreaSetData renamed = data;
    renamed.areas[2].name += "!";
    EXPECT_NE(content_sha256(renamed), digest);
    AreaSetData grown = data;
    grown.population[2] = 3001;
    EXPECT_NE(content_sha256(grown), digest);
}

}  // namespace
}  // namespace heatward::pipeline
