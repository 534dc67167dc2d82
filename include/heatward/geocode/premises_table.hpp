#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/gazetteer_records.hpp"
#include "heatward/geocode/label_table.hpp"
#include "heatward/geocode/name_groups.hpp"
#include "heatward/geocode/name_index.hpp"

namespace heatward::geocode {

/// Buildings, parks and other places with a name, found by it or by an alias.
class PremisesTable {
public:
    struct Premises {
        ProjectedPoint position;
        float uncertainty_m = 0;
        std::uint32_t own_name = 0;  ///< among the table's names
    };

    PremisesTable() = default;
    explicit PremisesTable(std::span<const PremisesRecord> records);

    [[nodiscard]] const NameIndex& names() const { return m_names; }
    /// The premises of a name or alias, as numbers; ascending.
    [[nodiscard]] std::span<const std::uint32_t> of_name(std::uint32_t name) const
    {
        return m_groups.of_name(name);
    }
    [[nodiscard]] const Premises& premises(std::uint32_t number) const
    {
        return m_premises[number];
    }
    [[nodiscard]] std::size_t size() const { return m_premises.size(); }
    [[nodiscard]] const LabelTable& labels() const { return m_labels; }

    void write(ByteWriter& out) const;
    static PremisesTable read(ByteReader& in);

private:
    NameIndex m_names;
    NameGroups m_groups;
    std::vector<Premises> m_premises;
    LabelTable m_labels;
};

}  // namespace heatward::geocode
