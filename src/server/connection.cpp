#include "connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/error.hpp>

#include "client_share.hpp"
#include "heatward/server/limits.hpp"

namespace heatward::server {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

/// Received at once: most requests are smaller.
constexpr std::size_t kReceiveBytes = 4096;

/// In the log, of what was no request.
const std::string kNoMethod(1, '-');

std::int64_t ticks(Connection::Clock::time_point time) { return time.time_since_epoch().count(); }

/// Whether every server and proxy finds the same end of the request (RFC 9112, section 6.1): one
/// that is found otherwise behind this server could smuggle another request in.
bool is_plainly_framed(const Request& request, unsigned version)
{
    return std::none_of(request.headers.begin(), request.headers.end(), [&](const Header& header) {
        return equal_ignoring_case(header.name, "Transfer-Encoding") &&
               (version < 11 || !equal_ignoring_case(header.value, "chunked"));
    });
}

}  // namespace

Connection::Connection(Socket socket, ConnectionGround& ground)
    : m_ground(ground), m_socket(std::move(socket)), m_deadline(kBusy)
{
    boost::system::error_code ignored;
    const auto peer = m_socket.remote_endpoint(ignored);
    m_request.remote = ignored ? "" : peer.address().to_string();
    const auto local = m_socket.local_endpoint(ignored);
    if (!ignored) {
        const std::string address = local.address().to_string();
        m_request.local = local.address().is_v6() ? fmt::format("[{}]:{}", address, local.port())
                                                  : fmt::format("{}:{}", address, local.port());
    }
}

Connection::~Connection()
{
    m_ground.remove(this);
    if (m_is_refused) {
        --m_ground.refused;
    }
}

void Connection::start()
{
    expect_within(m_ground.timeouts.header);
    asio::dispatch(m_socket.get_executor(), [self = shared_from_this()] { self->read(); });
}

void Connection::refuse()
{
    m_is_refused = true;
    ++m_ground.refused;
    asio::dispatch(m_socket.get_executor(), [self = shared_from_this()] {
        self->m_begin = Clock::now();
        self->m_request.method = kNoMethod;
        self->m_ground.responder->receive(self->m_request);
        self->write(self->m_ground.responder->overload(self->m_request));
    });
}

void Connection::end()
{
    asio::dispatch(m_socket.get_executor(), [self = shared_from_this()] {
        self->m_is_ending = true;
        if (self->m_is_reading) {
            self->close();
        }
    });
}

void Connection::end_idle()
{
    m_idle_since = kBusy;  // so that the next who looks finds another
    asio::dispatch(m_socket.get_executor(), [self = shared_from_this()] {
        if (self->m_is_reading) {
            self->close();
        }
    });
}

void Connection::break_off()
{
    asio::dispatch(m_socket.get_executor(), [self = shared_from_this()] {
        if (!self->m_is_reading) {
            self->reset_on_close();
        }
        self->close();
    });
}

void Connection::end_overdue()
{
    asio::dispatch(m_socket.get_executor(), [self = shared_from_this()] {
        if (!self->is_overdue(Clock::now())) {
            return;
        }
        if (self->m_is_sending) {
            self->reset_on_close();
        }
        self->close();
    });
}

bool Connection::is_overdue(Clock::time_point now) const { return ticks(now) >= m_deadline; }

void Connection::expect_within(std::chrono::milliseconds time)
{
    m_deadline = ticks(Clock::now() + time);
}

void Connection::expect_nothing() { m_deadline = kBusy; }

void Connection::read()
{
    if (m_is_ending || m_ground.is_ending) {
        close();
        return;
    }
    m_parser.emplace();
    m_parser->eager(true);
    m_parser->header_limit(kMaxHeaderBytes);
    m_parser->body_limit(kMaxBodyBytes);
    expect_within(m_is_first ? m_ground.timeouts.header : m_ground.timeouts.idle);
    m_idle_since = ticks(Clock::now());
    m_is_first = false;
    m_is_reading = true;
    if (m_buffer.size() > 0) {
        parse();
    } else {
        receive();
    }
}

void Connection::receive()
{
    m_socket.async_read_some(
        m_buffer.prepare(kReceiveBytes),
        [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) {
            self->on_received(error, bytes);
        });
}

void Connection::on_received(boost::system::error_code error, std::size_t bytes)
{
    m_buffer.commit(bytes);
    if (!error) {
        parse();
    } else if (error == asio::error::eof && m_parser->got_some()) {
        refuse_unreadable(http::make_error_code(http::error::partial_message));
    } else if (error == asio::error::eof) {
        m_idle_since = kBusy;
        linger();
    } else {
        close();  // overdue, cancelled or reset
    }
}

void Connection::parse()
{
    while (m_buffer.size() > 0 && !m_parser->is_done()) {
        boost::system::error_code error;
        const std::size_t used = m_parser->put(m_buffer.data(), error);
        m_buffer.consume(used);
        if (error && error != http::error::need_more) {
            refuse_unreadable(error);
            return;
        }
        if (used == 0) {
            break;
        }
    }
    if (m_parser->is_done()) {
        process();
    } else {
        receive();
    }
}

