#include "general_section.hpp"

#include <algorithm>

#include "heatward/core/time_zone.hpp"

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
    if (const auto zone = TimeZone::find(project.timezone); !zone) {
        reader->error("timezone", zone.error().message);
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
