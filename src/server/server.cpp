#include "heatward/server/server.hpp"

#include <netinet/tcp.h>

#include <algorithm>
#include <csignal>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include "connection.hpp"
#include "heatward/core/error.hpp"

namespace heatward::server {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

/// Parsing, headers and cheap answers: more threads would only take turns with the compute pool.
constexpr unsigned kIoThreads = 2;

/// How much the system takes of an answer before it is under way, so that streams to slow clients
/// wait here, where they are made, and not in the system's memory.
using UnsentBytes = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>;
constexpr int kUnsentBytes = 128 * 1024;

/// Before accepting again where the process has no file descriptors left.
constexpr std::chrono::milliseconds kAcceptPause{100};

/// Between two looks whether everything has ended.
constexpr std::chrono::milliseconds kEndPoll{20};

}  // namespace

struct Server::State {
    State(Responder& responder, ServerOptions server_options)
        : options(std::move(server_options)),
          io(static_cast<int>(kIoThreads)),
          control(asio::make_strand(io)),
          acceptor(control),
          accept_pause(control),
          end_poll(control),
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
    void on_accept(boost::system::error_code error, tcp::socket socket);
    void take_up(tcp::socket socket);
    void wait_for_signal();
    void begin_end();
    void wait_for_end();
    void work();

    ServerOptions options;
    ConnectionGround ground;
    asio::io_context io;
    asio::strand<asio::io_context::executor_type> control;  ///< of all that is not a connection
    tcp::acceptor acceptor;
    asio::steady_timer accept_pause;
    asio::steady_timer end_poll;
    asio::signal_set signals;
    bool is_ending = false;
    std::chrono::steady_clock::time_point deadline;
    ComputePool pool;  ///< ends before `io`, whose sockets its works hold
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
    // A strand a connection: its handlers never run at the same time.
    acceptor.async_accept(asio::make_strand(io),
                          [this](boost::system::error_code error, tcp::socket socket) {
                              on_accept(error, std::move(socket));
                          });
}

void Server::State::on_accept(boost::system::error_code error, tcp::socket socket)
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

void Server::State::take_up(tcp::socket socket)
{
    const bool is_full = ground.size() >= options.max_connections;
    if (is_full && ground.refused >= kMaxRefusals) {
        return;
    }
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.set_option(UnsentBytes(kUnsentBytes), ignored);
    const auto connection = std::make_shared<Connection>(std::move(socket), ground);
    if (is_full) {
        connection->refuse();
        return;
    }
    ground.add(connection);
    connection->start();
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
        io.stop();
        return;
    }
    end_poll.expires_after(kEndPoll);
    end_poll.async_wait([this](boost::system::error_code) { wait_for_end(); });
}

/// An I/O thread. A handler that throws (no memory) costs its own connection and no other.
void Server::State::work()
{
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

Server::~Server() = default;

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
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < kIoThreads; ++i) {
            threads.emplace_back([this] { m_state->work(); });
        }
        m_state->work();
    }
    m_state->pool.end();
    // Nobody listens to them here any more.
    boost::system::error_code ignored;
    m_state->signals.clear(ignored);
}

void Server::stop()
{
    asio::post(m_state->control, [this] { m_state->begin_end(); });
}

}  // namespace heatward::server
