#include "heatward/geocode/postcode.hpp"

#include <array>

namespace heatward::geocode {
namespace {

constexpr std::size_t kInwardLength = 3;
constexpr std::string_view kNotAPostcode = "postcode is not a full postcode";

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
    for (const std::string_view form : forms) {
        if (fits(text, form)) {
            return true;
        }
    }
    return false;
}

}  // namespace

expected<std::string> parse_postcode(std::string_view text)
{
    std::string packed;
    for (const char c : text) {
        if (c == ' ' || c == '\t') {
            continue;
        }
        packed.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    }
    if (packed.size() <= kInwardLength) {
        return fail(std::string(kNotAPostcode));
    }
    const std::string_view whole = packed;
    const std::string_view inward = whole.substr(whole.size() - kInwardLength);
    if (!fits(inward, "9AA") || !is_outward(whole.substr(0, whole.size() - kInwardLength))) {
        return fail(std::string(kNotAPostcode));
    }
    return packed;
}

std::string written_postcode(std::string_view packed)
{
    const std::size_t split = packed.size() - kInwardLength;
    return std::string(packed.substr(0, split)) + " " + std::string(packed.substr(split));
}

}  // namespace heatward::geocode
