#include "heatward/gis/area_source.hpp"
#include "heatward/gis/geopackage.hpp"
#include "heatward/gis/key_values.hpp"
#include "heatward/gis/point_source.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// A layer with one square whose code is the layer's name in capitals.
FeatureTable layer(const std::string& name, const std::vector<std::string>& columns)
{
    FeatureTable table;
    table.name = name;
    table.rows.emplace_back();
    for (const std::string& column : columns) {
        table.columns.push_back({column, ColumnType::text});
        table.rows.front().emplace_back(name + "." + column);
    }
    table.geometry = {{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {}}}};
    return table;
}

class LayerChoice : public testing::Test {
protected:
    std::string write(const std::vector<FeatureTable>& layers)
    {
        const std::string path = folder / "areas.gpkg";
        GeoPackageWriter writer(path, 27700);
        for (const FeatureTable& table : layers) {
            writer.write(table);
        }
        writer.close();
        return path;
    }
    [[nodiscard]] std::string code(const std::string& path, const AreaReadOptions& options) const
    {
        return read_areas(path, options, grid).areas.at(0).code;
    }

    TemporaryFolder folder;
    Projection grid{"EPSG:27700"};
};

TEST_F(LayerChoice, TheOnlyLayerWithAllFieldsIsRead)
{
    const auto path = write({layer("districts", {"code"}), layer("small", {"code", "name"})});
    EXPECT_EQ(code(path, {"code", "name", "", {"", "wards"}}), "small.code");
}

TEST_F(LayerChoice, OfSeveralTheOneNamedAsTheAreaSetIsRead)
{
    const auto path =
        write({layer("districts", {"code", "name"}), layer("Wards", {"code", "name"})});
    EXPECT_EQ(code(path, {"code", "name", "", {"", "wards"}}), "Wards.code");
    EXPECT_EQ(code(path, {"code", "name", "", {"", "districts"}}), "districts.code");
    EXPECT_EQ(code(path, {"code", "name", "", {"Wards", "districts"}}), "Wards.code");
}

TEST_F(LayerChoice, OfSeveralNoneIsGuessed)
{
    const auto path =
        write({layer("districts", {"code", "name"}), layer("wards", {"code", "name"})});
    EXPECT_THAT(message_of<DataError>([&] {
                    (void)code(path, {"code", "name", "", {"", "beats"}});
                }),
                AllOf(HasSubstr("areas.gpkg"), HasSubstr("\"districts\", \"wards\""),
                      HasSubstr("layer = ")));
    EXPECT_THAT(message_of<DataError>([&] {
                    (void)code(path, {"code", "name", "", {"ward", "wards"}});
                }),
                HasSubstr("did you mean \"wards\""));
    EXPECT_THAT(
        message_of<DataError>([&] {
            (void)code(path, {"CD", "name", "", {"", "wards"}});
        }),
        AllOf(HasSubstr("none of its layers \"districts\", \"wards\""), HasSubstr("\"CD\"")));
}

TEST_F(LayerChoice, HoldsForTablesOfValues)
{
    const auto path = write({layer("districts", {"code", "residents"}),
                             layer("wards", {"code", "residents"}), layer("names", {"code"})});
    const auto read = [&](const LayerWish& wish) {
        return read_key_values(path, "code", "residents", wish);
    };
    EXPECT_EQ(read({"", "wards"}).begin()->first, "wards.code");
    EXPECT_EQ(read({"districts", "wards"}).begin()->first, "districts.code");
    EXPECT_THAT(message_of<DataError>([&] {
                    (void)read({"", "beats"});
                }),
                AllOf(HasSubstr("\"districts\", \"wards\""), HasSubstr("layer = ")));
}

TEST_F(LayerChoice, PointsComeFromAFileOfOneLayer)
{
    const auto path = write({layer("a", {"x", "y"}), layer("b", {"x", "y"})});
    EXPECT_THAT(message_of<DataError>([&] {
                    (void)read_points(path, {"x", "y", "", ""});
                }),
                AllOf(HasSubstr("\"a\", \"b\""), HasSubstr("extract")));
}

}  // namespace
}  // namespace heatward::gis
