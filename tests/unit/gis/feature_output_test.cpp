#include "heatward/gis/feature_output.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <thread>

#include <gdal.h>
#include <ogr_api.h>

#include "disk_limit.hpp"
#include "heatward/core/error.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"
#include "written_features.hpp"

namespace heatward::gis {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class FeatureOutput : public testing::TestWithParam<Format> {
protected:
    template <class Fill>
    ReadFile round_trip(const FeatureSchema& schema, Fill&& fill) const
    {
        return read_file(write_file(m_folder, GetParam(), schema, std::forward<Fill>(fill)));
    }

    /// The number of the first row: FlatGeobuf has no column of numbers and counts from 0.
    static GIntBig first_fid() { return GetParam() == Format::geopackage ? 1 : 0; }

    TemporaryFolder m_folder;
};

INSTANTIATE_TEST_SUITE_P(Formats, FeatureOutput,
                         testing::Values(Format::flatgeobuf, Format::geopackage),
                         [](const auto& format) {
                             return format.param == Format::geopackage ? "GeoPackage"
                                                                       : "FlatGeobuf";
                         });

TEST_P(FeatureOutput, PointsAndValuesComeBackToTheBit)
{
    std::mt19937_64 random(5);  // NOLINT(cert-msc51-cpp): the same points every time
    std::uniform_real_distribution<double> metre(0, 7e5);
    std::vector<ProjectedPoint> points(500);
    for (ProjectedPoint& point : points) {
        point = {metre(random) / 3, metre(random) / 7};
    }
    points[7] = {-0.0, 5e-324};
    const ReadFile read = round_trip(point_schema(), [&](auto& output) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            output.add(hard_values(i), points[i]);
        }
    });
    EXPECT_EQ(read.name, "knife crime");
    EXPECT_THAT(read.fields, ElementsAre("id", "count", "rate", "in_study_area"));
    EXPECT_THAT(read.types, ElementsAre(OFTString, OFTInteger64, OFTReal, OFTInteger));
    EXPECT_EQ(read.subtypes.at(3), OFSTBoolean);
    EXPECT_EQ(read.geometry_type, wkbPoint);
    EXPECT_EQ(read.count, 500);
    ASSERT_EQ(read.features.size(), points.size());
    Extent box;
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_EQ(read.features[i].fid, first_fid() + static_cast<GIntBig>(i));
        EXPECT_EQ(read.features[i].values, hard_values(i)) << "row " << i;
        EXPECT_EQ(read.features[i].point, points[i]) << "row " << i;
        box.include(points[i].x, points[i].y);
    }
    // GDAL hands a GeoPackage's extent to SQLite as text, which may take it a last place off.
    EXPECT_DOUBLE_EQ(read.extent.MinX, box.min_x);
    EXPECT_DOUBLE_EQ(read.extent.MaxX, box.max_x);
    EXPECT_DOUBLE_EQ(read.extent.MinY, box.min_y);
    EXPECT_DOUBLE_EQ(read.extent.MaxY, box.max_y);
}

TEST_P(FeatureOutput, TablesWithoutGeometryKeepTheirValues)
{
    auto schema = point_schema();
    schema.geometry = OutputGeometry::none;
    const ReadFile read = round_trip(schema, [&](auto& output) {
        for (std::size_t i = 0; i < 30; ++i) {
            output.add(hard_values(i));
        }
    });
    EXPECT_EQ(read.geometry_type, GetParam() == Format::geopackage ? wkbNone : wkbPoint);
    ASSERT_EQ(read.features.size(), 30U);
    for (std::size_t i = 0; i < 30; ++i) {
        EXPECT_EQ(read.features[i].values, hard_values(i)) << "row " << i;
        EXPECT_FALSE(read.features[i].has_geometry) << "row " << i;
    }
    schema.geometry = OutputGeometry::point;
    EXPECT_THROW(round_trip(schema, [&](auto& output) { output.add(hard_values(0)); }), DataError);
}

