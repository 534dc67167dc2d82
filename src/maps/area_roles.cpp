#include "area_roles.hpp"

#include <algorithm>

#include "heatward/project/wards.hpp"

namespace heatward::maps {

AreaRoles area_roles(const run_store::RunData& run)
{
    const auto& sets = run.project.areas;
    const project::AreaSet* const wards = project::ward_set(run.project);
    AreaRoles roles;
    for (const FeatureTable& table : run.area_sets) {
        const project::AreaSet* const set = run.project.find_area_set(table.name);
        if (set != nullptr && set->grid) {
            continue;
        }
        const bool is_parent = std::any_of(sets.begin(), sets.end(), [&](const auto& other) {
            return other.parent && other.parent->set == table.name;
        });
        // Wards within districts stay wards, whatever is drawn within them.
        const bool is_ward = set != nullptr && set == wards && set->parent;
        const bool is_district = !is_ward && (is_parent || table.name == run.project.study_area);
        (is_district ? roles.districts : roles.wards).push_back(&table);
    }
    if (roles.wards.empty() && roles.districts.size() == 1 &&
        roles.districts.front()->size() > kMostDistricts) {
        roles.wards.swap(roles.districts);
    }
    return roles;
}

}  // namespace heatward::maps
