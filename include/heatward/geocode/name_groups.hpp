#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"

namespace heatward::geocode {

/// Which entries of a table have which name: the numbers of one name follow each other.
class NameGroups {
public:
    NameGroups() = default;
    /// `name_of` gives an entry's name; entries keep their order within a name. An entry may be
    /// listed under several names.
    struct Membership {
        std::uint32_t name;
        std::uint32_t entry;
    };
    NameGroups(std::vector<Membership> memberships, std::size_t names);

    [[nodiscard]] std::span<const std::uint32_t> of_name(std::uint32_t name) const;

    void write(ByteWriter& out) const;
    /// Throws DataError where it does not fit that many names and entries.
    static NameGroups read(ByteReader& in, std::size_t names, std::size_t entries);

private:
    std::vector<std::uint32_t> m_first;  ///< one a name, and one past the last
    std::vector<std::uint32_t> m_entries;
};

}  // namespace heatward::geocode
