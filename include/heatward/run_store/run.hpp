#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "heatward/core/basemap.hpp"
#include "heatward/core/feature_table.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/core/incident_table.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/core/time.hpp"
#include "heatward/project/project.hpp"

namespace heatward::run_store {

/// Bandwidths that a layer's incidents are drawn with where each has its own: R, or σ for the
/// Gaussian, in metres.
struct BandwidthRange {
    double smallest_m = 0;
    double median_m = 0;  ///< of an even number, the mean of the middle two
    double largest_m = 0;

    friend bool operator==(const BandwidthRange&, const BandwidthRange&) = default;
};

/// What the report says of one layer, as far as maps and the server need it.
struct LayerSummary {
    std::string id;
    std::size_t count = 0;       ///< incidents that count in it
    double bandwidth_m = 0;      ///< R, or σ for the Gaussian
    double sigma_m = 0;          ///< σ of the same variance
    double years = 0;            ///< largest years supplied by one of its sources
    std::string unit;            ///< e.g. "incidents per km² per year"
    std::vector<double> breaks;  ///< lower bounds of the colour classes, ascending, per km² per
                                 ///< year; then the maximum
    /// Of a layer whose incidents have bandwidths of their own; nothing where it has no incident.
    std::optional<BandwidthRange> bandwidth_range = std::nullopt;
};

/// Rows of a source that are of one month.
struct MonthRows {
    Month month;
    std::uint64_t rows = 0;     ///< all, used or rejected
    std::uint64_t located = 0;  ///< those that were used
};

/// Months that a source supplied and those that are missing, over archive and layer periods.
struct SourceSupply {
    std::string id;
    std::vector<Month> periods;
    std::vector<Month> missing_periods;
    /// Read back from an analyst's report, ascending; empty in a run that was made in memory.
    std::vector<MonthRows> by_month = {};
};

/// Everything the program reads back from one run folder's tier. Immutable once made.
struct RunData {
    std::string run_id;
    std::string program_version;
    std::string folder;        ///< absolute path of the run's folder
    project::Project project;  ///< its analysis part, from the manifest
    IncidentTable incidents;   ///< analyst tier only; sorted spatially
    /// Layer id → what the layer's bandwidth is multiplied with for each of `incidents`,
    /// not-a-number for those that do not count in it; layers by Abramson's law alone, analyst tier
    /// only.
    std::map<std::string, std::vector<float>> bandwidth_factors;
    std::vector<FeatureTable> area_sets;  ///< in project order, named by area set id
    FeatureTable hotspots;
    FeatureTable interventions;  ///< analyst tier only; no rows where the project has none
    ProjectedMultiPolygon study_area;
    Basemap basemap;                    ///< drawn under everything; public
    std::vector<LayerSummary> layers;   ///< in project order
    std::vector<SourceSupply> sources;  ///< in project order
    std::map<std::string, Raster<float>>
        surfaces;  ///< layer id → per km² per year; NaN outside the study area
    std::shared_ptr<const nlohmann::json> report;
};

}  // namespace heatward::run_store
