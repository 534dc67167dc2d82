#include "heatward/density/bandwidth_selector.hpp"

#include <algorithm>

#include "bandwidth_search.hpp"
#include "heatward/density/bandwidth_rules.hpp"
#include "heatward/density/inverse_sum_bandwidth.hpp"
#include "heatward/density/likelihood_bandwidth.hpp"
#include "heatward/density/mean_square_bandwidth.hpp"

namespace heatward::density {

std::string_view to_string(BandwidthSelector selector)
{
    return kBandwidthSelectorNames[static_cast<std::size_t>(selector)];
}

std::optional<BandwidthSelector> parse_bandwidth_selector(std::string_view text)
{
    const auto it = std::find(kBandwidthSelectorNames.begin(), kBandwidthSelectorNames.end(), text);
    if (it == kBandwidthSelectorNames.end()) {
        return std::nullopt;
    }
    return static_cast<BandwidthSelector>(it - kBandwidthSelectorNames.begin());
}

std::string_view purpose(BandwidthSelector selector)
{
    switch (selector) {
        case BandwidthSelector::scott:
            return "rule for one broad cluster: a steady overview, the same for like data";
        case BandwidthSelector::silverman:
            return "rule for one broad cluster, of the mean variance: an overview, a little wider";
        case BandwidthSelector::ppl:
            return "predicts each incident from the others best: detail for finding places";
        case BandwidthSelector::cvl:
            return "makes the densities account for the window's area: smooth, for areas to "
                   "compare";
        case BandwidthSelector::diggle:
            break;
    }
    return "smallest mean square error for clustered places: fine detail, misled by repeated "
           "places";
}

SelectedBandwidth select_bandwidth(BandwidthSelector selector, const IncidentPlaces& places,
                                   const ProjectedMultiPolygon& window,
                                   const BandwidthSearchOptions& options)
{
    const auto with_note = [&](SelectedBandwidth selected) {
        const auto nearest_m = nearest_distances_m(places, options.threads);
        selected.note = degeneracy_note(selected, places, nearest_m, false);
        return selected;
    };
    switch (selector) {
        case BandwidthSelector::scott:
            return with_note(scott_bandwidth(places));
        case BandwidthSelector::silverman:
            return with_note(silverman_bandwidth(places));
        case BandwidthSelector::ppl:
            return likelihood_bandwidth(places, window, options);
        case BandwidthSelector::cvl:
            return inverse_sum_bandwidth(places, window, options);
        case BandwidthSelector::diggle:
            break;
    }
    return mean_square_bandwidth(places, window, options);
}

}  // namespace heatward::density
