#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "list_reader.hpp"
#include "locality_cells.hpp"

namespace heatward::pipeline {

/// Whether a layer has a column for names of roads.
bool has_road_names(const ListColumns& columns);

/// Reads layers of named lines: OS Open Roads, OpenStreetMap and the like. A feature may have
/// several names (listed_names), a line of one vertex is kept as a point, and polygons count by
/// their rings. A road with a vertex outside Great Britain is left out whole and counted. Of
/// OpenStreetMap's lines those without `highway` are no roads.
class RoadList final : public ListReader {
public:
    RoadList(const ListColumns& columns, const ListReaderContext& context);

    void take(const ListRow& row) override;

private:
    ListReaderContext m_context;
    std::vector<std::size_t> m_names;
    std::optional<std::size_t> m_highway;  ///< of OpenStreetMap
    LocalityCells m_localities;
};

}  // namespace heatward::pipeline
