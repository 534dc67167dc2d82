#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace heatward {

/// Number of what comes from no file, such as a database's rows.
inline constexpr std::uint16_t kNoFile = 0xFFFF;

/// File names, each kept once and numbered from 0 in the order of their first coming, so that a
/// row needs two bytes to say which file it stands in.
class FileNames {
public:
    /// The name's number, a new one where it has none yet. Throws DataError for more than 65,535
    /// names.
    std::uint16_t number_of(const std::string& name);

    /// The name of a number; empty for one that was never given, as kNoFile.
    [[nodiscard]] const std::string& name_of(std::uint16_t number) const;

    [[nodiscard]] std::size_t size() const { return m_names.size(); }

private:
    std::vector<std::string> m_names;
    std::unordered_map<std::string, std::uint16_t> m_numbers;
};

}  // namespace heatward
