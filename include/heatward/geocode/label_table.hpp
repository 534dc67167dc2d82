#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/name_index.hpp"

namespace heatward::geocode {

/// Names of the places and districts that entries of a table are said to be in, by their keys
/// (name_key.hpp).
class LabelTable {
public:
    /// Adds an entry with these names.
    void append(std::span<const std::string> names);
    /// Whether the entry bears a label of that key.
    [[nodiscard]] bool has(std::size_t entry, std::string_view key) const;
    [[nodiscard]] bool is_labelled(std::size_t entry) const;
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }

    void write(ByteWriter& out) const;
    static LabelTable read(ByteReader& in);

private:
    [[nodiscard]] std::span<const std::uint32_t> labels_of(std::size_t entry) const;

    std::vector<std::uint32_t> m_ends;  ///< of each entry's labels
    std::vector<std::uint32_t> m_labels;
    TextPool m_keys;
    std::map<std::string, std::uint32_t, std::less<>> m_known;  ///< while it is being made
};

}  // namespace heatward::geocode
