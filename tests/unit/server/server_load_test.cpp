#include "heatward/server/server.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "running_server.hpp"

namespace heatward::server {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// More at once than one after the other, and more than is answered.
class ServerUnderLoad : public RunningServer {
protected:
    /// Until so many works wait or are under way.
    void wait_until_ordered(std::size_t works)
    {
        const auto ordered = [this] {
            const ComputeFigures figures = m_server->figures().compute;
            return figures.waiting + figures.running;
        };
        while (ordered() < works) {
            std::this_thread::yield();
        }
    }
};

TEST_F(ServerUnderLoad, ConnectionsBeyondTheMostAreToldToComeLater)
{
    keep_runs();
    start({}, {}, 2);
    // Both are busy: none can be closed for another.
    Client first(port());
    first.send(request(pinned("/collections/wards", kSlowRun)));
    m_opener.wait_until_entered();
    auto second = std::make_unique<Client>(port());
    second->send(request(pinned("/collections/wards", kSlowRun)));
    wait_until_ordered(2);
    // Whether the one beyond asks at once or not at all.
    for (const std::string& bytes : {request("/health"), std::string()}) {
        Client beyond(port());
        beyond.send(bytes);
        const std::string refused = beyond.read_to_end();
        EXPECT_THAT(refused, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
        EXPECT_THAT(refused, HasSubstr("Retry-After: "));
        EXPECT_THAT(refused, HasSubstr("Connection: close\r\n"));
        EXPECT_THAT(refused, HasSubstr("application/problem+json"));
    }
    m_opener.let_go();
    EXPECT_THAT(first.read_answer(), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(second->read_answer(), StartsWith("HTTP/1.1 200"));
    // Idle ones make room.
    EXPECT_THAT(get("/health"), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerUnderLoad, TheLongestIdleMakesRoom)
{
    start({}, {}, 2);
    Client first(port());
    first.send(request("/health"));
    EXPECT_THAT(first.read_answer(), StartsWith("HTTP/1.1 200"));
    Client second(port());
    second.send(request("/health"));
    EXPECT_THAT(second.read_answer(), StartsWith("HTTP/1.1 200"));
    Client third(port());
    third.send(request("/health"));
    EXPECT_THAT(third.read_answer(), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(first.read_to_end(), "");
    second.send(request("/health"));
    EXPECT_THAT(second.read_answer(), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerUnderLoad, HundredsThatSayNothingStopNobody)
{
    start({}, {}, 100);
    std::vector<std::unique_ptr<Client>> idle;
    for (int i = 0; i < 40; ++i) {
        for (int j = 0; j < 10; ++j) {
            idle.push_back(std::make_unique<Client>(port()));
        }
        EXPECT_THAT(get("/health"), StartsWith("HTTP/1.1 200"));
    }
}

TEST_F(ServerUnderLoad, RefusedConnectionsAreFewAtOnce)
{
    Timeouts timeouts;
    timeouts.linger = std::chrono::seconds(60);
    start({}, timeouts, 0);
    std::vector<std::unique_ptr<Client>> clients;
    std::size_t told = 0;
    // None of them closes, so that all that were told linger.
    for (std::size_t i = 0; i < kMaxRefusals + 8; ++i) {
        clients.push_back(std::make_unique<Client>(port()));
    }
    for (const auto& client : clients) {
        told += client->read_to_end().starts_with("HTTP/1.1 503") ? 1U : 0U;
    }
    EXPECT_EQ(told, kMaxRefusals);
}

TEST_F(ServerUnderLoad, AFullQueueIsAnsweredWithRetryLater)
{
    start({0, kComputeQueuePixels});
    EXPECT_THAT(get("/health"), StartsWith("HTTP/1.1 200"));
    const std::string answer = get("/tiles/violence/10/512/337.png");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
    EXPECT_THAT(answer, HasSubstr("Retry-After: "));
}

TEST_F(ServerUnderLoad, AKeptRunThatIsBeingOpenedHoldsNobodyUp)
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

TEST_F(ServerUnderLoad, MapsBeyondTheQueuesPixelsAreAnsweredWithRetryLater)
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

TEST_F(ServerUnderLoad, WhatNobodyWaitsForIsNotWorkedOut)
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

TEST_F(ServerUnderLoad, AClientThatEndsItsSendingIsAnsweredWhereItNeedNotWait)
{
    start();
    EXPECT_THAT(ask(request("/tiles/violence/10/512/337.png")), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerUnderLoad, EndsAfterTheDrainTimeAndDropsWhatHasNotBegun)
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

TEST_F(ServerUnderLoad, AllAtOnceGetTheSameBytesAsAlone)
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

}  // namespace
}  // namespace heatward::server
