#pragma once

#include "heatward/geocode/cascade.hpp"
#include "heatward/pipeline/source_reader.hpp"

namespace heatward::pipeline {

/// The steps by which a mapped source's rows are located, best first: coordinates, grid reference,
/// postcode. The context's parts outlive it. Throws DataError where the source's reference system
/// is none.
geocode::Cascade source_cascade(const SourceContext& context);

/// Where a feature's own point lies, as a coordinate.
geocode::Match match_of_geometry(ProjectedPoint point, const SourceContext& context);

}  // namespace heatward::pipeline
