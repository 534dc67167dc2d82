#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "blocking_client.hpp"
#include "heatward/server/server.hpp"

namespace heatward::server {

/// What streams under test count.
struct Tally {
    std::atomic<int> made{0};   ///< pieces
    std::atomic<int> alive{0};  ///< streams
    std::atomic<int> failures{0};
};

/// `count` pieces of `size` bytes, letters that tell the pieces apart; `at` is called before each.
class Letters : public BodyStream {
public:
    Letters(Tally& tally, int count, std::size_t size, bool tells_total,
            std::function<void(int)> at = {})
        : m_tally(tally),
          m_count(count),
          m_size(size),
          m_tells_total(tells_total),
          m_at(std::move(at))
    {
        ++m_tally.alive;
    }
    ~Letters() override { --m_tally.alive; }

    BodyPiece next() override
    {
        if (m_at) {
            m_at(m_next);
        }
        if (m_next == m_count) {
            return {"", true};
        }
        ++m_tally.made;
        return {std::string(m_size, static_cast<char>('a' + m_next++ % 26)), false};
    }
    [[nodiscard]] std::optional<std::uint64_t> total_bytes() const override
    {
        return m_tells_total
                   ? std::optional<std::uint64_t>(static_cast<std::uint64_t>(m_count) * m_size)
                   : std::nullopt;
    }

private:
    Tally& m_tally;
    int m_count;
    std::size_t m_size;
    bool m_tells_total;
    std::function<void(int)> m_at;
    int m_next = 0;
};

inline std::string letters(int count, std::size_t size)
{
    std::string text;
    for (int i = 0; i < count; ++i) {
        text.append(size, static_cast<char>('a' + i % 26));
    }
    return text;
}

/// Answers each target with what a test says.
class Streams : public Responder {
public:
    Reaction react(const Request& request) override
    {
        Reaction reaction;
        reaction.response.content_type = "text/plain";
        if (const auto found = streams.find(request.target); found != streams.end()) {
            reaction.response.stream = found->second();
        } else {
            reaction.response.body = "plain";
        }
        return reaction;
    }
    [[nodiscard]] Response overload(const Request& /*request*/) const override
    {
        return problem_response({503, "busy", {}});
    }
    [[nodiscard]] Response refusal(const Request& /*request*/,
                                   const Problem& problem) const override
    {
        return problem_response(problem);
    }
    Response failure(const Request& /*request*/, std::string_view /*what*/) const override
    {
        ++tally.failures;
        return problem_response({500, "wrong", {}});
    }

    mutable Tally tally;
    std::map<std::string, std::function<std::shared_ptr<BodyStream>()>> streams;
};

class StreamTest : public ::testing::Test {
protected:
    void start(ComputeLimits compute = {}, Timeouts timeouts = {})
    {
        ServerOptions options;
        options.listen = parse_listen_address("127.0.0.1:0").value();
        options.threads = 2;
        options.compute = compute;
        options.timeouts = timeouts;
        options.log_access = [this](const AccessRecord& record) {
            const std::lock_guard lock(m_mutex);
            m_log.push_back(record);
            m_logged.notify_all();
        };
        m_server = std::make_unique<Server>(m_responder, std::move(options));
        m_thread = std::jthread([this] { m_server->run(); });
    }
    void stop()
    {
        m_server->stop();
        m_thread.join();
    }
    void TearDown() override
    {
        if (m_thread.joinable()) {
            stop();
        }
        m_server.reset();
    }

    void offer(const std::string& target, int count, std::size_t size, bool tells_total = false,
               std::function<void(int)> at = {})
    {
        m_responder.streams[target] = [=, this] {
            return std::make_shared<Letters>(m_responder.tally, count, size, tells_total, at);
        };
    }
    [[nodiscard]] std::uint16_t port() const { return m_server->address().port; }

    static std::string request(std::string_view target, std::string_view more = "")
    {
        return "GET " + std::string(target) + " HTTP/1.1\r\nHost: box\r\n" + std::string(more) +
               "\r\n";
    }

    /// The `count`th line of the access log, once it is written.
    AccessRecord logged(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        EXPECT_TRUE(m_logged.wait_for(lock, std::chrono::seconds(60),
                                      [&] { return m_log.size() >= count; }));
        return m_log.size() >= count ? m_log[count - 1] : AccessRecord{};
    }

    Tally& tally() { return m_responder.tally; }

    Streams m_responder;
    std::mutex m_mutex;
    std::condition_variable m_logged;
    std::vector<AccessRecord> m_log;
    std::unique_ptr<Server> m_server;
    std::jthread m_thread;
};

}  // namespace heatward::server
