#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "connection_ground.hpp"
#include "request_message.hpp"
#include "streamed_body.hpp"

namespace heatward::server {

/// One client's TCP connection: one request after the other, until either side closes. All its
/// handlers run on the one thread of its socket's io_context.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Executor = boost::asio::io_context::executor_type;
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
    using Clock = std::chrono::steady_clock;

    /// `idle_since` of one whose request is under way.
    static constexpr std::int64_t kBusy = std::numeric_limits<std::int64_t>::max();

    Connection(Socket socket, ConnectionGround& ground);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    // Safe from any thread:

    void start();
    /// In place of `start`: says that the server is overloaded (503) before any request, and
    /// closes.
    void refuse();
    /// Closes at once where no request is under way, else after its answer.
    void end();
    /// Closes where no request is under way.
    void end_idle();
    /// Closes whatever is under way, so that nobody takes a part of an answer for the whole.
    void break_off();
    /// Closes where the client has taken longer than it may.
    void end_overdue();
    [[nodiscard]] bool is_overdue(Clock::time_point now) const;
    /// Since when it waits for a request, in the clock's ticks, or kBusy.
    [[nodiscard]] std::int64_t idle_since() const { return m_idle_since; }

private:
    /// Keeps the I/O thread running although nothing is under way on the socket.
    using Guard = boost::asio::executor_work_guard<Executor>;

    void read();
    void receive();
    void on_received(boost::system::error_code error, std::size_t bytes);
    void parse();
    void refuse_unreadable(boost::system::error_code error);
    void process();
    void proceed(Reaction reaction);
    void compute(Reaction reaction);
    void join(const Reaction& reaction);
    void watch();
    void on_readable(boost::system::error_code error);
    void abandon();
    void log();
    void write(Response response);
    void order_piece();
    void on_piece(const std::string& failure);
    void end_body();
    /// Address of who asks, behind the proxies that are trusted.
    [[nodiscard]] const std::string& client() const
    {
        return m_request.client.empty() ? m_request.remote : m_request.client;
    }
    [[nodiscard]] bool has_hung_up();
    void send();
    [[nodiscard]] std::chrono::milliseconds patience() const;
    void on_sent(boost::system::error_code error, std::size_t bytes);
    void finish();
    void cut();
    void linger();
    void discard();
    void close();
    void reset_on_close();
    void expect_within(std::chrono::milliseconds time);
    void expect_nothing();

    ConnectionGround& m_ground;
    Socket m_socket;
    boost::beast::flat_buffer m_buffer;
    std::optional<RequestParser> m_parser;
    Response m_response;
    std::string m_head;                  ///< of the answer; empty once it is sent
    std::optional<StreamedBody> m_body;  ///< of a streamed answer that is under way
    std::unique_ptr<ClientShares::Place> m_stream_place;  ///< that the body takes
    Clock::time_point m_send_begin;
    Clock::duration m_sending{0};  ///< spent waiting for the client
    Request m_request;
    AccessRecord m_record;
    Clock::time_point m_begin;
    std::atomic<std::int64_t> m_deadline;  ///< in the clock's ticks: for what the client is to do
    std::atomic<std::int64_t> m_idle_since = kBusy;
    bool m_is_first = true;
    bool m_is_refused = false;
    bool m_is_reading = false;
    bool m_is_sending = false;
    bool m_is_ending = false;
    bool m_is_computing = false;
    bool m_is_watching = false;
    std::shared_ptr<std::atomic<bool>> m_has_left;  ///< the client of this request; see watch
    bool m_has_body = false;                        ///< the answer to this request
    bool m_keep_alive = false;
    unsigned m_version = 11;
};

}  // namespace heatward::server
