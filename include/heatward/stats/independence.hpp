#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace heatward::stats {

/// One column of a 2 × k table: how many of a group have a property and how many do not.
struct GroupCounts {
    std::string name;
    std::uint64_t with = 0;
    std::uint64_t without = 0;
};

/// How far one group is from what independence would give it.
struct GroupResidual {
    std::string name;  ///< kPooledGroups of those that were pooled
    std::uint64_t with = 0;
    std::uint64_t without = 0;
    double expected_without = 0;
    /// Adjusted standardised residual of `without`: (O − E) / √(E (1 − row share)(1 − column
    /// share)), about a standard normal under independence (Haberman 1973); above 0 where more
    /// rows than expected are without.
    double residual = 0;
};

/// Stands for the groups that were pooled.
inline constexpr const char* kPooledGroups = "(others, pooled)";

/// Below this expected count the χ² distribution fits badly (Cochran 1954).
inline constexpr double kLeastExpected = 5;

/// Pearson's test of independence.
struct Independence {
    double chi_squared = 0;         ///< Σ (O − E)² / E, without continuity correction
    std::size_t degrees = 0;        ///< of freedom: groups after pooling − 1
    double p_value = 1;             ///< upper tail of χ²; relative error below 1e-12
    double cramers_v = 0;           ///< √(χ² / n) of a table of two rows, 0 to 1 (Cramér 1946)
    std::size_t pooled_groups = 0;  ///< how many were pooled for their small expected counts
    std::vector<GroupResidual> groups;  ///< in the order given, the pooled ones last
};

/// Whether the share of rows with the property is the same in all groups: Pearson's χ² (1900) of
/// the 2 × k table. Groups of which either expected count lies below kLeastExpected are pooled into
/// one, and where that one is still too small, the next smallest group joins it. Groups without any
/// row do not count. Where fewer than two groups or fewer than two kinds of rows are left, there is
/// nothing to compare: degrees = 0, p_value = 1, no groups.
Independence test_independence(std::span<const GroupCounts> groups);

}  // namespace heatward::stats
