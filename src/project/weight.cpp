#include "heatward/project/weight.hpp"

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::project {

double weight_of(const Project& project, const Layer& layer, std::uint16_t category)
{
    if (layer.weight == Weight::count) {
        return 1;
    }
    const Category& weighted = project.categories.at(category);
    if (!weighted.harm) {
        throw DataError(fmt::format(
            "layer \"{}\" is weighted by harm, but [categories.{}] has no `harm`; give it one "
            "or set weight = \"count\"",
            layer.id, weighted.id));
    }
    return *weighted.harm;
}

}  // namespace heatward::project
