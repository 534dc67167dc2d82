#include "heatward/stats/difference_in_differences.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <boost/math/distributions/students_t.hpp>

namespace heatward::stats {
namespace {

constexpr double kTail = 0.025;
constexpr std::size_t kLeastMonths = 2;  ///< on either side

struct Sums {
    double treated = 0;
    double control = 0;

    [[nodiscard]] double share() const { return treated / (treated + control); }
    [[nodiscard]] double variance() const { return 1 / treated + 1 / control; }
};

Sums sum_of(const std::vector<TreatedAndControl>& months)
{
    Sums sums;
    for (const TreatedAndControl& month : months) {
        sums.treated += static_cast<double>(month.treated);
        sums.control += static_cast<double>(month.control);
    }
    return sums;
}

/// Pearson's χ² of the months' binomial counts, and how many months have any.
struct Pearson {
    double chi_squared = 0;
    std::size_t months = 0;

    void add(const std::vector<TreatedAndControl>& counts, double share)
    {
        for (const TreatedAndControl& month : counts) {
            const auto treated = static_cast<double>(month.treated);
            const double both = treated + static_cast<double>(month.control);
            if (both > 0) {
                const double residual = treated - both * share;
                chi_squared += residual * residual / (both * share * (1 - share));
                ++months;
            }
        }
    }
};

std::string too_few(const char* where, double count)
{
    return fmt::format(
        "too few incidents in the {} to compare ({:.0f} in all months; at least {} "
        "are needed)",
        where, count, kLeastComparedCount);
}

}  // namespace

expected<DifferenceInDifferences> difference_in_differences(
    const std::vector<TreatedAndControl>& before, const std::vector<TreatedAndControl>& after)
{
    if (std::min(before.size(), after.size()) < kLeastMonths) {
        return fail(
            fmt::format("too few months to compare ({} before and {} after; at least {} "
                        "are needed on either side)",
                        before.size(), after.size(), kLeastMonths));
    }
    Sums b = sum_of(before);
    Sums a = sum_of(after);
    constexpr auto least = static_cast<double>(kLeastComparedCount);
    if (b.treated + a.treated < least) {
        return fail(too_few("treated area", b.treated + a.treated));
    }
    if (b.control + a.control < least) {
        return fail(too_few("control area", b.control + a.control));
    }
    DifferenceInDifferences result;
    if (std::min({b.treated, b.control, a.treated, a.control}) <= 0) {
        result.half_was_added = true;
        for (double* const sum : {&b.treated, &b.control, &a.treated, &a.control}) {
            *sum += 0.5;
        }
    }
    Pearson pearson;
    pearson.add(before, b.share());
    pearson.add(after, a.share());
    if (pearson.months < 3) {
        return fail("too few months with any incident to compare");
    }
    result.months = pearson.months;
    const auto degrees = static_cast<double>(pearson.months - 2);
    result.dispersion = std::max(1.0, pearson.chi_squared / degrees);
    const double delta = std::log(a.treated / a.control) - std::log(b.treated / b.control);
    const double error = std::sqrt(result.dispersion * (b.variance() + a.variance()));
    const boost::math::students_t student(degrees);
    const double reach = boost::math::quantile(boost::math::complement(student, kTail)) * error;
    result.ratio = std::exp(delta);
    result.low = std::exp(delta - reach);
    result.high = std::exp(delta + reach);
    result.p = std::min(
        1.0, 2 * boost::math::cdf(boost::math::complement(student, std::abs(delta) / error)));
    result.difference = a.treated * (1 - 1 / result.ratio);
    result.difference_low = a.treated * (1 - 1 / result.low);
    result.difference_high = a.treated * (1 - 1 / result.high);
    return result;
}

}  // namespace heatward::stats
