#include "heatward/gis/feature_output.hpp"

#include <malloc.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <thread>

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>

#include "disk_limit.hpp"
#include "heatward/gis/environment.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

enum class Format : std::uint8_t { flatgeobuf, geopackage };

/// Writes a file of the format with what `fill(output)` adds; gives its path.
template <class Fill>
std::string write_file(const TemporaryFolder& folder, Format format, const FeatureSchema& schema,
                       Fill&& fill)
{
    if (format == Format::geopackage) {
        const std::string path = folder / "written.gpkg";
        GeoPackageOutput output(path, schema);
        fill(output);
        output.close();
        return path;
    }
    FlatGeobufStream stream(schema);
    std::string bytes = stream.take();
    fill(stream);
    bytes += stream.take();
    stream.finish();
    bytes += stream.take();
    return folder.write("written.fgb", bytes);
}

struct ReadFeature {
    GIntBig fid = 0;
    std::vector<AttributeValue> values;
    bool has_geometry = false;
    ProjectedPoint point;
    std::vector<std::vector<std::vector<ProjectedPoint>>> polygons;  ///< rings closed
};

struct ReadFile {
    std::string name;
    std::string fid_column;
    std::string geometry_column;
    std::vector<std::string> fields;
    std::vector<OGRFieldType> types;
    std::vector<OGRFieldSubType> subtypes;
    OGRwkbGeometryType geometry_type = wkbUnknown;
    std::string authority;
    std::string code;
    GIntBig count = 0;
    OGREnvelope extent{};
    std::vector<ReadFeature> features;
};

std::vector<ProjectedPoint> vertices_of(OGRGeometryH line)
{
    std::vector<ProjectedPoint> vertices;
    for (int i = 0; i < OGR_G_GetPointCount(line); ++i) {
        vertices.push_back({OGR_G_GetX(line, i), OGR_G_GetY(line, i)});
    }
    return vertices;
}

AttributeValue value_of(OGRFeatureH feature, int field, OGRFieldType type)
{
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0) {
        return std::monostate();
    }
    if (type == OFTReal) {
        return OGR_F_GetFieldAsDouble(feature, field);
    }
    if (type == OFTInteger || type == OFTInteger64) {
        return std::int64_t{OGR_F_GetFieldAsInteger64(feature, field)};
    }
    return std::string(OGR_F_GetFieldAsString(feature, field));
}

ReadFeature read_feature(OGRFeatureH feature, const ReadFile& file)
{
    ReadFeature read;
    read.fid = OGR_F_GetFID(feature);
    for (std::size_t i = 0; i < file.fields.size(); ++i) {
        read.values.push_back(value_of(feature, static_cast<int>(i), file.types[i]));
    }
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    read.has_geometry = geometry != nullptr;
    if (geometry != nullptr && file.geometry_type == wkbPoint) {
        read.point = vertices_of(geometry).at(0);
    } else if (geometry != nullptr) {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
            OGRGeometryH polygon = OGR_G_GetGeometryRef(geometry, i);
            auto& rings = read.polygons.emplace_back();
            for (int k = 0; k < OGR_G_GetGeometryCount(polygon); ++k) {
                rings.push_back(vertices_of(OGR_G_GetGeometryRef(polygon, k)));
            }
        }
    }
    return read;
}

