#include <chrono>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "streaming_server.hpp"

namespace heatward::server {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Client = test::BlockingClient;

TEST_F(StreamTest, GoesInChunksAndTheConnectionIsKept)
{
    offer("/long", 30, 50000);
    start();
    Client client(port());
    // The second and third wait behind the stream.
    client.send(request("/long") + request("/plain") + request("/long"));
    const std::string answer = client.read_chunked_answer();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(answer.substr(0, 500), Not(HasSubstr("Content-Length")));
    EXPECT_EQ(answer.substr(answer.find("\r\n\r\n") + 4), letters(30, 50000));
    EXPECT_THAT(client.read_answer(), EndsWith("\r\n\r\nplain"));
    EXPECT_THAT(client.read_chunked_answer(), EndsWith(letters(30, 50000)));
    EXPECT_EQ(logged(1).bytes, 1500000U);
    EXPECT_TRUE(logged(1).is_complete);
}

TEST_F(StreamTest, ABodyOfKnownLengthSaysIt)
{
    offer("/long", 3, 50000, true);
    offer("/nothing", 0, 1, true);
    start();
    Client client(port());
    client.send(request("/long") + request("/nothing") + request("/plain"));
    const std::string answer = client.read_answer();
    EXPECT_THAT(answer, HasSubstr("Content-Length: 150000\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n" + letters(3, 50000)));
    EXPECT_THAT(client.read_answer(), HasSubstr("Content-Length: 0\r\n"));
    EXPECT_THAT(client.read_answer(), EndsWith("plain"));
}

TEST_F(StreamTest, AnOldClientGetsItUpToTheConnectionsEnd)
{
    offer("/long", 5, 50000);
    start();
    Client client(port());
    client.send("GET /long HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const std::string answer = client.read_to_end();
    EXPECT_THAT(answer, Not(HasSubstr("chunked")));
    EXPECT_THAT(answer, Not(HasSubstr("keep-alive")));
    EXPECT_EQ(answer.substr(answer.find("\r\n\r\n") + 4), letters(5, 50000));
}

TEST_F(StreamTest, HeadDoesNotRunIt)
{
    offer("/long", 5, 50000);
    start();
    Client client(port());
    client.send("HEAD /long HTTP/1.1\r\nHost: box\r\n\r\n" + request("/plain"));
    EXPECT_THAT(client.read_answer(), HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(client.read_answer(), EndsWith("plain"));
    EXPECT_EQ(tally().made, 0);
    EXPECT_EQ(logged(1).bytes, 0U);
}

TEST_F(StreamTest, WhatBreaksOffInTheMiddleIsNoWholeAnswer)
{
    const auto breaks = [](int piece) {
        if (piece == 3) {
            throw std::runtime_error("broken");
        }
    };
    offer("/chunked", 9, 1000, false, breaks);
    offer("/told", 9, 1000, true, breaks);
    start();
    Client client(port());
    client.send(request("/chunked") + request("/plain"));
    EXPECT_THAT(client.read_chunked_answer(), EndsWith("<broken off>"));
    EXPECT_FALSE(logged(1).is_complete);
    EXPECT_EQ(tally().failures, 1);
    Client told(port());
    told.send(request("/told"));
    EXPECT_THAT(told.read_to_end(), Not(HasSubstr("ddd")));
    EXPECT_FALSE(logged(2).is_complete);
    EXPECT_EQ(tally().failures, 2);
    EXPECT_EQ(tally().alive, 0);
}

TEST_F(StreamTest, WhatBreaksOffBeforeTheFirstPieceIsAProblem)
{
    offer("/broken", 9, 1000, false, [](int) { throw std::runtime_error("broken"); });
    start();
    Client client(port());
    client.send(request("/broken") + request("/plain"));
    EXPECT_THAT(client.read_answer(), StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(client.read_answer(), EndsWith("plain"));
}

TEST_F(StreamTest, GoesOnAlthoughThePoolTakesNoMore)
{
    offer("/long", 30, 50000);
    start({0, 0});
    Client client(port());
    client.send(request("/long"));
    EXPECT_THAT(client.read_chunked_answer(), EndsWith(letters(30, 50000)));
}

TEST_F(StreamTest, NothingIsMadeForWhoDoesNotRead)
{
    constexpr int kPieces = 4000;  // 256 MB
    offer("/long", kPieces, 65536);
    Timeouts timeouts;
    timeouts.write = std::chrono::milliseconds(200);
    start({}, timeouts);
    Client lazy(port(), 65536);
    lazy.send(request("/long"));
    const AccessRecord record = logged(1);
    EXPECT_FALSE(record.is_complete);
    EXPECT_EQ(record.status, 200);
    EXPECT_LT(record.bytes, 8U * 1024 * 1024);  // what the systems' buffers hold
    EXPECT_LT(tally().made, 128);
}

TEST_F(StreamTest, WhoLeavesIsWorkedForNoLonger)
{
    constexpr int kPieces = 4000;
    offer("/long", kPieces, 65536);
    start();
    {
        Client leaving(port(), 65536);
        leaving.send(request("/long"));
    }
    EXPECT_FALSE(logged(1).is_complete);
    EXPECT_LT(tally().made, 128);
    stop();
    m_server.reset();
    EXPECT_EQ(tally().alive, 0);
}

TEST_F(StreamTest, OneClientCannotTakeAllStreams)
{
    offer("/long", 4000, 65536);
    start();
    std::vector<std::unique_ptr<Client>> lazy;
    for (std::size_t i = 0; i < kClientStreams; ++i) {
        lazy.push_back(std::make_unique<Client>(port(), 65536));
        lazy.back()->send(request("/long"));
        lazy.back()->read_at_least(1000);
    }
    Client client(port());
    client.send(request("/long"));
    const std::string refused = client.read_answer();
    EXPECT_THAT(refused, StartsWith("HTTP/1.1 503 "));
    EXPECT_THAT(refused, HasSubstr("Retry-After: "));
    Client other(port(), 0, "127.0.0.2");
    other.send(request("/long"));
    EXPECT_THAT(other.read_at_least(15), StartsWith("HTTP/1.1 200 "));
    lazy.pop_back();
    logged(2);  // the refusal, and the stream that was broken off
    offer("/short", 3, 50000);
    client.send(request("/short"));
    EXPECT_THAT(client.read_chunked_answer(), EndsWith(letters(3, 50000)));
}

TEST_F(StreamTest, ManyAtOnceHoldAPieceEach)
{
    // All are begun before any is read: what was made meanwhile is in the systems' buffers.
    constexpr int kClients = 30;
    offer("/long", 100, 65536);
    start();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < kClients; ++i) {
        clients.push_back(std::make_unique<Client>(port(), 65536));
        clients.back()->send(request("/long"));
    }
    Client other(port());
    other.send(request("/plain"));
    EXPECT_THAT(other.read_answer(), EndsWith("plain"));
    EXPECT_LT(tally().made, kClients * 20);
    const std::string expected = letters(100, 65536);
    for (const auto& client : clients) {
        const std::string answer = client->read_chunked_answer();
        EXPECT_EQ(answer.compare(answer.find("\r\n\r\n") + 4, std::string::npos, expected), 0);
    }
}

TEST_F(StreamTest, TheFirstPieceIsSentBeforeTheSecondIsMade)
{
    std::mutex gate;
    gate.lock();
    offer("/long", 2, 1000, false, [&gate](int piece) {
        if (piece == 1) {
            const std::lock_guard wait(gate);
        }
    });
    start();
    Client client(port());
    client.send(request("/long"));
    const std::string first = client.read_at_least(1000);
    EXPECT_THAT(first, HasSubstr(std::string(1000, 'a')));
    EXPECT_THAT(first, Not(HasSubstr("bbb")));
    gate.unlock();
    EXPECT_THAT(client.read_at_least(1000), HasSubstr(std::string(1000, 'b')));
}

TEST_F(StreamTest, IsSentToItsEndWhenTheServerStops)
{
    std::mutex gate;
    gate.lock();
    offer("/long", 50, 65536, false, [&gate](int piece) {
        if (piece == 1) {
            const std::lock_guard wait(gate);
        }
    });
    start();
    Client client(port());
    client.send(request("/long"));
    const std::string first = client.read_at_least(1000);
    m_server->stop();
    gate.unlock();
    EXPECT_THAT(first + client.read_to_end(), EndsWith("\r\n0\r\n\r\n"));
    m_thread.join();
    EXPECT_TRUE(logged(1).is_complete);
    EXPECT_EQ(logged(1).bytes, 50U * 65536);
}

TEST_F(StreamTest, IsBrokenOffAfterTheDrainTime)
{
    Timeouts timeouts;
    timeouts.drain = std::chrono::milliseconds(20);
    offer("/long", 4000, 65536);
    start({}, timeouts);
    Client lazy(port(), 65536);
    lazy.send("GET /long HTTP/1.0\r\n\r\n");
    lazy.read_at_least(1000);
    stop();
    m_server.reset();
    EXPECT_EQ(tally().alive, 0);
    lazy.read_to_end();
    EXPECT_TRUE(lazy.was_reset());  // an end would mean that this was all
}

}  // namespace
}  // namespace heatward::server