TEST(GeoPackageDescription, SaysWhatTheTableIs)
{
    const TemporaryFolder folder;
    const std::string path = folder / "described.gpkg";
    GeoPackageOutput output(path, point_schema());
    output.add(hard_values(0), ProjectedPoint{1, 2});
    output.describe("St. John's; filter=name='é'; 1 feature");
    EXPECT_THROW(output.describe("\xff"), DataError);
    output.close();
    GDALDatasetH file = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(file, nullptr);
    EXPECT_STREQ(GDALGetMetadataItem(GDALDatasetGetLayer(file, 0), "DESCRIPTION", nullptr),
                 "St. John's; filter=name='é'; 1 feature");
    GDALClose(file);
}

TEST_P(FeatureOutput, PolygonsKeepTheirPartsHolesAndAbsence)
{
    FeatureSchema schema{"wards", {{"code", FieldType::text}}, OutputGeometry::multi_polygon, 0};
    const ProjectedMultiPolygon two{
        {{{0.1, 52}, {0.7, 52}, {0.7, 52.6}, {0.1, 52.6}},
         {{{0.2, 52.1}, {0.2, 52.2}, {0.3, 52.2}}, {{0.4, 52.4}, {0.4, 52.5}, {0.5, 52.5}}}},
        {{{1, 53}, {2, 53}, {1, 54}}, {}}};
    const ReadFile read = round_trip(schema, [&](auto& output) {
        output.add(std::vector<AttributeValue>{"nowhere"}, ProjectedMultiPolygon{});
        output.add(std::vector<AttributeValue>{"A"}, two);
        output.add(std::vector<AttributeValue>{std::monostate()}, ProjectedMultiPolygon{});
        output.add(std::vector<AttributeValue>{"B"}, ProjectedMultiPolygon{two[1]});
    });
    EXPECT_EQ(read.geometry_type, wkbMultiPolygon);
    EXPECT_EQ(read.count, 4);
    ASSERT_EQ(read.features.size(), 4U);
    EXPECT_EQ(read.features[0].values, std::vector<AttributeValue>{"nowhere"});
    EXPECT_FALSE(read.features[0].has_geometry);
    EXPECT_EQ(read.features[2].values, std::vector<AttributeValue>{std::monostate()});
    EXPECT_FALSE(read.features[2].has_geometry);
    const auto closed = [](std::vector<ProjectedPoint> ring) {
        ring.push_back(ring.front());
        return ring;
    };
    EXPECT_THAT(read.features[1].polygons,
                ElementsAre(ElementsAre(closed(two[0].exterior), closed(two[0].holes[0]),
                                        closed(two[0].holes[1])),
                            ElementsAre(closed(two[1].exterior))));
    EXPECT_THAT(read.features[3].polygons, ElementsAre(ElementsAre(closed(two[1].exterior))));
    EXPECT_EQ(read.extent.MinX, 0.1);
    EXPECT_EQ(read.extent.MaxY, 54);
}

TEST_P(FeatureOutput, NoFeaturesAtAllIsAFileWithItsFields)
{
    const ReadFile read = round_trip(point_schema(), [](auto&) {});
    EXPECT_EQ(read.count, 0);
    EXPECT_TRUE(read.features.empty());
    EXPECT_THAT(read.fields, ElementsAre("id", "count", "rate", "in_study_area"));
    EXPECT_EQ(read.geometry_type, wkbPoint);
    EXPECT_EQ(read.code, "27700");
}

TEST_P(FeatureOutput, NoFieldsAndNoValuesAreFeatures)
{
    const FeatureSchema schema{"bare", {}, OutputGeometry::multi_polygon, 3857};
    const ReadFile read = round_trip(schema, [](auto& output) {
        output.add({}, ProjectedMultiPolygon{});
        output.add({}, ProjectedMultiPolygon{{{{0, 0}, {1, 0}, {0, 1}}, {}}});
    });
    ASSERT_EQ(read.features.size(), 2U);
    EXPECT_FALSE(read.features[0].has_geometry);
    EXPECT_EQ(read.features[1].polygons.size(), 1U);
}

TEST_P(FeatureOutput, NamesTheReferenceSystem)
{
    FeatureSchema schema = point_schema();
    const std::vector<std::pair<int, std::string>> systems{
        {0, "4326"}, {27700, "27700"}, {3857, "3857"}, {4258, "4258"}};
    for (const auto& [epsg, code] : systems) {
        schema.epsg = epsg;
        const ReadFile read = round_trip(schema, [](auto& output) {
            output.add(hard_values(5), ProjectedPoint{0.1, 52.2});
        });
        EXPECT_EQ(read.authority, "EPSG");
        EXPECT_EQ(read.code, code);
        ASSERT_EQ(read.features.size(), 1U);
        EXPECT_EQ(read.features[0].point, (ProjectedPoint{0.1, 52.2})) << "longitude first";
    }
    schema.epsg = 999999;
    EXPECT_THAT(message_of<DataError>([&] { round_trip(schema, [](auto&) {}); }),
                HasSubstr("999999"));
}

