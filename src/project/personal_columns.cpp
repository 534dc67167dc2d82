#include "heatward/project/personal_columns.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace heatward::project {
namespace {

using Words = std::span<const std::string_view>;

// The lists: every pattern by which a column is taken for a person's.

/// Among the words of a name these identify.
constexpr std::array<std::string_view, 13> kIdentifying{
    "dob",      "mrn",       "chi",  "surname",  "surnames", "forename", "forenames",
    "birthday", "birthdate", "nino", "initials", "nok",      "kin"};

/// Before "name": a person's. Without another word, "name" is one too.
constexpr std::array<std::string_view, 10> kNameParts{"first",  "last",     "given",     "family",
                                                      "full",   "middle",   "christian", "maiden",
                                                      "second", "preferred"};

/// Patients: whatever numbers or places them identifies.
constexpr std::array<std::string_view, 2> kPatient{"patient", "pt"};
/// Other people.
constexpr std::array<std::string_view, 12> kPerson{"person",      "client",  "victim",   "casualty",
                                                   "caller",      "subject", "resident", "injured",
                                                   "complainant", "suspect", "offender", "witness"};
/// Where somebody lives.
constexpr std::array<std::string_view, 6> kHome{"home",        "residence", "resident",
                                                "residential", "usual",     "domicile"};

constexpr std::array<std::string_view, 6> kNumbers{"no", "num", "nr", "number", "id", "identifier"};
constexpr std::array<std::string_view, 4> kPhones{"phone", "telephone", "tel", "mobile"};
/// With a telephone's words, and no others, these still name somebody's number.
constexpr std::array<std::string_view, 7> kOfPhones{"contact", "numbers", "day",  "daytime",
                                                    "evening", "work",    "other"};
constexpr std::array<std::string_view, 2> kNames{"name", "names"};
constexpr std::array<std::string_view, 15> kAddresses{
    "address", "addr", "postcode", "postcodes", "pcode", "pc",     "pcd",  "pcds",
    "postal",  "zip",  "phone",    "telephone", "tel",   "mobile", "email"};

/// Words that begin a date of birth, with "birth" or "born".
constexpr std::array<std::string_view, 4> kDates{"date", "day", "dt", "d"};

/// Wherever they stand in a name written as one word.
constexpr std::array<std::string_view, 34> kParts{"nhsno",
                                                  "nhsnum",
                                                  "nhsid",
                                                  "patientname",
                                                  "patientid",
                                                  "patientno",
                                                  "patientnum",
                                                  "patientdob",
                                                  "patientpostcode",
                                                  "patientpc",
                                                  "patientaddr",
                                                  "homepostcode",
                                                  "homeaddr",
                                                  "homepc",
                                                  "dateofbirth",
                                                  "birthdate",
                                                  "postcodeofres",
                                                  "residencepostcode",
                                                  "residentialpostcode",
                                                  "usualaddr",
                                                  "usualpostcode",
                                                  "firstname",
                                                  "lastname",
                                                  "givenname",
                                                  "familyname",
                                                  "middlename",
                                                  "patientsname",
                                                  "victimname",
                                                  "victimsname",
                                                  "suspectname",
                                                  "offendername",
                                                  "witnessname",
                                                  "hospitalno",
                                                  "hospitalnum"};

/// Whole names written as one word; parts of other words would be taken for them.
constexpr std::array<std::string_view, 14> kWholes{
    "ptdob",       "ptname",  "ptid",  "ptno",        "ptpostcode",   "ptpc",     "ptaddress",
    "phonenumber", "phoneno", "telno", "telephoneno", "mobilenumber", "mobileno", "nextofkin"};

/// Stands for a phrase of kOtherHomes.
constexpr std::string_view kInstitution = "institution";

/// What is named by these is a place, not a person.
constexpr std::array<std::string_view, 37> kPlaces{
    "street",   "road",       "place",    "ward",   "premises", "premise", "location",
    "site",     "venue",      "station",  "town",   "village",  "city",    "district",
    "area",     "locality",   "building", "school", "hospital", "trust",   "pub",
    "club",     "shop",       "park",     "region", "county",   "parish",  "provider",
    "practice", "department", "unit",     "lsoa",   "msoa",     "lad",     "force",
    "beat",     kInstitution};

/// Phrases in which "home" is nobody's own.
constexpr std::array<std::array<std::string_view, 2>, 4> kOtherHomes{
    {{"home", "office"}, {"care", "home"}, {"nursing", "home"}, {"children", "home"}}};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }

/// Letters without their accents: of UTF-8's Latin-1 letters, and of letters with marks of their
/// own.
std::string without_accents(std::string_view name)
{
    constexpr std::string_view kPlain =
        "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTsaaaaaaaceeeeiiiidnooooo ouuuuyty";  // U+00C0 to U+00FF
    std::string plain;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto byte = static_cast<unsigned char>(name[i]);
        const auto next = i + 1 < name.size() ? static_cast<unsigned char>(name[i + 1]) : 0U;
        if (byte == 0xC3 && next >= 0x80 && next <= 0xBF) {
            plain.push_back(kPlain[next - 0x80]);
            ++i;
        } else if (byte == 0xCC || (byte == 0xCD && next <= 0xAF)) {
            ++i;
        } else {
            plain.push_back(name[i]);
        }
    }
    return plain;
}

