#include "heatward/geocode/name_groups.hpp"

#include <algorithm>
#include <tuple>

namespace heatward::geocode {

NameGroups::NameGroups(std::vector<Membership> memberships, std::size_t names)
{
    std::sort(memberships.begin(), memberships.end(), [](const auto& a, const auto& b) {
        return std::tie(a.name, a.entry) < std::tie(b.name, b.entry);
    });
    m_first.assign(names + 1, 0);
    for (const Membership& membership : memberships) {
        ++m_first[membership.name + 1];
        m_entries.push_back(membership.entry);
    }
    for (std::size_t i = 0; i < names; ++i) {
        m_first[i + 1] += m_first[i];
    }
}

std::span<const std::uint32_t> NameGroups::of_name(std::uint32_t name) const
{
    return std::span(m_entries).subspan(m_first[name], m_first[name + 1] - m_first[name]);
}

void NameGroups::write(ByteWriter& out) const
{
    out.column(m_first);
    out.column(m_entries);
}

NameGroups NameGroups::read(ByteReader& in, std::size_t names, std::size_t entries)
{
    NameGroups groups;
    groups.m_first = in.column<std::uint32_t>();
    groups.m_entries = in.column<std::uint32_t>();
    const bool is_empty = groups.m_first.empty() && names == 0;
    if (!is_empty && (groups.m_first.size() != names + 1 || groups.m_first.front() != 0 ||
                      !std::is_sorted(groups.m_first.begin(), groups.m_first.end()) ||
                      groups.m_first.back() != groups.m_entries.size() ||
                      std::any_of(groups.m_entries.begin(), groups.m_entries.end(),
                                  [&](std::uint32_t entry) { return entry >= entries; }))) {
        throw DataError("is damaged: its entries do not fit their names");
    }
    return groups;
}

}  // namespace heatward::geocode
