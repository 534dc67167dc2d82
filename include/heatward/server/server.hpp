#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "heatward/server/compute_pool.hpp"
#include "heatward/server/limits.hpp"
#include "heatward/server/listen_address.hpp"
#include "heatward/server/responder.hpp"

namespace heatward::server {

/// One request as the access log has it.
struct AccessRecord {
    std::string remote;     ///< the client, behind proxies that are trusted
    std::string method;     ///< "-" where there was no request, or none that could be read
    std::string path;       ///< without the query, which may hold what nobody should keep
    int status = 0;         ///< 0 where the client left before its answer was begun
    std::size_t bytes = 0;  ///< of the body that were sent, without the framing of a stream
    double milliseconds = 0;
    bool is_complete = true;  ///< false where the client went or was too slow for its answer
    std::string request_id;
    Trace trace;
};

/// How busy a server is.
struct ServerFigures {
    std::size_t connections = 0;
    std::size_t streams = 0;  ///< bodies that are being streamed
    ComputeFigures compute;
};

/// How long a client may take; see limits.hpp for the reasons.
struct Timeouts {
    std::chrono::milliseconds header = kHeaderTimeout;
    std::chrono::milliseconds idle = kIdleTimeout;
    std::chrono::milliseconds write = kWriteTimeout;
    std::chrono::milliseconds linger = kLingerTimeout;
    std::chrono::milliseconds drain = kDrainTimeout;
};

/// Where and how a server listens.
struct ServerOptions {
    ListenAddress listen;
    unsigned threads = 0;  ///< of the compute pool; 0: all cores
    ComputeLimits compute;
    std::size_t max_connections = kMaxConnections;  ///< beyond: see kMaxConnections
    Timeouts timeouts;
    std::function<void(const AccessRecord&)> log_access;  ///< may be called from any thread
};

/// HTTP/1.1 over TCP around a Responder.
class Server {
public:
    /// Listens at once; connections are taken up by `run`. `responder` outlives the server. Throws
    /// EnvironmentError naming the address.
    Server(Responder& responder, ServerOptions options);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    /// Where it listens, with the port that was chosen.
    [[nodiscard]] const ListenAddress& address() const;

    /// From now on and until `run` returns SIGTERM and SIGINT call `stop`. A second one, and one
    /// after that, does what it does by default: it kills the process at once.
    void stop_on_signals();

    /// Safe from any thread.
    [[nodiscard]] ServerFigures figures() const;

    /// Serves until `stop`, then until requests under way are answered, at most the drain timeout.
    /// Work that has not begun by then is dropped; the destructor waits for what has.
    void run();

    /// Stops accepting and lets `run` return. Safe from any thread.
    void stop();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::server
