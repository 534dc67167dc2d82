#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "heatward/run_store/view.hpp"

namespace heatward::run_store {

/// How `CurrentRun` looks after its folder.
struct CurrentRunOptions {
    std::chrono::milliseconds poll{1000};
    RunOpener open = &open_verified;
    /// Told of every run that was taken up or refused, and once of each reason why there is none;
    /// called from the watching thread.
    std::function<void(bool taken, std::string_view message)> log;
};

/// The run that an output folder's `current` link points to, taken up anew when a build replaces
/// it. A new run that is broken is refused and the old one goes on. Readers take one snapshot
/// each, so that no answer mixes two runs.
class CurrentRun {
public:
    /// `folder` is an output folder, which need not hold a run yet, or one run's folder. Opens
    /// nothing: see `refresh` and `start`.
    CurrentRun(std::filesystem::path folder, CurrentRunOptions options);
    CurrentRun(const CurrentRun&) = delete;
    CurrentRun& operator=(const CurrentRun&) = delete;
    ~CurrentRun();

    /// The run as of now, or null where there is none yet.
    [[nodiscard]] std::shared_ptr<const Run> snapshot() const;

    /// Looks once; gives whether another run was taken up. A folder whose data are wrong is not
    /// tried again until another stands in its place or a file in it has come, gone or changed; one
    /// that could not be opened for another reason (no memory, too many open files) is tried again
    /// each time, the reason told once.
    bool refresh();

    /// Looks again every `poll` on a thread of its own until `stop` or destruction.
    void start();
    void stop();

private:
    void watch(const std::stop_token& token);
    std::filesystem::path find();
    void tell_once(std::string message);
    void say(bool taken, const std::string& message) const;

    std::filesystem::path m_folder;
    CurrentRunOptions m_options;
    std::string m_seen;     ///< identity of the run folder seen last; guarded by m_refreshing
    std::string m_taken;    ///< the one that was taken up last; guarded by m_refreshing
    std::string m_refused;  ///< state of the one that is not tried again; guarded by m_refreshing
    std::string m_refusal;  ///< what was said last of m_seen; guarded by m_refreshing
    std::mutex m_refreshing;
    mutable std::mutex m_mutex;
    std::shared_ptr<const Run> m_run;  ///< guarded by m_mutex
    std::condition_variable_any m_wake;
    std::jthread m_thread;
};

}  // namespace heatward::run_store
