#include "category_section.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "heatward/project/category_match.hpp"
#include "source_section.hpp"

namespace heatward::project {
namespace {

std::vector<std::string> match_keys(const Project& project)
{
    std::vector<std::string> keys(source_kinds().begin(), source_kinds().end());
    for (const Source& source : project.sources) {
        keys.push_back(source.id);
    }
    return keys;
}

void read_match(TableReader& reader, const Project& project, Category& category)
{
    auto match = reader.table("match");
    if (!match) {
        if (!reader.has("match")) {
            reader.error("match", "is missing; say which words of which source mean this category");
        }
        return;
    }
    const auto known = match_keys(project);
    for (const std::string& key : match->keys()) {
        check_reference(*match, key, "source or kind", key, known);
        category.match[key] = match->texts(key);
    }
}

Category read_category(const std::string& id, TableReader& reader, const Project& project)
{
    Category category;
    category.id = id;
    category.title = reader.required_text("title");
    category.harm = reader.number("harm");
    if (category.harm && *category.harm < 0) {
        reader.error("harm", "must not be below 0");
    }
    category.sensitive = reader.boolean("sensitive", false);
    read_match(reader, project, category);
    reader.reject_unknown_keys();
    const bool matched =
        std::any_of(project.sources.begin(), project.sources.end(), [&](const Source& source) {
            const auto* words = matched_words(category, source);
            return words != nullptr && !words->empty();
        });
    if (!matched && !category.match.empty()) {
        reader.warn("match", "no source of this project is matched: the category stays empty");
    }
    return category;
}

/// One row has one category: the same words of one source cannot mean two.
void check_ambiguity(std::vector<TableReader::Named>& named, const Project& project)
{
    for (const Source& source : project.sources) {
        std::map<std::string, std::size_t> owner;
        for (std::size_t i = 0; i < project.categories.size(); ++i) {
            const auto* words = matched_words(project.categories[i], source);
            for (std::size_t j = 0; words != nullptr && j < words->size(); ++j) {
                const auto [it, is_new] = owner.emplace(CategoryMatch::normalised((*words)[j]), i);
                if (!is_new && it->second != i) {
                    named[i].reader.error(
                        "match",
                        fmt::format("\"{}\" of source \"{}\" is matched by category "
                                    "\"{}\" too; leave it in one of them",
                                    (*words)[j], source.id, project.categories[it->second].id));
                }
            }
        }
    }
}

}  // namespace

void read_categories(TableReader& root, Project& project)
{
    auto named = root.named_tables("categories");
    for (auto& [name, reader] : named) {
        if (!is_id(name)) {
            reader.error("", fmt::format("\"{}\" is no id: begin with a lower-case letter, then "
                                         "lower-case letters, digits and hyphens",
                                         name));
        }
        project.categories.push_back(read_category(name, reader, project));
    }
    check_ambiguity(named, project);
    if (named.empty()) {
        root.error("categories", "no category is defined; add for example [categories.violence]");
    }
}

}  // namespace heatward::project
