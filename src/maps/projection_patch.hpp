#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "heatward/core/point.hpp"
#include "heatward/maps/plane_geometry.hpp"

namespace heatward::maps {

/// A square cell of the project's plane, its lines at multiples of kPatch_m, so that what is worked
/// out for a place in it depends on nothing but the place.
struct PatchCell {
    std::int64_t column = 0;
    std::int64_t row = 0;

    friend bool operator==(const PatchCell&, const PatchCell&) = default;
};

inline constexpr double kPatch_m = 4000;

PatchCell patch_cell_of(double x, double y);

struct PatchCellHash {
    std::size_t operator()(const PatchCell& cell) const
    {
        return static_cast<std::uint64_t>(cell.column) * 0x9E3779B97F4A7C15ULL +
               static_cast<std::uint64_t>(cell.row);
    }
};

/// A projection and its scales over one cell, by polynomials of the third degree along both axes
/// through 4 × 4 places of it. The error falls with the fourth power of the cell: in web mercator
/// below 70° it is under 1e-6 m for places and 1e-10 of the scales where the projection is smooth.
/// Where it is not, as across the lines of a grid of datum shifts, the cell is rough: there each
/// incident is projected by itself.
class ProjectionPatch {
public:
    using Project = std::function<PlacedIncident(ProjectedPoint)>;

    ProjectionPatch(const PatchCell& cell, const Project& project);

    [[nodiscard]] bool is_smooth() const { return m_is_smooth; }
    /// A place of the cell; only where the patch is smooth.
    [[nodiscard]] PlacedIncident at(double x, double y) const;

private:
    static constexpr std::size_t kNodes = 4;  ///< along an axis

    [[nodiscard]] bool agrees_with(const Project& project) const;

    double m_west;
    double m_south;
    std::array<double, 4> m_origin{};  ///< x, y, scale_x, scale_y at the first node
    /// By row and column of nodes, less m_origin.
    std::array<std::array<double, 4>, kNodes * kNodes> m_nodes{};
    bool m_is_smooth = false;
};

}  // namespace heatward::maps
