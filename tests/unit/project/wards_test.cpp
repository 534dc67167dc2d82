#include "heatward/project/wards.hpp"

#include <gtest/gtest.h>

namespace heatward::project {
namespace {

AreaSet set_of(std::string id, std::optional<std::string> parent = {})
{
    AreaSet set;
    set.id = std::move(id);
    if (parent) {
        set.parent = ParentLink{*parent, "PARENT"};
    }
    return set;
}

std::string wards_of(std::vector<AreaSet> areas)
{
    Project project;
    project.areas = std::move(areas);
    const AreaSet* const set = ward_set(project);
    return set == nullptr ? "" : set->id;
}

TEST(Wards, AreTheSetOfThatName)
{
    EXPECT_EQ(
        wards_of({set_of("lsoas", "wards"), set_of("wards", "districts"), set_of("districts")}),
        "wards");
    EXPECT_EQ(wards_of({set_of("districts"), set_of("wards")}), "wards");
}

TEST(Wards, ElseTheFirstSetThatHasAParent)
{
    EXPECT_EQ(
        wards_of({set_of("county"), set_of("divisions", "county"), set_of("parishes", "county")}),
        "divisions");
}

TEST(Wards, AreNoGridAndNoSetWithoutAParent)
{
    AreaSet cells = set_of("wards", "districts");
    cells.grid = CellGrid{};
    EXPECT_EQ(wards_of({set_of("districts"), cells}), "");
    EXPECT_EQ(wards_of({set_of("districts"), cells, set_of("parishes", "districts")}), "parishes");
    EXPECT_EQ(wards_of({}), "");
}

}  // namespace
}  // namespace heatward::project
