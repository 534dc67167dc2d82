#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "heatward/server/route.hpp"

namespace heatward::server {

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kGeoJson = "application/geo+json";
inline constexpr std::string_view kPng = "image/png";

/// A 200 with the JSON as text.
Response json_response(const nlohmann::json& json, std::string_view content_type = kJson);

/// An answer that is cheap to make at once.
Answer json_answer(std::string canonical, const nlohmann::json& json);

/// {href, rel, type, title}
nlohmann::json link(const std::string& href, std::string_view rel, std::string_view type,
                    std::string_view title);

/// `value` percent-encoded for a path segment or a query value.
std::string percent_encode(std::string_view value);

/// "run=<run id>" for addresses that go on from a pinned one, else empty; `lead` ('?' or '&')
/// comes first where there is something.
std::string pin_of(const RouteContext& context, char lead);

/// f: only "json" is there.
tl::expected<void, Problem> check_format(const Query& query);

}  // namespace heatward::server
