#include "gather_gate.hpp"

namespace heatward::maps {

GatherGate::Pass::Pass(GatherGate& gate, std::size_t points) : m_gate(gate), m_points(points)
{
    std::unique_lock lock(m_gate.m_mutex);
    m_gate.m_freed.wait(lock, [&] {
        return m_gate.m_points == 0 || m_gate.m_points + m_points <= m_gate.m_most_together;
    });
    m_gate.m_points += m_points;
}

GatherGate::Pass::~Pass()
{
    {
        const std::scoped_lock lock(m_gate.m_mutex);
        m_gate.m_points -= m_points;
    }
    m_gate.m_freed.notify_all();
}

}  // namespace heatward::maps
