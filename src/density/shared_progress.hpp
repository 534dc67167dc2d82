#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>
#include <thread>

#include "heatward/core/progress.hpp"

namespace heatward::density {

/// A stage of Progress that several threads do: passes on, from the calling thread alone, how many
/// steps all have done.
class SharedProgress {
public:
    SharedProgress(Progress* progress, std::string_view stage, std::uint64_t total,
                   std::string_view unit)
        : m_progress(progress)
    {
        if (m_progress != nullptr) {
            m_progress->begin(stage, total, unit);
        }
    }

    void done(std::uint64_t steps)
    {
        m_unreported += steps;
        if (m_progress != nullptr && std::this_thread::get_id() == m_caller) {
            m_progress->advance(m_unreported.exchange(0));
        }
    }

    void finish()
    {
        if (m_progress != nullptr) {
            m_progress->advance(m_unreported.exchange(0));
            m_progress->end();
        }
    }

private:
    Progress* m_progress;
    std::thread::id m_caller = std::this_thread::get_id();
    std::atomic<std::uint64_t> m_unreported{0};
};

}  // namespace heatward::density
