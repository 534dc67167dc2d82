#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "heatward/core/progress.hpp"

namespace heatward::density {

/// Passes on from the calling thread how many cells all threads have done.
class RasterProgress {
public:
    RasterProgress(Progress* progress, std::uint64_t cells) : m_progress(progress)
    {
        if (m_progress != nullptr) {
            m_progress->begin("density", cells, "cells");
        }
    }

    void done(std::uint64_t cells)
    {
        m_unreported += cells;
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
