#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/incident_filter.hpp"
#include "heatward/core/named_collection.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/maps/area_tile.hpp"
#include "heatward/maps/basemap_tile.hpp"
#include "heatward/maps/density_colours.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/outline_picture.hpp"
#include "heatward/maps/relative_risk.hpp"
#include "heatward/run_store/view.hpp"
#include "heatward/server/collection.hpp"
#include "heatward/server/density_memory.hpp"
#include "heatward/server/feature_choices.hpp"
#include "heatward/server/lazy.hpp"
#include "heatward/server/picture_crs.hpp"
#include "heatward/server/single_flight_cache.hpp"
#include "heatward/stats/area_locator.hpp"
#include "heatward/stats/surface_percentile.hpp"

namespace heatward::server {

/// A density under one filter: what it is asked for by.
struct DensityKey {
    const project::Layer* layer = nullptr;
    double bandwidth_m = 0;
    IncidentFilter filter;
    maps::Plane plane = maps::Plane::web_mercator;
    /// Of a relative risk; where it is not given, all controls that maps::controls_filter gives.
    std::optional<IncidentFilter> controls = std::nullopt;
};

/// What pictures and figures of a layer are made of under one filter: held by whoever draws, since
/// looking it up again may make it again.
struct LayerDensities {
    std::shared_ptr<const maps::DensityLayer> density;  ///< of a relative risk its cases
    std::shared_ptr<const maps::RelativeRisk> risk;     ///< null of other layers

    /// Drawn in pictures.
    [[nodiscard]] const maps::Pictured& pictured() const
    {
        return risk ? static_cast<const maps::Pictured&>(*risk) : *density;
    }
    /// Of a relative risk; else null.
    [[nodiscard]] const maps::DensityLayer* controls() const
    {
        return risk ? &risk->controls() : nullptr;
    }
};

/// One tier's view of one run with what routes prepare from it, made when first needed.
/// Safe from any thread.
class ServedRun {
public:
    /// `threads` is what long preparation of one thing may use, and how many draw at once.
    ServedRun(run_store::View view, unsigned threads);
    ~ServedRun();
    ServedRun(const ServedRun&) = delete;
    ServedRun& operator=(const ServedRun&) = delete;

    [[nodiscard]] const run_store::View& view() const { return m_view; }
    [[nodiscard]] const run_store::RunData& data() const { return m_view.data(); }

    /// Whether the caller may see incidents and bare counts of them: analysts alone, until counts
    /// are suppressed.
    [[nodiscard]] bool shows_incidents() const { return may_see(kIncidents); }
    /// How finely the best known times of the source (index into the project's) are known; nothing
    /// where it has no rows or they are not shown.
    [[nodiscard]] std::optional<TimePrecision> finest_precision(std::uint16_t source) const;

    /// The layer and what the report says of it, or null.
    [[nodiscard]] const project::Layer* find_layer(std::string_view id) const;
    [[nodiscard]] const run_store::LayerSummary& summary(const project::Layer& layer) const;
    [[nodiscard]] const maps::DensityColours& colours(const project::Layer& layer) const;
    [[nodiscard]] const stats::SurfacePercentile& percentiles(const project::Layer& layer) const;

    /// An area set, the hotspots or the interventions; null where the view has none of that id.
    [[nodiscard]] const FeatureTable* find_table(std::string_view id) const;
    /// Numbers of those of its columns that the view's tier may be shown.
    [[nodiscard]] const std::vector<std::size_t>& shown_columns(const FeatureTable& table) const;
    [[nodiscard]] const maps::MercatorAreaSet& mercator_areas(const FeatureTable& table) const;
    /// The table's outlines in the plane that pictures of that system are drawn in.
    [[nodiscard]] const maps::OutlineSet& outlines(const FeatureTable& table, PictureCrs crs) const;
    /// The view's basemap, ready to be cut into tiles, and degrees around it.
    [[nodiscard]] const maps::MercatorBasemap& basemap() const;
    [[nodiscard]] Extent basemap_bounds() const;
    [[nodiscard]] const stats::AreaLocator& locator(const FeatureTable& table) const;

    /// Ids of all collections: the area sets, then those of kNamedCollections that the view has.
    [[nodiscard]] std::vector<std::string> collection_ids() const;
    [[nodiscard]] const Collection* find_collection(std::string_view id) const;
    /// What was chosen of them.
    [[nodiscard]] FeatureChoices& choices() const { return m_choices; }

    /// Of a relative risk that of its cases. Only of a view that shows incidents, from which it is
    /// computed (else std::logic_error).
    [[nodiscard]] std::shared_ptr<const maps::DensityLayer> density(const DensityKey& key) const;

    /// The same, of a relative risk with its controls.
    [[nodiscard]] LayerDensities densities(const DensityKey& key) const;

    /// Colours in the breaks of the density's surface in all of the study area, on the layer's own
    /// grid and by the same classes as a build; the key's plane does not count. Nothing is
    /// coloured where the density is nought; a relative risk has its layer's colours always. Only
    /// of a view that shows incidents.
    [[nodiscard]] std::shared_ptr<const maps::DensityColours> filter_colours(
        const DensityKey& key) const;
    /// Cells at which the density has yet to be evaluated for them: none where they are kept.
    [[nodiscard]] std::size_t cells_for_filter_colours(const DensityKey& key) const;

    /// Project metres of a place, if the project's system has any for it.
    [[nodiscard]] std::optional<ProjectedPoint> project(LonLat place) const;
    /// A projection for the caller's own use.
    [[nodiscard]] gis::Projection projection() const;
    [[nodiscard]] const maps::PlaneGeometry& geometry(maps::Plane plane) const;
    /// Degrees around the study area.
    [[nodiscard]] Extent bounds() const { return m_bounds; }

private:
    struct Layer;
    struct Table;
    struct Planes;

    /// Whether the view's tier may see a collection that is no area set.
    [[nodiscard]] bool may_see(std::string_view collection) const;
    [[nodiscard]] const Layer& prepared(const project::Layer& layer) const;
    [[nodiscard]] const Table& prepared(const FeatureTable& table) const;
    [[nodiscard]] std::shared_ptr<const maps::PlaneGeometry> shared_geometry(
        maps::Plane plane) const;
    [[nodiscard]] std::shared_ptr<const maps::DensityLayer> make_density(
        const DensityKey& key) const;
    [[nodiscard]] std::shared_ptr<const maps::RelativeRisk> relative_risk(
        const DensityKey& key, std::shared_ptr<const maps::DensityLayer> cases) const;
    [[nodiscard]] maps::DensityColours make_filter_colours(const DensityKey& key) const;

    run_store::View m_view;
    unsigned m_threads;
    mutable std::mutex m_projection_mutex;
    gis::Projection m_projection;  ///< guarded by m_projection_mutex
    Extent m_bounds;
    std::vector<std::optional<TimePrecision>> m_finest_precisions;  ///< one a source
    std::vector<std::unique_ptr<Layer>> m_layers;
    std::vector<std::unique_ptr<Table>> m_tables;
    std::unique_ptr<Planes> m_planes;
    Lazy<Collection> m_incidents;
    Lazy<maps::MercatorBasemap> m_basemap;
    mutable FeatureChoices m_choices;
    DensityMemory m_density_memory;
    mutable SingleFlightCache<maps::DensityLayer> m_densities;
    mutable SingleFlightCache<maps::DensityLayer> m_moving_densities;
    mutable SingleFlightCache<maps::DensityColours> m_filter_colours;
};

}  // namespace heatward::server
