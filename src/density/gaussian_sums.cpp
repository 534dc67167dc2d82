#include "gaussian_sums.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "place_strips.hpp"
#include "smoothing_lattice.hpp"

namespace heatward::density {
namespace {

// Nanoseconds on one core, about, to choose between the ways; no result depends on them by more
// than the errors stated.
constexpr double kPairCost = 6;
constexpr double kNodeCost = 40;
constexpr double kSpreadCost = 350;
constexpr double kReadCost = 350;

constexpr double kTileInSigmas = 64;       ///< 256 nodes along each side
constexpr double kMostTiles = 4e6;         ///< tiles grow beyond
constexpr double kMostDirectPairs = 1e10;  ///< half a minute on two cores
constexpr std::size_t kSamples = 32;       ///< places of a tile whose pairs are counted
constexpr double kSmallShare = 1e-3;

Extent extent_of(const IncidentPlaces& places)
{
    Extent extent;
    for (std::size_t i = 0; i < places.size(); ++i) {
        extent.include(places.x_m[i], places.y_m[i]);
    }
    return extent;
}

class PairSum {
public:
    PairSum(const PlaceStrips& strips, std::span<const double> weight, double sigma_m)
        : m_strips(strips),
          m_weight(weight),
          m_peak(kernel_peak(Kernel::gaussian, sigma_m)),
          m_exponent(-1 / (2 * sigma_m * sigma_m))
    {
    }

    [[nodiscard]] double at(std::size_t place) const
    {
        double sum = 0;
        m_strips.for_each_other(place, [&](std::size_t other, double distance2) {
            sum += m_weight[other] * std::exp(m_exponent * distance2);
        });
        return m_peak * sum;
    }

private:
    const PlaceStrips& m_strips;
    std::span<const double> m_weight;
    double m_peak;
    double m_exponent;
};

/// Targets that are summed together: places in table order, within `extent`.
struct Tile {
    Extent extent;
    std::vector<std::uint32_t> targets;
};

/// Tiles that hold places, from south-west to north-east.
std::vector<Tile> tiles_of(const IncidentPlaces& places, const Extent& extent, double sigma_m)
{
    double side = kTileInSigmas * sigma_m;
    const auto tiles_along = [&](double length) { return std::floor(length / side) + 1; };
    while (tiles_along(extent.width()) * tiles_along(extent.height()) > kMostTiles) {
        side *= 2;
    }
    const double columns = tiles_along(extent.width());
    std::map<double, Tile> tiles;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double column = std::floor((places.x_m[i] - extent.min_x) / side);
        const double row = std::floor((places.y_m[i] - extent.min_y) / side);
        Tile& tile = tiles[row * columns + column];
        tile.extent.include(places.x_m[i], places.y_m[i]);
        tile.targets.push_back(static_cast<std::uint32_t>(i));
    }
    std::vector<Tile> list;
    list.reserve(tiles.size());
    for (auto& [number, tile] : tiles) {
        list.push_back(std::move(tile));
    }
    return list;
}

/// Sums at the targets of one tile.
class TileSum {
public:
    TileSum(const IncidentPlaces& places, std::span<const double> weight, double sigma_m)
        : m_places(places),
          m_weight(weight),
          m_sigma_m(sigma_m),
          m_reach_m(support_radius(Kernel::gaussian, sigma_m)),
          m_strips(places, m_reach_m),
          m_pair_sum(m_strips, weight, sigma_m)
    {
        double total = 0;
        for (const double w : weight) {
            total += w;
        }
        m_average = total / static_cast<double>(weight.size());
    }

    /// About how many pairs a direct sum looks at.
    [[nodiscard]] double direct_pairs(const Tile& tile) const
    {
        return m_strips.candidate_pairs(tile.targets, kSamples);
    }

    [[nodiscard]] bool is_lattice_cheaper(const Tile& tile, double pairs) const
    {
        const double nodes = SmoothingLattice::nodes_for(tile.extent.grown(m_reach_m), m_sigma_m,
                                                         SmoothingLattice::kSpreadMargin);
        const auto targets = static_cast<double>(tile.targets.size());
        return nodes * kNodeCost + targets * (kSpreadCost + kReadCost) < pairs * kPairCost;
    }

