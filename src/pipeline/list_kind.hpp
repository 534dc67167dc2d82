#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/expected.hpp"
#include "heatward/gis/feature_source.hpp"

namespace heatward::pipeline {

/// What a gazetteer's list holds.
enum class ListKind : std::uint8_t { postcodes, uprns, open_names, roads, premises, places };

/// In words that stand in sentences: "postcodes", "names".
std::string_view to_string(ListKind kind);

/// Whether a list of the kind may stand under the key of [gazetteer].
bool may_stand_under(ListKind kind, std::string_view key);

/// A list as it can be seen before its rows.
struct ListShape {
    std::vector<std::string> columns;  ///< names as the list has them
    gis::LayerGeometry geometry = gis::LayerGeometry::none;
};

/// The kind of list that has such columns. Of several that it may be (a table of names with
/// positions is premises or places) the one that may stand under `key`. The Error is a clause
/// without the file's name: what it lacks, or the key where it belongs.
expected<ListKind> kind_of_list(const ListShape& shape, std::string_view key);

/// The column names of a table that begins with data: Code-Point Open, or a data file of OS Open
/// Names, by the shape of the first row. Nothing where the row is a header, or of neither.
std::optional<std::vector<std::string>> columns_of_headless(std::span<const std::string> first_row);

}  // namespace heatward::pipeline
