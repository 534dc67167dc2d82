#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/gazetteer_records.hpp"

namespace heatward::geocode {

/// Properties by their unique property reference number.
class UprnTable {
public:
    UprnTable() = default;
    /// Of two records of one number the first stands.
    explicit UprnTable(std::vector<UprnRecord> records);

    [[nodiscard]] std::optional<ProjectedPoint> find(std::uint64_t uprn) const;
    [[nodiscard]] std::size_t size() const { return m_records.size(); }

    void write(ByteWriter& out) const;
    static UprnTable read(ByteReader& in);

private:
    std::vector<UprnRecord> m_records;  ///< by number
};

}  // namespace heatward::geocode
