#include "heatward/server/served_run.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/core/named_collection.hpp"
#include "heatward/gis/polygon_projection.hpp"
#include "heatward/server/access_decision.hpp"
#include "heatward/server/area_collection.hpp"
#include "heatward/server/incident_collection.hpp"
#include "heatward/server/picture_places.hpp"
#include "heatward/server/shown_collection.hpp"
#include "served_layer.hpp"
#include "source_precision.hpp"
#include "subject_of.hpp"

namespace heatward::server {

namespace {

/// Of the colours of some thousand filters.
constexpr std::size_t kFilterColoursBytes = std::size_t{1} << 20;

/// With the bandwidth factors of layers that have them.
std::size_t incident_bytes(const run_store::RunData& run)
{
    std::size_t bytes = run.incidents.memory_bytes();
    for (const auto& [layer, factors] : run.bandwidth_factors) {
        bytes += factors.capacity() * sizeof(float);
    }
    return bytes;
}

/// The table behind a collection that is no area set; null where the run has none of that id.
const FeatureTable* named_table(const run_store::RunData& run, std::string_view id)
{
    if (id == kHotspots) {
        return &run.hotspots;
    }
    return id == kInterventions && run.interventions.size() > 0 ? &run.interventions : nullptr;
}

}  // namespace

struct ServedRun::Table {
    Table(const FeatureTable& feature_table, Tier tier)
        : table(&feature_table), columns(server::shown_columns(feature_table, tier))
    {
    }

    const FeatureTable* table;
    std::vector<std::size_t> columns;  ///< those that are shown
    Lazy<maps::MercatorAreaSet> mercator;
    Lazy<stats::AreaLocator> locator;
    Lazy<Collection> collection;
    std::array<Lazy<maps::OutlineSet>, kPictureCrs.size()> outlines;  ///< by PictureCrs
};

struct ServedRun::Planes {
    Lazy<std::shared_ptr<const maps::PlaneGeometry>> project;
    Lazy<std::shared_ptr<const maps::PlaneGeometry>> web_mercator;
    Lazy<std::shared_ptr<const maps::PlaneGeometry>> lonlat;

