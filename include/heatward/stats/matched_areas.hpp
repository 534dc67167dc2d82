#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace heatward::stats {

/// One candidate and how far it is from what it is to match.
struct MatchedArea {
    std::size_t index = 0;
    double distance = 0;
};

/// √ of the mean over months of (√a − √b)²: how unlike two series of monthly counts are, in level
/// and in shape. The root makes a Poisson count's variance about ¼ whatever its size (Bartlett
/// 1936), so that months with many incidents do not decide alone; of two series of one expectation
/// the distance is about 0.7. Both of one length; 0 for none.
double count_distance(std::span<const double> a, std::span<const double> b);

/// The `wanted` candidates nearest to the target by count_distance, nearest first, the first of
/// equals; all where there are fewer.
std::vector<MatchedArea> most_alike(std::span<const double> target,
                                    std::span<const std::vector<double>> candidates,
                                    std::size_t wanted);

}  // namespace heatward::stats
