#include "heatward/run_store/current_run.hpp"

#include <sys/stat.h>

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

bool CurrentRun::refresh()
{
    const std::lock_guard one_at_a_time(m_refreshing);
    std::filesystem::path folder;
    try {
        folder = find_run_folder(m_folder);
    } catch (const HeatwardError&) {
        return false;  // no run yet
    }
    std::string identity = identity_of(folder);
    if (identity == m_tried) {
        return false;
    }
    if (identity != m_seen) {
        m_seen = identity;
        m_refusal.clear();
    }
    try {
        auto run = m_options.open(folder);
        const std::string id = run->id();
        {
            const std::lock_guard lock(m_mutex);
            // The old run's memory is freed after the lock is let go of.
            m_run.swap(run);
        }
        m_tried = std::move(identity);
        m_refusal.clear();
        say(true, fmt::format("run {} taken up", id));
        return true;
    } catch (const DataError& error) {
        m_tried = std::move(identity);
        refuse(error.what());
    } catch (const std::exception& error) {
        // Want of memory or descriptors passes; the run is as good as before.
        refuse(error.what());
    }
    return false;
}

void CurrentRun::refuse(std::string_view reason)
{
    std::string message = fmt::format("run refused: {}", reason);
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