    [[nodiscard]] const Lazy<std::shared_ptr<const maps::PlaneGeometry>>& of(
        maps::Plane plane) const
    {
        switch (plane) {
            case maps::Plane::project:
                return project;
            case maps::Plane::web_mercator:
                return web_mercator;
            case maps::Plane::lonlat:
                break;
        }
        return lonlat;
    }
};

ServedRun::ServedRun(run_store::View view, unsigned threads)
    : m_view(std::move(view)),
      m_threads(threads),
      m_projection(data().project.crs),
      m_bounds(extent_of(gis::to_lonlat(data().study_area, m_projection))),
      m_finest_precisions(finest_precisions(data())),
      m_planes(std::make_unique<Planes>()),
      m_density_memory(density_memory(incident_bytes(data()), threads)),
      m_densities(m_density_memory.cache_bytes),
      m_moving_densities(m_density_memory.moving_cache_bytes),
      m_filter_colours(kFilterColoursBytes)
{
    for (const auto& summary : data().layers) {
        const auto* layer = data().project.find_layer(summary.id);
        if (layer == nullptr) {
            throw DataError(
                fmt::format("run {}: its report has a layer \"{}\" that its project "
                            "has not",
                            m_view.run_id(), summary.id));
        }
        m_layers.push_back(std::make_unique<Layer>(*layer, summary));
    }
    for (const auto& table : data().area_sets) {
        m_tables.push_back(std::make_unique<Table>(table, m_view.tier()));
    }
    for (const std::string_view id : kNamedCollections) {
        if (const FeatureTable* table = named_table(data(), id)) {
            m_tables.push_back(std::make_unique<Table>(*table, m_view.tier()));
        }
    }
}

ServedRun::~ServedRun() = default;

const project::Layer* ServedRun::find_layer(std::string_view id) const
{
    for (const auto& layer : m_layers) {
        if (layer->layer->id == id) {
            return layer->layer;
        }
    }
    return nullptr;
}

std::optional<TimePrecision> ServedRun::finest_precision(std::uint16_t source) const
{
    return shows_incidents() ? m_finest_precisions.at(source) : std::nullopt;
}

const ServedRun::Layer& ServedRun::prepared(const project::Layer& layer) const
{
    for (const auto& candidate : m_layers) {
        if (candidate->layer == &layer) {
            return *candidate;
        }
    }
    throw std::logic_error("a layer of another run");
}

const ServedRun::Table& ServedRun::prepared(const FeatureTable& table) const
{
    for (const auto& candidate : m_tables) {
        if (candidate->table == &table) {
            return *candidate;
        }
    }
    throw std::logic_error("a table of another run");
}

const run_store::LayerSummary& ServedRun::summary(const project::Layer& layer) const
{
    return *prepared(layer).summary;
}

const maps::DensityColours& ServedRun::colours(const project::Layer& layer) const
{
    return prepared(layer).colours;
}

const FeatureTable* ServedRun::find_table(std::string_view id) const
{
    for (const auto& table : data().area_sets) {
        if (table.name == id) {
            return &table;
        }
    }
    return may_see(id) ? named_table(data(), id) : nullptr;
}

bool ServedRun::may_see(std::string_view collection) const
{
    return decide_access(m_view.tier(),
                         {.shown = Shown::collection, .collection = std::string(collection)})
        .has_value();
}

const std::vector<std::size_t>& ServedRun::shown_columns(const FeatureTable& table) const
{
    return prepared(table).columns;
}

const maps::MercatorAreaSet& ServedRun::mercator_areas(const FeatureTable& table) const
{
    const Table& shown = prepared(table);
    return shown.mercator.get([&] {
        return std::make_unique<const maps::MercatorAreaSet>(table, projection(), shown.columns);
    });
}

const maps::OutlineSet& ServedRun::outlines(const FeatureTable& table, PictureCrs crs) const
{
    // One set for both orders of a system's axes.
    const PictureCrs kept = crs == PictureCrs::epsg_4326 ? PictureCrs::crs_84 : crs;
    return prepared(table).outlines.at(static_cast<std::size_t>(kept)).get([&] {
        return std::make_unique<const maps::OutlineSet>(
            table, PicturePlaces(projection(), kept).from_project());
    });
}

const maps::MercatorBasemap& ServedRun::basemap() const
{
    return m_basemap.get([&] {
        return std::make_unique<const maps::MercatorBasemap>(data().basemap, projection());
    });
}

Extent ServedRun::basemap_bounds() const
{
    Extent extent;
    for (const BasemapLayer& layer : data().basemap) {
        for (const BasemapFeature& feature : layer.features) {
            extent.include(extent_of(feature));
        }
    }
    const auto corners = gis::to_lonlat({{{{extent.min_x, extent.min_y},
                                           {extent.max_x, extent.min_y},
                                           {extent.max_x, extent.max_y},
                                           {extent.min_x, extent.max_y}},
                                          {}}},
                                        projection());
    return extent_of(corners);
}

const stats::AreaLocator& ServedRun::locator(const FeatureTable& table) const
{
    return prepared(table).locator.get(
        [&] { return std::make_unique<const stats::AreaLocator>(table.geometry); });
}

std::vector<std::string> ServedRun::collection_ids() const
{
    std::vector<std::string> ids;
    for (const auto& table : data().area_sets) {
        ids.push_back(table.name);
    }
    for (const std::string_view id : kNamedCollections) {
        if (may_see(id) && (id == kIncidents || named_table(data(), id) != nullptr)) {
            ids.emplace_back(id);
        }
    }
    return ids;
}

const Collection* ServedRun::find_collection(std::string_view id) const
{
    if (const FeatureTable* table = find_table(id)) {
        return &prepared(*table).collection.get([&] {
            return shown_collection(std::make_unique<const AreaCollection>(*table, projection()),
                                    subject_of(*table), m_view.tier());
        });
    }
    if (id == kIncidents && shows_incidents()) {
        return &m_incidents.get([&] {
            return shown_collection(
                std::make_unique<const IncidentCollection>(
                    data(), shared_geometry(maps::Plane::web_mercator), projection()),
                subject_of(*this, std::string(kIncidents)), m_view.tier());
        });
    }
    return nullptr;
}

std::shared_ptr<const maps::PlaneGeometry> ServedRun::shared_geometry(maps::Plane plane) const
{
    return m_planes->of(plane).get([&] {
        return std::make_unique<const std::shared_ptr<const maps::PlaneGeometry>>(
            std::make_shared<const maps::PlaneGeometry>(plane, data().project.crs, data().incidents,
                                                        data().study_area, m_threads));
    });
}

const maps::PlaneGeometry& ServedRun::geometry(maps::Plane plane) const
{
    return *shared_geometry(plane);
}

std::optional<ProjectedPoint> ServedRun::project(LonLat place) const
{
    const std::lock_guard lock(m_projection_mutex);
    return m_projection.from_lonlat(place);
}

gis::Projection ServedRun::projection() const
{
    const std::lock_guard lock(m_projection_mutex);
    return m_projection.clone();
}

}  // namespace heatward::server
