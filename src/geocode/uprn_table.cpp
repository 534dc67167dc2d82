#include "heatward/geocode/uprn_table.hpp"

#include <algorithm>
#include <utility>

namespace heatward::geocode {

UprnTable::UprnTable(std::vector<UprnRecord> records) : m_records(std::move(records))
{
    std::stable_sort(m_records.begin(), m_records.end(),
                     [](const auto& a, const auto& b) { return a.uprn < b.uprn; });
    m_records.erase(std::unique(m_records.begin(), m_records.end(),
                                [](const auto& a, const auto& b) { return a.uprn == b.uprn; }),
                    m_records.end());
}

std::optional<ProjectedPoint> UprnTable::find(std::uint64_t uprn) const
{
    const auto found =
        std::lower_bound(m_records.begin(), m_records.end(), uprn,
                         [](const UprnRecord& record, std::uint64_t n) { return record.uprn < n; });
    return found == m_records.end() || found->uprn != uprn ? std::nullopt
                                                           : std::optional(found->position);
}

void UprnTable::write(ByteWriter& out) const { out.column(m_records); }

UprnTable UprnTable::read(ByteReader& in)
{
    UprnTable table;
    table.m_records = in.column<UprnRecord>();
    return table;
}

}  // namespace heatward::geocode
