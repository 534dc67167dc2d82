#include "heatward/core/version.hpp"

#include "heatward_version.hpp"

namespace heatward {

std::string_view program_version() { return HEATWARD_VERSION; }

}  // namespace heatward
