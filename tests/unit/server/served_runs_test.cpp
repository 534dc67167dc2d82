#include "heatward/server/served_runs.hpp"

#include <gtest/gtest.h>

#include "support/example_run.hpp"

namespace heatward::server {
namespace {

constexpr const char* kFirst = "0123456789abcdef";
constexpr const char* kSecond = "fedcba9876543210";

std::shared_ptr<const run_store::Run> run_named(const char* run_id)
{
    auto data = test::example_run_data();
    data.run_id = run_id;
    return run_store::Run::in_memory(std::move(data), Tier::analyst);
}

TEST(ServedRuns, APinnedRunIsNotSwappedByOnePublishedMeanwhile)
{
    int calls = 0;
    RunSource source;
    source.current = [&calls, first = run_named(kFirst), second = run_named(kSecond)] {
        return ++calls == 1 ? first : second;
    };
    source.kept = [](std::string_view) { return nullptr; };
    source.kept_tiers = [](std::string_view) { return std::nullopt; };
    ServedRuns runs(std::move(source), 1);
    const auto pinned = runs.pinned(kFirst, Tier::analyst);
    ASSERT_TRUE(pinned.has_value()) << pinned.error().detail;
    EXPECT_EQ((*pinned)->view().run_id(), kFirst);
    const auto current = runs.current(Tier::analyst);
    ASSERT_TRUE(current.has_value());
    EXPECT_EQ((*current)->view().run_id(), kSecond);
}

TEST(ServedRuns, AKeptRunIsNotOpenedForACallerWithoutItsTier)
{
    int opened = 0;
    RunSource source;
    source.current = [] { return nullptr; };
    source.kept = [&opened](std::string_view) {
        ++opened;
        return run_named(kFirst);
    };
    source.kept_tiers = [](std::string_view run_id) {
        return run_id == kFirst ? std::optional(std::vector{Tier::analyst}) : std::nullopt;
    };
    ServedRuns runs(std::move(source), 1);
    for (const Tier tier : {Tier::nobody, Tier::public_, Tier::partner}) {
        const auto refused = runs.pinned(kFirst, tier);
        ASSERT_FALSE(refused.has_value());
        EXPECT_EQ(refused.error().status, 403);
    }
    const auto absent = runs.pinned(kSecond, Tier::public_);
    ASSERT_FALSE(absent.has_value());
    EXPECT_EQ(absent.error().status, 404);
    EXPECT_EQ(opened, 0);
    EXPECT_TRUE(runs.pinned(kFirst, Tier::analyst).has_value());
    EXPECT_EQ(opened, 1);
}

TEST(ServedRuns, APreparedRunIsAtHandWithoutAnyFile)
{
    int asked = 0;
    RunSource source;
    source.current = [] { return nullptr; };
    source.kept = [](std::string_view run_id) { return run_named(std::string(run_id).c_str()); };
    source.kept_tiers = [&asked](std::string_view) {
        ++asked;
        return std::optional(std::vector{Tier::analyst});
    };
    ServedRuns runs(std::move(source), 1);
    EXPECT_FALSE(runs.at_hand(kFirst, Tier::analyst).has_value());
    EXPECT_EQ(runs.at_hand("x", Tier::analyst).value().error().status, 400);
    EXPECT_EQ(asked, 0);
    const auto first = runs.pinned(kFirst, Tier::analyst).value();
    EXPECT_EQ(runs.at_hand(kFirst, Tier::analyst).value().value(), first);
    EXPECT_EQ(runs.pinned(kFirst, Tier::analyst).value(), first);
    EXPECT_EQ(asked, 1);
    EXPECT_FALSE(runs.at_hand(kFirst, Tier::public_).has_value()) << "another tier's view";
    // As many others as stay prepared push the first one out.
    for (const char* other : {"00000000000000aa", "00000000000000bb"}) {
        EXPECT_TRUE(runs.pinned(other, Tier::analyst).has_value());
        EXPECT_TRUE(runs.at_hand(other, Tier::analyst).has_value());
    }
    EXPECT_FALSE(runs.at_hand(kFirst, Tier::analyst).has_value());
}

}  // namespace
}  // namespace heatward::server