TEST_P(FeatureOutput, KeepsNamesOfAnyLetters)
{
    FeatureSchema schema = point_schema();
    schema.name = "Kriminalität \"heiß\" – d'été";
    schema.fields = {{"a \"b\" 'c'; --", FieldType::text}, {"größe", FieldType::real},
                     {"刀", FieldType::integer},           {"rowid", FieldType::text},
                     {"ogc_fid", FieldType::text},         {"select", FieldType::boolean}};
    const std::vector<AttributeValue> values{"x", 1.5, std::int64_t{7}, "r", "o", std::int64_t{1}};
    const ReadFile read = round_trip(schema, [&](auto& output) {
        output.add(values, ProjectedPoint{530000, 180000});
    });
    EXPECT_EQ(read.name, schema.name);
    EXPECT_THAT(read.fields,
                ElementsAre("a \"b\" 'c'; --", "größe", "刀", "rowid", "ogc_fid", "select"));
    ASSERT_EQ(read.features.size(), 1U);
    EXPECT_EQ(read.features[0].values, values);
}

TEST_P(FeatureOutput, FieldsMayBeNamedAsTheTablesOwnColumns)
{
    FeatureSchema schema = point_schema();
    schema.fields = {{"FID", FieldType::text},
                     {"fid_1", FieldType::integer},
                     {"Geom", FieldType::text},
                     {"geometry", FieldType::text}};
    const std::vector<AttributeValue> values{"a", std::int64_t{-4}, "b", "c"};
    const ReadFile read = round_trip(schema, [&](auto& output) {
        output.add(values, ProjectedPoint{530000, 180000});
    });
    EXPECT_THAT(read.fields, ElementsAre("FID", "fid_1", "Geom", "geometry"));
    ASSERT_EQ(read.features.size(), 1U);
    EXPECT_EQ(read.features[0].fid, first_fid());
    EXPECT_EQ(read.features[0].values, values);
    EXPECT_EQ(read.features[0].point, (ProjectedPoint{530000, 180000}));
    if (GetParam() == Format::geopackage) {
        EXPECT_EQ(read.fid_column, "fid_2");
        EXPECT_EQ(read.geometry_column, "geom_1");
    }
}

TEST_P(FeatureOutput, NotANumberIsAbsent)
{
    const FeatureSchema schema{"t", {{"rate", FieldType::real}}, OutputGeometry::point, 27700};
    const ReadFile read = round_trip(schema, [](auto& output) {
        const std::vector<AttributeValue> values(1, std::nan(""));
        output.add(values, ProjectedPoint{1, 2});
    });
    ASSERT_EQ(read.features.size(), 1U);
    EXPECT_EQ(read.features[0].values, std::vector<AttributeValue>{std::monostate()});
}

TEST_P(FeatureOutput, RefusesSchemasThatFitNoFile)
{
    const auto refusal = [&](const std::string& name, std::vector<Field> fields) {
        return message_of<DataError>([&] {
            round_trip({name, std::move(fields), OutputGeometry::point, 27700}, [](auto&) {});
        });
    };
    const Field text{"Name", FieldType::text};
    EXPECT_THAT(refusal("", {}), HasSubstr("name"));
    EXPECT_THAT(refusal("caf\xE9", {}), HasSubstr("UTF-8"));
    EXPECT_THAT(refusal("t", {text, {"nAME", FieldType::real}}),
                AllOf(HasSubstr("\"t\""), HasSubstr("nAME"), HasSubstr("twice")));
    EXPECT_THAT(refusal("t", {{"", FieldType::text}}), HasSubstr("field 1"));
    EXPECT_THAT(refusal("t", {{std::string("a\0b", 3), FieldType::text}}), HasSubstr("field 1"));
    EXPECT_THAT(refusal("t", std::vector<Field>(1999, text)), HasSubstr("1999 fields"));
}

