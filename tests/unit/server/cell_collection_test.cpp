#include <gtest/gtest.h>

#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;

/// The example with a grid "cells" of two cells, the second of which lies in no ward.
run_store::RunData data_with_cells()
{
    auto data = test::example_run_data();
    project::AreaSet set;
    set.id = "cells";
    set.grid = project::CellGrid{project::CellShape::square, 1000};
    data.project.areas.push_back(set);
    FeatureTable cells;
    cells.name = "cells";
    for (const char* const name : {"code", "name", "parent", "population", "lies_in"}) {
        cells.columns.push_back({name, ColumnType::text});
    }
    cells.rows = {{"E1N1", "E1N1", std::monostate(), std::monostate(), "Old Foreshore"},
                  {"E2N1", "E2N1", std::monostate(), std::monostate(), std::monostate()}};
    const FeatureTable& wards = data.area_sets.back();
    cells.geometry = {wards.geometry.at(0), wards.geometry.at(1)};
    data.area_sets.push_back(std::move(cells));
    return data;
}

TEST(CellCollection, SaysToEverybodyWhereACellLies)
{
    auto data = data_with_cells();
    data.project.layers[0].tier = Tier::public_;
    ServedExample example(data, Tier::public_);
    example.current = run_store::Run::in_memory(data, Tier::public_);
    const auto cells = example.json("/collections/cells/items?sortby=code").at("features");
    EXPECT_EQ(cells.at(0).at("properties").at("lies_in"), "Old Foreshore");
    EXPECT_TRUE(cells.at(1).at("properties").at("lies_in").is_null());
    const auto found = example.json("/collections/cells/items?filter=lies_in%3D'Old%20Foreshore'");
    EXPECT_EQ(found.at("numberMatched"), 1);
}

TEST(CellCollection, HasWordsForThatAndOtherSetsHaveItNot)
{
    ServedExample example(data_with_cells());
    const auto words = example.json("/collections/cells/queryables").at("properties");
    EXPECT_EQ(words.at("lies_in").at("title"), "Lies in");
    EXPECT_EQ(words.at("lies_in").at("description"),
              "Name of the ward that holds the cell's centre or else most of it; absent where none "
              "does.");
    EXPECT_FALSE(
        example.json("/collections/wards/queryables").at("properties").contains("lies_in"));
}

}  // namespace
}  // namespace heatward::server
