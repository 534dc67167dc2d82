#include "heatward/run_store/current_run.hpp"

#include <fstream>
#include <future>
#include <new>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/run_store/run_writer.hpp"
#include "support/example_run.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::run_store {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

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

    const auto second = test::other_run_contents();
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
    const auto second = test::other_run_contents();
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
    const auto second = test::other_run_contents();
    publish_run(output, second);
    std::ofstream(output.run(second.data.run_id) / "analyst/more.gpkg") << "x";
    EXPECT_FALSE(current.refresh());
    EXPECT_EQ(current.snapshot()->id(), first.data.run_id);
    EXPECT_NE(refusal.find("more.gpkg"), std::string::npos) << refusal;
    EXPECT_FALSE(current.refresh());

    fs::remove(output.run(second.data.run_id) / "analyst/more.gpkg");
    EXPECT_TRUE(current.refresh()) << "the run is not tried again now that the file is gone";
    EXPECT_EQ(current.snapshot()->id(), second.data.run_id);
    std::ofstream(output.run(second.data.run_id) / "analyst/areas.qml") << "x";
    EXPECT_FALSE(current.refresh()) << "a run that was taken up is opened again";
}

TEST(CurrentRun, TellsOnceWhyThereIsNoRun)
{
    const TemporaryFolder folder;
    const OutputFolder output{folder.path() / "published"};
    std::vector<std::string> told;
    CurrentRunOptions options;
    options.log = [&](bool, std::string_view message) { told.emplace_back(message); };
    CurrentRun current(output.root, options);
    const auto told_now = [&] {
        told.clear();
        EXPECT_FALSE(current.refresh());
        EXPECT_FALSE(current.refresh());
        return told;
    };
    const auto names = [](const char* text) { return ElementsAre(HasSubstr(text)); };
    EXPECT_THAT(told_now(), names("no run yet at"));
    fs::create_directories(output.root);
    EXPECT_THAT(told_now(), IsEmpty());
    fs::create_symlink("runs/0123456789abcdef", output.current());
    EXPECT_THAT(told_now(), names("leads to runs/0123456789abcdef"));
    fs::remove(output.current());
    fs::create_symlink("current", output.current());
    EXPECT_THAT(told_now(), names("cannot be opened"));
    fs::remove_all(output.root);
    std::ofstream(output.root) << "x";
    EXPECT_THAT(told_now(), names("is no folder"));
    fs::remove(output.root);
    const auto contents = test::example_run_contents();
    publish_run(output, contents);
    told.clear();
    EXPECT_TRUE(current.refresh());
    EXPECT_THAT(told, names("taken up"));
}

TEST(CurrentRun, TriesAgainWhatFailedForWantOfMeans)
{
    const TemporaryFolder folder;
    std::vector<std::string> refused;
    int tries = 0;
    CurrentRunOptions options;
    options.log = [&](bool taken, std::string_view message) {
        if (!taken) {
            refused.emplace_back(message);
        }
    };
    // A process that may open no more files for two polls, as one with too many connections, and
    // has no memory at a third.
    options.open = [&](const fs::path& run_folder) {
        switch (++tries) {
            case 1:
            case 2:
                throw EnvironmentError("too many open files");
            case 3:
                throw std::bad_alloc();
            default:
                return open_verified(run_folder);
        }
    };
    CurrentRun current(folder.path(), options);
    const auto contents = test::example_run_contents();
    publish_run({folder.path()}, contents);

    EXPECT_FALSE(current.refresh());
    EXPECT_FALSE(current.refresh());
    EXPECT_EQ(tries, 2);
    ASSERT_EQ(refused.size(), 1U) << "the same failure is told at every poll";
    EXPECT_NE(refused[0].find("too many open files"), std::string::npos);
    EXPECT_FALSE(current.refresh());
    EXPECT_EQ(refused.size(), 2U) << "another reason is told";
    EXPECT_TRUE(current.refresh());
    EXPECT_FALSE(current.refresh());
    EXPECT_EQ(tries, 4);
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

}  // namespace
}  // namespace heatward::run_store
