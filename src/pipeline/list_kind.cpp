#include "list_kind.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/geocode/postcode.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "list_columns.hpp"
#include "list_ground.hpp"
#include "road_list.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::array<std::string_view, 10> kCodePointColumns{"Postcode",
                                                             "Positional_quality_indicator",
                                                             "Eastings",
                                                             "Northings",
                                                             "Country_code",
                                                             "NHS_regional_HA_code",
                                                             "NHS_HA_code",
                                                             "Admin_county_code",
                                                             "Admin_district_code",
                                                             "Admin_ward_code"};

constexpr std::array<std::string_view, 34> kOpenNamesColumns{"ID",
                                                             "NAMES_URI",
                                                             "NAME1",
                                                             "NAME1_LANG",
                                                             "NAME2",
                                                             "NAME2_LANG",
                                                             "TYPE",
                                                             "LOCAL_TYPE",
                                                             "GEOMETRY_X",
                                                             "GEOMETRY_Y",
                                                             "MOST_DETAIL_VIEW_RES",
                                                             "LEAST_DETAIL_VIEW_RES",
                                                             "MBR_XMIN",
                                                             "MBR_YMIN",
                                                             "MBR_XMAX",
                                                             "MBR_YMAX",
                                                             "POSTCODE_DISTRICT",
                                                             "POSTCODE_DISTRICT_URI",
                                                             "POPULATED_PLACE",
                                                             "POPULATED_PLACE_URI",
                                                             "POPULATED_PLACE_TYPE",
                                                             "DISTRICT_BOROUGH",
                                                             "DISTRICT_BOROUGH_URI",
                                                             "DISTRICT_BOROUGH_TYPE",
                                                             "COUNTY_UNITARY",
                                                             "COUNTY_UNITARY_URI",
                                                             "COUNTY_UNITARY_TYPE",
                                                             "REGION",
                                                             "REGION_URI",
                                                             "COUNTRY",
                                                             "COUNTRY_URI",
                                                             "RELATED_SPATIAL_OBJECT",
                                                             "SAME_AS_DBPEDIA",
                                                             "SAME_AS_GEONAMES"};

constexpr std::size_t kUriColumn = 1;
constexpr std::size_t kTypeColumn = 6;
constexpr std::size_t kLocalTypeColumn = 7;
constexpr std::size_t kOpenNamesX = 8;

template <std::size_t N>
std::vector<std::string> as_strings(const std::array<std::string_view, N>& names)
{
    return {names.begin(), names.end()};
}

bool is_code_point_row(std::span<const std::string> row)
{
    return row.size() == kCodePointColumns.size() && geocode::parse_postcode(row[0]) &&
           number_in(row[1]) && number_in(row[2]) && number_in(row[3]);
}

bool is_open_names_row(std::span<const std::string> row)
{
    return row.size() == kOpenNamesColumns.size() &&
           (row[kUriColumn].starts_with("http://") || row[kUriColumn].starts_with("https://")) &&
           !row[kTypeColumn].empty() && !row[kLocalTypeColumn].empty() &&
           number_in(row[kOpenNamesX]) && number_in(row[kOpenNamesX + 1]);
}

bool has_position_columns(const ListColumns& columns)
{
    const auto has_both = [&](std::span<const std::string_view> a,
                              std::span<const std::string_view> b) {
        return columns.first_of(a) && columns.first_of(b);
    };
    return has_both(kEastingColumns, kNorthingColumns) ||
           has_both(kLatitudeColumns, kLongitudeColumns);
}