void Connection::refuse_unreadable(boost::system::error_code error)
{
    m_is_reading = false;
    m_idle_since = kBusy;
    m_begin = Clock::now();
    m_request.method = kNoMethod;
    m_request.target.clear();
    m_request.headers.clear();
    m_ground.responder->receive(m_request);
    m_keep_alive = false;
    m_version = 11;
    write(m_ground.responder->refusal(m_request, problem_of(error)));
}

void Connection::process()
{
    m_is_reading = false;
    m_idle_since = kBusy;
    expect_nothing();
    m_begin = Clock::now();
    const auto& message = m_parser->get();
    copy_message(message, m_request);
    m_version = message.version();
    m_keep_alive = message.keep_alive();
    m_ground.responder->receive(m_request);
    const auto hosts = std::count_if(
        m_request.headers.begin(), m_request.headers.end(),
        [](const Header& header) { return equal_ignoring_case(header.name, "Host"); });
    if (!is_plainly_framed(m_request, m_version)) {
        m_keep_alive = false;
        write(m_ground.responder->refusal(
            m_request, {400, "Transfer-Encoding is not just \"chunked\" of HTTP/1.1", {}}));
        return;
    }
    if (hosts > 1 || (hosts == 0 && m_version == 11)) {
        m_keep_alive = false;
        write(
            m_ground.responder->refusal(m_request, {400, "the request needs one Host header", {}}));
        return;
    }
    m_has_left.reset();
    proceed(m_ground.responder->react(m_request));
}

void Connection::proceed(Reaction reaction)
{
    if (reaction.join) {
        join(reaction);
    } else if (reaction.work) {
        compute(std::move(reaction));
    } else {
        write(std::move(reaction.response));
    }
}

/// Goes on once somebody else has worked out the same.
void Connection::join(const Reaction& reaction)
{
    auto guard = std::make_shared<Guard>(m_socket.get_executor());
    reaction.join([self = shared_from_this(), guard](Reaction next) {
        auto held = std::make_shared<Reaction>(std::move(next));
        asio::post(self->m_socket.get_executor(),
                   [self, held] { self->proceed(std::move(*held)); });
    });
}

void Connection::compute(Reaction reaction)
{
    if (!m_has_left) {
        m_has_left = std::make_shared<std::atomic<bool>>(false);
    }
    auto guard = std::make_shared<Guard>(m_socket.get_executor());
    ComputePool::Work work;
    work.run = [self = shared_from_this(), guard, work = std::move(reaction.work)] {
        auto next = std::make_shared<Reaction>(work());
        asio::post(self->m_socket.get_executor(),
                   [self, next] { self->proceed(std::move(*next)); });
    };
    work.drop = [self = shared_from_this(), guard] {
        asio::post(self->m_socket.get_executor(), [self] { self->abandon(); });
    };
    work.has_left = m_has_left;
    work.size = reaction.size;
    work.client = client_share(client());
    m_is_computing = true;
    if (m_ground.pool->submit(std::move(work))) {
        watch();
    } else {
        write(m_ground.responder->overload(m_request));
    }
}

/// Notices a client that leaves while its answer is worked out. One that closes only its sending
/// side cannot be told from it, so the work is dropped only where it has to wait (ComputePool).
/// A wait that outlives its request serves the next one.
void Connection::watch()
{
    if (m_is_watching || *m_has_left) {
        return;
    }
    m_is_watching = true;
    m_socket.async_wait(
        Socket::wait_read,
        [self = shared_from_this()](boost::system::error_code error) { self->on_readable(error); });
}

void Connection::on_readable(boost::system::error_code error)
{
    m_is_watching = false;
    if (error || !m_is_computing) {
        return;  // closed, or what came is the next request, which read() takes
    }
    char byte = 0;
    const auto count = ::recv(m_socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    const bool is_nothing = count < 0 && (errno == EAGAIN || errno == EINTR);
    if (is_nothing) {
        watch();
    } else if (count <= 0) {
        *m_has_left = true;
    }  // else a pipelined request, behind which the end cannot be seen
}

/// The client left before its work began: there is no answer.
void Connection::abandon()
{
    m_is_computing = false;
    m_record = {};
    m_record.is_complete = false;
    log();
    close();
}

void Connection::linger()
{
    boost::system::error_code ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
    expect_within(m_ground.timeouts.linger);
    m_is_reading = true;  // nothing is owed to the client any more
    discard();
}

void Connection::discard()
{
    m_buffer.clear();
    m_socket.async_read_some(
        m_buffer.prepare(kMaxBodyBytes),
        [self = shared_from_this()](boost::system::error_code error, std::size_t) {
            if (error) {
                self->close();
            } else {
                self->discard();
            }
        });
}

/// Closing is a reset from now on, which nobody takes for the end of an answer.
void Connection::reset_on_close()
{
    boost::system::error_code ignored;
    m_socket.set_option(asio::socket_base::linger(true, 0), ignored);
}

void Connection::close()
{
    m_idle_since = kBusy;
    expect_nothing();
    boost::system::error_code ignored;
    m_socket.close(ignored);
}

}  // namespace heatward::server
