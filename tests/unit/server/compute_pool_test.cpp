#include "heatward/server/compute_pool.hpp"

#include <barrier>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

/// A work that is under way until it is let go.
class Blocker {
public:
    ComputePool::Work work(WorkSize size = {})
    {
        return {.run =
                    [this] {
                        m_begun.set_value();
                        m_gate.get_future().wait();
                    },
                .size = size};
    }
    void wait_until_begun() { m_begun.get_future().wait(); }
    void let_go() { m_gate.set_value(); }

private:
    std::promise<void> m_begun;
    std::promise<void> m_gate;
};

/// Waits until every work that was submitted before is done, in a pool of one thread.
void wait_for_the_rest(ComputePool& pool)
{
    std::promise<void> done;
    ASSERT_TRUE(pool.submit({.run = [&] { done.set_value(); }}));
    done.get_future().wait();
}

TEST(ComputePool, RefusesMoreThanItsQueueHolds)
{
    Blocker blocker;
    ComputePool pool(1, {2, kComputeQueuePixels});
    ASSERT_TRUE(pool.submit(blocker.work()));
    blocker.wait_until_begun();
    std::promise<void> second_done;
    EXPECT_TRUE(pool.submit({.run = [&] { second_done.set_value(); }}));
    EXPECT_FALSE(pool.submit({.run = [] {}}));
    blocker.let_go();
    second_done.get_future().wait();
}

TEST(ComputePool, RefusesMorePixelsThanItsLimit)
{
    Blocker blocker;
    ComputePool pool(1, {10, 100});
    ASSERT_TRUE(pool.submit(blocker.work({50, false})));
    blocker.wait_until_begun();
    std::promise<void> done;
    EXPECT_FALSE(pool.submit({.run = [] {}, .size = {51, false}}));
    EXPECT_FALSE(pool.submit({.run = [] {}, .size = {SIZE_MAX, false}}));
    EXPECT_TRUE(pool.submit({.run = [&] { done.set_value(); }, .size = {50, false}}));
    EXPECT_FALSE(pool.submit({.run = [] {}, .size = {1, false}}));
    blocker.let_go();
    done.get_future().wait();
}

TEST(ComputePool, AnIdleOneTakesAWorkOfAnySize)
{
    ComputePool pool(1, {10, 100});
    std::promise<void> done;
    ASSERT_TRUE(pool.submit({.run = [&] { done.set_value(); }, .size = {101, false}}));
    done.get_future().wait();
}

/// How many works of that size a pool with the usual limits takes while another is under way.
std::size_t works_taken(WorkSize size)
{
    Blocker blocker;
    ComputePool pool(1, {});
    EXPECT_TRUE(pool.submit(blocker.work({0, false})));
    blocker.wait_until_begun();
    std::size_t taken = 0;
    // Each of a client of its own, as one alone may not fill the queue.
    while (taken < 10'000 &&
           pool.submit({.run = [] {}, .size = size, .client = std::to_string(taken)})) {
        ++taken;
    }
    pool.end();
    blocker.let_go();
    return taken;
}

TEST(ComputePool, TheLimitsHoldAQueueOfTheLargestTilesOrEightOfTheLargestMaps)
{
    // The work under way stands in the queue too.
    EXPECT_EQ(works_taken(WorkSize::of_picture(std::size_t{512} * 512)), kComputeQueue - 1);
    EXPECT_EQ(works_taken(WorkSize::of_picture(std::size_t{4096} * 4096)), 8U);
}

TEST(ComputePool, MapsAreLongAndTilesAreNot)
{
    EXPECT_FALSE(WorkSize::of_picture(std::size_t{512} * 512).is_long);
    EXPECT_TRUE(WorkSize::of_picture(std::size_t{4096} * 4096).is_long);
}

