#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "heatward/core/time.hpp"

namespace heatward::pipeline {

/// What the name of a street-level file says.
struct StreetFileName {
    Month month;
    std::string force;  ///< in lower case

    auto operator<=>(const StreetFileName&) const = default;
};

/// Reads a name as in the police.uk archive, "YYYY-MM-<force>-street.csv" in any letter case
/// (folders before it do not count); nothing for any other name.
std::optional<StreetFileName> street_file_name(const std::string& name);

/// Whether a file that is none of these looks as if it was meant to be one: "-street" stands in its
/// name in any letter case. Files that macOS adds ("._…") do not.
bool looks_like_street_file(const std::string& name);

/// The months that a source's street-level files supply: those for which every force that occurs
/// among the files has one. A month that one force lacks is missing for the whole source, as its
/// figures would otherwise be the other forces' alone.
class StreetSupply {
public:
    void add(const StreetFileName& name);

    /// Months that every force has, ascending.
    [[nodiscard]] std::vector<Month> complete_months() const;
    /// Force → months, ascending, that it lacks and another force has; only forces that lack any.
    [[nodiscard]] std::map<std::string, std::vector<Month>> gaps() const;

private:
    std::map<std::string, std::set<Month>> m_months_by_force;
    std::set<Month> m_months;
};

}  // namespace heatward::pipeline
