#include "table_reader.hpp"

#include <algorithm>
#include <climits>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "heatward/core/nearest_name.hpp"

namespace heatward::project {
namespace {

int line_number(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

bool comes_before(const toml::key& a, const toml::key& b)
{
    const auto& p = a.source().begin;
    const auto& q = b.source().begin;
    return p.line != q.line ? p.line < q.line : p.column < q.column;
}

std::vector<const toml::key*> keys_in_file_order(const toml::table& table)
{
    std::vector<const toml::key*> keys;
    for (const auto& [key, value] : table) {
        keys.push_back(&key);
    }
    std::stable_sort(keys.begin(), keys.end(),
                     [](const auto* a, const auto* b) { return comes_before(*a, *b); });
    return keys;
}

}  // namespace

TableReader::TableReader(const toml::table& table, std::string path, FindingLog& log)
    : m_table(&table), m_path(std::move(path)), m_log(&log)
{
}

std::string TableReader::dotted(std::string_view key) const
{
    if (m_path.empty() || key.empty()) {
        return m_path + std::string(key);
    }
    return m_path + "." + std::string(key);
}

int TableReader::line_of(std::string_view key) const
{
    const auto it = m_table->find(key);
    return line_number(it != m_table->end() ? it->first.source() : m_table->source());
}

void TableReader::note_known(std::string_view key)
{
    if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) {
        m_known.emplace_back(key);
    }
}

const toml::node* TableReader::find(std::string_view key)
{
    note_known(key);
    return m_table->get(key);
}

bool TableReader::has(std::string_view key) { return find(key) != nullptr; }

bool TableReader::is_text(std::string_view key)
{
    const toml::node* const node = find(key);
    return node != nullptr && node->is_string();
}

void TableReader::error(std::string_view key, std::string message)
{
    m_log->error(line_of(key), dotted(key), std::move(message));
}

void TableReader::warn(std::string_view key, std::string message)
{
    m_log->warn(line_of(key), dotted(key), std::move(message));
}

void TableReader::wrong_type(std::string_view key, std::string_view expected)
{
    error(key, fmt::format("must be {}", expected));
}

std::string TableReader::text(std::string_view key, std::string fallback)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return fallback;
    }
    if (const auto* value = node->as_string()) {
        return value->get();
    }
    wrong_type(key, "a text in quotes");
    return fallback;
}

std::string TableReader::required_text(std::string_view key)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        error(key, fmt::format("is missing; add {} = \"…\"", key));
        return {};
    }
    std::string value = text(key);
    if (value.empty() && node->is_string()) {
        error(key, "is empty; give it a value");
    }
    return value;
}

std::optional<double> TableReader::number(std::string_view key)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value || !std::isfinite(*value)) {
        wrong_type(key, "a number");
        return std::nullopt;
    }
    return value;
}

std::optional<double> TableReader::positive_number(std::string_view key)
{
    const auto value = number(key);
    if (value && *value <= 0) {
        error(key, fmt::format("must be above 0, not {}", *value));
        return std::nullopt;
    }
    return value;
}

std::optional<int> TableReader::whole_number(std::string_view key, int least)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto* const value = node->as_integer();
    if (value == nullptr || value->get() < least || value->get() > INT_MAX) {
        wrong_type(key, fmt::format("a whole number of at least {}", least));
        return std::nullopt;
    }
    return static_cast<int>(value->get());
}

bool TableReader::boolean(std::string_view key, bool fallback)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return fallback;
    }
    if (const auto* value = node->as_boolean()) {
        return value->get();
    }
    wrong_type(key, "true or false, without quotes");
    return fallback;
}

std::vector<std::string> TableReader::texts(std::string_view key)
{
    std::vector<std::string> values;
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return values;
    }
    const toml::array* const array = node->as_array();
    if (array == nullptr || (!array->empty() && !array->is_homogeneous<std::string>())) {
        wrong_type(key, "a list of texts, for example [\"a\", \"b\"]");
        return values;
    }
    for (const auto& element : *array) {
        values.push_back(element.as_string()->get());
    }
    return values;
}

