#pragma once

#include <string_view>

namespace heatward::project {

/// Whether a column is named like one that identifies a person: an NHS or hospital number, a
/// person's name, a date of birth, or where a person lives. Only the name is looked at; letter
/// case, accents, blanks and punctuation do not count, and "NHSNumber", "NHS_NO" and "nhs no." are
/// alike. Names of streets, wards, premises and other places are none.
bool is_personal_column(std::string_view name);

}  // namespace heatward::project
