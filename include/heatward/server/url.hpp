#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heatward/server/problem.hpp"

namespace heatward::server {

/// Longest request target that is read: every address that the server itself hands out is far
/// shorter, and so are the longest filters that the routes take.
inline constexpr std::size_t kMaxTargetBytes = 8192;

/// Most parameters of one query; no route knows nearly as many.
inline constexpr std::size_t kMaxParameters = 64;

/// A query's parameters, decoded, each name once, in the order of the address.
struct Query {
    std::vector<std::pair<std::string, std::string>> parameters;

    /// The parameter's value, or null.
    [[nodiscard]] const std::string* find(std::string_view name) const;
};

/// A request target taken apart and decoded.
struct Url {
    std::string authority;              ///< of the absolute form, else empty; not checked
    std::vector<std::string> segments;  ///< of the path; none for "/"
    Query query;
};

/// Decodes %XX. Refused: a % without two hexadecimal digits, and what decodes to control
/// characters or to no valid UTF-8.
tl::expected<std::string, Problem> percent_decode(std::string_view text);

/// Reads an application/x-www-form-urlencoded query ('+' is a space). Refused: empty names,
/// repeated names, more than kMaxParameters, and what percent_decode refuses.
tl::expected<Query, Problem> parse_query(std::string_view text);

/// Reads a request target in origin form ("/path?query") or absolute form ("http://host/path").
/// Refused beside what percent_decode and parse_query refuse: more than kMaxTargetBytes (414),
/// bytes that may not stand in a URL, fragments, path segments that hold a slash or backslash
/// once decoded, and those that are "." or ".." (404: nothing has such a name).
tl::expected<Url, Problem> parse_target(std::string_view target);

}  // namespace heatward::server
