#pragma once

#include <string_view>

namespace heatward::pipeline {

/// Whether a column's name says that it identifies a patient: an NHS number, a name, a date of
/// birth, a home address or postcode. Case, spaces and punctuation do not count.
bool is_personal_column(std::string_view name);

}  // namespace heatward::pipeline
