#include "heatward/geocode/postcode.hpp"

#include <algorithm>
#include <array>

namespace heatward::geocode {
namespace {

constexpr std::size_t kInwardLength = 3;
constexpr std::size_t kOutwardLength = 4;
constexpr std::size_t kShortestPostcode = 5;
constexpr std::size_t kLongestPostcode = 7;
constexpr unsigned kByteBits = 8;
constexpr unsigned kUnitLetters = 2;

/// Letters and figures alone, in capitals; one more than a postcode has where the text is longer.
struct PackedText {
    std::array<char, kLongestPostcode + 1> characters;
    std::size_t size = 0;

    explicit PackedText(std::string_view text)
    {
        for (const char c : text) {
            const bool is_small = c >= 'a' && c <= 'z';
            if (size < characters.size() &&
                (is_small || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
                characters[size++] = is_small ? static_cast<char>(c - 'a' + 'A') : c;
            }
        }
    }
};

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }

/// Units never have C, I, K, M, O or V, which handwriting mistakes.
bool is_unit_letter(char c)
{
    return is_letter(c) && std::string_view("CIKMOV").find(c) == std::string_view::npos;
}

bool is_outward(const char* text, std::size_t size)
{
    const std::size_t letters = size > 1 && is_letter(text[1]) ? 2 : 1;
    if (!is_letter(text[0]) || size <= letters || size > letters + 2 || !is_figure(text[letters])) {
        return false;
    }
    return size == letters + 1 || is_figure(text[letters + 1]) || is_letter(text[letters + 1]);
}

bool is_full_postcode(const PackedText& packed)
{
    if (packed.size < kShortestPostcode || packed.size > kLongestPostcode) {
        return false;
    }
    const char* const inward = packed.characters.data() + packed.size - kInwardLength;
    return is_figure(inward[0]) && is_unit_letter(inward[1]) && is_unit_letter(inward[2]) &&
           is_outward(packed.characters.data(), packed.size - kInwardLength);
}

PostcodeKey key_of(const PackedText& packed)
{
    const std::size_t outward = packed.size - kInwardLength;
    PostcodeKey key = 0;
    for (std::size_t i = 0; i < kOutwardLength; ++i) {
        const char c = i < outward ? packed.characters[i] : ' ';
        key = key << kByteBits | static_cast<unsigned char>(c);
    }
    for (std::size_t i = outward; i < packed.size; ++i) {
        key = key << kByteBits | static_cast<unsigned char>(packed.characters[i]);
    }
    return key;
}

/// The other character of a pair that is taken for each other; 0 where there is none.
char twin_of(char c)
{
    constexpr std::string_view pairs = "O0I1S5";
    const std::size_t i = pairs.find(c);
    return i == std::string_view::npos ? '\0' : pairs[i ^ 1U];
}

}  // namespace

std::optional<PostcodeKey> parse_postcode(std::string_view text)
{
    const PackedText packed(text);
    return is_full_postcode(packed) ? std::optional(key_of(packed)) : std::nullopt;
}

std::vector<PostcodeKey> repaired_postcodes(std::string_view text)
{
    const PackedText packed(text);
    if (packed.size < kShortestPostcode || packed.size > kLongestPostcode) {
        return {};
    }
    std::vector<std::size_t> doubtful;
    for (std::size_t i = 0; i < packed.size; ++i) {
        if (twin_of(packed.characters[i]) != '\0') {
            doubtful.push_back(i);
        }
    }
    std::vector<PostcodeKey> repaired;
    for (unsigned chosen = 1; chosen < (1U << doubtful.size()); ++chosen) {
        PackedText candidate = packed;
        for (std::size_t i = 0; i < doubtful.size(); ++i) {
            if ((chosen >> i & 1U) != 0) {
                char& c = candidate.characters[doubtful[i]];
                c = twin_of(c);
            }
        }
        if (is_full_postcode(candidate)) {
            repaired.push_back(key_of(candidate));
        }
    }
    std::sort(repaired.begin(), repaired.end());
    return repaired;
}

SectorRange sector_of(PostcodeKey key)
{
    const PostcodeKey first = key >> kUnitLetters * kByteBits << kUnitLetters * kByteBits;
    return {first, first + (PostcodeKey{1} << kUnitLetters * kByteBits)};
}

std::string written_postcode(PostcodeKey key)
{
    std::string written;
    for (std::size_t i = kLongestPostcode; i-- > 0;) {
        const auto c = static_cast<char>(key >> i * kByteBits & 0xFFU);
        if (i == kInwardLength - 1) {
            written.push_back(' ');
        }
        if (c != ' ') {
            written.push_back(c);
        }
    }
    return written;
}

std::string written_sector(PostcodeKey key)
{
    std::string written = written_postcode(key);
    written.resize(written.size() - kUnitLetters);
    return written;
}

}  // namespace heatward::geocode
