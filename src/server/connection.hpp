#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "connection_ground.hpp"
#include "streamed_body.hpp"

namespace heatward::server {

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
    void order_piece();
    void on_piece(const std::string& failure);
    void send();
    [[nodiscard]] std::chrono::milliseconds patience() const;
    void on_sent(boost::system::error_code error, std::size_t bytes);
    void finish();
    void cut();
    void linger();
    void discard();
    void close();

    ConnectionGround& m_ground;
    boost::beast::tcp_stream m_stream;
    boost::beast::flat_buffer m_buffer;
    std::optional<boost::beast::http::request_parser<Body>> m_parser;
    Response m_response;
    std::string m_head;                  ///< of the answer; empty once it is sent
    std::optional<StreamedBody> m_body;  ///< of a streamed answer that is under way
    std::chrono::steady_clock::time_point m_send_begin;
    std::chrono::steady_clock::duration m_sending{0};  ///< spent waiting for the client
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