/// Kinds that the list may be, the likelier first.
std::vector<ListKind> possible_kinds(const ListShape& shape)
{
    using gis::LayerGeometry;
    const ListColumns columns(shape.columns);
    const bool may_have_points =
        shape.geometry == LayerGeometry::point || shape.geometry == LayerGeometry::mixed;
    const bool has_position = may_have_points || has_position_columns(columns);
    const bool has_name = columns.first_of(kNameColumns).has_value();
    std::vector<ListKind> kinds;
    if (has_position && columns.has("names_uri") && columns.has("name1") &&
        columns.has("local_type")) {
        return {ListKind::open_names};
    }
    if (has_position && columns.has("uprn") && !has_name) {
        return {ListKind::uprns};
    }
    if (has_position && columns.first_of({"pcds", "pcd8", "pcd7", "pcd2", "pcd"})) {
        return {ListKind::postcodes};
    }
    if (has_position && has_name) {
        const bool has_residents = columns.has("population");
        if (!has_residents) {
            kinds.push_back(ListKind::premises);
        }
        if (has_residents ||
            !columns.first_of({"alias", "aliases", "uncertainty", "uncertainty_m", "town"})) {
            kinds.push_back(ListKind::places);
        }
    }
    if (has_position && columns.has("postcode")) {
        kinds.push_back(ListKind::postcodes);
    }
    if (shape.geometry != LayerGeometry::none && shape.geometry != LayerGeometry::point &&
        has_road_names(columns)) {
        kinds.push_back(ListKind::roads);
    }
    return kinds;
}

std::string_view home_of(ListKind kind)
{
    switch (kind) {
        case ListKind::postcodes:
            return "gazetteer.postcodes";
        case ListKind::uprns:
            return "gazetteer.premises or gazetteer.postcodes";
        case ListKind::roads:
            return "gazetteer.roads";
        case ListKind::places:
            return "gazetteer.places";
        case ListKind::premises:
        case ListKind::open_names:
            break;
    }
    return "gazetteer.premises";
}

std::string_view needs_of(std::string_view key)
{
    if (key == "postcodes") {
        return "is no list of postcodes; it needs a column pcds or postcode, and eastings and "
               "northings or lat and long";
    }
    if (key == "roads") {
        return "is no list of roads; it needs lines with a column name or name_1, as in OS Open "
               "Roads and OpenStreetMap, or must be of OS Open Names";
    }
    if (key == "places") {
        return "is no list of places; it needs a column name, and x and y or lat and long, or "
               "points";
    }
    return "is no list of premises; it needs a column name, and x and y or lat and long, or points";
}

}  // namespace

std::string_view to_string(ListKind kind)
{
    switch (kind) {
        case ListKind::postcodes:
            return "postcodes";
        case ListKind::uprns:
            return "properties";
        case ListKind::open_names:
            return "names";
        case ListKind::roads:
            return "roads";
        case ListKind::premises:
            return "premises";
        case ListKind::places:
            break;
    }
    return "places";
}

bool may_stand_under(ListKind kind, std::string_view key)
{
    switch (kind) {
        case ListKind::open_names:
            return true;
        case ListKind::uprns:
            return key == "premises" || key == "postcodes";
        case ListKind::postcodes:
        case ListKind::roads:
        case ListKind::premises:
        case ListKind::places:
            break;
    }
    return key == to_string(kind);
}

expected<ListKind> kind_of_list(const ListShape& shape, std::string_view key)
{
    const std::vector<ListKind> kinds = possible_kinds(shape);
    for (const ListKind kind : kinds) {
        if (may_stand_under(kind, key)) {
            return kind;
        }
    }
    if (kinds.empty()) {
        return tl::unexpected(Error{std::string(needs_of(key))});
    }
    std::string held(to_string(kinds.front()));
    std::string home(home_of(kinds.front()));
    for (std::size_t i = 1; i < kinds.size(); ++i) {
        held += fmt::format(" or {}", to_string(kinds[i]));
        home += fmt::format(" or {}", home_of(kinds[i]));
    }
    return tl::unexpected(Error{fmt::format("holds {}; name it in {}", held, home)});
}

std::optional<std::vector<std::string>> columns_of_headless(std::span<const std::string> first_row)
{
    if (is_code_point_row(first_row)) {
        return as_strings(kCodePointColumns);
    }
    if (is_open_names_row(first_row)) {
        return as_strings(kOpenNamesColumns);
    }
    return std::nullopt;
}

}  // namespace heatward::pipeline
