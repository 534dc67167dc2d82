#include "heatward/server/server.hpp"

#include <netinet/tcp.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "connection.hpp"
#include "heatward/core/error.hpp"

namespace heatward::server {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

/// Parsing, headers and cheap answers: more threads would only take turns with the compute pool.
constexpr std::size_t kIoThreads = 2;

/// How much the system takes of an answer before it is under way, so that streams to slow clients
/// wait here, where they are made, and not in the system's memory.
using UnsentBytes = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>;
constexpr int kUnsentBytes = 128 * 1024;

/// Before accepting again where the process has no file descriptors left.
constexpr std::chrono::milliseconds kAcceptPause{100};

/// Between two looks whether a client takes longer than it may: a quarter of the shortest time
/// that it has, within these.
constexpr std::chrono::milliseconds kShortestLook{5};
constexpr std::chrono::milliseconds kLongestLook{500};

/// Between two looks whether everything has ended.
constexpr std::chrono::milliseconds kEndPoll{20};

}  // namespace

struct Server::State {
    State(Responder& responder, ServerOptions server_options)
        : options(std::move(server_options)),
          acceptor(control),
          accept_pause(control),
          end_poll(control),
          overdue_look(control),
          signals(control),
          pool(options.threads, options.compute)
    {
        ground.responder = &responder;
        ground.pool = &pool;
        ground.log_access = options.log_access;
        ground.timeouts = options.timeouts;
    }

    void listen();
    void accept();
    void on_accept(boost::system::error_code error, Connection::Socket socket);
    void take_up(Connection::Socket socket);
    void look_for_overdue();
    void wait_for_signal();
    void begin_end();
    void wait_for_end();
    void work(asio::io_context& io);
    void stop_all();
    void run_dry();

    ServerOptions options;
    ConnectionGround ground;
    /// One a thread, so that threads hand nothing over to each other. All that is not a connection
    /// is the first's.
    std::array<asio::io_context, kIoThreads> ios{asio::io_context(1), asio::io_context(1)};
    asio::io_context& control = ios.front();
    std::size_t next_io = 0;
    tcp::acceptor acceptor;
    asio::steady_timer accept_pause;
    asio::steady_timer end_poll;
    asio::steady_timer overdue_look;
    asio::signal_set signals;
    bool is_ending = false;
    std::chrono::steady_clock::time_point deadline;
    ComputePool pool;  ///< ends before `ios`, whose sockets its works hold
};

void Server::State::listen()
{
    const auto fail_with = [this](const boost::system::error_code& error) {
        throw EnvironmentError(
            fmt::format("cannot listen on {}: {}", options.listen.text(), error.message()));
    };
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.listen.host, error);
    if (error) {
        fail_with(error);
    }
    const tcp::endpoint endpoint(address, options.listen.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    }
    if (!error && address.is_v6()) {
        // "[::]" must not reach IPv4 by a side door that the access rules did not look at.
        acceptor.set_option(asio::ip::v6_only(true), error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        fail_with(error);
    }
    options.listen.port = acceptor.local_endpoint().port();
}

void Server::State::accept()
{
    asio::io_context& io = ios.at(next_io);
    next_io = (next_io + 1) % ios.size();
    acceptor.async_accept(io, [this](boost::system::error_code error, Connection::Socket socket) {
        on_accept(error, std::move(socket));
    });
}

void Server::State::on_accept(boost::system::error_code error, Connection::Socket socket)
{
    if (!acceptor.is_open()) {
        return;
    }
    if (error) {
        accept_pause.expires_after(kAcceptPause);
        accept_pause.async_wait([this](boost::system::error_code stopped) {
            if (!stopped && acceptor.is_open()) {
                accept();
            }
        });
        return;
    }
    take_up(std::move(socket));
    accept();
}