/// What GDAL reads in a file of one table.
ReadFile read_file(const std::string& path)
{
    initialise();
    ReadFile read;
    GDALDatasetH dataset = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    if (dataset == nullptr || GDALDatasetGetLayerCount(dataset) != 1) {
        ADD_FAILURE() << path << " is no file of one table";
        return read;
    }
    OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
    read.name = OGR_L_GetName(layer);
    read.fid_column = OGR_L_GetFIDColumn(layer);
    read.geometry_column = OGR_L_GetGeometryColumn(layer);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        read.fields.emplace_back(OGR_Fld_GetNameRef(field));
        read.types.push_back(OGR_Fld_GetType(field));
        read.subtypes.push_back(OGR_Fld_GetSubType(field));
    }
    read.geometry_type = OGR_L_GetGeomType(layer);
    OGRSpatialReferenceH reference = OGR_L_GetSpatialRef(layer);
    if (reference != nullptr) {
        read.authority = OSRGetAuthorityName(reference, nullptr);
        read.code = OSRGetAuthorityCode(reference, nullptr);
    }
    OGR_L_GetExtent(layer, &read.extent, 1);
    OGR_L_ResetReading(layer);
    while (OGRFeatureH feature = OGR_L_GetNextFeature(layer)) {
        read.features.push_back(read_feature(feature, read));
        OGR_F_Destroy(feature);
    }
    read.count = OGR_L_GetFeatureCount(layer, 1);
    GDALClose(dataset);
    return read;
}

FeatureSchema point_schema()
{
    return {"knife crime",
            {{"id", FieldType::text},
             {"count", FieldType::integer},
             {"rate", FieldType::real},
             {"in_study_area", FieldType::boolean}},
            OutputGeometry::point,
            27700};
}

/// Values at the ends of what their types hold, and every kind of absence.
std::vector<AttributeValue> hard_values(std::size_t i)
{
    const double inf = std::numeric_limits<double>::infinity();
    const std::vector<std::string> texts{"", "E05", "café, \"x\"\n; '", "007", "NULL", "刀 🗡"};
    const std::vector<std::int64_t> integers{0, -1, INT64_MAX, INT64_MIN, 5};
    const std::vector<double> reals{0.1, 1.0 / 3, 3, 1e300, 5e-324, -inf, 123456789.123456789};
    std::vector<AttributeValue> row{texts[i % texts.size()], integers[i % integers.size()],
                                    reals[i % reals.size()], std::int64_t{i % 3 == 0}};
    if (i % 11 < row.size()) {
        row[i % 11] = std::monostate();
    }
    return row;
}

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

/// 200,000 points; `after` is called behind every 1,000th.
template <class Output, class After>
void add_many(Output& output, After&& after)
{
    std::mt19937_64 random(6);  // NOLINT(cert-msc51-cpp): the same points every time
    std::uniform_real_distribution<double> metre(0, 7e5);
    for (std::size_t i = 0; i < 200'000; ++i) {
        output.add(hard_values(i), ProjectedPoint{metre(random), metre(random)});
        if ((i + 1) % 1000 == 0) {
            after();
        }
    }
}

std::size_t allocated_bytes() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

