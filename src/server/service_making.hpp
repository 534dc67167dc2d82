#pragma once

#include <functional>
#include <string>

#include "answer_headers.hpp"
#include "heatward/server/content_encoding.hpp"
#include "heatward/server/service.hpp"

namespace heatward::server {

/// The tag that the client has already (If-None-Match), of the answer in any encoding; empty where
/// it has none.
std::string known_tag(const Request& request, const std::string& tag);

/// A request whose address, method, parameters and caller are checked.
struct Service::Located {
    Url url;
    Router::Match match;
    Tier tier = Tier::nobody;
    std::string base_url;
    bool is_bare_prefix = false;  ///< a browser asked for public_url without its closing slash
};

/// An answer that is to be produced, encoded and perhaps kept.
struct Service::Making {
    Request request;
    AnswerHeaders headers;
    ContentEncoding encoding = ContentEncoding::identity;
    std::string known_tag;  ///< where a good answer is a 304
    std::string key;        ///< in the cache; empty: it is not kept
    std::string address;    ///< that is known to mean it from then on; empty: none
    bool is_heavy = true;
    WorkSize size;
    Trace trace;
    std::function<Response()> produce;
};

}  // namespace heatward::server
