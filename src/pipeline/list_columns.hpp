#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::pipeline {

/// The columns of a gazetteer list, found by name whatever the case; blanks and hyphens in a name
/// count as underscores.
class ListColumns {
public:
    ListColumns() = default;
    explicit ListColumns(std::span<const std::string> names);

    /// The place of the first of these names that is there (of two columns of one name the first).
    [[nodiscard]] std::optional<std::size_t> first_of(
        std::span<const std::string_view> names) const;
    [[nodiscard]] std::optional<std::size_t> first_of(
        std::initializer_list<std::string_view> names) const
    {
        return first_of(std::span(names.begin(), names.size()));
    }
    /// The places of all of these names that are there, in the order of the names.
    [[nodiscard]] std::vector<std::size_t> all_of(std::span<const std::string_view> names) const;
    [[nodiscard]] std::vector<std::size_t> all_of(
        std::initializer_list<std::string_view> names) const
    {
        return all_of(std::span(names.begin(), names.size()));
    }
    [[nodiscard]] bool has(std::string_view name) const { return first_of({name}).has_value(); }
    [[nodiscard]] std::size_t size() const { return m_names.size(); }

private:
    std::vector<std::string> m_names;
};

}  // namespace heatward::pipeline
