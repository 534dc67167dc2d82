#include "heatward/server/entity_tag.hpp"

#include <fmt/format.h>

#include "heatward/core/sha256.hpp"

namespace heatward::server {

namespace {

std::string_view opaque_part(std::string_view tag)
{
    return tag.starts_with("W/") ? tag.substr(2) : tag;
}

}  // namespace

std::string entity_tag(std::initializer_list<std::string_view> parts)
{
    Sha256 hash;
    for (const auto part : parts) {
        hash.update(fmt::format("{}:", part.size()));
        hash.update(part);
    }
    return '"' + hash.hex_digest().substr(0, 32) + '"';
}

bool matches(std::string_view if_none_match, std::string_view tag)
{
    const std::string_view wanted = opaque_part(tag);
    std::size_t i = if_none_match.find_first_not_of(" \t,");
    while (i != std::string_view::npos) {
        std::string_view rest = if_none_match.substr(i);
        if (rest.front() == '*') {
            return true;
        }
        const std::string_view opaque = opaque_part(rest);
        if (opaque.empty() || opaque.front() != '"') {
            return false;
        }
        const auto close = opaque.find('"', 1);
        if (close == std::string_view::npos) {
            return false;
        }
        if (opaque.substr(0, close + 1) == wanted) {
            return true;
        }
        i = if_none_match.find_first_not_of(" \t,", i + (rest.size() - opaque.size()) + close + 1);
    }
    return false;
}

}  // namespace heatward::server
