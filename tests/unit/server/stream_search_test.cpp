// What streams do that look for something for long.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "streaming_server.hpp"

namespace heatward::server {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using Client = test::BlockingClient;

/// Looks for something in many steps and finds it at the end alone.
class Search : public BodyStream {
public:
    Search(Tally& tally, int steps, std::function<void(int)> at = {})
        : m_tally(tally), m_steps(steps), m_at(std::move(at))
    {
        ++m_tally.alive;
    }
    ~Search() override { --m_tally.alive; }

    BodyPiece next() override
    {
        if (m_at) {
            m_at(m_tally.made);
        }
        return ++m_tally.made < m_steps ? BodyPiece{} : BodyPiece{"found", true};
    }

private:
    Tally& m_tally;
    int m_steps;
    std::function<void(int)> m_at;
};

constexpr int kEndless = 1'000'000'000;

TEST_F(StreamTest, ALongSearchIsAnAnswerOfOnePiece)
{
    m_responder.streams["/search"] = [this] {
        return std::make_shared<Search>(m_responder.tally, 1000);
    };
    start();
    Client client(port());
    client.send(request("/search") + request("/plain"));
    EXPECT_THAT(client.read_chunked_answer(), EndsWith("\r\n\r\nfound"));
    EXPECT_THAT(client.read_answer(), EndsWith("plain"));
    EXPECT_EQ(tally().made, 1000);
    EXPECT_EQ(logged(1).bytes, 5U);
}

TEST_F(StreamTest, TheHeadDoesNotWaitForWhatASearchFinds)
{
    std::mutex gate;
    gate.lock();
    m_responder.streams["/search"] = [&] {
        return std::make_shared<Search>(m_responder.tally, 3, [&gate](int step) {
            if (step == 1) {
                const std::lock_guard wait(gate);
            }
        });
    };
    start();
    Client client(port());
    client.send(request("/search"));
    EXPECT_THAT(client.read_at_least(15), StartsWith("HTTP/1.1 200 OK"));
    gate.unlock();
    EXPECT_THAT(client.read_at_least(15), HasSubstr("5\r\nfound"));
}

TEST_F(StreamTest, NothingIsSearchedForWhoHasLeft)
{
    m_responder.streams["/search"] = [this] {
        return std::make_shared<Search>(m_responder.tally, kEndless);
    };
    start();
    {
        Client leaving(port());
        leaving.send(request("/search"));
        leaving.read_at_least(15);
        // Behind a request that was sent on, too.
        leaving.send(request("/plain"));
    }
    EXPECT_FALSE(logged(1).is_complete);
    EXPECT_EQ(tally().alive, 0);
}

TEST_F(StreamTest, OthersHaveTheirTurnDuringASearch)
{
    m_responder.streams["/search"] = [this] {
        return std::make_shared<Search>(m_responder.tally, kEndless);
    };
    offer("/long", 3, 50000);
    start();
    std::vector<std::unique_ptr<Client>> searching;
    for (int i = 0; i < 4; ++i) {
        searching.push_back(std::make_unique<Client>(port()));
        searching.back()->send(request("/search"));
        searching.back()->read_at_least(15);
    }
    Client client(port());
    client.send(request("/long"));
    EXPECT_THAT(client.read_chunked_answer(), EndsWith(letters(3, 50000)));
}

}  // namespace
}  // namespace heatward::server
