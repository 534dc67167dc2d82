#include "heatward/server/server.hpp"

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "running_server.hpp"

namespace heatward::server {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

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
        // Not by `ask`: who ends its sending is answered only where it need not wait.
        Client client(port());
        client.send("HEAD " + std::string(target) +
                    " HTTP/1.1\r\nHost: box\r\nConnection: close\r\n\r\n");
        const std::string head = client.read_to_end();
        const auto end = whole.find("\r\n\r\n") + 4;
        const auto without_its_own = [](std::string text) {
            for (const char* name : {"Date: ", "X-Request-Id: "}) {
                const auto field = text.find(name);
                text.erase(field, text.find("\r\n", field) - field);
            }
            return text;
        };
        EXPECT_EQ(without_its_own(head), without_its_own(whole.substr(0, end))) << target;
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

TEST_F(RunningServer, RefusesWhatAnotherServerMightFrameOtherwise)
{
    start();
    const std::string hidden = "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n";
    for (const std::string& framing : std::vector<std::string>{
             "Transfer-Encoding: chunked, identity\r\nContent-Length: 0\r\n",
             "Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n",
             "Transfer-Encoding: identity\r\n", "Transfer-Encoding: gzip, chunked\r\n"}) {
        const std::string answer =
            ask("GET /health HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n0\r\n\r\n" + hidden);
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << framing;
        EXPECT_THAT(answer, ::testing::Not(HasSubstr("ready"))) << "one answer, and the end";
    }
    EXPECT_THAT(ask("GET /health HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                ::testing::Not(HasSubstr(" 200 ")));
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

TEST_F(RunningServer, StopsOnceWhatIsUnderWayIsAnswered)
{
    start();
    Client idle(port());
    idle.send(request("/health"));
    idle.read_answer();
    Client busy(port());
    busy.send(request("/collections/incidents/items?limit=100"));
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
