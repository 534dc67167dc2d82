#include "heatward/geocode/postcode.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace heatward::geocode {
namespace {

constexpr std::size_t kInwardLength = 3;
constexpr std::size_t kLongestPostcode = 7;

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }

bool fits(std::string_view text, std::string_view form)
{
    if (text.size() != form.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (form[i] == 'A' ? !is_letter(text[i]) : !is_figure(text[i])) {
            return false;
        }
    }
    return true;
}

bool is_outward(std::string_view text)
{
    constexpr std::array<std::string_view, 6> forms{"A9", "A99", "AA9", "AA99", "A9A", "AA9A"};
    return std::any_of(forms.begin(), forms.end(),
                       [&](std::string_view form) { return fits(text, form); });
}

/// Without blanks, in capitals.
std::string packed_text(std::string_view text)
{
    std::string packed;
    for (const char c : text) {
        if (c != ' ' && c != '\t') {
            packed.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
        }
    }
    return packed;
}

bool is_full_postcode(std::string_view packed)
{
    if (packed.size() <= kInwardLength) {
        return false;
    }
    const std::size_t split = packed.size() - kInwardLength;
    return fits(packed.substr(split), "9AA") && is_outward(packed.substr(0, split));
}

/// The other character of a pair that is taken for each other; 0 where there is none.
char twin_of(char c)
{
    constexpr std::string_view pairs = "O0I1S5";
    const std::size_t i = pairs.find(c);
    return i == std::string_view::npos ? '\0' : pairs[i ^ 1U];
}

}  // namespace

expected<std::string> parse_postcode(std::string_view text)
{
    std::string packed = packed_text(text);
    if (!is_full_postcode(packed)) {
        return fail("postcode is not a full postcode");
    }
    return packed;
}

std::vector<std::string> repaired_postcodes(std::string_view text)
{
    std::string packed = packed_text(text);
    if (packed.size() > kLongestPostcode || is_full_postcode(packed)) {
        return {};
    }
    std::vector<std::size_t> doubtful;
    for (std::size_t i = 0; i < packed.size(); ++i) {
        if (twin_of(packed[i]) != '\0') {
            doubtful.push_back(i);
        }
    }
    std::vector<std::string> repaired;
    for (unsigned chosen = 1; chosen < (1U << doubtful.size()); ++chosen) {
        std::string candidate = packed;
        for (std::size_t i = 0; i < doubtful.size(); ++i) {
            if ((chosen >> i & 1U) != 0) {
                candidate[doubtful[i]] = twin_of(candidate[doubtful[i]]);
            }
        }
        if (is_full_postcode(candidate)) {
            repaired.push_back(std::move(candidate));
        }
    }
    std::sort(repaired.begin(), repaired.end());
    return repaired;
}

std::string written_postcode(std::string_view packed)
{
    const std::size_t split = packed.size() - kInwardLength;
    return std::string(packed.substr(0, split)) + " " + std::string(packed.substr(split));
}

}  // namespace heatward::geocode
