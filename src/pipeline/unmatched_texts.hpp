#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/pipeline/source_reader.hpp"

namespace heatward::pipeline {

/// Characters after which a text is cut.
inline constexpr std::size_t kShownCharacters = 80;

/// Texts of a report's list.
inline constexpr std::size_t kListedTexts = 20;

/// A cell as it may be shown: its first kShownCharacters, "…" where there were more, each control
/// character, line or direction mark as "�". What is not UTF-8 is read as Windows-1252.
std::string shown_text(std::string_view cell);

/// Counts the location texts that gave no position, as they are shown.
class UnmatchedTexts {
public:
    /// An empty text, or one of blanks alone, is none.
    void add(std::string_view text);

    /// The commonest kListedTexts of those that at least so many rows have, ties by their bytes.
    [[nodiscard]] std::vector<TextRows> commonest(std::uint64_t least_rows) const;

private:
    std::map<std::string, std::uint64_t> m_rows;
};

}  // namespace heatward::pipeline
