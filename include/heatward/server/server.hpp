#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "heatward/server/limits.hpp"
#include "heatward/server/listen_address.hpp"
#include "heatward/server/service.hpp"

namespace heatward::server {

/// One request as the access log has it.
struct AccessRecord {
    std::string remote;
    std::string method;
    std::string path;  ///< without the query, which may hold what nobody should keep
    int status = 0;
    std::size_t bytes = 0;  ///< of the body
    double milliseconds = 0;
    bool is_complete = true;  ///< false where the client went or was too slow for its answer
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
    std::size_t compute_queue = kComputeQueue;
    Timeouts timeouts;
    std::function<void(const AccessRecord&)> log_access;  ///< may be called from any thread
};

/// HTTP/1.1 over TCP around a Service.
class Server {
public:
    /// Listens at once; connections are taken up by `run`. `service` outlives the server. Throws
    /// EnvironmentError naming the address.
    Server(Service& service, ServerOptions options);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    /// Where it listens, with the port that was chosen.
    [[nodiscard]] const ListenAddress& address() const;

    /// From now on SIGTERM and SIGINT call `stop`, and a second one ends at once.
    void stop_on_signals();

    /// Serves until `stop`, then until requests under way are answered, at most the drain timeout.
    void run();

    /// Stops accepting and lets `run` return. Safe from any thread.
    void stop();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::server
