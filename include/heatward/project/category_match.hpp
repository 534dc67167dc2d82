#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "heatward/project/project.hpp"

namespace heatward::project {

/// The words by which a category knows this source's rows: those under the source's id where the
/// category lists any, else those under its kind; nothing where neither is listed.
const std::vector<std::string>* matched_words(const Category& category, const Source& source);

/// Finds the category of a source's own words, without regard to ASCII case and
/// surrounding blanks.
class CategoryMatch {
public:
    CategoryMatch(const Project& project, const Source& source);

    /// Index into the project's categories, or kNoCategory.
    [[nodiscard]] std::uint16_t find(std::string_view words) const;

    /// The form under which words are compared.
    static std::string normalised(std::string_view words);

private:
    std::map<std::string, std::uint16_t, std::less<>> m_categories;
};

}  // namespace heatward::project
