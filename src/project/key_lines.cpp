#include "heatward/project/key_lines.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "table_reader.hpp"

namespace heatward::project {
namespace {

using Lines = std::map<std::string, int, std::less<>>;

int line_number(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

void add_table(const toml::table& table, const std::string& path, Lines& lines);

/// The tables of a list, named as TableReader::tables names them.
void add_tables(const toml::array& array, const std::string& path, Lines& lines)
{
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (const toml::table* const table = array[i].as_table()) {
            const auto id = (*table)["id"].value<std::string>();
            const std::string name =
                path + (id && is_id(*id) ? "." + *id : fmt::format("[{}]", i + 1));
            lines.emplace(name, line_number(table->source()));
            add_table(*table, name, lines);
        }
    }
}

void add_table(const toml::table& table, const std::string& path, Lines& lines)
{
    for (const auto& [key, value] : table) {
        const std::string name =
            path.empty() ? std::string(key.str()) : fmt::format("{}.{}", path, key.str());
        lines.emplace(name, line_number(key.source()));
        if (const toml::table* const child = value.as_table()) {
            add_table(*child, name, lines);
        } else if (const toml::array* const array = value.as_array()) {
            add_tables(*array, name, lines);
        }
    }
}

}  // namespace

KeyLines KeyLines::of_text(std::string_view toml)
{
    KeyLines lines;
    try {
        add_table(toml::parse(toml), "", lines.m_lines);
    } catch (const toml::parse_error&) {
        lines.m_lines.clear();
    }
    return lines;
}

KeyLines KeyLines::of_file(const std::string& path)
{
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return of_text(text);
}

int KeyLines::line_of(std::string_view key) const
{
    while (!key.empty()) {
        if (const auto found = m_lines.find(key); found != m_lines.end()) {
            return found->second;
        }
        const std::size_t end = key.find_last_of(".[");
        key = key.substr(0, end == std::string_view::npos ? 0 : end);
    }
    return 0;
}

}  // namespace heatward::project
