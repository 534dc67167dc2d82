#include "heatward/run_store/kept_runs.hpp"

#include <atomic>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/run_store/run_writer.hpp"
#include "support/example_run.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::run_store {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

constexpr const char* kSlow = "0123456789abcdef";
constexpr const char* kQuick = "fedcba9876543210";

/// Opens runs without files, named like their folders; the slow one once the gate is open.
class GatedOpener {
public:
    std::shared_ptr<const Run> operator()(const fs::path& folder)
    {
        const std::string id = folder.filename().string();
        ++m_opened;
        if (id == kSlow) {
            m_entered.set_value();
            m_gate.get_future().wait();
        }
        RunData data;
        data.run_id = id;
        return Run::in_memory(std::move(data), Tier::analyst);
    }
    void wait_until_entered() { m_entered.get_future().wait(); }
    void open_gate() { m_gate.set_value(); }
    [[nodiscard]] int opened() const { return m_opened; }

private:
    std::atomic<int> m_opened{0};
    std::promise<void> m_entered;
    std::promise<void> m_gate;
};

TEST(KeptRuns, FindsOlderRunsAndNothingElse)
{
    const TemporaryFolder folder;
    const auto first = test::example_run_contents();
    const auto second = test::other_run_contents();
    publish_run({folder.path()}, first);
    publish_run({folder.path()}, second);
    KeptRuns kept(folder.path(), 1);
    EXPECT_EQ(kept.tiers_of(first.data.run_id), std::vector{Tier::analyst});
    EXPECT_EQ(kept.tiers_of("0000000000000000"), std::nullopt);
    EXPECT_EQ(kept.tiers_of("../current"), std::nullopt);
    const auto run = kept.find(first.data.run_id);
    ASSERT_NE(run, nullptr);
    EXPECT_EQ(run->id(), first.data.run_id);
    EXPECT_EQ(kept.find(first.data.run_id), run) << "opened twice";
    EXPECT_EQ(kept.find("0000000000000000"), nullptr);
    EXPECT_EQ(kept.find("../current"), nullptr);
    EXPECT_NE(kept.find(second.data.run_id), nullptr);
    EXPECT_NE(kept.find(first.data.run_id), run) << "more stay open than the capacity";
}

TEST(KeptRuns, OpeningOneHoldsUpNobodyWhoWantsAnother)
{
    GatedOpener opener;
    KeptRuns kept("nowhere", 2, std::ref(opener));
    const auto quick = kept.find(kQuick);
    auto slow = std::async(std::launch::async, [&] { return kept.find(kSlow); });
    opener.wait_until_entered();
    EXPECT_EQ(kept.find(kQuick), quick) << "one that is open";
    EXPECT_NE(kept.find("00000000000000aa"), nullptr) << "one that is not";
    EXPECT_EQ(slow.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
    opener.open_gate();
    EXPECT_EQ(slow.get()->id(), kSlow);
}

TEST(KeptRuns, OpensARunOnceForAllWhoAskForIt)
{
    GatedOpener opener;
    KeptRuns kept("nowhere", 2, std::ref(opener));
    std::vector<std::future<std::shared_ptr<const run_store::Run>>> asked;
    asked.push_back(std::async(std::launch::async, [&] { return kept.find(kSlow); }));
    opener.wait_until_entered();
    // A second opening would set a promise again, which throws.
    for (int i = 0; i < 4; ++i) {
        asked.push_back(std::async(std::launch::async, [&] { return kept.find(kSlow); }));
    }
    opener.open_gate();
    const auto run = kept.find(kSlow);
    for (auto& answer : asked) {
        EXPECT_EQ(answer.get(), run);
    }
    EXPECT_EQ(opener.opened(), 1);
}

TEST(KeptRuns, AFailureIsToldToAllAndTheNextOneTriesAgain)
{
    int tries = 0;
    KeptRuns kept("nowhere", 2,
                  [&](const fs::path& folder) -> std::shared_ptr<const run_store::Run> {
                      switch (++tries) {
                          case 1:
                              throw EnvironmentError("too many open files");
                          case 2:
                              throw DataError("damaged");
                          default:
                              RunData data;
                              data.run_id = folder.filename().string();
                              return Run::in_memory(std::move(data), Tier::analyst);
                      }
                  });
    EXPECT_THROW(kept.find(kQuick), EnvironmentError);
    EXPECT_EQ(kept.find(kQuick), nullptr);
    EXPECT_NE(kept.find(kQuick), nullptr);
    EXPECT_EQ(tries, 3);
}

TEST(KeptRuns, ARunOfAnotherNameIsNotGiven)
{
    KeptRuns kept("nowhere", 2, [](const fs::path&) {
        RunData data;
        data.run_id = kSlow;
        return Run::in_memory(std::move(data), Tier::analyst);
    });
    EXPECT_EQ(kept.find(kQuick), nullptr);
}

}  // namespace
}  // namespace heatward::run_store
