#include "personal_column.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace heatward::pipeline {
namespace {

/// Letters and figures alone, in lower case.
std::string packed(std::string_view name)
{
    std::string letters;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            letters.push_back(static_cast<char>(c - 'A' + 'a'));
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            letters.push_back(c);
        }
    }
    return letters;
}

// Wherever they stand in a name.
constexpr std::array<std::string_view, 22> kPersonalParts{
    "nhsno",        "nhsnumber",    "nhsnum",    "nhsid",         "hospitalnumber",
    "patientname",  "patientid",    "patientno", "patientnumber", "patientpostcode",
    "patientaddr",  "homepostcode", "homeaddr",  "postcodeofres", "residencepostcode",
    "usualaddress", "dateofbirth",  "birthdate", "surname",       "forename",
    "firstname",    "lastname"};

// Alone.
constexpr std::array<std::string_view, 5> kPersonalNames{"nhs", "dob", "name", "fullname", "mrn"};

}  // namespace

bool is_personal_column(std::string_view name)
{
    const std::string letters = packed(name);
    return std::find(kPersonalNames.begin(), kPersonalNames.end(), letters) !=
               kPersonalNames.end() ||
           std::any_of(kPersonalParts.begin(), kPersonalParts.end(), [&](std::string_view part) {
               return letters.find(part) != std::string::npos;
           });
}

}  // namespace heatward::pipeline
