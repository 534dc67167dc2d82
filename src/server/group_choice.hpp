#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "heatward/project/project.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// What `category` or `source` chooses, as indices into the project's.
struct Choice {
    std::vector<std::string> asked;          ///< ids in the layer's order; empty: nothing was asked
    std::vector<std::uint16_t> of_layer;     ///< of a relative risk those of its cases
    std::vector<std::uint16_t> of_controls;  ///< empty of other layers
    bool leaves_controls = false;  ///< asked, but the controls have none of it and stay as they are
};

/// Of a relative risk a choice narrows the cases to it and, where the controls have any of it, the
/// controls too: "weapons" sets weapons against weapons, or against all others.
struct GroupChoice {
    Choice categories;
    Choice sources;
};

/// Reads `category` and `source`. 400 naming the parameter where neither the layer nor its controls
/// have an id, or where only the controls have what is asked for.
tl::expected<GroupChoice, Problem> choose_groups(const project::Project& project,
                                                 const project::Layer& layer, const Query& query);

/// Who the controls are, e.g. "weapons (police)", and by what they were not narrowed: "theft
/// (police), not narrowed by category". For a relative risk.
std::string controls_text(const project::Project& project, const GroupChoice& groups);

}  // namespace heatward::server
