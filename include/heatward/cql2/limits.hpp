#pragma once

#include <cstddef>

namespace heatward::cql2 {

/// The longest filter, in bytes: no longer one fits into a URL that the server reads, and whatever
/// is longer is refused before a byte of it is looked at.
inline constexpr std::size_t kLongestFilter = 8192;

/// Expressions within expressions: parentheses, NOT, AND, OR and geometry collections. Parsing and
/// evaluation recurse this deep at most; what people write nests five or six deep.
inline constexpr std::size_t kDeepestFilter = 64;

/// Predicates in a filter: each is evaluated on every feature.
inline constexpr std::size_t kMostPredicates = 256;

/// Values in an IN list: every ward of the largest authority, twice over.
inline constexpr std::size_t kMostListed = 1000;

/// Vertices of all geometries together: each feature may be held against each of them.
inline constexpr std::size_t kMostVertices = 2000;

/// Geometry literals: the server prepares an index for each.
inline constexpr std::size_t kMostGeometries = 16;

/// The longest LIKE pattern, in bytes: matching takes at worst the product of the pattern's and the
/// text's length.
inline constexpr std::size_t kLongestPattern = 256;

}  // namespace heatward::cql2
