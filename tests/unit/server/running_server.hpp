#pragma once

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "blocking_client.hpp"
#include "heatward/run_store/kept_runs.hpp"
#include "heatward/server/server.hpp"
#include "served_example.hpp"

namespace heatward::server {

using Client = test::BlockingClient;

inline constexpr const char* kSlowRun = "00000000000000aa";
inline constexpr const char* kOtherRun = "00000000000000bb";
inline constexpr const char* kReadyRun = "00000000000000cc";

/// Opens kept runs; the slow one once it is let to.
class GatedOpener {
public:
    std::shared_ptr<const run_store::Run> operator()(const std::filesystem::path& folder)
    {
        const std::string run_id = folder.filename().string();
        {
            const std::lock_guard lock(m_mutex);
            m_opened.push_back(run_id);
        }
        if (run_id == kSlowRun) {
            m_entered.set_value();
            m_gate.get_future().wait();
        }
        auto data = test::example_run_data();
        data.run_id = run_id;
        return run_store::Run::in_memory(std::move(data), Tier::analyst);
    }
    void wait_until_entered() { m_entered.get_future().wait(); }
    void let_go() { m_gate.set_value(); }
    std::vector<std::string> opened()
    {
        const std::lock_guard lock(m_mutex);
        return m_opened;
    }

private:
    std::mutex m_mutex;
    std::vector<std::string> m_opened;
    std::promise<void> m_entered;
    std::promise<void> m_gate;
};

inline std::string pinned(std::string_view target, std::string_view run_id)
{
    return std::string(target) + "?run=" + std::string(run_id);
}

/// A server on a free loopback port over the example run, run by a thread of its own.
class RunningServer : public ::testing::Test {
protected:
    void start(ComputeLimits compute = {}, Timeouts timeouts = {},
               std::size_t max_connections = kMaxConnections)
    {
        ServerOptions options;
        options.timeouts = timeouts;
        options.max_connections = max_connections;
        options.listen = parse_listen_address("127.0.0.1:0").value();
        options.threads = 2;
        options.compute = compute;
        options.log_access = [this](const AccessRecord& record) {
            const std::lock_guard lock(m_mutex);
            m_log.push_back(record);
            m_logged.notify_all();
        };
        m_server = std::make_unique<Server>(m_example.service(), std::move(options));
        m_thread = std::jthread([this] { m_server->run(); });
    }

    void TearDown() override
    {
        if (m_thread.joinable()) {
            m_server->stop();
            m_thread.join();
        }
        m_server.reset();
    }

    [[nodiscard]] std::uint16_t port() const { return m_server->address().port; }

    std::string ask(std::string_view bytes)
    {
        Client client(port());
        client.send(bytes);
        client.finish_sending();
        return client.read_to_end();
    }

    /// One request on a connection of its own.
    std::string get(std::string_view target, std::string_view more = "")
    {
        Client client(port());
        client.send(request(target, "Connection: close\r\n" + std::string(more)));
        return client.read_to_end();
    }

    template <class Predicate>
    bool is_logged(Predicate&& is_it)
    {
        const std::lock_guard lock(m_mutex);
        return std::any_of(m_log.begin(), m_log.end(), is_it);
    }

    static std::string request(std::string_view target, std::string_view more = "")
    {
        return "GET " + std::string(target) + " HTTP/1.1\r\nHost: box\r\n" + std::string(more) +
               "\r\n";
    }

    /// Kept runs are opened by `m_opener` from now on.
    void keep_runs()
    {
        m_example.open_kept = [this](std::string_view run_id) { return m_kept.find(run_id); };
    }

    GatedOpener m_opener;
    run_store::KeptRuns m_kept{"nowhere", kPinnedRuns, std::ref(m_opener)};
    test::ServedExample m_example;
    std::mutex m_mutex;
    std::condition_variable m_logged;
    std::vector<AccessRecord> m_log;
    std::unique_ptr<Server> m_server;
    std::jthread m_thread;
};

}  // namespace heatward::server
