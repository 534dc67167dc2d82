#include "heatward/core/nearest_name.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace heatward {

namespace {

// Names of keys, columns and layers are shorter; what is longer is no slip of the hand, and the
// distance takes the product of both lengths.
constexpr std::size_t kLongestName = 64;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

std::string nearest_name(std::string_view name, std::span<const std::string> known)
{
    if (name.size() > kLongestName) {
        return {};
    }
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, name.size() / 2) + 1;
    for (const std::string& candidate : known) {
        const std::size_t fewest_edits =
            std::max(name.size(), candidate.size()) - std::min(name.size(), candidate.size());
        if (fewest_edits >= best_distance) {
            continue;
        }
        const std::size_t distance = edit_distance(name, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace heatward
