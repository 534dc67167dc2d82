#pragma once

#include <functional>
#include <string_view>

#include "heatward/server/problem.hpp"
#include "heatward/server/request.hpp"
#include "heatward/server/response.hpp"
#include "heatward/server/work_size.hpp"

namespace heatward::server {

/// What a request came to: an answer, or work that belongs on the compute pool and comes to an
/// answer or to more work (once a pinned run is open it is known what the request asks for).
struct Reaction {
    Response response;               ///< where `work` is empty
    std::function<Reaction()> work;  ///< may take long; may run on any thread; does not throw
    WorkSize size = {};              ///< of `work`
    /// In place of both: somebody else is working the answer out already. Calls what it is given
    /// once that is done, on any thread, with the answer or with what is to be done instead.
    std::function<void(std::function<void(Reaction)>)> join = {};
};

/// What a Server asks for its answers. Safe from any thread; nothing escapes.
class Responder {
public:
    Responder() = default;
    Responder(const Responder&) = delete;
    Responder& operator=(const Responder&) = delete;
    virtual ~Responder() = default;

    /// Settles whose request it is, before `react`.
    virtual void receive(Request& /*request*/) const {}

    /// Quick: does what can be done at once.
    virtual Reaction react(const Request& request) = 0;

    /// The answer where the compute pool is full.
    [[nodiscard]] virtual Response overload(const Request& request) const = 0;

    /// A problem's answer with the headers that every answer has, for what is no request at all.
    [[nodiscard]] virtual Response refusal(const Request& request,
                                           const Problem& problem) const = 0;

    /// Logs what went wrong inside, and gives the answer where none was begun yet.
    virtual Response failure(const Request& request, std::string_view what) const = 0;
};

}  // namespace heatward::server
