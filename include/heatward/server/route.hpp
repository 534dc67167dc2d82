#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "heatward/server/access_decision.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/response.hpp"
#include "heatward/server/route_pattern.hpp"
#include "heatward/server/served_run.hpp"
#include "heatward/server/url.hpp"
#include "heatward/server/work_size.hpp"

namespace heatward::server {

/// A request whose address, tier and run are settled.
struct RouteContext {
    const Request* request = nullptr;
    const Query* query = nullptr;
    Captures captures;
    std::shared_ptr<const ServedRun> run;  ///< null on routes that need no view
    std::string base_url;                  ///< where the server is reached, without a closing slash
    bool is_pinned = false;                ///< by run=
    Tier tier = Tier::nobody;
    /// The metrics as text; null or empty where nobody measures.
    const std::function<std::string()>* metrics = nullptr;
};

/// An answer that was promised but not worked out yet. `produce` may run on any thread, after
/// the context is gone.
struct Answer {
    /// What tells this answer from others of the same run and tier; from checked values alone, so
    /// that addresses that mean the same share it.
    std::string canonical;
    std::string style = {};
    bool is_heavy = true;       ///< to be produced on the compute pool
    bool is_repeatable = true;  ///< false: bytes differ from time to time (a time stamp)
    bool is_certain = true;     ///< false: only `produce` finds out whether there is such a thing
    WorkSize size = {};         ///< of producing it
    /// A picture, tile or file of bounded size that is asked for often: kept as it is sent, and
    /// worked out once for all who ask for it at once. Only where the answer is repeatable.
    bool is_cached = false;
    /// What it shows, where that is not just what its route does. Decided before it is produced.
    std::vector<Subject> subjects = {};
    std::function<Response()> produce;
};

using Handler = std::function<tl::expected<Answer, Problem>(const RouteContext&)>;

/// What a route needs before its handler is called.
enum class RouteNeeds : std::uint8_t {
    nothing,
    any_run,  ///< that there is a run to serve, whoever asks
    view,     ///< the caller's view of a run
};

/// Whether the answers of a route may be kept by clients: as the run allows, or never.
enum class Caching : std::uint8_t { by_run, never };

/// A form that a route's answers may have.
struct RouteFormat {
    std::string_view word;  ///< of f=; empty where the Accept header alone chooses it
    std::string_view media_type;
};

/// One kind of address. All take GET and HEAD.
struct Route {
    RoutePattern pattern;
    Shown shown = Shown::undecided;  ///< unless an answer itself says what it shows
    std::string_view summary;        ///< for the OpenAPI document
    std::string_view media_type;     ///< of a good answer
    Handler handler;
    std::vector<std::string_view> parameters = {};
    RouteNeeds needs = RouteNeeds::view;
    Caching caching = Caching::by_run;
    /// Parameters that are not listed are passed on (WMS and WMTS, whose clients add their own).
    bool takes_other_parameters = false;
    /// Those that f= and the Accept header choose from, for the OpenAPI document; where there are
    /// none, f= takes "json" alone.
    std::vector<RouteFormat> formats = {};
};

/// A 200 of that type.
Response ok(std::string_view content_type, std::string body);

}  // namespace heatward::server
