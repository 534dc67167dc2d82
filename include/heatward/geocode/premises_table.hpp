#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/gazetteer_records.hpp"
#include "heatward/geocode/name_index.hpp"

namespace heatward::geocode {

/// Buildings, parks and other places with a name, found by it or by an alias.
class PremisesTable {
public:
    struct Premises {
        ProjectedPoint position;
        float uncertainty_m = 0;
        std::uint32_t own_name = 0;
        std::uint32_t first_label = 0;
        std::uint32_t label_count = 0;
    };

    PremisesTable() = default;
    explicit PremisesTable(std::span<const PremisesRecord> records);

    [[nodiscard]] const NameIndex& names() const { return m_names; }
    [[nodiscard]] std::span<const std::uint32_t> of_name(std::uint32_t name) const;
    [[nodiscard]] const Premises& premises(std::uint32_t number) const
    {
        return m_premises[number];
    }
    [[nodiscard]] std::size_t size() const { return m_premises.size(); }
    [[nodiscard]] std::vector<std::string_view> labels(const Premises& premises) const;

    void write(ByteWriter& out) const;
    static PremisesTable read(ByteReader& in);

private:
    NameIndex m_names;
    std::vector<std::uint32_t> m_first_of_name;
    std::vector<std::uint32_t> m_of_name;
    std::vector<Premises> m_premises;
    std::vector<std::uint32_t> m_labels;
    TextPool m_label_keys;
};

}  // namespace heatward::geocode
