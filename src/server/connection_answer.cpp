// The answering half of a Connection.

#include <poll.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "answer_head.hpp"
#include "client_share.hpp"
#include "connection.hpp"
#include "heatward/server/limits.hpp"

namespace heatward::server {

namespace asio = boost::asio;

namespace {

/// A log line is no place for megabytes or for what stands behind the "?".
std::string path_for_log(std::string_view target)
{
    return std::string(target.substr(0, std::min<std::size_t>(target.find('?'), 512)));
}

}  // namespace

void Connection::write(Response response)
{
    m_is_computing = false;
    if (response.stream && m_request.method != "HEAD") {
        m_stream_place = m_ground.streams.take(client());
        if (!m_stream_place) {
            response = m_ground.responder->overload(m_request);
        }
    }
    const Framing framing = framing_of(response, m_version);
    m_keep_alive =
        m_keep_alive && framing != Framing::until_close && !m_is_ending && !m_ground.is_ending;
    m_record.status = response.prepared ? response.prepared->status : response.status;
    m_record.bytes = 0;
    m_record.is_complete = true;
    m_record.trace = response.trace;
    if (const auto& whole = response.prepared) {
        m_record.trace = {whole->route, whole->run_id, whole->encoding, response.trace.cache};
    }
    m_head = answer_head(response, framing, m_version, m_keep_alive);
    m_response = std::move(response);
    m_sending = {};
    m_has_body = m_request.method != "HEAD" && framing != Framing::none;
    if (m_has_body && m_response.stream) {
        m_body.emplace(std::exchange(m_response.stream, {}), framing);
        order_piece();
    } else {
        send();
    }
}

/// Makes the next piece of a streamed body on the compute pool.
void Connection::order_piece()
{
    auto guard = std::make_shared<Guard>(m_socket.get_executor());
    ComputePool::Work work;
    work.is_continuation = true;
    work.client = client_share(client());
    work.run = [self = shared_from_this(), guard] {
        std::string failure;
        try {
            self->m_body->advance();
        } catch (const std::exception& error) {
            failure = fmt::format("its body broke off: {}", error.what());
        } catch (...) {
            failure = "its body broke off: an exception of unknown type";
        }
        asio::post(self->m_socket.get_executor(), [self, failure] { self->on_piece(failure); });
    };
    work.drop = [self = shared_from_this(), guard] {
        asio::post(self->m_socket.get_executor(), [self] { self->cut(); });
    };
    if (!m_ground.pool->submit(std::move(work))) {
        cut();
    }
}

void Connection::on_piece(const std::string& failure)
{
    if (failure.empty()) {
        const bool is_nothing = m_head.empty() && m_body->piece().empty() && !m_body->is_over();
        if (!is_nothing) {
            send();
        } else if (has_hung_up()) {
            cut();
        } else {
            order_piece();
        }
        return;
    }
    Response instead = m_ground.responder->failure(m_request, failure);
    if (m_head.empty()) {
        cut();
    } else {
        end_body();
        write(std::move(instead));
    }
}

void Connection::end_body()
{
    m_body.reset();
    m_stream_place.reset();
}

/// Whether the client has closed, or its sending side at least: the two cannot be told apart where
/// there is nothing to be sent, and a long search is not gone on with for who is likely gone.
/// Where there is something the next write tells.
bool Connection::has_hung_up()
{
    if (!m_socket.is_open()) {
        return true;
    }
    pollfd asked{m_socket.native_handle(), POLLRDHUP, 0};
    return ::poll(&asked, 1, 0) > 0;
}

/// Sends what is at hand: the head with the body or its first piece, or another piece.
void Connection::send()
{
    using Text = std::string_view;
    const Text whole = m_response.prepared ? m_response.prepared->body : m_response.body;
    const Text plain = m_has_body ? whole : Text();
    const auto buffer = [](Text text) { return asio::const_buffer(text.data(), text.size()); };
    const std::array<asio::const_buffer, 4> buffers{
        buffer(m_head), buffer(m_body ? m_body->lead() : Text()),
        buffer(m_body ? m_body->piece() : plain), buffer(m_body ? m_body->trail() : Text())};
    if (asio::buffer_size(buffers) == 0) {
        on_sent({}, 0);
        return;
    }
    m_send_begin = Clock::now();
    expect_within(patience());
    m_is_sending = true;
    asio::async_write(
        m_socket, buffers,
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
    m_is_sending = false;
    expect_nothing();
    m_sending += Clock::now() - m_send_begin;
    const std::size_t before = m_head.size() + (m_body ? m_body->lead().size() : 0);
    const std::size_t behind = m_body ? m_body->trail().size() : 0;
    const std::size_t body = bytes - std::min(bytes, before);
    m_record.bytes += error ? body : body - std::min(body, behind);
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
    end_body();
    log();
    m_response = {};  // after what the log says of it
    if (m_keep_alive) {
        read();
    } else {
        linger();
    }
}

/// Ends an answer that the client does not get whole.
void Connection::cut()
{
    reset_on_close();
    end_body();
    m_record.is_complete = false;
    log();
    m_response = {};
    close();
}

void Connection::log()
{
    if (m_ground.log_access) {
        m_record.remote = client();
        m_record.method = m_request.method;
        m_record.path = path_for_log(m_request.target);
        m_record.request_id = m_request.id;
        m_record.milliseconds =
            std::chrono::duration<double, std::milli>(Clock::now() - m_begin).count();
        m_ground.log_access(m_record);
    }
}

}  // namespace heatward::server
