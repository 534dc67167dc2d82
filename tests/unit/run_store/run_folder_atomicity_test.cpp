#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <gmock/gmock.h>

#include "heatward/core/error.hpp"
#include "heatward/run_store/view.hpp"
#include "run_folder_fixture.hpp"

namespace heatward::run_store {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// What publishing says where files may not grow beyond 4 kB, which fails as a full disk does.
std::string publish_on_full_disk(const OutputFolder& output, const RunContents& contents)
{
    rlimit old = {};
    EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, old.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    std::string message;
    try {
        publish_run(output, contents);
    } catch (const EnvironmentError& error) {
        message = error.what();
    }
    ::setrlimit(RLIMIT_FSIZE, &old);
    std::signal(SIGXFSZ, old_handler);
    return message;
}

TEST_F(RunFolder, ReusesAStandingRunAndRebuildsADamagedOne)
{
    const std::string& id = m_contents.data.run_id;
    EXPECT_FALSE(reuse_run(m_output, id));
    publish();
    fs::remove(m_output.current());
    EXPECT_TRUE(reuse_run(m_output, id));
    EXPECT_EQ(fs::read_symlink(m_output.current()), fs::path("runs") / id);

    flip_byte(m_output.run(id) / "analyst/areas.gpkg");
    EXPECT_FALSE(reuse_run(m_output, id));
    EXPECT_TRUE(fs::exists(m_output.run(id))) << "there is nothing in its place yet";
    publish();
    EXPECT_NO_THROW(Run::open(m_output.current().string()));
}

TEST_F(RunFolder, AFailedBuildOverADamagedRunLeavesCurrentResolving)
{
    const fs::path run = publish();
    flip_byte(run / "analyst/areas.gpkg");
    ASSERT_FALSE(reuse_run(m_output, m_contents.data.run_id));
    EXPECT_THAT(publish_on_full_disk(m_output, m_contents), HasSubstr(m_folder.path().string()));
    EXPECT_EQ(find_run_folder(m_output.root),
              fs::canonical(m_output.root) / run.lexically_relative(m_output.root));
    EXPECT_THAT(leftovers(), IsEmpty());
    publish();
    EXPECT_NO_THROW(Run::open(m_output.current().string()));
}

TEST_F(RunFolder, AFullDiskNamesThePathAndLeavesCurrentAlone)
{
    publish();
    const auto before = fs::read_symlink(m_output.current());
    change_an_input();

    const std::string message = publish_on_full_disk(m_output, m_contents);

    EXPECT_THAT(message, HasSubstr(m_folder.path().string()));
    EXPECT_EQ(fs::read_symlink(m_output.current()), before);
    EXPECT_FALSE(fs::exists(m_output.run(m_contents.data.run_id)));
    EXPECT_THAT(leftovers(), IsEmpty());
}

TEST_F(RunFolder, AKilledBuildLeavesCurrentAloneAndTheNextOneTidiesUp)
{
    publish();
    const auto before = fs::read_symlink(m_output.current());
    change_an_input();

    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        // The first file that grows beyond 4 kB kills the process in mid-write.
        std::signal(SIGXFSZ, SIG_DFL);
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        const rlimit small{4096, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &small);
        publish();
        ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(fs::read_symlink(m_output.current()), before);
    EXPECT_EQ(leftovers().size(), 1U);

    publish();
    EXPECT_EQ(fs::read_symlink(m_output.current()), fs::path("runs") / m_contents.data.run_id);
    EXPECT_THAT(leftovers(), IsEmpty());
}

TEST_F(RunFolder, BuildsAtTheSameTimeDoNotHurtEachOther)
{
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            if (i % 2 == 1) {
                change_an_input();
            }
            publish();
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 1;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        EXPECT_EQ(status, 0);
    }
    EXPECT_THAT(leftovers(), IsEmpty());
    EXPECT_NO_THROW(Run::open(m_output.current().string()));
    std::size_t runs = 0;
    for (const auto& run : fs::directory_iterator(m_output.runs())) {
        EXPECT_NO_THROW(Run::open(run.path().string()));
        ++runs;
    }
    EXPECT_EQ(runs, 2U);
}

}  // namespace
}  // namespace heatward::run_store
