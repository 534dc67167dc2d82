#include "heatward/geocode/premises_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace heatward::geocode {
namespace {

/// "The Mammoth PH" and "Mammoth" are one pub: forms of a name without what only says that it is
/// one.
std::vector<std::string> with_short_forms(const std::vector<std::string>& names)
{
    static constexpr std::array<std::string_view, 4> kEndings{" ph", " p.h.", " pub",
                                                              " public house"};
    std::vector<std::string> all;
    for (const std::string& name : names) {
        if (name.empty()) {
            continue;
        }
        all.push_back(name);
        for (const std::string_view ending : kEndings) {
            const std::size_t rest = name.size() - std::min(name.size(), ending.size());
            const bool ends = std::equal(
                ending.begin(), ending.end(), name.begin() + static_cast<std::ptrdiff_t>(rest),
                name.end(), [](char a, char b) {
                    return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
                });
            if (ends && rest > 0) {
                all.push_back(name.substr(0, rest));
            }
        }
    }
    return all;
}

}  // namespace

PremisesTable::PremisesTable(std::span<const PremisesRecord> records)
{
    std::map<std::string, std::uint32_t> numbers;
    std::vector<std::string> names;
    std::vector<NameGroups::Membership> memberships;
    for (const PremisesRecord& record : records) {
        std::vector<std::uint32_t> of_record;
        for (const std::string& name : with_short_forms(record.names)) {
            const auto [at, is_new] =
                numbers.emplace(name, static_cast<std::uint32_t>(names.size()));
            if (is_new) {
                names.push_back(name);
            }
            if (std::find(of_record.begin(), of_record.end(), at->second) == of_record.end()) {
                of_record.push_back(at->second);
            }
        }
        if (of_record.empty()) {
            continue;
        }
        for (const std::uint32_t name : of_record) {
            memberships.push_back({name, static_cast<std::uint32_t>(m_premises.size())});
        }
        m_premises.push_back(
            {record.position, static_cast<float>(record.uncertainty_m), of_record.front()});
        m_labels.append(record.localities);
    }
    m_names = NameIndex(names);
    m_groups = NameGroups(std::move(memberships), names.size());
}

void PremisesTable::write(ByteWriter& out) const
{
    out.column(m_premises);
    m_names.write(out);
    m_groups.write(out);
    m_labels.write(out);
}

PremisesTable PremisesTable::read(ByteReader& in)
{
    PremisesTable table;
    table.m_premises = in.column<Premises>();
    table.m_names = NameIndex::read(in);
    table.m_groups = NameGroups::read(in, table.m_names.size(), table.m_premises.size());
    table.m_labels = LabelTable::read(in);
    if (table.m_labels.size() != table.m_premises.size() ||
        std::any_of(table.m_premises.begin(), table.m_premises.end(),
                    [&](const Premises& p) { return p.own_name >= table.m_names.size(); })) {
        throw DataError("is damaged: its premises do not fit their names");
    }
    return table;
}

}  // namespace heatward::geocode
