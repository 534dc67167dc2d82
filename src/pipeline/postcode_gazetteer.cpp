#include "heatward/pipeline/postcode_gazetteer.hpp"

#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "heatward/geocode/coordinate_text.hpp"
#include "heatward/geocode/great_britain.hpp"
#include "heatward/geocode/postcode.hpp"
#include "heatward/gis/crs_transform.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/tabular/csv_reader.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

// Radii that hold the true place with 95 %: a unit postcode has about 15 addresses. Assumptions,
// by the positional quality of ONSPD (1 to 3: a building; 4: the unit's mean; 5: imputed).
constexpr double kBuildingUncertainty_m = 100;
constexpr double kUnitMeanUncertainty_m = 150;
constexpr double kImputedUncertainty_m = 500;
constexpr double kSectorUncertainty_m = 2'000;

/// Places of the columns in one file.
struct PostcodeColumns {
    std::size_t postcode = 0;
    std::optional<std::size_t> x, y;
    std::optional<std::size_t> lat, lon;
    std::optional<std::size_t> quality;
};

std::optional<std::size_t> first_of(const tabular::CsvReader& csv,
                                    std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        if (const auto column = csv.find_column(name)) {
            return column;
        }
    }
    return std::nullopt;
}

PostcodeColumns find_columns(const tabular::CsvReader& csv, const std::string& file)
{
    const auto postcode = first_of(csv, {"pcds", "pcd8", "pcd7", "pcd2", "pcd", "postcode"});
    PostcodeColumns columns;
    columns.x = first_of(csv, {"oseast1m", "east1m", "eastings", "easting", "x"});
    columns.y = first_of(csv, {"osnrth1m", "north1m", "northings", "northing", "y"});
    columns.lat = first_of(csv, {"lat", "latitude"});
    columns.lon = first_of(csv, {"long", "lon", "longitude"});
    columns.quality = first_of(csv, {"osgrdind", "gridind"});
    const bool has_place = (columns.x && columns.y) || (columns.lat && columns.lon);
    if (!postcode || !has_place) {
        throw DataError(fmt::format(
            "{}: is no list of postcodes; it needs a column pcds or postcode, and eastings and "
            "northings or lat and long",
            file));
    }
    columns.postcode = *postcode;
    return columns;
}

/// Nothing for a quality that has no position of its own.
std::optional<geocode::PostcodePlace> place_of_quality(std::string_view quality)
{
    geocode::PostcodePlace place;
    if (quality.empty() || quality == "4") {
        place.uncertainty_m = kUnitMeanUncertainty_m;
    } else if (quality == "1" || quality == "2" || quality == "3") {
        place.uncertainty_m = kBuildingUncertainty_m;
    } else if (quality == "5") {
        place.uncertainty_m = kImputedUncertainty_m;
    } else if (quality == "6") {
        place.uncertainty_m = kSectorUncertainty_m;
        place.level = MatchLevel::sector;
    } else {
        return std::nullopt;
    }
    return place;
}

std::optional<double> number_of(const tabular::CsvRecord& record, std::size_t column)
{
    const auto number = geocode::parse_coordinate(record.cells[column], false);
    return number ? std::optional(number->value) : std::nullopt;
}

/// Reads one list after the other into one table.
class PostcodeLists {
public:
    explicit PostcodeLists(const gis::Projection& projection)
        : m_projection(projection), m_from_grid("EPSG:27700", projection.crs())
    {
    }

    void read(const std::string& path, const std::string& name);
    PostcodeGazetteer finish() { return std::move(m_gazetteer); }

private:
    [[nodiscard]] std::optional<ProjectedPoint> position(const tabular::CsvRecord& record,
                                                         const PostcodeColumns& columns) const;
    bool take(const tabular::CsvRecord& record, const PostcodeColumns& columns);

    const gis::Projection& m_projection;
    gis::CrsTransform m_from_grid;
    PostcodeGazetteer m_gazetteer;
};

std::optional<ProjectedPoint> PostcodeLists::position(const tabular::CsvRecord& record,
                                                      const PostcodeColumns& columns) const
{
    std::optional<ProjectedPoint> position;
    if (columns.x && columns.y) {
        const auto x = number_of(record, *columns.x);
        const auto y = number_of(record, *columns.y);
        position = x && y ? m_from_grid(*x, *y) : std::nullopt;
    }
    if (!position && columns.lat && columns.lon) {
        const auto lat = number_of(record, *columns.lat);
        const auto lon = number_of(record, *columns.lon);
        position = lat && lon ? m_projection.from_lonlat({*lon, *lat}) : std::nullopt;
    }
    return position && geocode::is_in_great_britain(m_projection.to_lonlat(*position))
               ? position
               : std::nullopt;
}

bool PostcodeLists::take(const tabular::CsvRecord& record, const PostcodeColumns& columns)
{
    if (!record.problem.empty()) {
        return false;
    }
    const auto postcode = geocode::parse_postcode(record.cells[columns.postcode]);
    auto place = place_of_quality(columns.quality ? tabular::trimmed(record.cells[*columns.quality])
                                                  : std::string_view());
    const auto where = place ? position(record, columns) : std::nullopt;
    if (!postcode || !where) {
        return false;
    }
    place->position = *where;
    m_gazetteer.table.emplace(*postcode, *place);
    return true;
}

void PostcodeLists::read(const std::string& path, const std::string& name)
{
    auto stream = std::make_shared<gis::VirtualFile>(path);
    tabular::CsvReadOptions options;
    options.name = name;
    tabular::CsvReader csv([stream](std::span<char> bytes) { return stream->read(bytes); },
                           options);
    const PostcodeColumns columns = find_columns(csv, name);
    tabular::CsvRecord record;
    std::uint64_t taken = 0;
    std::uint64_t left_out = 0;
    while (csv.next(record)) {
        ++(take(record, columns) ? taken : left_out);
    }
    if (taken == 0) {
        throw DataError(fmt::format("{}: holds no postcode with a position", name));
    }
    if (left_out > 0) {
        m_gazetteer.warnings.push_back(
            fmt::format("{}: {} of {} postcodes have no position and locate nothing", name,
                        left_out, taken + left_out));
    }
}

}  // namespace

PostcodeGazetteer read_postcodes(const project::Project& project, const gis::Projection& projection)
{
    PostcodeLists lists(projection);
    for (const std::string& path : project.gazetteer.postcodes) {
        const std::string file = project.resolve(path);
        lists.read(file, std::filesystem::path(file).filename().string());
    }
    return lists.finish();
}

}  // namespace heatward::pipeline
