#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heatward/core/time.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// A month of an intervention and the one it is held against.
struct MonthPair {
    Month before;
    Month after;
};

/// The months of an intervention that are held against months before it.
struct ComparedMonths {
    std::optional<Month> last;      ///< the last of them; nothing where none was supplied
    bool ends_with_supply = false;  ///< it goes on beyond that month, or may
    project::BeforePeriod before = project::BeforePeriod::year_earlier;  ///< as it was applied
    std::vector<MonthPair> pairs;                                        ///< in order
};

/// The months each source supplied, ascending, by its index; nothing where that is not known yet.
using SuppliedMonths = std::vector<std::optional<std::vector<Month>>>;

/// The layers that an intervention is evaluated for, in project order.
std::vector<const project::Layer*> layers_of(const project::Project& project,
                                             const project::Intervention& intervention);

/// Pairs each month of the intervention, up to the last that a source of its layers supplied, with
/// the same month a year before; or, where the project says so or there are more than twelve, with
/// as many months directly before it.
ComparedMonths compared_months(const project::Project& project,
                               const project::Intervention& intervention,
                               const SuppliedMonths& supplied);

/// Whether the intervention is at work in the month.
bool is_at_work(const project::Intervention& intervention, const Month& month);

/// Whether it is at work in any of the months compared, before or after.
bool is_at_work(const project::Intervention& intervention, const ComparedMonths& months);

/// A sentence where there are months to compare, but none of those before was supplied by any
/// source of the layers; nothing too where a source whose months are not known may have one of
/// them, or may go on for longer than the months compared.
std::optional<std::string> nothing_before(const project::Project& project,
                                          const project::Intervention& intervention,
                                          const SuppliedMonths& supplied);

}  // namespace heatward::pipeline
