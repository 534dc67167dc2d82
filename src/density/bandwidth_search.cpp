#include "bandwidth_search.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::density {
namespace {

constexpr double kFinest = 1.0 / 65'536;
constexpr double kNarrowest = 1.0 / 16;
constexpr double kAtEnd = 1e-3;
constexpr double kSomeRepeats = 0.1;
constexpr double kManyRepeats = 0.5;

std::vector<double> coarse_steps(const SearchRange& range)
{
    const double ratio = std::log(range.highest_m / range.lowest_m);
    std::vector<double> steps;
    for (std::size_t k = 0; k < kCoarseSteps; ++k) {
        const double share = static_cast<double>(k) / static_cast<double>(kCoarseSteps - 1);
        steps.push_back(range.lowest_m * std::exp(ratio * share));
    }
    return steps;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

void require_two_places(const IncidentPlaces& places)
{
    if (places.incidents < 2) {
        throw DataError(
            fmt::format("{} incidents are too few to choose a bandwidth from: give "
                        "metres",
                        places.incidents));
    }
    if (places.size() < 2) {
        throw DataError(fmt::format(
            "all {} incidents lie at one place, which says nothing of a bandwidth: give metres",
            places.incidents));
    }
}

double window_area_m2(const ProjectedMultiPolygon& window)
{
    const double area = area_m2(window);
    if (area <= 0) {
        throw DataError(
            "a bandwidth cannot be chosen in a window without area: give --window with the "
            "study area's polygons, or metres");
    }
    const Extent extent = extent_of(window);
    const double diagonal2 = extent.width() * extent.width() + extent.height() * extent.height();
    if (!std::isfinite(area) || !std::isfinite(diagonal2)) {
        throw DataError(
            "the window is so large that areas or distances in it are beyond all numbers: look for "
            "coordinates that are not metres, in the window or among the incidents");
    }
    return area;
}

SearchRange search_range(const std::vector<double>& nearest_m, const ProjectedMultiPolygon& window)
{
    const Extent extent = extent_of(window);
    SearchRange range;
    range.highest_m = std::hypot(extent.width(), extent.height()) / 2;
    const double nearest = *std::min_element(nearest_m.begin(), nearest_m.end());
    range.lowest_m = std::clamp(nearest, range.highest_m * kFinest, range.highest_m * kNarrowest);
    return range;
}

double maximise(const SearchRange& range, const std::function<double(double)>& criterion)
{
    const std::vector<double> steps = coarse_steps(range);
    std::vector<double> values;
    for (const double step : steps) {
        values.push_back(criterion(step));
    }
    const auto best =
        static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
    double low = std::log(steps[best == 0 ? 0 : best - 1]);
    double high = std::log(steps[std::min(best + 1, steps.size() - 1)]);
    const double golden = std::numbers::phi - 1;
    double left = high - golden * (high - low);
    double right = low + golden * (high - low);
    double at_left = criterion(std::exp(left));
    double at_right = criterion(std::exp(right));
    for (std::size_t k = 2; k < kRefinements; ++k) {
        if (at_left >= at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - golden * (high - low);
            at_left = criterion(std::exp(left));
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + golden * (high - low);
            at_right = criterion(std::exp(right));
        }
    }
    const double sigma_m = std::exp(at_left >= at_right ? left : right);
    return std::max(at_left, at_right) >= values[best] ? sigma_m : steps[best];
}

double first_rise(const SearchRange& range, const std::function<double(double)>& difference)
{
    const std::vector<double> steps = coarse_steps(range);
    double low = steps.front();
    double previous = difference(low);
    double nearest = low;
    double nearest_gap = std::abs(previous);
    for (std::size_t k = 1; k < steps.size(); ++k) {
        const double value = difference(steps[k]);
        if (value >= 0 && previous < 0) {
            double high = steps[k];
            for (std::size_t i = 0; i < kRefinements; ++i) {
                const double middle = std::sqrt(low * high);
                (difference(middle) < 0 ? low : high) = middle;
            }
            return std::sqrt(low * high);
        }
        if (std::abs(value) < nearest_gap) {
            nearest = steps[k];
            nearest_gap = std::abs(value);
        }
        low = steps[k];
        previous = value;
    }
    return nearest;
}

bool is_at_lowest(double sigma_m, const SearchRange& range)
{
    return sigma_m <= range.lowest_m * (1 + kAtEnd);
}

bool is_at_highest(double sigma_m, const SearchRange& range)
{
    return sigma_m >= range.highest_m * (1 - kAtEnd);
}

std::string degeneracy_note(const SelectedBandwidth& selected, const IncidentPlaces& places,
                            const std::vector<double>& nearest_m, bool is_drawn_to_repeats)
{
    const double repeated = repeated_share(places);
    const std::string repeats =
        fmt::format("{:.0f} % of the incidents share their place with another", 100 * repeated);
    if (selected.searched && is_at_lowest(selected.sigma_m, *selected.searched)) {
        return fmt::format(
            "degenerate: the optimum lies at the lower end of the search ({:.3g} m to {:.3g} m){}: "
            "use another selector or give metres",
            selected.searched->lowest_m, selected.searched->highest_m,
            repeated >= kSomeRepeats
                ? "; " + repeats + ", and such repeats draw the criterion to 0"
                : ", the distance between places: they are too few or too even for it");
    }
    if (selected.searched && is_at_highest(selected.sigma_m, *selected.searched)) {
        return fmt::format(
            "degenerate: the optimum lies at the upper end of the search ({:.3g} m to {:.3g} m): "
            "the criterion finds no structure in the window; use another selector or give metres",
            selected.searched->lowest_m, selected.searched->highest_m);
    }
    const double between = nearest_m.empty() ? 0 : median(nearest_m);
    if (selected.sigma_m < between) {
        return fmt::format(
            "σ lies below the median distance of {:.3g} m between neighbouring places, so that a "
            "surface shows the places themselves",
            between);
    }
    if (is_drawn_to_repeats && repeated >= kManyRepeats) {
        return fmt::format("{}, which draws this selector to small bandwidths", repeats);
    }
    return "";
}

SearchProgress::SearchProgress(Progress* progress, std::string_view stage, std::size_t steps)
    : m_progress(progress), m_left(steps)
{
    if (m_progress != nullptr) {
        m_progress->begin(stage, steps, "bandwidths");
    }
}

SearchProgress::~SearchProgress()
{
    if (m_progress != nullptr) {
        m_progress->advance(m_left);
        m_progress->end();
    }
}

void SearchProgress::advance()
{
    if (m_progress != nullptr && m_left > 0) {
        --m_left;
        m_progress->advance(1);
    }
}

}  // namespace heatward::density
