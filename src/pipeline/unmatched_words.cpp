#include "unmatched_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/core/nearest_name.hpp"
#include "heatward/project/category_match.hpp"

namespace heatward::pipeline {
namespace {

using project::CategoryMatch;

constexpr std::size_t kNamedWords = 3;

/// Words as the source writes them, and their rows.
struct Words {
    std::string text;
    std::string normalised;
    std::uint64_t rows = 0;
};

/// Commonest first, ties by their letters.
std::vector<Words> words_of(const SourceRows& rows)
{
    std::vector<Words> words;
    for (const auto& [text, count] : rows.by_words) {
        if (!text.empty() && text != kOtherWords) {
            words.push_back({text, CategoryMatch::normalised(text), count});
        }
    }
    std::stable_sort(words.begin(), words.end(),
                     [](const Words& a, const Words& b) { return a.rows > b.rows; });
    return words;
}

std::string quoted(const Words& words)
{
    return fmt::format("\"{}\" ({} row{})", words.text, words.rows, words.rows == 1 ? "" : "s");
}

/// Words that hold the wanted ones or are held by them come before those that are spelt alike:
/// a shortened name is further off by its letters than a foreign one.
const Words* nearest(const std::string& wanted, const std::vector<Words>& known)
{
    std::vector<std::string> names;
    for (const Words& words : known) {
        const bool holds = words.normalised.find(wanted) != std::string::npos ||
                           wanted.find(words.normalised) != std::string::npos;
        if (holds) {
            return &words;
        }
        names.push_back(words.normalised);
    }
    const std::string name = nearest_name(wanted, names);
    const auto it = std::find_if(known.begin(), known.end(),
                                 [&](const Words& words) { return words.normalised == name; });
    return it == known.end() ? nullptr : &*it;
}

std::string remedy(const std::string& wanted, const std::vector<Words>& known)
{
    if (known.empty()) {
        return "its rows have none";
    }
    if (const Words* const words = wanted.empty() ? nullptr : nearest(wanted, known)) {
        return fmt::format("did you mean {}?", quoted(*words));
    }
    std::string commonest;
    for (std::size_t i = 0; i < std::min(kNamedWords, known.size()); ++i) {
        commonest += (i == 0 ? "" : ", ") + quoted(known[i]);
    }
    return "its commonest are " + commonest;
}

}  // namespace

std::vector<std::string> unmatched_words(const project::Project& project,
                                         const project::Source& source, const SourceRows& rows)
{
    const std::vector<Words> known = words_of(rows);
    std::vector<std::string> sentences;
    for (const project::Category& category : project.categories) {
        const auto* const listed = project::matched_words(category, source);
        if (listed == nullptr) {
            continue;
        }
        for (const std::string& text : *listed) {
            const std::string wanted = CategoryMatch::normalised(text);
            const bool is_there = std::any_of(known.begin(), known.end(), [&](const Words& words) {
                return words.normalised == wanted;
            });
            if (!is_there) {
                sentences.push_back(
                    fmt::format("category \"{}\": no row of source \"{}\" has the words \"{}\"; {}",
                                category.id, source.id, text, remedy(wanted, known)));
            }
        }
    }
    return sentences;
}

}  // namespace heatward::pipeline
