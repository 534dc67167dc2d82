#include <utility>

#include "handlers.hpp"
#include "heatward/server/access.hpp"

namespace heatward::server {

Outcome metrics_text(const RouteContext& context)
{
    if (context.metrics == nullptr || !*context.metrics) {
        return refuse(404, "this server measures nothing");
    }
    Answer answer;
    answer.canonical = "metrics";
    answer.is_heavy = false;
    // A collector on this machine need not be an analyst; through a proxy everybody is on this
    // machine.
    if (is_loopback_address(context.request->remote) && !context.request->is_proxied) {
        answer.subjects = {{Shown::program}};
    }
    answer.produce = [text = (*context.metrics)()] {
        return ok("text/plain; version=0.0.4; charset=utf-8", text);
    };
    return answer;
}

}  // namespace heatward::server