TEST(FlatGeobufStream, HoldsOnlyWhatWasNotTaken)
{
    const TemporaryFolder folder;
    std::ofstream file(folder / "many.fgb", std::ios::binary);
    FlatGeobufStream stream(point_schema());
    const std::string head = stream.take();
    EXPECT_THAT(head, testing::StartsWith("fgb\x03"
                                          "fgb"));
    file << head;
    const std::size_t before = allocated_bytes();
    std::size_t most = 0;
    add_many(stream, [&] {
        const std::string bytes = stream.take();
        most = std::max(most, bytes.size());
        file << bytes;
    });
    const std::size_t after = allocated_bytes();
    stream.finish();
    EXPECT_EQ(stream.take(), "") << "nothing is left to the end";
    file.close();
    EXPECT_LT(most, 1000U * 250);
    EXPECT_LT(after, before + 1'000'000) << "the driver itself holds no features";
    EXPECT_EQ(read_file(folder / "many.fgb").count, 200'000);
}

TEST(FlatGeobufStream, MovesAndRefusesFeaturesBehindItsEnd)
{
    FlatGeobufStream first(point_schema());
    FlatGeobufStream stream(std::move(first));
    stream.add(hard_values(5), ProjectedPoint{1, 2});
    stream.finish();
    stream.finish();
    EXPECT_THAT(message_of<DataError>([&] {
                    stream.add(hard_values(5), ProjectedPoint{1, 2});
                }),
                HasSubstr("finished"));
}

std::string text_of(const std::string& path, const std::string& sql)
{
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    std::string text;
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK) {
        while (sqlite3_step(statement) == SQLITE_ROW) {
            const auto* cell = sqlite3_column_text(statement, 0);
            text += cell == nullptr ? "NULL" : reinterpret_cast<const char*>(cell);
            text += ';';
        }
    } else {
        text = sqlite3_errmsg(database);
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return text;
}

TEST(GeoPackageOutput, IsAWholeGeoPackageWithASpatialIndex)
{
    const TemporaryFolder folder;
    const std::string path = folder / "many.gpkg";
    GeoPackageOutput output(path, point_schema());
    const std::size_t before = allocated_bytes();
    std::uint64_t last = 0;
    add_many(output, [&] {
        EXPECT_GE(output.bytes(), last);
        last = output.bytes();
    });
    // 24 bytes a row of the index in a vector that doubles, and SQLite's pages (2 MB).
    EXPECT_LT(allocated_bytes(), before + 200'000 * 48 + 6'000'000);
    EXPECT_GT(last, 10'000'000U) << "rows went to the disk";
    output.close();
    EXPECT_EQ(text_of(path, "PRAGMA application_id"), "1196444487;");  // "GPKG"
    EXPECT_EQ(text_of(path, "PRAGMA integrity_check"), "ok;");
    EXPECT_EQ(text_of(path, "PRAGMA foreign_key_check"), "");
    EXPECT_EQ(text_of(path, "SELECT rtreecheck('rtree_knife crime_geom')"), "ok;");
    EXPECT_EQ(text_of(path, "SELECT count(*) FROM \"rtree_knife crime_geom\""), "200000;");
    EXPECT_EQ(text_of(path, "SELECT feature_count FROM gpkg_ogr_contents"), "200000;");
    EXPECT_EQ(text_of(path, "SELECT extension_name FROM gpkg_extensions"), "gpkg_rtree_index;");
    const std::string box =
        "r.minx >= 100000 AND r.maxx <= 130000 AND r.miny >= 5000 AND r.maxy <= 200000";
    EXPECT_NE(text_of(path, "SELECT count(*) FROM \"rtree_knife crime_geom\" r WHERE " + box),
              "0;");
    EXPECT_EQ(read_file(path).count, 200'000);
}

TEST(GeoPackageOutput, ReplacesWhatStandsThereAndIsClosedOnce)
{
    const TemporaryFolder folder;
    const std::string path = folder.write("there.gpkg", "something else");
    GeoPackageOutput output(path, point_schema());
    output.add(hard_values(5), ProjectedPoint{1, 2});
    output.close();
    output.close();
    EXPECT_THAT(message_of<DataError>([&] {
                    output.add(hard_values(5), ProjectedPoint{1, 2});
                }),
                AllOf(HasSubstr(path), HasSubstr("closed")));
    EXPECT_EQ(output.bytes(), std::filesystem::file_size(path));
    EXPECT_EQ(read_file(path).count, 1);
}

TEST(GeoPackageOutput, SaysWhereItCannotBeWritten)
{
    const TemporaryFolder folder;
    const std::string path = folder / "missing/a.gpkg";
    EXPECT_THAT(message_of<EnvironmentError>([&] { GeoPackageOutput(path, point_schema()); }),
                HasSubstr(path));
}

TEST(GeoPackageOutputDeathTest, SaysWhenTheDiskIsFull)
{
    const TemporaryFolder folder;
    EXPECT_EXIT(run_on_full_disk(2'000'000,
                                 [&] {
                                     GeoPackageOutput output(folder / "a.gpkg", point_schema());
                                     add_many(output, [] {});
                                     output.close();
                                 }),
                testing::ExitedWithCode(3), "a.gpkg: cannot be written");
}

}  // namespace
}  // namespace heatward::gis
