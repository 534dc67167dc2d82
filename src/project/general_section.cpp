#include "general_section.hpp"

#include <algorithm>
#include <array>

namespace heatward::project {
namespace {

bool is_epsg(std::string_view crs)
{
    constexpr std::string_view prefix = "EPSG:";
    if (crs.substr(0, prefix.size()) != prefix) {
        return false;
    }
    const std::string_view digits = crs.substr(prefix.size());
    return !digits.empty() && digits.size() <= 6 &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Regions of the IANA time zone database.
constexpr std::array<std::string_view, 11> kTimezoneRegions{
    "Africa",    "America", "Antarctica", "Arctic", "Asia",   "Atlantic",
    "Australia", "Etc",     "Europe",     "Indian", "Pacific"};

bool is_location(std::string_view name)
{
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_other = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-';
    };
    return !name.empty() && is_upper(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return is_upper(c) || is_other(c); });
}

/// "UTC", "GMT", "Region/City" or "Region/Area/City": whether the city is in the database
/// is left to the machine's copy of it, on which no result depends.
bool is_timezone(std::string_view name)
{
    if (name == "UTC" || name == "GMT") {
        return true;
    }
    std::size_t slash = name.find('/');
    if (slash == std::string_view::npos ||
        std::find(kTimezoneRegions.begin(), kTimezoneRegions.end(), name.substr(0, slash)) ==
            kTimezoneRegions.end()) {
        return false;
    }
    std::string_view rest = name.substr(slash + 1);
    while ((slash = rest.find('/')) != std::string_view::npos) {
        if (!is_location(rest.substr(0, slash))) {
            return false;
        }
        rest = rest.substr(slash + 1);
    }
    return is_location(rest);
}

void read_study_area(TableReader& reader, Project& project)
{
    project.study_area = reader.required_text("study_area");
    std::vector<std::string> sets;
    for (const AreaSet& set : project.areas) {
        if (!set.grid) {
            sets.push_back(set.id);
        }
    }
    if (!project.study_area.empty() && !sets.empty()) {
        check_reference(reader, "study_area", "area set with boundaries", project.study_area, sets);
    }
}

}  // namespace

void read_general(TableReader& root, Project& project)
{
    auto reader = root.table("project");
    if (!reader) {
        if (!root.has("project")) {
            root.error("project", "is missing; add [project] with title and study_area");
        }
        return;
    }
    project.title = reader->required_text("title");
    project.crs = reader->text("crs", project.crs);
    if (!is_epsg(project.crs)) {
        reader->error("crs",
                      "must be an EPSG code of a projected system in metres, for example "
                      "\"EPSG:27700\"");
    }
    project.output = reader->text("output", project.output);
    if (project.output.empty()) {
        reader->error("output", "is empty; name a folder");
    }
    project.timezone = reader->text("timezone", project.timezone);
    if (!is_timezone(project.timezone)) {
        reader->error("timezone",
                      "must be a name of the IANA time zone database, for example "
                      "\"Europe/London\" or \"UTC\"");
    }
    project.marking = reader->text("marking");
    read_study_area(*reader, project);
    reader->reject_unknown_keys();
}

void read_gazetteer(TableReader& root, Project& project)
{
    auto reader = root.table("gazetteer");
    if (!reader) {
        return;
    }
    project.gazetteer.postcodes = reader->texts("postcodes");
    project.gazetteer.roads = reader->texts("roads");
    project.gazetteer.places = reader->texts("places");
    project.gazetteer.premises = reader->texts("premises");
    reader->reject_unknown_keys();
}

void read_disclosure(TableReader& root, Project& project)
{
    auto reader = root.table("disclosure");
    if (!reader) {
        return;
    }
    Disclosure& disclosure = project.disclosure;
    disclosure.threshold = reader->whole_number("threshold", 1).value_or(disclosure.threshold);
    disclosure.rounding = reader->whole_number("rounding", 1).value_or(disclosure.rounding);
    reader->reject_unknown_keys();
}

}  // namespace heatward::project
