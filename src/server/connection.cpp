#include "connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

#include "heatward/server/limits.hpp"
#include "heatward/server/problem.hpp"

namespace heatward::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

Problem problem_of(boost::system::error_code error)
{
    if (error == http::error::body_limit) {
        return {413, fmt::format("the request's body is larger than {} bytes", kMaxBodyBytes), {}};
    }
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return {431,
                fmt::format("the request's headers are larger than {} bytes", kMaxHeaderBytes),
                {}};
    }
    return {400, fmt::format("this is no HTTP/1.1 request: {}", error.message()), {}};
}

std::string_view text_of(beast::string_view text) { return {text.data(), text.size()}; }

Request request_of(const http::request<http::string_body>& message, const std::string& remote)
{
    Request request;
    request.method = text_of(message.method_string());
    request.target = text_of(message.target());
    for (const auto& field : message) {
        request.headers.push_back(
            {std::string(text_of(field.name_string())), std::string(text_of(field.value()))});
    }
    request.remote = remote;
    return request;
}

/// A log line is no place for megabytes or for what stands behind the "?".
std::string path_for_log(std::string_view target)
{
    return std::string(target.substr(0, std::min<std::size_t>(target.find('?'), 512)));
}

/// Closing is a reset from now on, which nobody takes for the end of an answer.
void reset_on_close(asio::ip::tcp::socket& socket)
{
    boost::system::error_code ignored;
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, ConnectionGround& ground)
    : m_ground(ground), m_stream(std::move(socket)), m_buffer(kMaxHeaderBytes + kMaxBodyBytes)
{
    boost::system::error_code ignored;
    const auto endpoint = m_stream.socket().remote_endpoint(ignored);
    m_remote = ignored ? "" : endpoint.address().to_string();
}

Connection::~Connection()
{
    if (m_body) {
        reset_on_close(m_stream.socket());
    }
    m_ground.remove(this);
    if (m_is_refused) {
        --m_ground.refused;
    }
}

void Connection::start()
{
    asio::dispatch(m_stream.get_executor(), [self = shared_from_this()] { self->read(); });
}

void Connection::refuse()
{
    m_is_refused = true;
    ++m_ground.refused;
    asio::dispatch(m_stream.get_executor(), [self = shared_from_this()] {
        self->m_begin = std::chrono::steady_clock::now();
        self->m_record = {self->m_remote, "-", "-"};
        self->write(self->m_ground.responder->overload({}));
    });
}

void Connection::end()
{
    asio::dispatch(m_stream.get_executor(), [self = shared_from_this()] {
        self->m_is_ending = true;
        if (self->m_is_reading) {
            self->close();
        }
    });
}

void Connection::read()
{
    if (m_is_ending || m_ground.is_ending) {
        close();
        return;
    }
    m_parser.emplace();
    m_parser->header_limit(kMaxHeaderBytes);
    m_parser->body_limit(kMaxBodyBytes);
    m_stream.expires_after(m_is_first ? m_ground.timeouts.header : m_ground.timeouts.idle);
    m_is_first = false;
    m_is_reading = true;
    http::async_read(m_stream, m_buffer, *m_parser,
                     [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                         self->on_read(error);
                     });
}

void Connection::on_read(boost::system::error_code error)
{
    m_is_reading = false;
    m_begin = std::chrono::steady_clock::now();
    if (!error) {
        process();
    } else if (error.category() == http::make_error_code(http::error::end_of_stream).category() &&
               error != http::error::end_of_stream) {
        refuse_unreadable(error);
    } else if (error == http::error::end_of_stream) {
        linger();
    } else {
        close();  // timed out, cancelled or reset
    }
}

void Connection::refuse_unreadable(boost::system::error_code error)
{
    m_request = {};
    m_record = {m_remote, "-", "-"};
    m_keep_alive = false;
    m_version = 11;
    write(m_ground.responder->refusal(problem_of(error)));
}

void Connection::process()
{
    const auto& message = m_parser->get();
    m_request = request_of(message, m_remote);
    m_record = {m_remote, m_request.method, path_for_log(m_request.target)};
    m_version = message.version();
    m_keep_alive = message.keep_alive();
    const auto hosts = std::count_if(
        m_request.headers.begin(), m_request.headers.end(),
        [](const Header& header) { return equal_ignoring_case(header.name, "Host"); });
    if (hosts > 1 || (hosts == 0 && m_version == 11)) {
        write(m_ground.responder->refusal({400, "the request needs one Host header", {}}));
        return;
    }
    m_has_left = std::make_shared<std::atomic<bool>>(false);
    proceed(m_ground.responder->react(m_request));
}

void Connection::proceed(Reaction reaction)
{
    if (reaction.work) {
        compute(std::move(reaction));
    } else {
        write(std::move(reaction.response));
    }
}

void Connection::compute(Reaction reaction)
{
    // The guard keeps the I/O threads running although nothing is under way on the socket.
    auto guard = std::make_shared<asio::executor_work_guard<beast::tcp_stream::executor_type>>(
        m_stream.get_executor());
    ComputePool::Work work;
    work.run = [self = shared_from_this(), guard, work = std::move(reaction.work)] {
        auto next = std::make_shared<Reaction>(work());
        asio::post(self->m_stream.get_executor(),
                   [self, next] { self->proceed(std::move(*next)); });
    };
    work.drop = [self = shared_from_this(), guard] {
        asio::post(self->m_stream.get_executor(), [self] { self->abandon(); });
    };
    work.has_left = m_has_left;
    work.size = reaction.size;
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
    m_stream.socket().async_wait(
        asio::ip::tcp::socket::wait_read,
        [self = shared_from_this()](boost::system::error_code error) { self->on_readable(error); });
}