    void directly(const Tile& tile, int threads, std::vector<double>& sums) const
    {
        for_each_run(tile.targets.size(), 128, static_cast<unsigned>(threads),
                     [&](std::size_t first, std::size_t last) {
                         for (std::size_t k = first; k < last; ++k) {
                             sums[tile.targets[k]] = m_pair_sum.at(tile.targets[k]);
                         }
                     });
    }

    void by_lattice(const Tile& tile, int threads, std::vector<double>& sums) const
    {
        const Extent around = tile.extent.grown(m_reach_m);
        SmoothingLattice lattice(around, m_sigma_m, SmoothingLattice::kSpreadMargin, threads);
        std::vector<double> x;
        std::vector<double> y;
        std::vector<double> weight;
        m_strips.for_each_in(around, [&](std::size_t i) {
            x.push_back(m_places.x_m[i]);
            y.push_back(m_places.y_m[i]);
            weight.push_back(m_weight[i]);
        });
        lattice.spread(x, y, weight);
        lattice.blur();
        x.clear();
        y.clear();
        for (const std::uint32_t i : tile.targets) {
            x.push_back(m_places.x_m[i]);
            y.push_back(m_places.y_m[i]);
        }
        const std::vector<double> read = lattice.read(x, y);
        const double peak = kernel_peak(Kernel::gaussian, m_sigma_m);
        Tile small;
        for (std::size_t k = 0; k < read.size(); ++k) {
            const std::uint32_t i = tile.targets[k];
            sums[i] = read[k] - m_weight[i] * peak;
            if (sums[i] < kSmallShare * peak * std::max(m_average, m_weight[i])) {
                small.targets.push_back(i);
            }
        }
        directly(small, threads, sums);
    }

private:
    const IncidentPlaces& m_places;
    std::span<const double> m_weight;
    double m_sigma_m;
    double m_reach_m;
    double m_average = 0;
    PlaceStrips m_strips;
    PairSum m_pair_sum;
};

/// Which tiles go by the lattice. Throws DataError where the direct ones would take too long.
std::vector<bool> by_lattice(const TileSum& tile_sum, const std::vector<Tile>& tiles,
                             const IncidentPlaces& places, double sigma_m, SumMethod method)
{
    std::vector<bool> is_lattice(tiles.size(), method == SumMethod::lattice);
    double direct = 0;
    for (std::size_t t = 0; method == SumMethod::automatic && t < tiles.size(); ++t) {
        const double pairs = tile_sum.direct_pairs(tiles[t]);
        is_lattice[t] = tile_sum.is_lattice_cheaper(tiles[t], pairs);
        direct += is_lattice[t] ? 0 : pairs;
    }
    if (direct > kMostDirectPairs) {
        throw DataError(fmt::format(
            "{} distinct places lie too densely to try a bandwidth of {:.3g} m: use the selector "
            "scott or silverman, or keep to a smaller area",
            places.size(), sigma_m));
    }
    return is_lattice;
}

}  // namespace

std::vector<double> gaussian_sums_of_others(const IncidentPlaces& places,
                                            std::span<const double> weight, double sigma_m,
                                            int threads, SumMethod method)
{
    if (places.size() == 0) {
        return {};
    }
    const TileSum tile_sum(places, weight, sigma_m);
    const std::vector<Tile> tiles = tiles_of(places, extent_of(places), sigma_m);
    const std::vector<bool> is_lattice = by_lattice(tile_sum, tiles, places, sigma_m, method);
    std::vector<double> sums(places.size());
    // Many tiles share the threads out; few are each worked on by all. No sum depends on it.
    const bool are_many = tiles.size() >= 32;
    for_each_index(tiles.size(), are_many ? threads : 1, [&](std::size_t t) {
        const int inner = are_many ? 1 : threads;
        if (is_lattice[t]) {
            tile_sum.by_lattice(tiles[t], inner, sums);
        } else {
            tile_sum.directly(tiles[t], inner, sums);
        }
    });
    return sums;
}

}  // namespace heatward::density