TEST(ComputePool, LongWorksLeaveAThreadToOthers)
{
    std::vector<Blocker> blockers(2);
    std::promise<void> short_done;
    std::promise<void> last_done;
    ComputePool pool(2, {});
    ASSERT_TRUE(pool.submit(blockers[0].work({1, true})));
    ASSERT_TRUE(pool.submit(blockers[1].work({1, true})));
    ASSERT_TRUE(pool.submit({.run = [&] { short_done.set_value(); }}));
    blockers[0].wait_until_begun();
    // Were both long ones under way, nobody would come to this.
    short_done.get_future().wait();
    blockers[0].let_go();
    blockers[1].wait_until_begun();
    ASSERT_TRUE(pool.submit({.run = [&] { last_done.set_value(); }, .size = {1, true}}));
    blockers[1].let_go();
    last_done.get_future().wait();
}

TEST(ComputePool, DropsWorkThatWaitedUntilNobodyWantedIt)
{
    Blocker blocker;
    const auto has_left = std::make_shared<std::atomic<bool>>(false);
    int run = 0;
    int dropped = 0;
    ComputePool pool(1, {});
    ASSERT_TRUE(pool.submit(blocker.work()));
    blocker.wait_until_begun();
    for (const bool may_leave : {true, false}) {
        ASSERT_TRUE(pool.submit(
            {[&] { ++run; }, [&] { ++dropped; }, may_leave ? has_left : nullptr, WorkSize{}}));
    }
    *has_left = true;
    blocker.let_go();
    wait_for_the_rest(pool);
    EXPECT_EQ(run, 1);
    EXPECT_EQ(dropped, 1);
}

TEST(ComputePool, WorkThatFindsAThreadIdleIsNotDropped)
{
    std::promise<bool> is_run;
    ComputePool pool(1, {});
    ASSERT_TRUE(pool.submit({[&] { is_run.set_value(true); }, [&] { is_run.set_value(false); },
                             std::make_shared<std::atomic<bool>>(true), WorkSize{}}));
    EXPECT_TRUE(is_run.get_future().get());
}

TEST(ComputePool, AWorkUnderWayIsToldThatItsClientHasLeft)
{
    const auto has_left = std::make_shared<std::atomic<bool>>(false);
    std::vector<bool> told;
    ComputePool pool(1, {});
    const auto look = [&] { told.push_back(ComputePool::has_client_left()); };
    ASSERT_TRUE(pool.submit({[&] {
                                 look();
                                 *has_left = true;
                                 look();
                             },
                             [] {}, has_left, WorkSize{}}));
    wait_for_the_rest(pool);
    ASSERT_TRUE(pool.submit({.run = look}));  // nobody's
    wait_for_the_rest(pool);
    look();
    EXPECT_EQ(told, (std::vector<bool>{false, true, false, false}));
}

TEST(ComputePool, UnwantedWorkTakesNoRoomFromOthers)
{
    Blocker blocker;
    const auto has_left = std::make_shared<std::atomic<bool>>(false);
    int dropped = 0;
    ComputePool pool(1, {3, 100});
    ASSERT_TRUE(pool.submit(blocker.work({10, false})));
    blocker.wait_until_begun();
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(pool.submit({[] {}, [&] { ++dropped; }, has_left, WorkSize{45, false}}));
    }
    EXPECT_FALSE(pool.submit({.run = [] {}, .size = {90, false}}));
    *has_left = true;
    EXPECT_TRUE(pool.submit({.run = [] {}, .size = {90, false}}));
    EXPECT_EQ(dropped, 2);
    blocker.let_go();
}

TEST(ComputePool, WorkThatThrowsIsDroppedAndThePoolGoesOn)
{
    int dropped = 0;
    ComputePool pool(1, {});
    ASSERT_TRUE(pool.submit(
        {[] { throw std::runtime_error("no memory"); }, [&] { ++dropped; }, nullptr, WorkSize{}}));
    wait_for_the_rest(pool);
    EXPECT_EQ(dropped, 1);
}

TEST(ComputePool, DropsWhatHasNotBegunOnceItEnds)
{
    Blocker blocker;
    int run = 0;
    {
        ComputePool pool(1, {});
        ASSERT_TRUE(pool.submit(blocker.work()));
        blocker.wait_until_begun();
        for (int i = 0; i < 100; ++i) {
            ASSERT_TRUE(pool.submit({.run = [&] { ++run; }}));
        }
        pool.end();
        EXPECT_FALSE(pool.submit({.run = [&] { ++run; }}));
        blocker.let_go();
    }
    EXPECT_EQ(run, 0);
}

