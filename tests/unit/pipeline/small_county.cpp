#include "small_county.hpp"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "heatward/gis/projection.hpp"
#include "heatward/project/project_file.hpp"

namespace heatward::pipeline {
namespace {

struct Square {
    const char* code;
    const char* parent;
    double west;
    double south;
    double width;
    double height;
};

std::string feature(const Square& square)
{
    const double x = SmallCounty::kWest + square.west;
    const double y = SmallCounty::kSouth + square.south;
    return fmt::format(
        R"({{"type":"Feature","properties":{{"code":"{0}","name":"Name of {0}","parent":"{1}"}},)"
        R"("geometry":{{"type":"Polygon","coordinates":[[[{2},{3}],[{4},{3}],[{4},{5}],[{2},{5}],[{2},{3}]]]}}}})",
        square.code, square.parent, x, y, x + square.width, y + square.height);
}

std::string collection(const std::vector<Square>& squares)
{
    std::string features;
    for (const Square& square : squares) {
        features += (features.empty() ? "" : ",\n") + feature(square);
    }
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)"
           "\"features\":[" +
           features + "]}";
}

}  // namespace

std::string street_header()
{
    return "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,"
           "LSOA name,Crime type,Last outcome category,Context\n";
}

SmallCounty::SmallCounty()
{
    write("districts.geojson",
          collection({{"d1", "", 0, 0, 2000, 4000}, {"d2", "", 2000, 0, 2000, 4000}}));
    write("wards.geojson", collection({{"w1", "d1", 0, 0, 2000, 2000},
                                       {"w2", "d2", 2000, 0, 2000, 2000},
                                       {"w3", "d1", 0, 2000, 2000, 2000},
                                       {"w4", "d2", 2000, 2000, 2000, 2000}}));
    write("residents.csv", "code,residents\nw1,5000\nw2,4000\nw3,3000\nw4,2000\n");
}

std::string SmallCounty::path(const std::string& name) const
{
    return (std::filesystem::path(m_folder.path()) / name).string();
}

void SmallCounty::write(const std::string& name, const std::string& text) const
{
    const std::filesystem::path file = path(name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

StreetRow SmallCounty::row_at(double east_m, double north_m, std::string month)
{
    static const gis::Projection projection("EPSG:27700");
    const LonLat place = projection.to_lonlat({kWest + east_m, kSouth + north_m});
    StreetRow row;
    row.month = std::move(month);
    row.longitude = fmt::format("{:.9f}", place.lon);
    row.latitude = fmt::format("{:.9f}", place.lat);
    return row;
}

void SmallCounty::write_street_file(const std::string& name,
                                    const std::vector<StreetRow>& rows) const
{
    std::string text = street_header();
    for (const StreetRow& row : rows) {
        text += fmt::format(
            "{},{},Force,Force,{},{},On or near High Street,E01,Place 001A,{},"
            "Under investigation,\n",
            row.crime_id, row.month, row.longitude, row.latitude, row.crime_type);
    }
    write(name, text);
}

std::string SmallCounty::project_text(const std::string& source_path, const std::string& layer_keys)
{
    return fmt::format(R"([project]
title = "Small <county>"
study_area = "districts"
[areas.districts]
path = "districts.geojson"
code = "code"
name = "name"
[areas.wards]
path = "wards.geojson"
code = "code"
name = "name"
parent = {{ set = "districts", field = "parent" }}
population = {{ path = "residents.csv", key = "code", value = "residents" }}
[categories.robbery]
title = "Robbery"
harm = 365
match = {{ police = ["Robbery"] }}
[[sources]]
id = "police"
path = "{}"
format = "police.uk"
[[layers]]
id = "robbery"
title = "Robbery"
categories = ["robbery"]
period = "2025-01/2025-12"
bandwidth = 400
{}
)",
                       source_path, layer_keys);
}

project::Project SmallCounty::project(const std::string& text) const
{
    const auto parsed = project::parse_project(text, path("project.toml"));
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().front().text());
    return parsed ? parsed->project : project::Project{};
}

}  // namespace heatward::pipeline
