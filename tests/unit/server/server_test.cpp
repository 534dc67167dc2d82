#include "heatward/server/server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <future>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/run_store/kept_runs.hpp"
#include "served_example.hpp"

namespace heatward::server {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A plain blocking client: what is tested is not trusted to test itself.
class Client {
public:
    explicit Client(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{30, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        m_is_connected =
            ::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { ::close(m_socket); }

    [[nodiscard]] bool is_connected() const { return m_is_connected; }

    void send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return;
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void finish_sending() { ::shutdown(m_socket, SHUT_WR); }

    /// Everything up to where the server closes.
    std::string read_to_end()
    {
        while (read_more()) {
        }
        return std::exchange(m_received, {});
    }

    /// One answer with a Content-Length, on a connection that stays open.
    std::string read_answer()
    {
        std::size_t head = std::string::npos;
        while ((head = m_received.find("\r\n\r\n")) == std::string::npos && read_more()) {
        }
        const auto field = m_received.find("Content-Length: ");
        const std::size_t length =
            field < head ? std::stoul(m_received.substr(field + 16)) : std::size_t{0};
        while (m_received.size() < head + 4 + length && read_more()) {
        }
        const std::string answer = m_received.substr(0, head + 4 + length);
        m_received.erase(0, answer.size());
        return answer;
    }

private:
    bool read_more()
    {
        std::array<char, 65536> buffer{};
        const ssize_t got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (got <= 0) {
            return false;
        }
        m_received.append(buffer.data(), static_cast<std::size_t>(got));
        return true;
    }

    int m_socket;
    bool m_is_connected = false;
    std::string m_received;
};

constexpr const char* kSlowRun = "00000000000000aa";
constexpr const char* kOtherRun = "00000000000000bb";
constexpr const char* kReadyRun = "00000000000000cc";

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

std::string pinned(std::string_view target, std::string_view run_id)
{
    return std::string(target) + "?run=" + std::string(run_id);
}

class RunningServer : public ::testing::Test {
protected:
    void start(ComputeLimits compute = {}, Timeouts timeouts = {})
    {
        ServerOptions options;
        options.timeouts = timeouts;
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

TEST_F(RunningServer, AnswersAndLogsWithoutTheQuery)
{
    start();
    const std::string answer = get("/collections/wards/items?limit=1");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("Content-Type: application/geo+json\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\nDate: "));
    EXPECT_THAT(answer, EndsWith("]}\n"));
    m_server->stop();
    m_thread.join();
    ASSERT_EQ(m_log.size(), 1U);
    EXPECT_EQ(m_log[0].path, "/collections/wards/items");
    EXPECT_EQ(m_log[0].status, 200);
    EXPECT_EQ(m_log[0].remote, "127.0.0.1");
    EXPECT_EQ(m_log[0].bytes, answer.size() - answer.find("\r\n\r\n") - 4);
}

TEST_F(RunningServer, KeepsTheConnectionForMoreRequestsAlsoPipelinedOnes)
{
    start();
    Client client(port());
    for (int i = 0; i < 3; ++i) {
        client.send(request("/tiles/violence/10/512/337.png"));
        EXPECT_THAT(client.read_answer(), StartsWith("HTTP/1.1 200 OK\r\n"));
    }
    client.send(request("/health") + request("/nothing") + request("/health"));
    EXPECT_THAT(client.read_answer(), EndsWith("{\"status\":\"ok\"}\n"));
    EXPECT_THAT(client.read_answer(), StartsWith("HTTP/1.1 404 Not Found\r\n"));
    EXPECT_THAT(client.read_answer(), EndsWith("{\"status\":\"ok\"}\n"));
    client.send(request("/health", "Connection: close\r\n"));
    EXPECT_THAT(client.read_to_end(), HasSubstr("Connection: close\r\n"));
}

TEST_F(RunningServer, HeadIsGetWithoutTheBody)
{
    start();
    for (const char* target :
         {"/tiles/violence/10/512/337.png", "/collections", "/health", "/no"}) {
        const std::string whole = get(target);
        const std::string head = ask("HEAD " + std::string(target) +
                                     " HTTP/1.1\r\nHost: box\r\nConnection: close\r\n\r\n");
        const auto end = whole.find("\r\n\r\n") + 4;
        const auto without_date = [](std::string text) {
            const auto date = text.find("Date: ");
            return text.erase(date, text.find("\r\n", date) - date);
        };
        EXPECT_EQ(without_date(head), without_date(whole.substr(0, end))) << target;
    }
}

TEST_F(RunningServer, AnswersWithoutABodySayNoLength)
{
    start();
    const std::string empty = get("/tiles/wards/8/10/10.mvt");
    EXPECT_THAT(empty, StartsWith("HTTP/1.1 204 No Content\r\n"));
    EXPECT_THAT(empty, EndsWith("\r\n\r\n"));
    EXPECT_THAT(empty, ::testing::Not(HasSubstr("Content-Length")));
    const std::string known = get("/legend/violence.json", "If-None-Match: *\r\n");
    EXPECT_THAT(known, StartsWith("HTTP/1.1 304 Not Modified\r\n"));
    EXPECT_THAT(known, EndsWith("\r\n\r\n"));
}

TEST_F(RunningServer, RefusesWhatIsNoRequestAndGoesOn)
{
    start();
    for (const std::string& bytes : std::vector<std::string>{
             "\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
             "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(100000, 'y') + "\r\n\r\n",
             "GET /" + std::string(9000, 'z') + " HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost",
             std::string("\x16\x03\x01\x02\x00\x01", 6)}) {
        const std::string answer = ask(bytes);
        if (!answer.empty()) {
            EXPECT_THAT(answer, StartsWith("HTTP/1.1 4")) << bytes.substr(0, 60);
            EXPECT_THAT(answer, HasSubstr("application/problem+json"));
        }
        EXPECT_THAT(get("/health"), StartsWith("HTTP/1.1 200"));
    }
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n"),
                StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(ask("GET /" + std::string(9000, 'z') + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                StartsWith("HTTP/1.1 414 "));
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40000, 'y') + "\r\n\r\n"),
                StartsWith("HTTP/1.1 431 "));
}

TEST_F(RunningServer, WhoDribblesOrIdlesIsClosedOn)
{
    Timeouts timeouts;
    timeouts.header = std::chrono::milliseconds(50);
    timeouts.idle = std::chrono::milliseconds(50);
    start({}, timeouts);
    Client dribbling(port());
    dribbling.send("GET / HT");
    EXPECT_EQ(dribbling.read_to_end(), "");
    Client idle(port());
    idle.send(request("/health"));
    EXPECT_THAT(idle.read_to_end(), EndsWith("{\"status\":\"ok\"}\n"));
}

TEST_F(RunningServer, WhoDoesNotReadIsClosedOn)
{
    Timeouts timeouts;
    timeouts.write = std::chrono::milliseconds(100);
    start({}, timeouts);
    Client lazy(port());
    // More answers than the sockets' buffers hold, and nobody who reads them.
    for (int i = 0; i < 400; ++i) {
        lazy.send(request("/viewer.js"));
    }
    std::unique_lock lock(m_mutex);
    EXPECT_TRUE(m_logged.wait_for(lock, std::chrono::seconds(60),
                                  [&] { return !m_log.empty() && !m_log.back().is_complete; }));
    EXPECT_LT(m_log.size(), 400U);
}

TEST_F(RunningServer, AFullQueueIsAnsweredWithRetryLater)
{
    start({0, kComputeQueuePixels});
    EXPECT_THAT(get("/health"), StartsWith("HTTP/1.1 200"));
    const std::string answer = get("/tiles/violence/10/512/337.png");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
    EXPECT_THAT(answer, HasSubstr("Retry-After: "));
}

TEST_F(RunningServer, AKeptRunThatIsBeingOpenedHoldsNobodyUp)
{
    keep_runs();
    start();
    EXPECT_THAT(get(pinned("/collections/wards", kReadyRun)), StartsWith("HTTP/1.1 200"));
    Client first(port());
    first.send(request(pinned("/collections/wards", kSlowRun)));
    m_opener.wait_until_entered();
    // More who wait for the same run: as many as the server has threads of both kinds.
    Client second(port());
    second.send(request(pinned("/tiles/violence/10/512/337.png", kSlowRun)));
    Client third(port());
    third.send(request(pinned("/collections/wards", kSlowRun)));
    for (int i = 0; i < 4; ++i) {
        EXPECT_THAT(get("/health"), StartsWith("HTTP/1.1 200"));
        EXPECT_THAT(get("/tiles/violence/10/512/337.png"), StartsWith("HTTP/1.1 200"));
        EXPECT_THAT(get(pinned("/tiles/violence/10/512/337.png", kReadyRun)),
                    StartsWith("HTTP/1.1 200"));
    }
    m_opener.let_go();
    EXPECT_THAT(first.read_answer(), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(second.read_answer(), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(third.read_answer(), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(m_opener.opened(), ::testing::ElementsAre(kReadyRun, kSlowRun));
}

TEST_F(RunningServer, MapsBeyondTheQueuesPixelsAreAnsweredWithRetryLater)
{
    keep_runs();
    start({kComputeQueue, std::size_t{4096} * 4096});
    Client slow(port());
    slow.send(request(pinned("/collections/wards", kSlowRun)));
    m_opener.wait_until_entered();
    const std::string refused = get("/static/violence/D1/4096x4096.png");
    EXPECT_THAT(refused, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
    EXPECT_THAT(refused, HasSubstr("Retry-After: "));
    EXPECT_THAT(get("/static/violence/D1/2048x2048@2x.png"), StartsWith("HTTP/1.1 503 "));
    EXPECT_THAT(get("/static/violence/D1/200x150.png"), StartsWith("HTTP/1.1 200"));
    m_opener.let_go();
    EXPECT_THAT(slow.read_answer(), StartsWith("HTTP/1.1 200"));
}

TEST_F(RunningServer, WhatNobodyWaitsForIsNotWorkedOut)
{
    keep_runs();
    start();
    Client slow(port());
    slow.send(request(pinned("/collections/wards", kSlowRun)));
    m_opener.wait_until_entered();
    {
        // Waits behind the other opening, as few go on at once.
        Client leaving(port());
        leaving.send(request(pinned("/collections/districts", kOtherRun)));
    }
    const auto is_left = [](const AccessRecord& record) {
        return record.path == "/collections/districts" && !record.is_complete;
    };
    // Each answer lets a thread look for more to do.
    while (!is_logged(is_left)) {
        ASSERT_THAT(get("/tiles/violence/10/512/337.png"), StartsWith("HTTP/1.1 200"));
    }
    m_opener.let_go();
    EXPECT_THAT(slow.read_answer(), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(m_opener.opened(), ::testing::ElementsAre(kSlowRun));
}

TEST_F(RunningServer, AClientThatEndsItsSendingIsAnsweredWhereItNeedNotWait)
{
    start();
    EXPECT_THAT(ask(request("/tiles/violence/10/512/337.png")), StartsWith("HTTP/1.1 200"));
}

TEST_F(RunningServer, EndsAfterTheDrainTimeAndDropsWhatHasNotBegun)
{
    keep_runs();
    Timeouts timeouts;
    timeouts.drain = std::chrono::milliseconds(20);
    start({}, timeouts);
    Client slow(port());
    slow.send(request(pinned("/collections/wards", kSlowRun)));
    m_opener.wait_until_entered();
    std::vector<std::unique_ptr<Client>> waiting;
    for (int i = 0; i < 20; ++i) {
        waiting.push_back(std::make_unique<Client>(port()));
        waiting.back()->send(request(pinned("/collections/wards", kOtherRun)));
    }
    m_server->stop();
    m_thread.join();  // although one work is under way and others wait
    m_opener.let_go();
    m_server.reset();
    EXPECT_THAT(m_opener.opened(), ::testing::ElementsAre(kSlowRun));
    for (const auto& client : waiting) {
        EXPECT_EQ(client->read_to_end(), "");
    }
}

TEST_F(RunningServer, AllAtOnceGetTheSameBytesAsAlone)
{
    start();
    const std::vector<std::string> targets{
        "/tiles/violence/10/512/337.png", "/tiles/violence/11/1024/674.png?category=robbery",
        "/point/violence/0.15,52.17",     "/tiles/wards/10/512/337.mvt",
        "/collections/wards/items/W1",    "/static/violence/D1/200x150.png"};
    const auto body_of = [](const std::string& answer) {
        return answer.substr(answer.find("\r\n\r\n"));
    };
    test::ServedExample alone;
    std::vector<std::string> expected;
    for (const auto& target : targets) {
        const Response response = alone.ask({"GET", target, {{"Host", "box"}}, {}});
        ASSERT_EQ(response.status, 200) << response.body;
        expected.push_back("\r\n\r\n" + response.body);
    }
    std::vector<std::jthread> clients;
    std::atomic<int> wrong{0};
    for (std::size_t c = 0; c < 8; ++c) {
        clients.emplace_back([&, c] {
            for (std::size_t i = 0; i < 2 * targets.size(); ++i) {
                const std::size_t which = (i + c) % targets.size();
                wrong += body_of(get(targets[which])) == expected[which] ? 0 : 1;
            }
        });
    }
    clients.clear();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(m_example.failures(), 0);
}

TEST_F(RunningServer, StopsOnceWhatIsUnderWayIsAnswered)
{
    start();
    Client idle(port());
    idle.send(request("/health"));
    idle.read_answer();
    Client busy(port());
    busy.send(request("/collections/incidents/items?limit=10000"));
    const std::string answer = busy.read_answer();
    m_server->stop();
    m_thread.join();
    EXPECT_THAT(answer, EndsWith("]}\n"));
    EXPECT_EQ(idle.read_to_end(), "");
    EXPECT_FALSE(Client(port()).is_connected());
}

TEST(Server, SaysWhichAddressIsTaken)
{
    test::ServedExample example;
    ServerOptions options;
    options.listen = parse_listen_address("127.0.0.1:0").value();
    const Server first(example.service(), options);
    options.listen = first.address();
    try {
        const Server second(example.service(), options);
        ADD_FAILURE() << "two servers listen on one port";
    } catch (const EnvironmentError& error) {
        EXPECT_THAT(error.what(), HasSubstr(first.address().text()));
    }
}

}  // namespace
}  // namespace heatward::server
