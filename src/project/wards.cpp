#include "heatward/project/wards.hpp"

namespace heatward::project {

const AreaSet* ward_set(const Project& project)
{
    const AreaSet* with_parent = nullptr;
    for (const AreaSet& set : project.areas) {
        if (set.grid) {
            continue;
        }
        if (set.id == "wards") {
            return &set;
        }
        if (with_parent == nullptr && set.parent) {
            with_parent = &set;
        }
    }
    return with_parent;
}

}  // namespace heatward::project
