#include "heatward/stats/independence.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <boost/math/special_functions/gamma.hpp>

namespace heatward::stats {
namespace {

std::uint64_t size_of(const GroupCounts& group) { return group.with + group.without; }

struct Table {
    std::vector<GroupCounts> groups;
    std::size_t pooled = 0;
    double with = 0;
    double without = 0;

    [[nodiscard]] double total() const { return with + without; }
    /// The smaller of a group's two expected counts.
    [[nodiscard]] double least_expected(const GroupCounts& group) const
    {
        return static_cast<double>(size_of(group)) * std::min(with, without) / total();
    }
};

/// Pools the groups that are too small, and the smallest others until the pool is large enough.
void pool_small_groups(Table& table)
{
    std::vector<GroupCounts> kept;
    GroupCounts pool{kPooledGroups, 0, 0};
    const auto add_to_pool = [&](const GroupCounts& group) {
        pool.with += group.with;
        pool.without += group.without;
        ++table.pooled;
    };
    for (GroupCounts& group : table.groups) {
        if (table.least_expected(group) < kLeastExpected) {
            add_to_pool(group);
        } else {
            kept.push_back(std::move(group));
        }
    }
    while (table.pooled > 0 && table.least_expected(pool) < kLeastExpected && !kept.empty()) {
        const auto smallest = std::min_element(
            kept.begin(), kept.end(),
            [](const GroupCounts& a, const GroupCounts& b) { return size_of(a) < size_of(b); });
        add_to_pool(*smallest);
        kept.erase(smallest);
    }
    if (table.pooled > 0) {
        kept.push_back(std::move(pool));
    }
    table.groups = std::move(kept);
}

GroupResidual residual_of(const Table& table, const GroupCounts& group)
{
    const auto size = static_cast<double>(size_of(group));
    const double expected = size * table.without / table.total();
    const double variance = expected * (table.with / table.total()) * (1 - size / table.total());
    return {group.name, group.with, group.without, expected,
            (static_cast<double>(group.without) - expected) / std::sqrt(variance)};
}

}  // namespace

Independence test_independence(std::span<const GroupCounts> groups)
{
    Table table;
    for (const GroupCounts& group : groups) {
        if (size_of(group) > 0) {
            table.groups.push_back(group);
            table.with += static_cast<double>(group.with);
            table.without += static_cast<double>(group.without);
        }
    }
    Independence result;
    if (table.with == 0 || table.without == 0) {
        return result;
    }
    pool_small_groups(table);
    if (table.groups.size() < 2) {
        return result;
    }
    for (const GroupCounts& group : table.groups) {
        GroupResidual residual = residual_of(table, group);
        const double expected_with =
            static_cast<double>(size_of(group)) - residual.expected_without;
        // In a column of two cells both differ from their expectation by the same.
        const double difference = static_cast<double>(group.without) - residual.expected_without;
        result.chi_squared += difference * difference / residual.expected_without +
                              difference * difference / expected_with;
        result.groups.push_back(std::move(residual));
    }
    result.degrees = table.groups.size() - 1;
    result.p_value =
        boost::math::gamma_q(static_cast<double>(result.degrees) / 2, result.chi_squared / 2);
    result.cramers_v = std::sqrt(result.chi_squared / table.total());
    result.pooled_groups = table.pooled;
    return result;
}

}  // namespace heatward::stats
