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
    ServedRuns runs(std::move(source), 1);
    const auto pinned = runs.pinned(kFirst, Tier::analyst);
    ASSERT_TRUE(pinned.has_value()) << pinned.error().detail;
    EXPECT_EQ((*pinned)->view().run_id(), kFirst);
    const auto current = runs.current(Tier::analyst);
    ASSERT_TRUE(current.has_value());
    EXPECT_EQ((*current)->view().run_id(), kSecond);
}

}  // namespace
}  // namespace heatward::server
