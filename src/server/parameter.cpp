#include "heatward/server/parameter.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/nearest_name.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kText = R"({"type":"string"})";
constexpr std::string_view kCrs =
    R"({"type":"string","default":"http://www.opengis.net/def/crs/OGC/1.3/CRS84"})";
constexpr std::string_view kFlag = R"({"type":"integer","enum":[0,1],"default":1})";

constexpr std::array<Parameter, 31> kParameters{{
    {"f", R"({"type":"string","enum":["json","html","csv","fgb","gpkg"]})",
     "Format of the answer; which there are, the answer's media types say."},
    {"run", R"({"type":"string","pattern":"^[0-9a-f]{16}$"})",
     "Pins a run that is still kept, so that no answer mixes two runs."},
    {"datetime", kText,
     "Interval, e.g. 2025-01/2025-06; both ends included, either end may be \"..\". By the "
     "project's wall clock, to which times with Z or an offset are brought."},
    {"at", kText,
     "A day (2025-06-15, or an RFC 3339 time that lies in it): the density about its noon, "
     "incidents weighted by their nearness in time; not beside datetime."},
    {"span", R"({"type":"integer","minimum":1,"maximum":366,"default":30})",
     "Half-width of the window about \"at\", in days."},
    {"category", kText,
     "Categories of the layer (of incidents: the project), separated by commas."},
    {"source", kText, "Sources of the layer (of incidents: the project), separated by commas."},
    {"bandwidth", R"({"type":"number"})", "One of the layer's bandwidths, in metres."},
    {"scale", R"({"type":"string","enum":["layer","filter"],"default":"layer"})",
     "What the colours stand for: the layer's own classes, or classes of the density under this "
     "filter in all of the study area."},
    {"hours", R"({"type":"string","pattern":"^[0-9]{1,2}-[0-9]{1,2}$"})",
     "Whole hours of the day by the project's wall clock, the first included and the last not, "
     "e.g. "
     "22-04; incidents known less finely are left out."},
    {"days", kText,
     "Days of the week, separated by commas, of mon,tue,wed,thu,fri,sat,sun; incidents known less "
     "finely are left out."},
    {"limit", R"({"type":"integer","minimum":1,"maximum":1000000,"default":10})",
     "Most features of one answer; for their number alone see resulttype."},
    {"offset", R"({"type":"integer","minimum":0,"default":0})", "Features to pass over."},
    {"after", kText, "The feature behind which the page begins; as in next links."},
    {"resulttype", R"({"type":"string","enum":["results","hits"],"default":"results"})",
     "hits counts the features (numberMatched) and gives none of them; GeoJSON and HTML."},
    {"skipGeometry", R"({"type":"boolean","default":false})",
     "true leaves geometries out, in every format."},
    {"area", R"({"type":"string","pattern":"^[^:]+:.+$"})",
     "Of incidents: those in areas of one set, e.g. wards:E05000001,E05000002, as the run's "
     "figures count them."},
    {"bbox", R"({"type":"array","minItems":4,"maxItems":6,"items":{"type":"number"}})",
     "Only features that meet the rectangle minlon,minlat,maxlon,maxlat (CRS84; bbox-crs says "
     "otherwise)."},
    {"bbox-crs", kCrs, "Reference system of bbox, by its URI or short form (EPSG:27700)."},
    {"crs", kCrs, "Reference system of the answer, by its URI or short form (EPSG:27700)."},
    {"properties", kText, "Properties to give, separated by commas."},
    {"sortby", kText,
     "Properties to sort by, separated by commas; one with - before it from the largest on."},
    {"filter", kText, "A CQL2 expression over the collection's queryables."},
    {"filter-lang", R"({"type":"string","enum":["cql2-text","cql2-json"],"default":"cql2-text"})",
     "Language of filter."},
    {"filter-crs", kCrs, "Reference system of filter's geometries."},
    {"title", kFlag, "Title and the line under it."},
    {"legend", kFlag, "Legend."},
    {"scalebar", kFlag, "Scale bar."},
    {"north", kFlag, "North arrow."},
    {"boundaries", kFlag, "Boundaries of areas."},
    {"labels", kFlag, "Names of areas."},
}};

}  // namespace

std::span<const Parameter> all_parameters() { return kParameters; }

const Parameter& parameter(std::string_view name)
{
    for (const auto& known : kParameters) {
        if (known.name == name) {
            return known;
        }
    }
    throw std::logic_error(fmt::format("no parameter \"{}\"", name));
}

tl::expected<void, Problem> check_parameters(const Query& query,
                                             std::span<const std::string_view> known)
{
    for (const auto& [name, value] : query.parameters) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const std::vector<std::string> names(known.begin(), known.end());
            const std::string nearest = nearest_name(name, names);
            return bad_parameter(
                name, nearest.empty()
                          ? "is not known here"
                          : fmt::format("is not known here; did you mean \"{}\"?", nearest));
        }
    }
    return {};
}

}  // namespace heatward::server
