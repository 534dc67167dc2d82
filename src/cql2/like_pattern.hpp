#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::cql2 {

/// A LIKE pattern: % stands for any number of characters, _ for one, and a backslash takes the
/// meaning from the character after it.
class LikePattern {
public:
    /// Refuses patterns beyond kLongestPattern.
    explicit LikePattern(std::string pattern);

    /// Whether the whole text fits. Takes the pattern's length times the text's at worst: of
    /// several %, only the last one met is ever tried again.
    [[nodiscard]] bool matches(std::string_view text) const;

    /// The pattern as it was written.
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    enum class Kind : std::uint8_t { byte, one_character, any_run };
    struct Piece {
        Kind kind = Kind::byte;
        char byte = 0;
    };

    std::string m_text;
    std::vector<Piece> m_pieces;
};

}  // namespace heatward::cql2
