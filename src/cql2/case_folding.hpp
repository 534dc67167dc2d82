#pragma once

#include <string>
#include <string_view>

namespace heatward::cql2 {

/// The text without distinction of case, for CASEI: Unicode's full case folding (CaseFolding.txt,
/// status C and F) of the Latin, Greek, Cyrillic and Armenian letters of U+0000 to U+058F, of Latin
/// Extended Additional, the fullwidth letters and the letterlike Ω, K and Å. Other characters, and
/// bytes that are no UTF-8, stay as they are.
std::string fold_case(std::string_view text);

}  // namespace heatward::cql2
