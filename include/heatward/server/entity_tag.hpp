#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace heatward::server {

/// A strong entity tag (RFC 9110 section 8.8.3) of everything that an answer depends on; parts
/// are told apart, so that ("ab", "c") and ("a", "bc") differ.
std::string entity_tag(std::initializer_list<std::string_view> parts);

/// Whether an If-None-Match header's value holds the tag (weak comparison) or is "*".
bool matches(std::string_view if_none_match, std::string_view tag);

}  // namespace heatward::server
