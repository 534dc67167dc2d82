#include "gather_gate.hpp"

namespace heatward::maps {

GatherGate::Pass::Pass(GatherGate& gate, std::size_t points) : m_gate(gate), m_points(points)
{
    {
        std::unique_lock lock(m_gate.m_mutex);
        const std::uint64_t ticket = m_gate.m_tickets++;
        m_gate.m_changed.wait(lock, [&] {
            return ticket == m_gate.m_let_in &&
                   (m_gate.m_points == 0 || m_gate.m_points + m_points <= m_gate.m_most_together);
        });
        ++m_gate.m_let_in;
        m_gate.m_points += m_points;
    }
    m_gate.m_changed.notify_all();  // the next may fit beside this one
}

GatherGate::Pass::~Pass()
{
    {
        const std::scoped_lock lock(m_gate.m_mutex);
        m_gate.m_points -= m_points;
    }
    m_gate.m_changed.notify_all();
}

std::size_t GatherGate::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return static_cast<std::size_t>(m_tickets - m_let_in);
}

}  // namespace heatward::maps
