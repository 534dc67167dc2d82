#include "table_locators.hpp"

#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/crs_transform.hpp"
#include "heatward/gis/overlay.hpp"
#include "heatward/pipeline/gazetteer_cache.hpp"
#include "source_cascade.hpp"

namespace heatward::pipeline {
namespace {

project::Project with_only_source(project::Project project, const GeocodeColumns& columns,
                                  const std::string& crs)
{
    project::Source source;
    source.id = "table";
    source.kind = "other";
    source.fields.location = columns.location;
    if (!columns.town.empty()) {
        source.fields.location.push_back(columns.town);
    }
    source.fields.postcode = columns.postcode;
    source.fields.lon = columns.lon;
    source.fields.lat = columns.lat;
    source.fields.x = columns.x;
    source.fields.y = columns.y;
    source.fields.crs = crs.empty() ? project.crs : crs;
    source.fields.grid_reference = columns.grid_reference;
    source.fields.uprn = columns.uprn;
    project.sources = {std::move(source)};
    return project;
}

void require_crs(const std::string& crs, const std::string& project_crs)
{
    try {
        gis::CrsTransform(crs, project_crs);
    } catch (const DataError& error) {
        throw UsageError(fmt::format("--crs: {}", error.what()));
    }
}

}  // namespace

TableLocators::TableLocators(const project::Project& project, const GeocodeColumns& columns,
                             const std::string& crs, Progress& progress)
    : m_project(with_only_source(project, columns, crs)), m_projection(project.crs)
{
    if (!crs.empty()) {
        require_crs(crs, project.crs);
    }
    read_areas(progress);
    m_context.project = &m_project;
    m_context.is_in_study_area = [this](ProjectedPoint place) {
        return m_study_area->contains(place);
    };
    read_gazetteer(progress);
}

void TableLocators::read_areas(Progress& progress)
{
    progress.begin("reading areas", m_project.areas.size(), "area sets");
    ProjectedMultiPolygon study_area;
    for (const project::AreaSet& set : m_project.areas) {
        if (!set.grid) {
            m_area_sets.push_back(read_area_set(m_project, set, m_projection));
            if (set.id == m_project.study_area) {
                study_area = gis::union_of(m_area_sets.back().polygons());
            }
        }
        progress.advance(1);
    }
    m_study_area = std::make_unique<const WindingIndex>(study_area);
    progress.end();
}

void TableLocators::read_gazetteer(Progress& progress)
{
    const project::Gazetteer& lists = m_project.gazetteer;
    const project::SourceFields& fields = m_project.sources.front().fields;
    const bool is_looked_up =
        !fields.location.empty() || !fields.postcode.empty() || !fields.uprn.empty();
    if (is_looked_up && lists.postcodes.empty() && lists.roads.empty() && lists.places.empty() &&
        lists.premises.empty()) {
        progress.warn(
            fmt::format("{}: has no [gazetteer], so that words, postcodes and UPRNs "
                        "locate nothing",
                        m_project.file));
    }
    const GazetteerUse use = gazetteer_use(m_project);
    if (use == GazetteerUse()) {
        return;
    }
    OpenedGazetteer opened =
        open_gazetteer({m_project, m_projection, m_area_sets, use},
                       run_store::OutputFolder{m_project.resolve(m_project.output)}, progress);
    for (const std::string& warning : opened.warnings) {
        progress.warn(warning);
    }
    m_context.gazetteer = std::move(opened.gazetteer);
}

std::vector<TableLocator> TableLocators::for_threads(unsigned threads) const
{
    std::vector<TableLocator> locators;
    for (unsigned i = 0; i < threads; ++i) {
        // The cascade borrows it from the function beside it.
        const auto projection = std::make_shared<const gis::Projection>(m_projection.clone());
        SourceContext context = m_context;
        context.projection = projection.get();
        // A cascade cannot be moved: it is made where it stays.
        std::unique_ptr<const geocode::Locator> cascade(
            new geocode::Cascade(source_cascade(context)));
        locators.push_back({std::move(cascade), [projection](ProjectedPoint place) {
                                return projection->to_lonlat(place);
                            }});
    }
    return locators;
}

}  // namespace heatward::pipeline
