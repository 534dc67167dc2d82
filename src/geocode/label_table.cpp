#include "heatward/geocode/label_table.hpp"

#include <algorithm>

#include "heatward/geocode/name_key.hpp"

namespace heatward::geocode {

void LabelTable::append(std::span<const std::string> names)
{
    for (const std::string& name : names) {
        for (const std::string& key : name_keys(name)) {
            const auto [at, is_new] =
                m_known.emplace(key, static_cast<std::uint32_t>(m_keys.size()));
            if (is_new) {
                m_keys.append(key);
            }
            m_labels.push_back(at->second);
        }
    }
    m_ends.push_back(static_cast<std::uint32_t>(m_labels.size()));
}

std::span<const std::uint32_t> LabelTable::labels_of(std::size_t entry) const
{
    const std::uint32_t first = entry == 0 ? 0 : m_ends[entry - 1];
    return std::span(m_labels).subspan(first, m_ends[entry] - first);
}

bool LabelTable::has(std::size_t entry, std::string_view key) const
{
    const auto labels = labels_of(entry);
    return std::any_of(labels.begin(), labels.end(),
                       [&](std::uint32_t label) { return m_keys[label] == key; });
}

bool LabelTable::is_labelled(std::size_t entry) const { return !labels_of(entry).empty(); }

void LabelTable::write(ByteWriter& out) const
{
    out.column(m_ends);
    out.column(m_labels);
    m_keys.write(out);
}

LabelTable LabelTable::read(ByteReader& in)
{
    LabelTable table;
    table.m_ends = in.column<std::uint32_t>();
    table.m_labels = in.column<std::uint32_t>();
    table.m_keys = TextPool::read(in);
    const bool fits = std::is_sorted(table.m_ends.begin(), table.m_ends.end()) &&
                      (table.m_ends.empty() ? 0 : table.m_ends.back()) == table.m_labels.size() &&
                      std::all_of(table.m_labels.begin(), table.m_labels.end(),
                                  [&](std::uint32_t label) { return label < table.m_keys.size(); });
    if (!fits) {
        throw DataError("is damaged: its labels do not fit their entries");
    }
    return table;
}

}  // namespace heatward::geocode
