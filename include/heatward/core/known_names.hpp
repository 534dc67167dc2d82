#pragma once

#include <span>
#include <string>

namespace heatward {

/// "a, b, c" for errors that say what there is; of more than a dozen the first twelve and "and 5
/// more". Empty for none.
std::string known_names(std::span<const std::string> names);

}  // namespace heatward
