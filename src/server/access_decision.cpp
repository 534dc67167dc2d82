#include "heatward/server/access_decision.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "heatward/core/named_collection.hpp"
#include "heatward/disclosure/column_class.hpp"

namespace heatward::server {

namespace {

/// Of the collections that are for analysts, every column is.
Tier lowest_tier_of_column(const Subject& subject)
{
    if (subject.is_area_set) {
        return disclosure::lowest_tier_of_area_column(subject.column);
    }
    return disclosure::lowest_tier_of_hotspot_column(subject.column);
}

Tier lowest_tier_of(const Subject& subject)
{
    const Tier incidents = disclosure::lowest_tier_of_collection(kIncidents, false);
    switch (subject.shown) {
        case Shown::program:
        case Shown::overview:
        case Shown::basemap:
        case Shown::area_figures:
            return Tier::public_;
        case Shown::legend:
            return subject.is_filtered ? incidents : Tier::public_;
        case Shown::collection: {
            const Tier whole =
                disclosure::lowest_tier_of_collection(subject.collection, subject.is_area_set);
            return subject.column.empty() ? whole : std::max(whole, lowest_tier_of_column(subject));
        }
        case Shown::density:
        case Shown::counts:
        case Shown::operation:
            return incidents;
        case Shown::undecided:
            break;
    }
    throw std::logic_error("nobody has decided who may see this");
}

std::string reason(const Subject& subject)
{
    switch (subject.shown) {
        case Shown::counts:
            return "counts of incidents over time are for analysts alone";
        case Shown::operation:
            return "figures of the server's work are for analysts alone";
        case Shown::collection:
            return fmt::format("the collection \"{}\" is for a higher tier", subject.collection);
        default:
            return "densities are computed from incidents, which are for analysts alone in this "
                   "version";
    }
}

}  // namespace

tl::expected<void, Problem> decide_access(Tier tier, const Subject& subject)
{
    if (lowest_tier_of(subject) > tier) {
        return refuse(403,
                      fmt::format("not for the tier \"{}\": {}", to_string(tier), reason(subject)));
    }
    return {};
}

}  // namespace heatward::server