/// Notes in which order works began, in a pool of one thread that is busy until all are queued.
class OrderTest : public ::testing::Test {
protected:
    ComputePool::Work noting(const std::string& name, const std::string& client,
                             bool is_continuation = false)
    {
        ComputePool::Work work;
        work.run = [this, name] { m_order += name + " "; };
        work.client = client;
        work.is_continuation = is_continuation;
        return work;
    }
    /// Once all that `client` has asked for is done.
    std::string order(const std::string& client)
    {
        std::promise<void> done;
        ComputePool::Work last;
        last.run = [&] { done.set_value(); };
        last.client = client;
        EXPECT_TRUE(m_pool.submit(std::move(last)));
        m_blocker.let_go();
        done.get_future().wait();
        return m_order;
    }
    void SetUp() override
    {
        ASSERT_TRUE(m_pool.submit(m_blocker.work()));
        m_blocker.wait_until_begun();
    }

    std::string m_order;
    Blocker m_blocker;
    ComputePool m_pool{1, {100, kComputeQueuePixels, 4, kTilePixels * 4}};
};

TEST_F(OrderTest, ClientsTakeTurns)
{
    for (const char* name : {"a1", "a2", "a3"}) {
        ASSERT_TRUE(m_pool.submit(noting(name, "a")));
    }
    ASSERT_TRUE(m_pool.submit(noting("b1", "b")));
    EXPECT_EQ(order("a"), "a1 b1 a2 a3 ");
}

TEST_F(OrderTest, AnsweredAndNewWorksTakeTurns)
{
    for (const char* name : {"n1", "n2"}) {
        ASSERT_TRUE(m_pool.submit(noting(name, "a")));
    }
    for (const char* name : {"c1", "c2"}) {
        ASSERT_TRUE(m_pool.submit(noting(name, "c", true)));
    }
    const std::string order_of_all = order("a");
    EXPECT_TRUE(order_of_all == "n1 c1 n2 c2 " || order_of_all == "c1 n1 c2 n2 ") << order_of_all;
}

TEST_F(OrderTest, OneClientCannotFillTheQueue)
{
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(m_pool.submit(noting("a", "a")));
    }
    EXPECT_FALSE(m_pool.submit(noting("a", "a")));
    EXPECT_TRUE(m_pool.submit(noting("b", "b")));
    // What goes on with a begun answer is not refused.
    EXPECT_TRUE(m_pool.submit(noting("c", "a", true)));
    EXPECT_EQ(m_pool.figures().refused, 1U);
    EXPECT_EQ(m_pool.figures().waiting, 5U);
    EXPECT_EQ(m_pool.figures().continuations, 1U);
    order("b");
}

TEST_F(OrderTest, BegunAnswersCountForTheirClientAlone)
{
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(m_pool.submit(noting("c", "a", true)));
    }
    EXPECT_FALSE(m_pool.submit(noting("n", "a")));
    EXPECT_TRUE(m_pool.submit(noting("n", "b")));
    m_blocker.let_go();
    // A work is counted out once it has run, and before the next one begins.
    std::promise<void> done;
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(m_pool.submit({.run = [] {}, .client = std::to_string(i)}));
    }
    ASSERT_TRUE(m_pool.submit({.run = [&] { done.set_value(); }}));
    done.get_future().wait();
    EXPECT_TRUE(m_pool.submit(noting("n", "a")));
}

TEST_F(OrderTest, OneClientsPixelsAreBounded)
{
    auto large = noting("a", "a");
    large.size = {kTilePixels * 3, false};
    ASSERT_TRUE(m_pool.submit(large));
    EXPECT_FALSE(m_pool.submit(large));
    auto others = large;
    others.client = "b";
    EXPECT_TRUE(m_pool.submit(others));
    auto vast = noting("c", "c");
    vast.size = {kTilePixels * 50, false};
    EXPECT_TRUE(m_pool.submit(vast));  // the only one of its client
    order("z");
}

}  // namespace
}  // namespace heatward::server