void Connection::on_readable(boost::system::error_code error)
{
    m_is_watching = false;
    if (error || !m_is_computing) {
        return;  // closed, or what came is the next request, which read() takes
    }
    char byte = 0;
    const auto count = ::recv(m_stream.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
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
    m_record.is_complete = false;
    log();
    close();
}

void Connection::write(Response response)
{
    m_is_computing = false;
    const Framing framing = framing_of(response, m_version);
    m_keep_alive =
        m_keep_alive && framing != Framing::until_close && !m_is_ending && !m_ground.is_ending;
    m_record.status = response.status;
    m_record.bytes = 0;
    m_head = answer_head(response, framing, m_version, m_keep_alive);
    m_response = std::move(response);
    m_sending = {};
    if (m_request.method == "HEAD" || framing == Framing::none) {
        m_response.body.clear();
        m_response.stream.reset();
    }
    if (m_response.stream) {
        m_body.emplace(std::exchange(m_response.stream, {}), framing);
        order_piece();
    } else {
        send();
    }
}

/// Makes the next piece of a streamed body on the compute pool. Nobody looks meanwhile whether the
/// client has left: it may have closed its sending side alone, and the next write tells.
void Connection::order_piece()
{
    // The guard keeps the I/O threads running although nothing is under way on the socket.
    auto guard = std::make_shared<asio::executor_work_guard<beast::tcp_stream::executor_type>>(
        m_stream.get_executor());
    ComputePool::Work work;
    work.is_continuation = true;
    work.run = [self = shared_from_this(), guard] {
        std::string failure;
        try {
            self->m_body->advance();
        } catch (const std::exception& error) {
            failure = fmt::format("its body broke off: {}", error.what());
        } catch (...) {
            failure = "its body broke off: an exception of unknown type";
        }
        asio::post(self->m_stream.get_executor(), [self, failure] { self->on_piece(failure); });
    };
    work.drop = [self = shared_from_this(), guard] {
        asio::post(self->m_stream.get_executor(), [self] { self->cut(); });
    };
    if (!m_ground.pool->submit(std::move(work))) {
        cut();
    }
}

void Connection::on_piece(const std::string& failure)
{
    if (failure.empty()) {
        send();
        return;
    }
    Response instead = m_ground.responder->failure(m_request, failure);
    if (m_head.empty()) {
        cut();
    } else {
        m_body.reset();
        write(std::move(instead));
    }
}

/// Sends what is at hand: the head with the body or its first piece, or another piece.
void Connection::send()
{
    using Text = std::string_view;
    const auto buffer = [](Text text) { return asio::const_buffer(text.data(), text.size()); };
    const std::array<asio::const_buffer, 4> buffers{
        buffer(m_head), buffer(m_body ? m_body->lead() : Text()),
        buffer(m_body ? m_body->piece() : m_response.body),
        buffer(m_body ? m_body->trail() : Text())};
    if (asio::buffer_size(buffers) == 0) {
        on_sent({}, 0);
        return;
    }
    m_send_begin = std::chrono::steady_clock::now();
    m_stream.expires_after(patience());
    asio::async_write(
        m_stream, buffers,
        [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) {
            self->on_sent(error, bytes);
        });
}

/// For the client to take what is sent now: less than the write timeout where it took what was
/// sent before too slowly.
std::chrono::milliseconds Connection::patience() const
{
    const auto earned =
        std::chrono::milliseconds(m_record.bytes * 1000 / kLeastStreamBytesPerSecond);
    const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(m_sending);
    const auto most = m_ground.timeouts.write;
    return std::clamp(most + earned - spent, std::chrono::milliseconds(0), most);
}

void Connection::on_sent(boost::system::error_code error, std::size_t bytes)
{
    m_sending += std::chrono::steady_clock::now() - m_send_begin;
    const std::size_t before = m_head.size() + (m_body ? m_body->lead().size() : 0);
    const std::size_t most = m_body ? m_body->piece().size() : m_response.body.size();
    m_record.bytes += std::min(bytes - std::min(bytes, before), most);
    m_head.clear();
    if (error) {
        cut();
    } else if (m_body && !m_body->is_over()) {
        order_piece();
    } else {
        finish();
    }
}

void Connection::finish()
{
    m_body.reset();
    m_response = {};
    log();
    if (m_keep_alive) {
        read();
    } else {
        linger();
    }
}

/// Ends an answer that the client does not get whole.
void Connection::cut()
{
    reset_on_close(m_stream.socket());
    m_body.reset();
    m_response = {};
    m_record.is_complete = false;
    log();
    close();
}

void Connection::log()
{
    if (m_ground.log_access) {
        m_record.milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_begin)
                .count();
        m_ground.log_access(m_record);
    }
}

void Connection::linger()
{
    boost::system::error_code ignored;
    m_stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    m_stream.expires_after(m_ground.timeouts.linger);
    m_is_reading = true;  // nothing is owed to the client any more
    discard();
}

void Connection::discard()
{
    m_buffer.clear();
    m_stream.async_read_some(
        m_buffer.prepare(kMaxBodyBytes),
        [self = shared_from_this()](boost::system::error_code error, std::size_t) {
            if (error) {
                self->close();
            } else {
                self->discard();
            }
        });
}

void Connection::close()
{
    boost::system::error_code ignored;
    m_stream.socket().close(ignored);
}

}  // namespace heatward::server
