#include "heatward/server/single_flight_cache.hpp"

#include <atomic>
#include <barrier>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

std::size_t size_of(const std::string& text) { return text.size(); }

auto text_of(const std::string& text)
{
    return [text] { return std::make_shared<const std::string>(text); };
}

TEST(SingleFlightCache, MakesAValueOnceHoweverManyAsk)
{
    SingleFlightCache<std::string> cache(1000);
    std::atomic<int> made{0};
    std::barrier together(8);
    std::vector<std::jthread> threads;
    std::vector<std::shared_ptr<const std::string>> got(8);
    for (std::size_t i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            together.arrive_and_wait();
            got[i] = cache.get(
                "key",
                [&] {
                    ++made;
                    return std::make_shared<const std::string>("value");
                },
                size_of);
        });
    }
    threads.clear();
    EXPECT_EQ(made, 1);
    for (const auto& value : got) {
        EXPECT_EQ(value, got[0]);
    }
}

TEST(SingleFlightCache, DropsWhatWasUsedLongestAgo)
{
    SingleFlightCache<std::string> cache(30);
    for (const char* key : {"a", "b", "c"}) {
        cache.get(key, text_of(std::string(10, 'x')), size_of);
    }
    EXPECT_EQ(cache.size(), 3U);
    int made = 0;
    const auto counted = [&] {
        ++made;
        return std::make_shared<const std::string>(10, 'x');
    };
    cache.get("a", counted, size_of);
    EXPECT_EQ(made, 0);
    cache.get("d", text_of(std::string(10, 'x')), size_of);
    EXPECT_EQ(cache.size(), 3U);
    cache.get("a", counted, size_of);
    EXPECT_EQ(made, 0) << "a was used after b and must have stayed";
    cache.get("b", counted, size_of);
    EXPECT_EQ(made, 1);
}

TEST(SingleFlightCache, KeepsOneValueThatIsLargerThanItself)
{
    SingleFlightCache<std::string> cache(5);
    cache.get("a", text_of("1234"), size_of);
    const auto large = cache.get("b", text_of(std::string(100, 'x')), size_of);
    EXPECT_EQ(large->size(), 100U);
    EXPECT_EQ(cache.size(), 1U);
}

TEST(SingleFlightCache, ForgetsAFailureAfterTellingAllWhoWaited)
{
    SingleFlightCache<std::string> cache(100);
    const auto failing = []() -> std::shared_ptr<const std::string> {
        throw std::runtime_error("no");
    };
    EXPECT_THROW(cache.get("a", failing, size_of), std::runtime_error);
    EXPECT_EQ(cache.size(), 0U);
    EXPECT_EQ(*cache.get("a", text_of("yes"), size_of), "yes");
}

}  // namespace
}  // namespace heatward::server
