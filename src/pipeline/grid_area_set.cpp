#include "heatward/pipeline/grid_area_set.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/prepared_geometry.hpp"
#include "heatward/stats/cell_lattice.hpp"

namespace heatward::pipeline {
namespace {

/// A cell that only touches the study area is not in it: this share of its size, well above the
/// rounding of coordinates, is taken off for the test.
constexpr double kTouching = 1e-6;

stats::LatticeShape lattice_shape(project::CellShape shape)
{
    return shape == project::CellShape::square ? stats::LatticeShape::square
                                               : stats::LatticeShape::hexagon;
}

std::string code_of(ProjectedPoint place)
{
    return fmt::format("E{}N{}", std::llround(place.x), std::llround(place.y));
}

void require_few(const project::AreaSet& set, const stats::CellLattice& lattice,
                 const ProjectedMultiPolygon& study_area)
{
    const double cells = area_m2(study_area) / lattice.cell_area_m2();
    if (cells > static_cast<double>(kMaxGridCells)) {
        throw DataError(fmt::format(
            "the study area holds about {:.0f} cells of {} m, more than {}; choose a larger size",
            cells, set.grid->size_m, kMaxGridCells));
    }
}

}  // namespace

AreaSetData grid_area_set(const project::AreaSet& set, const ProjectedMultiPolygon& study_area)
{
    const stats::CellLattice lattice(lattice_shape(set.grid->shape), set.grid->size_m);
    require_few(set, lattice, study_area);
    const gis::PreparedGeometry prepared({}, {}, study_area);
    AreaSetData data;
    data.id = set.id;
    for (const stats::LatticeCell cell : lattice.cells_around(extent_of(study_area))) {
        if (!prepared.intersects({{lattice.outline_of(cell, kTouching), {}}})) {
            continue;
        }
        gis::AreaRecord area;
        auto outline = lattice.outline_of(cell);
        area.code =
            code_of(set.grid->shape == project::CellShape::square ? outline.front()
                                                                  : lattice.centre_of(cell));
        area.name = area.code;
        area.polygons = {{std::move(outline), {}}};
        data.areas.push_back(std::move(area));
    }
    data.population.resize(data.areas.size());
    return data;
}

}  // namespace heatward::pipeline