TEST_P(FeatureOutput, RefusesValuesThatDoNotFitAndGoesOn)
{
    const double nan = std::nan("");
    const ReadFile read = round_trip(point_schema(), [&](auto& output) {
        output.add(hard_values(5), ProjectedPoint{1, 2});
        const auto refusal = [&](std::vector<AttributeValue> values, const auto& geometry) {
            return message_of<DataError>([&] { output.add(values, geometry); });
        };
        const ProjectedPoint here{3, 4};
        const std::int64_t one = 1;
        EXPECT_THAT(refusal({"a"}, here), AllOf(HasSubstr("row 2"), HasSubstr("1 values for 4")));
        EXPECT_THAT(refusal({one, one, 1.0, one}, here), HasSubstr("\"id\""));
        EXPECT_THAT(refusal({"a", 1.0, 1.0, one}, here), HasSubstr("\"count\""));
        EXPECT_THAT(refusal({"a", one, one, one}, here), HasSubstr("\"rate\""));
        EXPECT_THAT(refusal({"a", one, 1.0, std::int64_t{2}}, here), HasSubstr("in_study_area"));
        EXPECT_THAT(refusal({std::string("\0", 1), one, 1.0, one}, here), HasSubstr("NUL"));
        EXPECT_THAT(refusal({"\xFF", one, 1.0, one}, here), HasSubstr("UTF-8"));
        EXPECT_THAT(refusal(hard_values(5), ProjectedPoint{nan, 0}), HasSubstr("row 2"));
        EXPECT_THAT(refusal(hard_values(5), ProjectedMultiPolygon{}), HasSubstr("another kind"));
        output.add(hard_values(6), here);
    });
    ASSERT_EQ(read.features.size(), 2U);
    EXPECT_EQ(read.features[1].fid, first_fid() + 1);
    EXPECT_EQ(read.features[1].values, hard_values(6));
}

TEST_P(FeatureOutput, RefusesVerticesThatAreNoNumbers)
{
    const FeatureSchema schema{"t", {}, OutputGeometry::multi_polygon, 27700};
    const double inf = std::numeric_limits<double>::infinity();
    round_trip(schema, [&](auto& output) {
        EXPECT_THAT(message_of<DataError>([&] {
                        output.add({}, ProjectedMultiPolygon{{{{0, 0}, {inf, 0}, {0, 1}}, {}}});
                    }),
                    HasSubstr("vertex"));
        EXPECT_THAT(message_of<DataError>([&] {
                        output.add({}, ProjectedPoint{1, 2});
                    }),
                    HasSubstr("another kind"));
    });
}

TEST_P(FeatureOutput, ThreadsMayTakeTurns)
{
    const auto add_in_turn = [](auto& output, int threads) {
        for (int turn = 0; turn < 12; ++turn) {
            const auto part = [&] {
                for (std::size_t i = 0; i < 50; ++i) {
                    const auto row = static_cast<std::size_t>(turn) * 50 + i;
                    output.add(hard_values(row), ProjectedPoint{static_cast<double>(row) / 3, 1});
                }
            };
            threads == 0 ? part() : std::thread(part).join();
        }
    };
    const std::string alone = bytes_of(write_file(m_folder, GetParam(), point_schema(),
                                                  [&](auto& output) { add_in_turn(output, 0); }));
    const std::string path = write_file(m_folder, GetParam(), point_schema(),
                                        [&](auto& output) { add_in_turn(output, 1); });
    EXPECT_EQ(bytes_of(path), alone);
    EXPECT_EQ(read_file(path).count, 600);
}

TEST_P(FeatureOutput, SeveralAreWrittenAtOnce)
{
    std::vector<std::thread> threads;
    std::vector<GIntBig> counts(4);
    std::vector<TemporaryFolder> folders(4);
    for (std::size_t t = 0; t < counts.size(); ++t) {
        threads.emplace_back([&, t] {
            const std::string path =
                write_file(folders[t], GetParam(), point_schema(), [&](auto& output) {
                    for (std::size_t i = 0; i < 300 + t; ++i) {
                        output.add(hard_values(i), ProjectedPoint{static_cast<double>(t), 1});
                    }
                });
            counts[t] = read_file(path).count;
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_THAT(counts, ElementsAre(300, 301, 302, 303));
}

}  // namespace
}  // namespace heatward::gis
