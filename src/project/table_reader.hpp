#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "finding_log.hpp"

namespace heatward::project {

/// Reads one TOML table key by key. A value of the wrong type is reported and then
/// treated as absent; `reject_unknown_keys` reports every key that nobody asked for.
class TableReader {
public:
    /// `path` is the table's dotted name in findings, empty for the file's root. The table and
    /// the log outlive the reader.
    TableReader(const toml::table& table, std::string path, FindingLog& log);

    [[nodiscard]] bool has(std::string_view key);
    [[nodiscard]] bool is_text(std::string_view key);

    [[nodiscard]] std::string text(std::string_view key, std::string fallback = {});
    /// Reports a key that is absent or empty.
    [[nodiscard]] std::string required_text(std::string_view key);
    /// Finite numbers; whole ones may be written without a point.
    [[nodiscard]] std::optional<double> number(std::string_view key);
    /// A number above 0; anything else is reported.
    [[nodiscard]] std::optional<double> positive_number(std::string_view key);
    /// A whole number of at least `least`.
    [[nodiscard]] std::optional<int> whole_number(std::string_view key, int least);
    [[nodiscard]] bool boolean(std::string_view key, bool fallback);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    [[nodiscard]] std::vector<double> positive_numbers(std::string_view key);

    /// One of `names`; anything else is reported with the nearest. Absent: nothing.
    [[nodiscard]] std::optional<std::size_t> choice(std::string_view key,
                                                    std::span<const std::string_view> names);

    [[nodiscard]] std::optional<TableReader> table(std::string_view key);
    /// The tables of `[[key]]`, named by their `id` or their place.
    [[nodiscard]] std::vector<TableReader> tables(std::string_view key);
    /// The tables `[key.<name>]` in file order.
    struct Named;
    [[nodiscard]] std::vector<Named> named_tables(std::string_view key);
    /// All keys of this table, in file order, each counted as known.
    [[nodiscard]] std::vector<std::string> keys();

    /// Reports a finding at the key's line, or at the table's where the key is absent.
    void error(std::string_view key, std::string message);
    void warn(std::string_view key, std::string message);
    /// Call last.
    void reject_unknown_keys();

private:
    const toml::node* find(std::string_view key);
    void note_known(std::string_view key);
    void wrong_type(std::string_view key, std::string_view expected);
    [[nodiscard]] std::string dotted(std::string_view key) const;
    [[nodiscard]] int line_of(std::string_view key) const;

    const toml::table* m_table;
    std::string m_path;
    FindingLog* m_log;
    std::vector<std::string> m_known;
};

struct TableReader::Named {
    std::string name;
    TableReader reader;
};

/// Whether `id` matches ^[a-z][a-z0-9-]*$.
bool is_id(std::string_view id);

/// Reports at `key` that `name` is not among `known` ("category \"x\" is not defined"), with the
/// nearest that is. Gives whether it is known.
bool check_reference(TableReader& reader, std::string_view key, std::string_view what,
                     const std::string& name, std::span<const std::string> known);

}  // namespace heatward::project
