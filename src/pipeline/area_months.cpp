#include "area_months.hpp"

#include <algorithm>

#include "layer_members.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// What an incident of a source and month counts in.
struct Role {
    bool is_before = false;
    bool is_after = false;
    std::size_t trend_column = kNoColumn;
};

/// The roles of every source's months, from the first month to the last that has any.
class Roles {
public:
    explicit Roles(const LayerMonths& months)
    {
        include(months.trend);
        for (const std::vector<Month>& compared : months.compared) {
            include(compared);
        }
        if (m_end <= m_begin) {
            return;
        }
        // The year before is compared too.
        m_begin -= 12;
        m_begin_time = start_of(Month::from_index(m_begin));
        m_end_time = start_of(Month::from_index(m_end));
        m_roles.assign(months.supplied.size(),
                       std::vector<Role>(static_cast<std::size_t>(m_end - m_begin)));
        for (std::size_t k = 0; k < m_roles.size(); ++k) {
            fill(months.compared[k], months.trend, m_roles[k]);
        }
    }

    /// Null where the time has none.
    [[nodiscard]] const Role* find(std::size_t source, WallMinutes time) const
    {
        if (time < m_begin_time || time >= m_end_time) {
            return nullptr;
        }
        return &m_roles[source][place(month_of(time))];
    }

private:
    void include(const std::vector<Month>& months)
    {
        if (!months.empty()) {
            m_begin =
                m_end == 0 ? months.front().index() : std::min(m_begin, months.front().index());
            m_end = std::max(m_end, months.back().index() + 1);
        }
    }

    void fill(const std::vector<Month>& compared, const std::vector<Month>& trend,
              std::vector<Role>& roles) const
    {
        for (const Month& month : compared) {
            roles[place(month)].is_after = true;
            roles[place(Month::from_index(month.index() - 12))].is_before = true;
        }
        for (std::size_t column = 0; column < trend.size(); ++column) {
            roles[place(trend[column])].trend_column = column;
        }
    }

    [[nodiscard]] std::size_t place(Month month) const
    {
        return static_cast<std::size_t>(month.index() - m_begin);
    }

    int m_begin = 0;
    int m_end = 0;
    WallMinutes m_begin_time = 0;
    WallMinutes m_end_time = 0;
    std::vector<std::vector<Role>> m_roles;
};

}  // namespace

AreaMonths count_area_months(const AnalysisInput& input, const project::Layer& layer,
                             const LayerMonths& months, const AreaMembership& membership,
                             std::size_t areas)
{
    AreaMonths counts;
    counts.before.assign(areas, 0);
    counts.after.assign(areas, 0);
    counts.trend_months = months.trend.size();
    counts.trend.assign(areas * counts.trend_months, 0);
    const IncidentTable& incidents = *input.incidents;
    const LayerMembers members(*input.project, layer);
    const Roles roles(months);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const std::uint32_t area = membership.area_of(i);
        const std::size_t source = members.source_whenever(incidents, i);
        if (area == AreaMembership::kNowhere || source == LayerMembers::kNone) {
            continue;
        }
        const Role* const role = roles.find(source, incidents.time[i]);
        if (role == nullptr) {
            continue;
        }
        counts.before[area] += role->is_before ? 1U : 0U;
        counts.after[area] += role->is_after ? 1U : 0U;
        if (role->trend_column != kNoColumn) {
            ++counts.trend[area * counts.trend_months + role->trend_column];
        }
    }
    return counts;
}

}  // namespace heatward::pipeline
