#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace heatward::maps {

/// Lets pictures gather points side by side as long as they are few together; whoever needs more
/// waits until it is alone, so that memory is bounded by one such piece whatever the threads. A
/// thread holds one pass at a time.
class GatherGate {
public:
    explicit GatherGate(std::size_t most_together) : m_most_together(most_together) {}

    /// Holds so many points from when the gate lets it in until it ends.
    class Pass {
    public:
        Pass(GatherGate& gate, std::size_t points);
        ~Pass();
        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;

    private:
        GatherGate& m_gate;
        std::size_t m_points;
    };

private:
    std::size_t m_most_together;
    std::mutex m_mutex;
    std::condition_variable m_freed;
    std::size_t m_points = 0;  ///< of all passes; guarded by m_mutex
};

}  // namespace heatward::maps