std::vector<double> TableReader::positive_numbers(std::string_view key)
{
    std::vector<double> values;
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return values;
    }
    const toml::array* const array = node->as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        const toml::node& element = (*array)[i];
        const auto value = element.is_number() ? element.value<double>() : std::nullopt;
        if (value && std::isfinite(*value) && *value > 0) {
            values.push_back(*value);
        }
    }
    if (array == nullptr || values.size() != array->size()) {
        wrong_type(key, "a list of numbers above 0, for example [200, 800]");
        return {};
    }
    return values;
}

std::optional<std::size_t> TableReader::choice(std::string_view key,
                                               std::span<const std::string_view> names)
{
    if (!has(key)) {
        return std::nullopt;
    }
    if (!is_text(key)) {
        wrong_type(key, "a text in quotes");
        return std::nullopt;
    }
    const std::string value = text(key);
    const auto it = std::find(names.begin(), names.end(), value);
    if (it != names.end()) {
        return static_cast<std::size_t>(it - names.begin());
    }
    const std::vector<std::string> known(names.begin(), names.end());
    const std::string nearest = nearest_name(value, known);
    error(key, fmt::format("\"{}\" is none of {}{}", value, fmt::join(names, ", "),
                           nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest)));
    return std::nullopt;
}

std::optional<TableReader> TableReader::table(std::string_view key)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (const toml::table* const child = node->as_table()) {
        return TableReader(*child, dotted(key), *m_log);
    }
    wrong_type(key, fmt::format("a table: [{}] or {} = {{ … }}", dotted(key), key));
    return std::nullopt;
}

std::vector<TableReader> TableReader::tables(std::string_view key)
{
    std::vector<TableReader> readers;
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return readers;
    }
    const toml::array* const array = node->as_array();
    if (array == nullptr || (!array->empty() && !array->is_homogeneous<toml::table>())) {
        wrong_type(key, fmt::format("a list of tables, each begun by [[{}]]", dotted(key)));
        return readers;
    }
    for (std::size_t i = 0; i < array->size(); ++i) {
        const toml::table& child = *(*array)[i].as_table();
        const auto id = child["id"].value<std::string>();
        const std::string name = id && is_id(*id) ? "." + *id : fmt::format("[{}]", i + 1);
        readers.emplace_back(child, dotted(key) + name, *m_log);
    }
    return readers;
}

std::vector<TableReader::Named> TableReader::named_tables(std::string_view key)
{
    std::vector<Named> named;
    auto parent = table(key);
    if (!parent) {
        return named;
    }
    for (const std::string& name : parent->keys()) {
        if (auto child = parent->table(name)) {
            named.push_back({name, *child});
        }
    }
    return named;
}

std::vector<std::string> TableReader::keys()
{
    std::vector<std::string> names;
    for (const toml::key* key : keys_in_file_order(*m_table)) {
        names.emplace_back(key->str());
        note_known(key->str());
    }
    return names;
}

void TableReader::reject_unknown_keys()
{
    for (const toml::key* key : keys_in_file_order(*m_table)) {
        const std::string name(key->str());
        if (std::find(m_known.begin(), m_known.end(), name) != m_known.end()) {
            continue;
        }
        const std::string nearest = nearest_name(name, m_known);
        error(name, nearest.empty()
                        ? fmt::format("unknown key; known here are {}", fmt::join(m_known, ", "))
                        : fmt::format("unknown key; did you mean \"{}\"?", nearest));
    }
}

bool is_id(std::string_view id)
{
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto is_rest = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
    return !id.empty() && is_letter(id.front()) && std::all_of(id.begin(), id.end(), is_rest);
}

bool check_reference(TableReader& reader, std::string_view key, std::string_view what,
                     const std::string& name, std::span<const std::string> known)
{
    if (std::find(known.begin(), known.end(), name) != known.end()) {
        return true;
    }
    const std::string nearest = nearest_name(name, known);
    reader.error(key, fmt::format("there is no {} \"{}\"{}", what, name,
                                  nearest.empty()
                                      ? fmt::format("; defined are: {}",
                                                    known.empty()
                                                        ? "none"
                                                        : fmt::format("{}", fmt::join(known, ", ")))
                                      : fmt::format("; did you mean \"{}\"?", nearest)));
    return false;
}

}  // namespace heatward::project
