#include "heatward/run_store/current_run.hpp"

#include <sys/stat.h>

#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/run_store/manifest.hpp"
#include "heatward/run_store/output_folder.hpp"

namespace heatward::run_store {

namespace {

/// Tells a run folder from one that replaced it under the same path.
std::string identity_of(const std::filesystem::path& folder)
{
    struct stat status = {};
    if (::stat((folder / kManifestName).c_str(), &status) != 0) {
        return folder.string();
    }
    return fmt::format("{} {} {}.{}", folder.string(), status.st_ino, status.st_mtim.tv_sec,
                       status.st_mtim.tv_nsec);
}

/// Tells a run folder from itself after a file in it has come, gone or changed.
std::string state_of(const std::filesystem::path& folder, const std::string& identity)
{
    std::string state = identity;
    const auto add = [&](const std::filesystem::path& path) {
        struct stat status = {};
        if (::lstat(path.c_str(), &status) == 0) {
            state += fmt::format("\n{} {} {} {}.{}", path.string(), status.st_ino, status.st_size,
                                 status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
        }
    };
    add(folder);
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator entry(folder, error), end;
         !error && entry != end; entry.increment(error)) {
        add(entry->path());
    }
    return state;
}

}  // namespace

CurrentRun::CurrentRun(std::filesystem::path folder, CurrentRunOptions options)
    : m_folder(std::move(folder)), m_options(std::move(options))
{
}

CurrentRun::~CurrentRun() { stop(); }

std::shared_ptr<const Run> CurrentRun::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_run;
}

/// Empty where there is no run, the reason told.
std::filesystem::path CurrentRun::find()
{
    try {
        if (auto folder = run_folder_at(m_folder)) {
            return std::move(*folder);
        }
        tell_once(fmt::format("no run yet at {}; \"heatward build\" makes one", m_folder.string()));
    } catch (const std::exception& error) {
        tell_once(fmt::format("no run can be read: {}", error.what()));
    }
    m_seen.clear();
    return {};
}

bool CurrentRun::refresh()
{
    const std::lock_guard one_at_a_time(m_refreshing);
    const std::filesystem::path folder = find();
    if (folder.empty()) {
        return false;
    }
    std::string identity = identity_of(folder);
    if (identity != m_seen) {
        m_seen = identity;
        m_refusal.clear();
    }
    if (identity == m_taken) {
        return false;
    }
    // Before it is opened, so that what changes meanwhile is tried again.
    std::string state = state_of(folder, identity);
    if (state == m_refused) {
        return false;
    }
    try {
        auto run = m_options.open(folder);
        const std::string id = run->id();
        {
            const std::lock_guard lock(m_mutex);
            // The old run's memory is freed after the lock is let go of.
            m_run.swap(run);
        }
        m_taken = std::move(identity);
        m_refused.clear();
        m_refusal.clear();
        say(true, fmt::format("run {} taken up", id));
        return true;
    } catch (const DataError& error) {
        m_refused = std::move(state);
        tell_once(fmt::format("run refused: {}", error.what()));
    } catch (const std::exception& error) {
        // Want of memory or descriptors passes; the run is as good as before.
        tell_once(fmt::format("run refused: {}", error.what()));
    }
    return false;
}

void CurrentRun::tell_once(std::string message)
{
    if (message != m_refusal) {
        m_refusal = std::move(message);
        say(false, m_refusal);
    }
}

void CurrentRun::start()
{
    m_thread = std::jthread([this](const std::stop_token& token) { watch(token); });
}

void CurrentRun::stop()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
}

void CurrentRun::watch(const std::stop_token& token)
{
    std::mutex idle;
    std::unique_lock lock(idle);
    while (!token.stop_requested()) {
        refresh();
        m_wake.wait_for(lock, token, m_options.poll, [] { return false; });
    }
}

void CurrentRun::say(bool taken, const std::string& message) const
{
    if (m_options.log) {
        m_options.log(taken, message);
    }
}

}  // namespace heatward::run_store
