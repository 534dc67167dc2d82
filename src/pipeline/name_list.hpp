#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::pipeline {

/// More bytes than this are no name of a road, place or building.
inline constexpr std::size_t kLongestName_bytes = 200;

/// More names than this in one cell are not taken.
inline constexpr std::size_t kMostNames = 50;

/// A name as it is looked up: UTF-8 (else read as Windows-1252), control characters and runs of
/// blanks as one blank, none at its ends. Empty for what stands for none (null, None, nan) and for
/// texts of more than kLongestName_bytes.
std::string clean_name(std::string_view text);

/// The names in a cell, each once, in their order: one name, several parted by ";", or a list as
/// Python or JSON write it ("['A', \"B's\"]") or GDAL shows one ("(2:A,B)"). Each as clean_name,
/// without the empty ones; at most kMostNames.
std::vector<std::string> listed_names(std::string_view text);

/// Those of several cells of a row, by the places of their columns.
std::vector<std::string> listed_names(std::span<const std::string> cells,
                                      std::span<const std::size_t> columns);

}  // namespace heatward::pipeline
