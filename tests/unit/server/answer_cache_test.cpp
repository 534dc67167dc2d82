#include "heatward/server/answer_cache.hpp"

#include <new>

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

AnswerCache::Pointer answer(const std::string& key, std::size_t bytes = 10)
{
    PreparedAnswer made;
    made.key = key;
    made.body.assign(bytes, 'x');
    return std::make_shared<const PreparedAnswer>(std::move(made));
}

void put(AnswerCache& cache, const std::string& key, std::size_t bytes = 10)
{
    const auto asked = cache.ask(key);
    ASSERT_NE(asked.lead, nullptr);
    asked.lead->finish(answer(key, bytes));
}

TEST(AnswerCache, TheFirstMakesItAndTheOthersWait)
{
    AnswerCache cache(1 << 20);
    auto first = cache.ask("a");
    ASSERT_NE(first.lead, nullptr);
    int told = 0;
    for (int i = 0; i < 3; ++i) {
        const auto other = cache.ask("a");
        EXPECT_EQ(other.answer, nullptr);
        EXPECT_EQ(other.lead, nullptr);
        EXPECT_TRUE(cache.join("a", [&](const AnswerCache::Pointer& made) {
            told += made && made->key == "a" ? 1 : 100;
        }));
    }
    EXPECT_EQ(told, 0);
    first.lead->finish(answer("a"));
    EXPECT_EQ(told, 3);
    EXPECT_EQ(cache.ask("a").answer->key, "a");
    EXPECT_FALSE(cache.join("a", [](const AnswerCache::Pointer&) {}));
    EXPECT_EQ(cache.figures().hits, 1U);
    EXPECT_EQ(cache.figures().misses, 4U);
}

TEST(AnswerCache, WhoWaitsIsToldWhereTheMakerGivesUp)
{
    AnswerCache cache(1 << 20);
    auto first = cache.ask("a");
    bool told = false;
    ASSERT_TRUE(cache.join("a", [&](const AnswerCache::Pointer& made) { told = made == nullptr; }));
    first.lead.reset();
    EXPECT_TRUE(told);
    EXPECT_NE(cache.ask("a").lead, nullptr);  // another may try
}

TEST(AnswerCache, AWaiterThatFailsKeepsNobodyElseWaiting)
{
    AnswerCache cache(1 << 20);
    for (const bool is_made : {true, false}) {
        auto first = cache.ask("a");
        ASSERT_NE(first.lead, nullptr);
        int told = 0;
        ASSERT_TRUE(cache.join("a", [](const AnswerCache::Pointer&) { throw std::bad_alloc(); }));
        ASSERT_TRUE(cache.join("a", [&](const AnswerCache::Pointer&) { ++told; }));
        if (is_made) {
            first.lead->finish(nullptr);  // too costly to be kept
        }
        first.lead.reset();  // would end the process if anything got out
        EXPECT_EQ(told, 1);
    }
}

TEST(AnswerCache, DropsTheLeastRecentlyUsedBeyondItsBytes)
{
    AnswerCache cache(10000);
    put(cache, "a", 3000);
    put(cache, "b", 3000);
    EXPECT_NE(cache.ask("a").answer, nullptr);
    put(cache, "c", 3000);
    EXPECT_LE(cache.figures().bytes, 10000U);
    EXPECT_EQ(cache.figures().entries, 2U);
    EXPECT_NE(cache.ask("a").answer, nullptr);
    EXPECT_EQ(cache.ask("b").answer, nullptr);
    EXPECT_NE(cache.ask("c").answer, nullptr);
}

TEST(AnswerCache, OneThatIsTooLargeIsGivenAndNotKept)
{
    AnswerCache cache(10000);
    put(cache, "small");
    put(cache, "large", 20000);
    EXPECT_EQ(cache.figures().entries, 1U);
    EXPECT_NE(cache.ask("small").answer, nullptr);
}

TEST(AnswerCache, AnAddressMeansAnAnswerAsLongAsItIsKept)
{
    AnswerCache cache(10000);
    put(cache, "a", 5000);
    EXPECT_EQ(cache.find_address("/a"), nullptr);
    cache.remember("/a", cache.ask("a").answer);
    EXPECT_EQ(cache.find_address("/a")->key, "a");
    put(cache, "b", 5000);
    EXPECT_EQ(cache.find_address("/a"), nullptr);
}

}  // namespace
}  // namespace heatward::server
