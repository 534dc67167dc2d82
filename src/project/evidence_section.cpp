#include "evidence_section.hpp"

#include <array>

#include <fmt/format.h>

#include "enum_names.hpp"

namespace heatward::project {
namespace {

/// A longer list is no list of priorities.
constexpr int kLongestTop = 100;

NeighbourRule read_distance(TableReader& area)
{
    NeighbourRule rule;
    rule.by = NeighbourRule::By::distance;
    rule.distance_m = 0;
    if (auto table = area.table("neighbours")) {
        if (!table->has("distance")) {
            table->error("distance", "is missing; give metres between the areas' centroids");
        }
        rule.distance_m = table->positive_number("distance").value_or(0);
        table->reject_unknown_keys();
    }
    return rule;
}

}  // namespace

void read_evidence(TableReader& root, Project& project)
{
    auto reader = root.table("evidence");
    if (!reader) {
        return;
    }
    Evidence evidence;
    evidence.top = reader->whole_number("top", 1).value_or(evidence.top);
    if (evidence.top > kLongestTop) {
        reader->error("top", fmt::format("is how many areas count as the top, 1 to {}, not {}",
                                         kLongestTop, evidence.top));
    }
    // What says the default says nothing: such a project is the same as one without the key.
    if (evidence.top != Evidence().top) {
        project.evidence = evidence;
    }
    reader->reject_unknown_keys();
}

void read_neighbours(TableReader& area, AreaSet& set)
{
    if (!area.has("neighbours")) {
        return;
    }
    if (!area.is_text("neighbours")) {
        set.neighbours = read_distance(area);
        return;
    }
    constexpr std::array contiguities{kEnumNames<NeighbourRule::By>[0],
                                      kEnumNames<NeighbourRule::By>[1]};
    const auto by = area.choice("neighbours", contiguities);
    if (by && static_cast<NeighbourRule::By>(*by) != NeighbourRule::By::queen) {
        set.neighbours = NeighbourRule{static_cast<NeighbourRule::By>(*by), std::nullopt};
    }
}

}  // namespace heatward::project
