#include <cmath>
#include <random>

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include "heatward/gis/geopackage.hpp"
#include "temporary_folder.hpp"

namespace heatward::gis {
namespace {

/// Boxes of many sizes, some of them empty, some on top of each other.
FeatureTable random_boxes(std::size_t n)
{
    std::mt19937 random(static_cast<unsigned>(n));
    std::uniform_real_distribution<double> place(-1000, 9000);
    std::exponential_distribution<double> size(0.01);
    FeatureTable table;
    table.name = "it's a \"box\"-table";
    table.columns = {{"n", ColumnType::integer}};
    for (std::size_t i = 0; i < n; ++i) {
        table.rows.push_back({static_cast<std::int64_t>(i)});
        auto& polygons = table.geometry.emplace_back();
        if (i % 17 == 3) {
            continue;
        }
        const double x = i % 5 == 0 ? 100 : place(random);
        const double y = i % 5 == 0 ? 100 : place(random);
        const double w = size(random);
        const double h = size(random);
        polygons.push_back({{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, {}});
    }
    return table;
}

class OpenFile {
public:
    explicit OpenFile(const std::string& path)
        : m_dataset(
              GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr))
    {
    }
    ~OpenFile() { GDALClose(m_dataset); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] OGRLayerH layer() const { return GDALDatasetGetLayer(m_dataset, 0); }

    /// The first cell of the answer.
    [[nodiscard]] std::string ask(const std::string& sql) const
    {
        OGRLayerH result = GDALDatasetExecuteSQL(m_dataset, sql.c_str(), nullptr, nullptr);
        if (result == nullptr) {
            return "no answer";
        }
        OGRFeatureH row = OGR_L_GetNextFeature(result);
        const std::string text = row != nullptr ? OGR_F_GetFieldAsString(row, 0) : "no row";
        OGR_F_Destroy(row);
        GDALDatasetReleaseResultSet(m_dataset, result);
        return text;
    }

    [[nodiscard]] GIntBig count_within(double x0, double y0, double x1, double y1) const
    {
        OGR_L_SetSpatialFilterRect(layer(), x0, y0, x1, y1);
        const GIntBig count = OGR_L_GetFeatureCount(layer(), 1);
        OGR_L_SetSpatialFilter(layer(), nullptr);
        return count;
    }

private:
    GDALDatasetH m_dataset;
};

class SpatialIndexOf : public testing::TestWithParam<std::size_t> {};

TEST_P(SpatialIndexOf, IsSoundAndFindsWhatBruteForceFinds)
{
    const TemporaryFolder folder;
    const FeatureTable table = random_boxes(GetParam());
    GeoPackageWriter writer(folder / "boxes.gpkg", 27700);
    writer.write(table);
    writer.close();

    const OpenFile file(folder / "boxes.gpkg");
    EXPECT_EQ(file.ask("SELECT rtreecheck('rtree_it''s a \"box\"-table_geom')"), "ok");
    std::size_t with_geometry = 0;
    for (const auto& polygons : table.geometry) {
        with_geometry += polygons.empty() ? 0U : 1U;
    }
    EXPECT_EQ(file.ask("SELECT count(*) FROM \"rtree_it's a \"\"box\"\"-table_geom\""),
              std::to_string(with_geometry));

    std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same windows every time
    std::uniform_real_distribution<double> place(-1500, 9500);
    for (int window = 0; window < 60; ++window) {
        Extent query;
        query.include(place(random), place(random));
        query.include(query.min_x + 700, query.min_y + 1100);
        GIntBig expected = 0;
        for (const auto& polygons : table.geometry) {
            expected += !polygons.empty() && extent_of(polygons).intersects(query) ? 1 : 0;
        }
        EXPECT_EQ(file.count_within(query.min_x, query.min_y, query.max_x, query.max_y), expected);
    }
}

TEST_P(SpatialIndexOf, FollowsLaterEdits)
{
    const TemporaryFolder folder;
    GeoPackageWriter writer(folder / "boxes.gpkg", 27700);
    writer.write(random_boxes(GetParam()));
    writer.close();

    const OpenFile file(folder / "boxes.gpkg");
    const GIntBig before = file.count_within(50000, 50000, 50010, 50010);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(file.layer()));
    OGRGeometryH geometry = nullptr;
    std::string wkt = "MULTIPOLYGON(((50001 50001,50002 50001,50002 50002,50001 50001)))";
    char* text = wkt.data();
    OGR_G_CreateFromWkt(&text, nullptr, &geometry);
    OGR_F_SetGeometryDirectly(feature, geometry);
    ASSERT_EQ(OGR_L_CreateFeature(file.layer(), feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    EXPECT_EQ(before, 0);
    EXPECT_EQ(file.count_within(50000, 50000, 50010, 50010), 1) << "the trigger is back";
    EXPECT_EQ(file.ask("SELECT rtreecheck('rtree_it''s a \"box\"-table_geom')"), "ok");
}

INSTANTIATE_TEST_SUITE_P(Sizes, SpatialIndexOf,
                         testing::Values(0, 1, 51, 54, 55, 60, 120, 2700, 2800, 9000));

}  // namespace
}  // namespace heatward::gis
