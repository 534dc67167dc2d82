#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>

#include "heatward/server/compute_pool.hpp"
#include "heatward/server/server.hpp"

namespace heatward::server {

class Connection;

/// What all connections of a server share; outlives them.
struct ConnectionGround {
    Service* service = nullptr;
    ComputePool* pool = nullptr;
    std::function<void(const AccessRecord&)> log_access;
    Timeouts timeouts;
    std::atomic<bool> is_ending{false};
    std::atomic<std::size_t> refused{0};  ///< connections of `Connection::refuse` that still are

    void add(const std::shared_ptr<Connection>& connection);
    void remove(const Connection* connection);
    [[nodiscard]] std::size_t size() const;
    /// Closes connections that wait for a request; others close after their answer.
    void end_all();

private:
    mutable std::mutex m_mutex;
    std::map<const Connection*, std::weak_ptr<Connection>> m_connections;
};

/// One client's TCP connection: one request after the other, until either side closes. All its
/// handlers run on the socket's strand.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(boost::asio::ip::tcp::socket socket, ConnectionGround& ground);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    void start();
    /// In place of `start`: says that the server is overloaded (503) before any request, and
    /// closes. Such a connection does not stand in the ground.
    void refuse();
    /// Closes at once where no request is under way, else after its answer.
    void end();

private:
    using Body = boost::beast::http::string_body;

    void read();
    void on_read(boost::system::error_code error);
    void refuse_unreadable(boost::system::error_code error);
    void process();
    void proceed(Reaction reaction);
    void compute(Reaction reaction);
    void watch();
    void on_readable(boost::system::error_code error);
    void abandon();
    void log();
    void write(Response response);
    void on_write(boost::system::error_code error);
    void linger();
    void discard();
    void close();

    ConnectionGround& m_ground;
    boost::beast::tcp_stream m_stream;
    boost::beast::flat_buffer m_buffer;
    std::optional<boost::beast::http::request_parser<Body>> m_parser;
    std::optional<boost::beast::http::response<Body>> m_response;
    std::optional<boost::beast::http::response_serializer<Body>> m_serializer;
    Request m_request;
    AccessRecord m_record;
    std::chrono::steady_clock::time_point m_begin;
    std::string m_remote;
    bool m_is_first = true;
    bool m_is_refused = false;
    bool m_is_reading = false;
    bool m_is_ending = false;
    bool m_is_computing = false;
    bool m_is_watching = false;
    std::shared_ptr<std::atomic<bool>> m_has_left;  ///< the client of this request; see watch
    bool m_keep_alive = false;
    unsigned m_version = 11;
};

}  // namespace heatward::server
