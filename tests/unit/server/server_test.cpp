#include "heatward/server/server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
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

class RunningServer : public ::testing::Test {
protected:
    void start(std::size_t compute_queue = kComputeQueue, Timeouts timeouts = {})
    {
        ServerOptions options;
        options.timeouts = timeouts;
        options.listen = parse_listen_address("127.0.0.1:0").value();
        options.threads = 2;
        options.compute_queue = compute_queue;
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
    }

    [[nodiscard]] std::uint16_t port() const { return m_server->address().port; }

    std::string ask(std::string_view bytes)
    {
        Client client(port());
        client.send(bytes);
        client.finish_sending();
        return client.read_to_end();
    }

    static std::string request(std::string_view target, std::string_view more = "")
    {
        return "GET " + std::string(target) + " HTTP/1.1\r\nHost: box\r\n" + std::string(more) +
               "\r\n";
    }

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
    const std::string answer = ask(request("/collections/wards/items?limit=1"));
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
        const std::string whole = ask(request(target));
        const std::string head =
            ask("HEAD " + std::string(target) + " HTTP/1.1\r\nHost: box\r\n\r\n");
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
    const std::string empty = ask(request("/tiles/wards/8/10/10.mvt"));
    EXPECT_THAT(empty, StartsWith("HTTP/1.1 204 No Content\r\n"));
    EXPECT_THAT(empty, EndsWith("\r\n\r\n"));
    EXPECT_THAT(empty, ::testing::Not(HasSubstr("Content-Length")));
    const std::string known = ask(request("/legend/violence.json", "If-None-Match: *\r\n"));
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
        EXPECT_THAT(ask(request("/health")), StartsWith("HTTP/1.1 200"));
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
    start(kComputeQueue, timeouts);
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
    start(kComputeQueue, timeouts);
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
    start(0);
    EXPECT_THAT(ask(request("/health")), StartsWith("HTTP/1.1 200"));
    const std::string answer = ask(request("/tiles/violence/10/512/337.png"));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
    EXPECT_THAT(answer, HasSubstr("Retry-After: "));
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
                wrong += body_of(ask(request(targets[which]))) == expected[which] ? 0 : 1;
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
