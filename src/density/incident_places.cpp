#include "heatward/density/incident_places.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "heatward/core/error.hpp"
#include "heatward/core/parallel.hpp"

namespace heatward::density {
namespace {

constexpr std::size_t kLeafPlaces = 8;
constexpr std::size_t kPlacesAtOnce = 1024;

void check_columns(std::span<const double> x_m, std::span<const double> y_m)
{
    if (x_m.size() != y_m.size()) {
        throw DataError("a bandwidth needs an x and a y for each incident");
    }
    if (x_m.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw DataError("a bandwidth is chosen from at most 4294967295 incidents");
    }
    for (std::size_t i = 0; i < x_m.size(); ++i) {
        if (!std::isfinite(x_m[i]) || !std::isfinite(y_m[i])) {
            throw DataError(
                "a bandwidth cannot be chosen from an incident whose place is not "
                "finite: leave such rows out");
        }
    }
}

/// A k-d tree (Bentley 1975) over places, laid out in one array of indices: the middle of a
/// range splits it along x and y in turn.
class NearestPlace {
public:
    explicit NearestPlace(const IncidentPlaces& places) : m_places(places), m_order(places.size())
    {
        std::iota(m_order.begin(), m_order.end(), std::uint32_t{0});
        split(0, m_order.size(), true);
    }

    [[nodiscard]] double distance_m(std::size_t place) const
    {
        double nearest2 = std::numeric_limits<double>::infinity();
        visit(0, m_order.size(), true, place, nearest2);
        return std::sqrt(nearest2);
    }

private:
    [[nodiscard]] const std::vector<double>& axis(bool along_x) const
    {
        return along_x ? m_places.x_m : m_places.y_m;
    }

    void split(std::size_t first, std::size_t last, bool along_x)
    {
        if (last - first <= kLeafPlaces) {
            return;
        }
        const std::vector<double>& value = axis(along_x);
        const auto at = [&](std::size_t i) {
            return m_order.begin() + static_cast<std::ptrdiff_t>(i);
        };
        const std::size_t middle = first + (last - first) / 2;
        std::nth_element(at(first), at(middle), at(last), [&](std::uint32_t a, std::uint32_t b) {
            return value[a] != value[b] ? value[a] < value[b] : a < b;
        });
        split(first, middle, !along_x);
        split(middle + 1, last, !along_x);
    }

    void compare(std::size_t entry, std::size_t place, double& nearest2) const
    {
        const std::uint32_t other = m_order[entry];
        if (other != place) {
            const double dx = m_places.x_m[other] - m_places.x_m[place];
            const double dy = m_places.y_m[other] - m_places.y_m[place];
            nearest2 = std::min(nearest2, dx * dx + dy * dy);
        }
    }

    void visit(std::size_t first, std::size_t last, bool along_x, std::size_t place,
               double& nearest2) const
    {
        if (last - first <= kLeafPlaces) {
            for (std::size_t entry = first; entry < last; ++entry) {
                compare(entry, place, nearest2);
            }
            return;
        }
        const std::size_t middle = first + (last - first) / 2;
        const std::vector<double>& value = axis(along_x);
        const double beyond = value[place] - value[m_order[middle]];
        compare(middle, place, nearest2);
        const auto lower = [&] { visit(first, middle, !along_x, place, nearest2); };
        const auto upper = [&] { visit(middle + 1, last, !along_x, place, nearest2); };
        beyond < 0 ? lower() : upper();
        if (beyond * beyond <= nearest2) {
            beyond < 0 ? upper() : lower();
        }
    }

    const IncidentPlaces& m_places;
    std::vector<std::uint32_t> m_order;
};

}  // namespace

IncidentPlaces incident_places(std::span<const double> x_m, std::span<const double> y_m)
{
    check_columns(x_m, y_m);
    std::vector<std::uint32_t> order(x_m.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return x_m[a] != x_m[b] ? x_m[a] < x_m[b] : y_m[a] < y_m[b];
    });
    IncidentPlaces places;
    places.incidents = x_m.size();
    for (const std::uint32_t i : order) {
        if (!places.count.empty() && places.x_m.back() == x_m[i] && places.y_m.back() == y_m[i]) {
            ++places.count.back();
            continue;
        }
        places.x_m.push_back(x_m[i]);
        places.y_m.push_back(y_m[i]);
        places.count.push_back(1);
    }
    return places;
}

double repeated_share(const IncidentPlaces& places)
{
    std::size_t repeated = 0;
    for (const std::uint32_t count : places.count) {
        repeated += count > 1 ? count : 0;
    }
    return places.incidents == 0
               ? 0
               : static_cast<double>(repeated) / static_cast<double>(places.incidents);
}

std::vector<double> nearest_distances_m(const IncidentPlaces& places, int threads)
{
    if (places.size() < 2) {
        return {};
    }
    const NearestPlace nearest(places);
    std::vector<double> distances(places.size());
    const std::size_t runs = (places.size() + kPlacesAtOnce - 1) / kPlacesAtOnce;
    for_each_index(runs, threads, [&](std::size_t run) {
        const std::size_t last = std::min(places.size(), (run + 1) * kPlacesAtOnce);
        for (std::size_t i = run * kPlacesAtOnce; i < last; ++i) {
            distances[i] = nearest.distance_m(i);
        }
    });
    return distances;
}

}  // namespace heatward::density