/// "HospitalNo", "HOSPITAL_NO" and "hospital no." are all the words hospital and no; "NAME1" is
/// name and 1.
std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> words(1);
    char before = ' ';
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool is_letter = is_upper(c) || is_lower(c);
        // "NHSNumber": an upper-case run ends before the letter that begins a word.
        const bool ends_run =
            is_upper(c) && is_upper(before) && i + 1 < name.size() && is_lower(name[i + 1]);
        const bool is_in_word_before = is_upper(before) || is_lower(before) || is_figure(before);
        const bool begins = (is_upper(c) && is_lower(before)) || ends_run ||
                            (!is_letter && !is_figure(c)) ||
                            (is_in_word_before && is_figure(c) != is_figure(before));
        if (begins && !words.back().empty()) {
            words.emplace_back();
        }
        if (is_letter || is_figure(c)) {
            words.back().push_back(is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c);
        }
        before = c;
    }
    return words;
}

bool is_one_of(std::string_view word, Words list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool has_any(const std::vector<std::string>& words, Words list)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return is_one_of(word, list); });
}

bool has(const std::vector<std::string>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// "care home name" is the name of a place.
void replace_other_homes(std::vector<std::string>& words)
{
    for (const auto& phrase : kOtherHomes) {
        const auto found = std::search(words.begin(), words.end(), phrase.begin(), phrase.end());
        if (found != words.end()) {
            *found = kInstitution;
            words.erase(found + 1, found + static_cast<std::ptrdiff_t>(phrase.size()));
        }
    }
}

/// "patients name" is one patient's; "number of patients" is nobody's.
void drop_final_s(std::vector<std::string>& words)
{
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        std::string& word = words[i];
        const std::string_view one(word.data(), word.size() - 1);
        if (word.back() == 's' && (is_one_of(one, kPatient) || is_one_of(one, kPerson))) {
            word.pop_back();
        }
    }
}

std::vector<std::string> without_figures(std::vector<std::string> words)
{
    std::erase_if(words, [](const std::string& word) { return is_figure(word.front()); });
    return words;
}

bool is_number(const std::vector<std::string>& words)
{
    const bool is_nhs_alone = words.front() == "nhs" && words.size() == 1;
    const bool has_number = has_any(words, kNumbers);
    return is_nhs_alone || (has_number && (has(words, "nhs") || has(words, "hospital") ||
                                           has_any(words, kPatient)));
}

bool is_person_name(const std::vector<std::string>& words)
{
    if (!has_any(words, kNames) || has_any(words, kPlaces)) {
        return false;
    }
    return without_figures(words).size() == 1 || has_any(words, kNameParts) ||
           has_any(words, kPatient) || has_any(words, kPerson);
}

bool is_patient_alone(const std::vector<std::string>& words)
{
    const std::vector<std::string> letters = without_figures(words);
    return letters.size() == 1 && letters.front() == "patient";
}

bool is_phone(const std::vector<std::string>& words)
{
    const std::vector<std::string> letters = without_figures(words);
    return has_any(letters, kPhones) &&
           std::all_of(letters.begin(), letters.end(), [](const std::string& word) {
               return is_one_of(word, kPhones) || is_one_of(word, kNumbers) ||
                      is_one_of(word, kOfPhones);
           });
}

bool is_birth(const std::vector<std::string>& words)
{
    return (has(words, "birth") || has(words, "born")) && has_any(words, kDates);
}

bool is_home(const std::vector<std::string>& words)
{
    return has_any(words, kAddresses) &&
           (has_any(words, kHome) || has_any(words, kPatient) || has_any(words, kPerson));
}

/// Of a name whose words are written as one, or whose letters are parted: "PATIENTNAME", "D.O.B.".
bool is_personal_as_one_word(const std::vector<std::string>& words)
{
    std::string whole;
    for (const std::string& word : without_figures(words)) {
        whole += word;
    }
    return is_one_of(whole, kIdentifying) || is_one_of(whole, kWholes) ||
           (!has_any(words, kPlaces) &&
            std::any_of(kParts.begin(), kParts.end(), [&](std::string_view part) {
                return whole.find(part) != std::string::npos;
            }));
}

}  // namespace

bool is_personal_column(std::string_view name)
{
    std::vector<std::string> words = words_of(without_accents(name));
    std::erase_if(words, [](const std::string& word) { return word.empty(); });
    replace_other_homes(words);
    if (words.empty()) {
        return false;
    }
    drop_final_s(words);
    return has_any(words, kIdentifying) || is_number(words) || is_person_name(words) ||
           is_birth(words) || is_home(words) || is_patient_alone(words) || is_phone(words) ||
           is_personal_as_one_word(words);
}

}  // namespace heatward::project
