#include "heatward/run_store/current_run.hpp"

#include <fstream>
#include <future>

#include <sys/resource.h>

#include <gtest/gtest.h>

#include "heatward/run_store/kept_runs.hpp"
#include "heatward/run_store/run_writer.hpp"
#include "support/example_run.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::run_store {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

RunContents other_contents()
{
    auto contents = test::example_run_contents();
    contents.inputs[0].sha256[0] = 'd';
    contents.data.run_id = run_id_of(contents.data.project, contents.inputs, contents.operations);
    return contents;
}

TEST(CurrentRun, TakesUpEachNewRunOnce)
{
    const TemporaryFolder folder;
    CurrentRun current(folder.path(), {});
    EXPECT_FALSE(current.refresh());
    EXPECT_EQ(current.snapshot(), nullptr);

    const auto first = test::example_run_contents();
    publish_run({folder.path()}, first);
    EXPECT_TRUE(current.refresh());
    EXPECT_FALSE(current.refresh());
    const auto snapshot = current.snapshot();
    ASSERT_NE(snapshot, nullptr);
    EXPECT_EQ(snapshot->id(), first.data.run_id);

    const auto second = other_contents();
    publish_run({folder.path()}, second);
    EXPECT_TRUE(current.refresh());
    EXPECT_EQ(current.snapshot()->id(), second.data.run_id);
    EXPECT_EQ(snapshot->id(), first.data.run_id) << "a snapshot changed under its reader";
}

TEST(CurrentRun, RefusesABrokenRunAndGoesOnWithTheOldOne)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    std::vector<std::string> refused;
    CurrentRunOptions options;
    options.log = [&](bool taken, std::string_view message) {
        if (!taken) {
            refused.emplace_back(message);
        }
    };
    CurrentRun current(folder.path(), options);
    const auto first = test::example_run_contents();
    publish_run(output, first);
    ASSERT_TRUE(current.refresh());
    const auto second = other_contents();
    publish_run(output, second);
    fs::resize_file(output.run(second.data.run_id) / "analyst/areas.gpkg", 100);
    EXPECT_FALSE(current.refresh());
    EXPECT_EQ(current.snapshot()->id(), first.data.run_id);
    ASSERT_EQ(refused.size(), 1U);
    EXPECT_NE(refused[0].find("areas.gpkg"), std::string::npos);
    EXPECT_FALSE(current.refresh());
    EXPECT_EQ(refused.size(), 1U) << "the same broken run was tried again";

    // The build repairs it under the same name.
    publish_run(output, second);
    EXPECT_TRUE(current.refresh());
    EXPECT_EQ(current.snapshot()->id(), second.data.run_id);
}

TEST(CurrentRun, RefusesARunWithAFileThatItsManifestDoesNotName)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path()};
    std::string refusal;
    CurrentRunOptions options;
    options.log = [&](bool taken, std::string_view message) {
        refusal = taken ? "" : std::string(message);
    };
    CurrentRun current(folder.path(), options);
    const auto first = test::example_run_contents();
    publish_run(output, first);
    ASSERT_TRUE(current.refresh());
    const auto second = other_contents();
    publish_run(output, second);
    std::ofstream(output.run(second.data.run_id) / "analyst/more.gpkg") << "x";
    EXPECT_FALSE(current.refresh());
    EXPECT_EQ(current.snapshot()->id(), first.data.run_id);
    EXPECT_NE(refusal.find("more.gpkg"), std::string::npos) << refusal;
}

TEST(CurrentRun, TriesAgainWhatFailedForWantOfMeans)
{
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer looks at memory through descriptors, which this test takes away";
#endif
    const TemporaryFolder folder;
    std::vector<std::string> refused;
    CurrentRunOptions options;
    options.log = [&](bool taken, std::string_view message) {
        if (!taken) {
            refused.emplace_back(message);
        }
    };
    CurrentRun current(folder.path(), options);
    const auto contents = test::example_run_contents();
    publish_run({folder.path()}, contents);

    // A process that may open no more files, as one with too many connections.
    rlimit old = {};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &old), 0);
    const rlimit none{0, old.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
    const bool first = current.refresh();
    const bool second = current.refresh();
    ::setrlimit(RLIMIT_NOFILE, &old);

    EXPECT_FALSE(first);
    EXPECT_FALSE(second);
    EXPECT_EQ(refused.size(), 1U) << "the same failure is told at every poll";
    EXPECT_TRUE(current.refresh());
    ASSERT_NE(current.snapshot(), nullptr);
    EXPECT_EQ(current.snapshot()->id(), contents.data.run_id);
}

TEST(CurrentRun, WatchesOnItsOwnThread)
{
    const TemporaryFolder folder;
    std::promise<void> taken;
    CurrentRunOptions options;
    options.poll = std::chrono::milliseconds(5);
    options.log = [&](bool was_taken, std::string_view) {
        if (was_taken) {
            taken.set_value();
        }
    };
    CurrentRun current(folder.path(), options);
    current.start();
    const auto contents = test::example_run_contents();
    publish_run({folder.path()}, contents);
    ASSERT_EQ(taken.get_future().wait_for(std::chrono::seconds(60)), std::future_status::ready);
    EXPECT_EQ(current.snapshot()->id(), contents.data.run_id);
    current.stop();
}

TEST(KeptRuns, FindsOlderRunsAndNothingElse)
{
    const TemporaryFolder folder;
    const auto first = test::example_run_contents();
    const auto second = other_contents();
    publish_run({folder.path()}, first);
    publish_run({folder.path()}, second);
    KeptRuns kept(folder.path(), 1);
    const auto run = kept.find(first.data.run_id);
    ASSERT_NE(run, nullptr);
    EXPECT_EQ(run->id(), first.data.run_id);
    EXPECT_EQ(kept.find(first.data.run_id), run) << "opened twice";
    EXPECT_EQ(kept.find("0000000000000000"), nullptr);
    EXPECT_EQ(kept.find("../current"), nullptr);
    EXPECT_NE(kept.find(second.data.run_id), nullptr);
    EXPECT_NE(kept.find(first.data.run_id), run) << "more stay open than the capacity";
}

TEST(View, IsRefusedForATierThatTheRunHoldsNothingFor)
{
    const auto run = Run::in_memory(test::example_run_data(), Tier::analyst);
    EXPECT_TRUE(View::of(run, Tier::analyst).has_value());
    for (const Tier tier : {Tier::nobody, Tier::public_, Tier::partner}) {
        const auto view = View::of(run, tier);
        ASSERT_FALSE(view.has_value());
        EXPECT_EQ(view.error().tier, tier);
    }
}

}  // namespace
}  // namespace heatward::run_store