void Server::State::take_up(Connection::Socket socket)
{
    const std::size_t open = ground.size();
    bool is_full = false;
    if (open >= options.max_connections) {
        // One that was told to close does so a moment later: they may be more for that long.
        const bool is_room_made = ground.end_longest_idle();
        is_full = !is_room_made || open >= options.max_connections + kMaxRefusals;
    }
    if (is_full && ground.refused >= kMaxRefusals) {
        return;
    }
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.set_option(UnsentBytes(kUnsentBytes), ignored);
    const auto connection = std::make_shared<Connection>(std::move(socket), ground);
    ground.add(connection);
    if (is_full) {
        connection->refuse();
    } else {
        connection->start();
    }
}

void Server::State::wait_for_signal()
{
    signals.async_wait([this](boost::system::error_code error, int number) {
        if (error) {
            return;
        }
        if (is_ending) {
            // Work under way cannot be broken off, and nothing here is lost with the process.
            signals.clear();
            std::raise(number);
            return;
        }
        begin_end();
        wait_for_signal();
    });
}

void Server::State::begin_end()
{
    if (is_ending) {
        return;
    }
    is_ending = true;
    ground.is_ending = true;
    boost::system::error_code ignored;
    acceptor.close(ignored);
    accept_pause.cancel();
    ground.end_all();
    deadline = std::chrono::steady_clock::now() + options.timeouts.drain;
    wait_for_end();
}

void Server::State::wait_for_end()
{
    if (ground.size() == 0 || std::chrono::steady_clock::now() >= deadline) {
        stop_all();
        return;
    }
    end_poll.expires_after(kEndPoll);
    end_poll.async_wait([this](boost::system::error_code) { wait_for_end(); });
}

/// Rather than a timer for each wait of each connection.
void Server::State::look_for_overdue()
{
    ground.end_overdue();
    const auto& timeouts = options.timeouts;
    const auto shortest =
        std::min({timeouts.header, timeouts.idle, timeouts.write, timeouts.linger});
    overdue_look.expires_after(std::clamp(shortest / 4, kShortestLook, kLongestLook));
    overdue_look.async_wait([this](boost::system::error_code error) {
        if (!error) {
            look_for_overdue();
        }
    });
}

void Server::State::stop_all()
{
    ground.break_off_all();
    for (auto& io : ios) {
        asio::post(io, [&io] { io.stop(); });  // behind those
    }
}

/// Works that ended after the I/O threads have left their handlers with the loops, and one of these
/// may post to another loop: they are run here, while all loops still stand.
void Server::State::run_dry()
{
    std::size_t ran = 1;
    while (ran > 0) {
        ran = 0;
        for (auto& io : ios) {
            io.restart();
            ran += io.poll();
        }
    }
}

/// An I/O thread. A handler that throws (no memory) costs its own connection and no other.
void Server::State::work(asio::io_context& io)
{
    const auto guard = asio::make_work_guard(io);
    while (!io.stopped()) {
        try {
            io.run();
        } catch (const std::exception&) {
            continue;
        }
    }
}

Server::Server(Responder& responder, ServerOptions options)
    : m_state(std::make_unique<State>(responder, std::move(options)))
{
    m_state->listen();
}

Server::~Server()
{
    m_state->pool.join();
    m_state->run_dry();
}

const ListenAddress& Server::address() const { return m_state->options.listen; }

void Server::stop_on_signals()
{
    m_state->signals.add(SIGTERM);
    m_state->signals.add(SIGINT);
    m_state->wait_for_signal();
}

void Server::run()
{
    m_state->accept();
    m_state->look_for_overdue();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < m_state->ios.size(); ++i) {
            threads.emplace_back([this, i] { m_state->work(m_state->ios.at(i)); });
        }
        m_state->work(m_state->control);
    }
    m_state->pool.end();
    // Nobody listens to them here any more.
    boost::system::error_code ignored;
    m_state->signals.clear(ignored);
}

ServerFigures Server::figures() const
{
    return {m_state->ground.size(), m_state->ground.streams.taken(), m_state->pool.figures()};
}

void Server::stop()
{
    asio::post(m_state->control, [this] { m_state->begin_end(); });
}

}  // namespace heatward::server
