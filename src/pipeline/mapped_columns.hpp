#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// The columns of a mapped source that are read, and which of them holds what. All others,
/// dropped ones and patients' postcodes among them, go no further than the parser.
struct MappedColumns {
    std::vector<std::string> names;  ///< in the order of a record's cells, each once
    std::optional<std::size_t> id;   ///< places in `names`
    std::size_t time = 0;
    std::size_t category = 0;
    std::vector<std::size_t> location;
    std::optional<std::size_t> postcode;
    std::optional<std::size_t> x, y;
    std::optional<std::size_t> lon, lat;
    std::optional<std::size_t> grid_reference;
    std::optional<std::size_t> uprn;

    /// Whether a row's place can only be its geometry.
    [[nodiscard]] bool is_placed_by_geometry() const
    {
        return !postcode && !x && !lon && !grid_reference && !uprn && location.empty();
    }
};

MappedColumns mapped_columns(const project::Source& source);

}  // namespace heatward::pipeline
