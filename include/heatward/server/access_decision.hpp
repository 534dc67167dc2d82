#pragma once

#include <cstdint>
#include <string>

#include <tl/expected.hpp>

#include "heatward/core/tier.hpp"
#include "heatward/server/problem.hpp"

namespace heatward::server {

/// What kind of thing an answer shows.
enum class Shown : std::uint8_t {
    undecided,     ///< nobody has decided: a router refuses such a route at the start
    program,       ///< nothing of any run: the viewer's files, the API's description, health
    operation,     ///< how busy the server is
    overview,      ///< what a view holds by name: each thing in it is decided by itself
    basemap,       ///< the map under everything
    area_figures,  ///< area sets with the figures of the view
    collection,    ///< features of the collection that the subject names
    legend,        ///< a layer's own style and classes
    density,       ///< what is computed from incidents
    counts,        ///< bare counts of incidents
};

/// One thing that an answer shows.
struct Subject {
    Shown shown = Shown::undecided;
    std::string collection = {};  ///< of Shown::collection
    std::string column = {};      ///< of that collection, where the answer shows or asks for one
    bool is_area_set = false;     ///< the collection
    bool is_filtered = false;     ///< narrowed by the request, so that it stands for incidents
};

/// The one decision whether a caller of that tier may be shown the subject: 403 with the reason
/// where not. Every answer passes it before it is produced (Service), with what its handler says
/// that it shows or else with what its route does.
///
/// Every column that features are written, listed, sorted or filtered by passes it too
/// (shown_collection.hpp). A view has been rid before of what its tier may not see (run_store's
/// `withhold_from`), by the same classes (disclosure/column_class.hpp), and by the tiers of layers,
/// which a view no longer knows of all.
tl::expected<void, Problem> decide_access(Tier tier, const Subject& subject);

}  // namespace heatward::server
