#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace heatward::stats {

/// What the densest areas hold.
struct Concentration {
    std::size_t areas = 0;  ///< taken, those of the last density in proportion, rounded up
    double share = 0;       ///< of what was counted
};

/// Areas by the density of something, the densest first. Areas alike in density (to a billionth)
/// are one group: of the last group that is taken area and count stand in proportion, so that the
/// order in which areas are given has no influence.
class DensityOrder {
public:
    /// `area_km2` and `amount` (incidents, harm) are one figure an area. Throws DataError where
    /// they are not as many, or one is negative or not finite. Areas of 0 km² take no part.
    DensityOrder(std::span<const double> area_km2, std::span<const double> amount);

    /// The share of Σ `counted` that lies in the densest areas which together hold
    /// `share_of_area` (above 0, at most 1) of the area of all. Nothing where nothing was counted
    /// or there is no area. Throws DataError where `counted` has not one figure an area.
    [[nodiscard]] std::optional<Concentration> densest(double share_of_area,
                                                       std::span<const double> counted) const;

    /// Whether any area has any of it; an order of nothing chooses nothing.
    [[nodiscard]] bool has_any() const { return m_has_any; }

private:
    std::vector<double> m_area_km2;
    std::vector<std::size_t> m_order;       ///< areas, the densest first
    std::vector<std::size_t> m_group_ends;  ///< places in m_order behind each group's last
    double m_total_km2 = 0;
    bool m_has_any = false;
};

/// Predictive efficiency index (Hunt 2016): what places chosen beforehand hold, over the most
/// that places of the same area could have held; PAI / PAI*. 1 is the best. Nothing where the best
/// is 0.
std::optional<double> predictive_efficiency_index(double chosen_share, double best_share);

}  // namespace heatward::stats
