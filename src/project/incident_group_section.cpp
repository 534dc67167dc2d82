#include "incident_group_section.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace heatward::project {
namespace {

template <class T>
std::vector<std::string> ids_of(const std::vector<T>& items)
{
    std::vector<std::string> ids;
    for (const T& item : items) {
        ids.push_back(item.id);
    }
    return ids;
}

std::vector<std::string> read_references(TableReader& reader, std::string_view key,
                                         std::string_view what,
                                         const std::vector<std::string>& known)
{
    std::vector<std::string> names;
    for (std::string& name : reader.texts(key)) {
        check_reference(reader, key, what, name, known);
        if (std::find(names.begin(), names.end(), name) != names.end()) {
            reader.error(key, fmt::format("\"{}\" stands twice; remove one", name));
        } else {
            names.push_back(std::move(name));
        }
    }
    return names;
}

}  // namespace

IncidentGroup read_incident_group(TableReader& reader, const Project& project)
{
    IncidentGroup group;
    group.categories =
        read_references(reader, "categories", "category", ids_of(project.categories));
    if (group.categories.empty()) {
        reader.error("categories", reader.has("categories")
                                       ? "is empty; name at least one category"
                                       : "is missing; name at least one category");
    }
    group.sources = read_references(reader, "sources", "source", ids_of(project.sources));
    if (group.sources.empty()) {
        if (reader.has("sources")) {
            reader.error("sources", "is empty; name a source, or leave the key out for all");
        }
        group.sources = ids_of(project.sources);
    }
    return group;
}

std::optional<std::vector<std::string>> read_second_categories(
    TableReader& reader, const Project& project, const std::vector<std::string>& categories)
{
    constexpr std::string_view key = "second_categories";
    if (!reader.has(key)) {
        return std::nullopt;
    }
    auto second = read_references(reader, key, "category", ids_of(project.categories));
    if (second.empty()) {
        reader.error(key, "is empty; name a category, or leave the key out");
        return std::nullopt;
    }
    if (std::set(second.begin(), second.end()) == std::set(categories.begin(), categories.end())) {
        reader.error(key,
                     "names the layer's own categories, and would compare the ranking with itself; "
                     "name others or leave the key out");
    }
    return second;
}

}  // namespace heatward::project
