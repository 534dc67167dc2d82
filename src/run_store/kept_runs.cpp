#include "heatward/run_store/kept_runs.hpp"

#include <algorithm>
#include <utility>

#include "heatward/core/error.hpp"
#include "heatward/run_store/manifest.hpp"
#include "heatward/run_store/output_folder.hpp"
#include "heatward/run_store/run_id.hpp"

namespace heatward::run_store {

KeptRuns::KeptRuns(std::filesystem::path output_folder, std::size_t capacity, RunOpener open)
    : m_folder(std::move(output_folder)), m_capacity(capacity), m_opener(std::move(open))
{
}

std::shared_ptr<const Run> KeptRuns::find(std::string_view run_id)
{
    // Anything else could name a path outside runs/.
    if (!is_run_id(run_id)) {
        return nullptr;
    }
    const std::string id(run_id);
    std::promise<Pointer> promise;
    {
        std::unique_lock lock(m_mutex);
        const auto open = std::find_if(m_open.begin(), m_open.end(),
                                       [&](const auto& run) { return run->id() == id; });
        if (open != m_open.end()) {
            std::rotate(m_open.begin(), open, open + 1);
            return m_open.front();
        }
        if (const auto opening = m_opening.find(id); opening != m_opening.end()) {
            const auto future = opening->second;
            lock.unlock();
            return future.get();
        }
        m_opening.emplace(id, promise.get_future().share());
    }
    Pointer run;
    std::exception_ptr failure;
    try {
        run = open_anew(id);
    } catch (...) {
        failure = std::current_exception();
    }
    Pointer retired;  // freed once the lock is let go of
    {
        const std::lock_guard lock(m_mutex);
        m_opening.erase(id);
        if (run) {
            m_open.push_front(run);
            if (m_open.size() > m_capacity) {
                retired = std::move(m_open.back());
                m_open.pop_back();
            }
        }
    }
    if (failure) {
        promise.set_exception(failure);
        std::rethrow_exception(failure);
    }
    promise.set_value(run);
    return run;
}

std::shared_ptr<const Run> KeptRuns::open_anew(const std::string& run_id) const
{
    try {
        auto run = m_opener(OutputFolder{m_folder}.run(run_id));
        return run && run->id() == run_id ? run : nullptr;
    } catch (const DataError&) {
        return nullptr;
    }
}

std::optional<std::vector<Tier>> KeptRuns::tiers_of(std::string_view run_id) const
{
    if (!is_run_id(run_id)) {
        return std::nullopt;
    }
    try {
        Manifest manifest = read_manifest(OutputFolder{m_folder}.run(std::string(run_id)));
        if (manifest.run_id != run_id) {
            return std::nullopt;
        }
        return std::move(manifest.tiers);
    } catch (const DataError&) {
        return std::nullopt;
    }
}

}  // namespace heatward::run_store
