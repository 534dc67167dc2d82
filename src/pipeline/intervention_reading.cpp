#include "intervention_reading.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/core/connection_string.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/gis/feature_source.hpp"
#include "heatward/gis/overlay.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "intervention_months.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;
/// Share of an area beyond the study area's border that is not worth a warning: borders that were
/// generalised apart.
constexpr double kOutsideShare = 0.01;

/// Reads the areas of one project's interventions.
class AreaReader {
public:
    AreaReader(const project::Project& project, const std::vector<AreaSetData>& sets,
               const gis::Projection& projection, FindingCollector& findings)
        : m_project(project), m_sets(sets), m_projection(projection), m_findings(findings)
    {
    }

    ComparedAreas of_set(const std::string& key, const std::string& set,
                         const std::vector<std::string>& codes);
    ComparedAreas of_file(const std::string& key, const std::string& path);

private:
    void report_unknown(const std::string& key, const AreaSetData& set, const std::string& code);

    const project::Project& m_project;
    const std::vector<AreaSetData>& m_sets;
    const gis::Projection& m_projection;
    FindingCollector& m_findings;
};

void AreaReader::report_unknown(const std::string& key, const AreaSetData& set,
                                const std::string& code)
{
    std::vector<std::string> known;
    for (const gis::AreaRecord& area : set.areas) {
        known.push_back(area.code);
    }
    const std::string nearest = nearest_name(code, known);
    m_findings.error(key + ".codes",
                     fmt::format("area set \"{}\" has no area {}{}", set.id, code,
                                 nearest.empty() ? "; give a code of the set's own source"
                                                 : "; did you mean " + nearest + "?"));
}

ComparedAreas AreaReader::of_set(const std::string& key, const std::string& set,
                                 const std::vector<std::string>& codes)
{
    const auto found = std::find_if(m_sets.begin(), m_sets.end(),
                                    [&](const AreaSetData& data) { return data.id == set; });
    if (found == m_sets.end() || found->areas.empty()) {
        return {};  // a set that could not be read was reported
    }
    ComparedAreas compared;
    std::vector<ProjectedMultiPolygon> polygons;
    for (const std::string& code : codes) {
        const auto area =
            std::find_if(found->areas.begin(), found->areas.end(),
                         [&](const gis::AreaRecord& record) { return record.code == code; });
        if (area == found->areas.end()) {
            report_unknown(key, *found, code);
            continue;
        }
        polygons.push_back(area->polygons);
        compared.areas.push_back({area->code, area->name});
    }
    m_findings.attempt(key, [&] { compared.polygons = gis::union_of(polygons); });
    return compared;
}

ComparedAreas AreaReader::of_file(const std::string& key, const std::string& path)
{
    if (is_connection_string(path)) {
        m_findings.error(key, "is a database; give a file of polygons, such as GeoJSON");
        return {};
    }
    if (!gis::exists(m_project.resolve(path))) {
        return {};  // said with all other missing files
    }
    std::vector<ProjectedMultiPolygon> polygons;
    std::size_t lost = 0;
    const bool was_read = m_findings.attempt(key, [&] {
        lost = gis::read_features(m_project.resolve(path), {}, m_projection,
                                  [&](const gis::SourceFeature& feature) {
                                      if (!feature.polygons.empty()) {
                                          polygons.push_back(gis::make_valid(feature.polygons));
                                      }
                                  });
    });
    ComparedAreas compared;
    if (was_read && lost > 0) {
        m_findings.error(key, fmt::format("{}: {} features cannot be projected; check the file's "
                                          "reference system",
                                          path, lost));
    } else if (was_read && polygons.empty()) {
        m_findings.error(key, fmt::format("{}: holds no polygon; draw the area as one", path));
    } else if (was_read) {
        m_findings.attempt(key, [&] { compared.polygons = gis::union_of(polygons); });
    }
    return compared;
}

/// Reports an area of no size and warns of one beyond the study area.
void check_ground(const std::string& key, const ComparedAreas& areas,
                  const ProjectedMultiPolygon& study_area, FindingCollector& findings)
{
    const double whole_m2 = area_m2(areas.polygons);
    if (!(whole_m2 > 0)) {
        findings.error(key, "has no surface; give areas or polygons that have some");
        return;
    }
    if (study_area.empty()) {
        return;
    }
    const double outside_m2 = whole_m2 - gis::intersection_area_m2(areas.polygons, study_area);
    if (outside_m2 > kOutsideShare * whole_m2) {
        findings.warn(key,
                      fmt::format("{:.0f} % of it lies outside the study area, where sources need "
                                  "not have supplied all",
                                  100 * outside_m2 / whole_m2));
    }
}

void check_apart(const std::string& key, const InterventionAreas& areas, FindingCollector& findings)
{
    const double shared_m2 = shared_area_m2(areas.treated.polygons, areas.control.polygons);
    if (!(shared_m2 > 0)) {
        return;
    }
    std::string both;
    for (const NamedArea& treated : areas.treated.areas) {
        for (const NamedArea& control : areas.control.areas) {
            if (treated.code == control.code && treated.name == control.name) {
                both += (both.empty() ? " (" : ", ") + treated.code;
            }
        }
    }
    findings.error(
        key, fmt::format("overlaps the treated area by {:.4g} km²{}; choose a control "
                         "area apart from it",
                         shared_m2 / kSquareMetresPerKm2, both.empty() ? "" : both + " in both)"));
}

}  // namespace

std::vector<InterventionAreas> read_intervention_areas(const project::Project& project,
                                                       const std::vector<AreaSetData>& sets,
                                                       const ProjectedMultiPolygon& study_area,
                                                       const gis::Projection& projection,
                                                       FindingCollector& findings)
{
    AreaReader reader(project, sets, projection, findings);
    std::vector<InterventionAreas> all;
    for (const project::Intervention& intervention : project.interventions) {
        const std::string key = "interventions." + intervention.id;
        InterventionAreas areas;
        const std::size_t errors = findings.error_count();
        const std::string treated_key =
            key + (intervention.areas_path.empty() ? ".areas" : ".path");
        areas.treated =
            intervention.areas_path.empty()
                ? reader.of_set(treated_key, intervention.areas_set, intervention.area_codes)
                : reader.of_file(treated_key, intervention.areas_path);
        const bool has_control = intervention.control_path || !intervention.control_set.empty();
        const std::string control_key = key + ".control";
        if (intervention.control_path) {
            areas.control = reader.of_file(control_key + ".path", *intervention.control_path);
        } else if (has_control) {
            areas.control =
                reader.of_set(control_key, intervention.control_set, intervention.control_codes);
        }
        if (findings.error_count() == errors) {
            findings.attempt(key, [&] {
                check_ground(treated_key, areas.treated, study_area, findings);
                if (has_control) {
                    check_ground(control_key, areas.control, study_area, findings);
                    check_apart(control_key, areas, findings);
                }
            });
        }
        all.push_back(std::move(areas));
    }
    return all;
}

void check_months_before(const project::Project& project, const SourceReaders& readers,
                         FindingCollector& findings)
{
    SuppliedMonths supplied;
    for (const auto& reader : readers) {
        supplied.push_back(reader ? reader->announced_periods() : std::nullopt);
    }
    for (const project::Intervention& intervention : project.interventions) {
        if (const auto problem = nothing_before(project, intervention, supplied)) {
            findings.error(fmt::format("interventions.{}.from", intervention.id), *problem);
        }
    }
}

}  // namespace heatward::pipeline
