#include "personal_column.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace heatward::pipeline {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }

/// "HospitalNo", "HOSPITAL_NO" and "hospital no." are all the words hospital and no.
std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> words(1);
    char before = ' ';
    for (const char c : name) {
        const bool begins =
            (is_upper(c) && is_lower(before)) || (!is_upper(c) && !is_lower(c) && !is_figure(c));
        if (begins && !words.back().empty()) {
            words.emplace_back();
        }
        if (is_upper(c)) {
            words.back().push_back(static_cast<char>(c - 'A' + 'a'));
        } else if (is_lower(c) || is_figure(c)) {
            words.back().push_back(c);
        }
        before = c;
    }
    return words;
}

template <std::size_t N>
bool has_any(const std::vector<std::string>& words, const std::array<std::string_view, N>& wanted)
{
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
    });
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += word;
    }
    return text;
}

// Alone in a name these identify.
constexpr std::array<std::string_view, 9> kIdentifying{
    "nhs", "dob", "mrn", "chi", "surname", "forename", "forenames", "birthdate", "nino"};

// Whose, and what of theirs: one of each identifies.
constexpr std::array<std::string_view, 9> kWhose{
    "patient", "pt", "home", "residence", "resident", "residential", "usual", "hospital", "victim"};
constexpr std::array<std::string_view, 12> kOfTheirs{"name",    "id",       "no",    "num",
                                                     "number",  "postcode", "pc",    "postal",
                                                     "address", "addr",     "phone", "email"};

// Wherever they stand in a name written as one word.
constexpr std::array<std::string_view, 12> kParts{
    "nhsno",           "nhsnum",       "nhsid",    "patientname", "patientid",     "patientno",
    "patientpostcode", "homepostcode", "homeaddr", "dateofbirth", "postcodeofres", "fullname"};

}  // namespace

bool is_personal_column(std::string_view name)
{
    const std::vector<std::string> words = words_of(name);
    const std::string whole = joined(words);
    const bool names_a_person =
        whole == "name" || whole == "firstname" || whole == "lastname" || whole == "hospitalnumber";
    return names_a_person || has_any(words, kIdentifying) ||
           (has_any(words, kWhose) && has_any(words, kOfTheirs)) ||
           std::any_of(kParts.begin(), kParts.end(), [&](std::string_view part) {
               return whole.find(part) != std::string::npos;
           });
}

}  // namespace heatward::pipeline
