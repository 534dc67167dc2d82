#include "heatward/run_store/kept_runs.hpp"

#include <algorithm>

#include "heatward/core/error.hpp"
#include "heatward/run_store/output_folder.hpp"
#include "heatward/run_store/run_id.hpp"

namespace heatward::run_store {

KeptRuns::KeptRuns(std::filesystem::path output_folder, std::size_t capacity)
    : m_folder(std::move(output_folder)), m_capacity(capacity)
{
}

std::shared_ptr<const Run> KeptRuns::find(std::string_view run_id)
{
    // Anything else could name a path outside runs/.
    if (!is_run_id(run_id)) {
        return nullptr;
    }
    const std::lock_guard lock(m_mutex);
    const auto open = std::find_if(m_open.begin(), m_open.end(),
                                   [&](const auto& run) { return run->id() == run_id; });
    if (open != m_open.end()) {
        std::rotate(m_open.begin(), open, open + 1);
        return m_open.front();
    }
    try {
        auto run = Run::open(OutputFolder{m_folder}.run(std::string(run_id)).string());
        if (run->id() != run_id) {
            return nullptr;
        }
        m_open.push_front(run);
        if (m_open.size() > m_capacity) {
            m_open.pop_back();
        }
        return run;
    } catch (const DataError&) {
        return nullptr;
    }
}

}  // namespace heatward::run_store
