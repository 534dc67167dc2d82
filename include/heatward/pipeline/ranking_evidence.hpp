#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/area_cells.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/layer_analysis.hpp"

namespace heatward::pipeline {

struct AreaName {
    std::string code;
    std::string name;
};

/// An area as the ranking of its set has it.
struct RankedArea {
    AreaName area;
    std::int64_t rank = 0;
    std::int64_t count = 0;
    std::optional<double> rate_per_1000;
    std::optional<double> harm;
    std::int64_t rank_low = 0;  ///< 95 % interval of the rank, which lies in it
    std::int64_t rank_high = 0;
    double top_share = 0;       ///< share of draws in which it is among the top N
    std::string top_stability;  ///< see stats::top_stability
    std::string top_by;         ///< measures by which it is among the top N, joined by "; "
};

/// The head of a set's ranking.
struct SetRanking {
    std::vector<RankedArea> top;     ///< among the top N, by rank, at most kMostListed
    std::vector<RankedArea> beyond;  ///< others that draws bring there, likeliest first, at most N
    std::size_t in_top = 0;          ///< how many are among the top N, more than N where they tie
    std::size_t firm = 0;            ///< areas of the set so called
    std::size_t fragile = 0;
};
inline constexpr std::size_t kMostListed = 100;

/// Which areas enter and leave the top N where other categories are counted.
struct TopChanges {
    std::vector<AreaName> enter;  ///< by their second rank
    std::vector<AreaName> leave;  ///< by their first
};

/// What the densest places of a set hold.
struct ConcentrationRow {
    double share_of_area = 0;
    std::size_t areas = 0;
    std::optional<double> share_of_incidents;
    std::optional<double> share_of_harm;  ///< of the places densest in harm
    std::optional<double> pai;
    std::optional<double> share_before;  ///< of the places densest before the period
    std::optional<double> pai_before;
    std::optional<double> pei_before;
    std::string before_reason;  ///< why the last three are not there
};

/// How far the top cells of a grid hang on where it begins.
struct OriginStability {
    std::size_t lattices = 0;
    std::size_t one_percent = 0;  ///< cells that are kTopShareOfCells of the set
    /// Cells that count as the top: these, or where too many are level with the last of them those
    /// above it, if there are at least kFewestOnTop.
    std::size_t top = 0;
    std::size_t cells = 0;         ///< of the project's own grid among them; more where they tie
    std::optional<double> median;  ///< of their shares of lattices; nothing without cells or reason
    std::size_t stable = 0;        ///< of them, on top in at least kStableShare of lattices
    std::string reason;            ///< why the last two were not worked out; else empty
};
inline constexpr double kTopShareOfCells = 0.01;
inline constexpr double kStableShare = 0.8;
/// A top of fewer cells is not made.
inline constexpr std::size_t kFewestOnTop = 10;
/// So many more cells than places may be on top for ties; of more nothing is said.
inline constexpr double kMostTiedShare = 0.1;

/// How firm one layer's ranking of one set is.
struct RankingEvidence {
    SetRanking ranking;
    std::optional<TopChanges> second_definition;  ///< where the layer has a second one
    std::vector<ConcentrationRow> concentration;  ///< of 1 %, 2 % and 5 % of the area
    std::optional<OriginStability> origins;       ///< of grids
};

/// Adds to the set's table, behind the columns of area_statistics.hpp and area_evidence.hpp that
/// it reads: `<layer>_harm_per_1000`, `_rank_low`, `_rank_high`, `_top_share`,
/// `_top_stability`, `_top_by`; `_second_count` and `_second_rank` where the layer has a second
/// definition; `_top_origins_share` in grids. `cells` are those of the layer's own filter.
RankingEvidence add_ranking_evidence(const AnalysisInput& input, const LayerAnalysis& analysis,
                                     const AreaSetData& set, const AreaMembership& membership,
                                     const AreaCells& cells, FeatureTable& table);

}  // namespace heatward::pipeline
