#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace heatward::maps {

/// Lets pictures gather points side by side as long as they are few together; whoever needs more
/// waits until it is alone, so that memory is that of the largest single piece at worst, whatever
/// the threads: how large a piece is, the gate does not bound. First come, first served: what comes
/// later never goes before a piece that waits. A thread holds one pass at a time.
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

    /// How many have come and are not let in yet. Safe from any thread.
    [[nodiscard]] std::size_t waiting() const;

private:
    std::size_t m_most_together;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::size_t m_points = 0;     ///< of all passes; guarded by m_mutex
    std::uint64_t m_tickets = 0;  ///< taken, one by each who comes; guarded by m_mutex
    std::uint64_t m_let_in = 0;   ///< of them, in their order; guarded by m_mutex
};

}  // namespace heatward::maps
