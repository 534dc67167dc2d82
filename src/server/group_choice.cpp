#include "group_choice.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "heatward/server/filter_parameters.hpp"

namespace heatward::server {

namespace {

/// More are counted, not named.
constexpr std::size_t kMostNamed = 6;

using Ids = std::vector<std::string>;

bool has(const Ids& ids, const std::string& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

Ids common(const Ids& group, const Ids& asked)
{
    Ids ids;
    std::copy_if(group.begin(), group.end(), std::back_inserter(ids),
                 [&](const std::string& id) { return has(asked, id); });
    return ids;
}

Ids united(const Ids& a, const Ids& b)
{
    Ids ids = a;
    std::copy_if(b.begin(), b.end(), std::back_inserter(ids),
                 [&](const std::string& id) { return !has(a, id); });
    return ids;
}

/// A choice by ids; `index` gives an id's place in the project. `of_controls` is null of a layer
/// without them.
template <typename Index>
tl::expected<Choice, Problem> choose(const Query& query, std::string_view parameter,
                                     const Ids& of_layer, const Ids* of_controls,
                                     const Index& index)
{
    const Ids controls = of_controls == nullptr ? Ids() : *of_controls;
    Ids chosen = of_layer;
    Ids chosen_controls = controls;
    Choice choice;
    if (query.find(parameter) != nullptr) {
        auto asked = listed_ids(query, parameter, united(of_layer, controls), "layer");
        if (!asked) {
            return tl::unexpected<Problem>(asked.error());
        }
        choice.asked = std::move(*asked);
        chosen = common(of_layer, choice.asked);
        if (chosen.empty()) {
            return bad_parameter(
                parameter,
                fmt::format("leaves no cases: \"{}\" is of the controls alone; the "
                            "cases are of {}, the controls of {}; name one of the cases' too",
                            fmt::join(choice.asked, ", "), fmt::join(of_layer, ", "),
                            fmt::join(controls, ", ")));
        }
        chosen_controls = common(controls, choice.asked);
        if (chosen_controls.empty()) {
            chosen_controls = controls;
            choice.leaves_controls = true;
        }
    }
    const auto indices = [&](const Ids& ids) {
        std::vector<std::uint16_t> found;
        std::transform(ids.begin(), ids.end(), std::back_inserter(found),
                       [&](const std::string& id) { return index(id).value(); });
        return found;
    };
    choice.of_layer = indices(chosen);
    choice.of_controls = indices(chosen_controls);
    return choice;
}

/// "violence, weapons", or "14 categories" of many.
template <typename Entries>
std::string names_text(const std::vector<std::uint16_t>& indices, const Entries& entries,
                       std::string_view plural)
{
    if (indices.size() > kMostNamed) {
        return fmt::format("{} {}", indices.size(), plural);
    }
    Ids ids;
    std::transform(indices.begin(), indices.end(), std::back_inserter(ids),
                   [&](std::uint16_t i) { return entries.at(i).id; });
    return fmt::format("{}", fmt::join(ids, ", "));
}

}  // namespace

tl::expected<GroupChoice, Problem> choose_groups(const project::Project& project,
                                                 const project::Layer& layer, const Query& query)
{
    const auto* controls = layer.controls ? &*layer.controls : nullptr;
    auto categories = choose(query, "category", layer.categories,
                             controls == nullptr ? nullptr : &controls->categories,
                             [&](const std::string& id) { return project.category_index(id); });
    if (!categories) {
        return tl::unexpected<Problem>(categories.error());
    }
    auto sources =
        choose(query, "source", layer.sources, controls == nullptr ? nullptr : &controls->sources,
               [&](const std::string& id) { return project.source_index(id); });
    if (!sources) {
        return tl::unexpected<Problem>(sources.error());
    }
    return GroupChoice{std::move(*categories), std::move(*sources)};
}

std::string controls_text(const project::Project& project, const GroupChoice& groups)
{
    std::string text = fmt::format(
        "{} ({})", names_text(groups.categories.of_controls, project.categories, "categories"),
        names_text(groups.sources.of_controls, project.sources, "sources"));
    Ids left;
    if (groups.categories.leaves_controls) {
        left.emplace_back("category");
    }
    if (groups.sources.leaves_controls) {
        left.emplace_back("source");
    }
    return left.empty() ? text
                        : fmt::format("{}, not narrowed by {}", text, fmt::join(left, " or "));
}

}  // namespace heatward::server
