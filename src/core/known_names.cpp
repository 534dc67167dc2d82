#include "heatward/core/known_names.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace heatward {

std::string known_names(std::span<const std::string> names)
{
    constexpr std::size_t kMostNamed = 12;
    const auto named = names.first(std::min(names.size(), kMostNamed));
    const std::string text = fmt::format("{}", fmt::join(named, ", "));
    return named.size() == names.size()
               ? text
               : fmt::format("{} and {} more", text, names.size() - named.size());
}

}  // namespace heatward
