#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::geocode {

/// Words beyond this many are not looked at.
inline constexpr std::size_t kMostLocationWords = 60;

/// What stands between a word and the one before it, beside blanks.
enum class WordJoint : std::uint8_t { none, slash, at_sign, ampersand };

struct LocationWord {
    std::string_view text;      ///< small letters and figures
    std::uint16_t segment = 0;  ///< commas, brackets, line ends and dashes between blanks part them
    WordJoint joint = WordJoint::none;
    bool after_comma = false;  ///< the first of its segment, which a comma or line end parts
};

/// A row's free text, read once: what people type of a place, and of its town. Views stay good
/// while it lives; it does not move.
class LocationText {
public:
    /// The town's words make segments of their own after the location's.
    LocationText(std::string_view location, std::string_view town);
    LocationText(const LocationText&) = delete;
    LocationText& operator=(const LocationText&) = delete;

    /// The location folded (folded_text.hpp), its figures and signs in place.
    [[nodiscard]] std::string_view plain() const { return m_plain; }
    [[nodiscard]] std::span<const LocationWord> words() const { return m_words; }
    /// How many of the words are the location's.
    [[nodiscard]] std::size_t location_words() const { return m_location_words; }

private:
    void split(std::string_view plain, std::string& storage);

    std::string m_plain;
    std::string m_location_storage;
    std::string m_town_storage;
    std::vector<LocationWord> m_words;
    std::size_t m_location_words = 0;
    std::uint16_t m_segment = 0;
};

/// Whether it begins "On or near", as police.uk's places do.
bool says_on_or_near(const LocationText& text);

}  // namespace heatward::geocode
