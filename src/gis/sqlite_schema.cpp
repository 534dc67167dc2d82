#include "sqlite_schema.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <cpl_conv.h>
#include <cpl_port.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "sqlite_database.hpp"

namespace heatward::gis {
namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);
/// Larger files in an archive are not unpacked into memory.
constexpr GIntBig kMaxUnpackedBytes = GIntBig{1} << 30;

/// Modules that read the database that they stand in and nothing else; the last four are what
/// SpatiaLite puts into every file of its own.
constexpr std::array<std::string_view, 9> kModules{
    "rtree",      "rtree_i32",  "fts3", "fts4", "fts5", "virtualspatialindex", "virtualelementary",
    "virtualknn", "virtualknn2"};

struct CloseVsiFile {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
struct FreeVsi {
    void operator()(GByte* bytes) const { VSIFree(bytes); }
};

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

struct Token {
    std::string text;  ///< lower case, without quotes
    bool is_quoted = false;
};

bool is_word_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// Behind spaces and comments.
std::size_t skip_blank(std::string_view sql, std::size_t at)
{
    while (at < sql.size()) {
        if (std::string_view(" \t\r\n\f").find(sql[at]) != std::string_view::npos) {
            ++at;
        } else if (sql.substr(at, 2) == "--") {
            at = std::min(sql.find('\n', at), sql.size());
        } else if (sql.substr(at, 2) == "/*") {
            const std::size_t end = sql.find("*/", at + 2);
            at = end == std::string_view::npos ? sql.size() : end + 2;
        } else {
            break;
        }
    }
    return at;
}

Token quoted_token(std::string_view sql, std::size_t& at)
{
    const char close = sql[at] == '[' ? ']' : sql[at];
    Token token{{}, true};
    for (++at; at < sql.size(); ++at) {
        if (sql[at] == close) {
            const bool is_doubled = close != ']' && at + 1 < sql.size() && sql[at + 1] == close;
            if (!is_doubled) {
                ++at;
                break;
            }
            ++at;
        }
        token.text += sql[at];
    }
    token.text = lower(token.text);
    return token;
}

/// The statement's first tokens, enough for a name of a database, a table and a module.
std::vector<Token> first_tokens(std::string_view sql)
{
    constexpr std::size_t kEnough = 12;
    std::vector<Token> tokens;
    for (std::size_t at = skip_blank(sql, 0); at < sql.size() && tokens.size() < kEnough;
         at = skip_blank(sql, at)) {
        if (std::string_view("\"'`[").find(sql[at]) != std::string_view::npos) {
            tokens.push_back(quoted_token(sql, at));
            continue;
        }
        std::size_t end = at + 1;
        if (is_word_character(sql[at])) {
            while (end < sql.size() && is_word_character(sql[end])) {
                ++end;
            }
        }
        tokens.push_back({lower(sql.substr(at, end - at)), false});
        at = end;
    }
    return tokens;
}

[[noreturn]] void fail(const std::string& shown, sqlite3* database)
{
    throw DataError(fmt::format("{}: the tables of this SQLite file cannot be listed ({})", shown,
                                database != nullptr ? sqlite3_errmsg(database) : "no memory"));
}

/// A file in an archive, which SQLite itself cannot open.
SqliteDatabase open_unpacked(const std::string& path, const std::string& shown,
                             std::unique_ptr<GByte, FreeVsi>& bytes)
{
    GByte* content = nullptr;
    vsi_l_offset size = 0;
    if (VSIIngestFile(nullptr, path.c_str(), &content, &size, kMaxUnpackedBytes) == 0) {
        throw DataError(
            fmt::format("{}: this SQLite file is too large to read packed; unpack it", shown));
    }
    bytes.reset(content);
    // A header that asks for a write-ahead log cannot be opened in memory.
    constexpr std::size_t kVersions = 18;
    for (std::size_t i = kVersions; i < kVersions + 2 && i < size; ++i) {
        content[i] = 1;
    }
    sqlite3* raw = nullptr;
    sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE, nullptr);
    SqliteDatabase database(raw);
    const auto length = static_cast<sqlite3_int64>(size);
    if (!database || sqlite3_deserialize(raw, "main", content, length, length,
                                         SQLITE_DESERIALIZE_READONLY) != SQLITE_OK) {
        fail(shown, raw);
    }
    return database;
}

}  // namespace

bool is_sqlite_file(const std::string& path)
{
    const std::unique_ptr<VSILFILE, CloseVsiFile> file(VSIFOpenL(path.c_str(), "rb"));
    std::array<char, kMagic.size()> begin{};
    return file && VSIFReadL(begin.data(), 1, begin.size(), file.get()) == begin.size() &&
           std::string_view(begin.data(), begin.size()) == kMagic;
}

std::string virtual_table_module(const std::string& statement)
{
    const auto tokens = first_tokens(statement);
    const auto is_word = [&](std::size_t i, std::string_view word) {
        return i < tokens.size() && !tokens[i].is_quoted && tokens[i].text == word;
    };
    if (!is_word(0, "create") || !is_word(1, "virtual")) {
        return {};
    }
    std::size_t name = is_word(2, "table") ? 3 : tokens.size();
    if (is_word(name, "if") && is_word(name + 1, "not") && is_word(name + 2, "exists")) {
        name += 3;
    }
    if (is_word(name + 1, ".")) {
        name += 2;
    }
    return is_word(name + 1, "using") && name + 2 < tokens.size() ? tokens[name + 2].text : "?";
}

void refuse_virtual_tables(const std::string& path, const std::string& shown)
{
    // Outlives the database that reads it.
    std::unique_ptr<GByte, FreeVsi> bytes;
    const SqliteDatabase database =
        path.starts_with("/vsi") ? open_unpacked(path, shown, bytes) : open_database(path);
    // All rows: SQLite goes by the statement, not by the row's type.
    const SqliteStatement statement =
        database ? prepare(database.get(), "SELECT name, sql FROM sqlite_master") : nullptr;
    if (!statement) {
        fail(shown, database.get());
    }
    sqlite3_stmt* raw = statement.get();
    const auto text = [&](int column) {
        const auto* const cell = sqlite3_column_text(raw, column);
        return cell != nullptr ? std::string(reinterpret_cast<const char*>(cell)) : std::string();
    };
    int state = SQLITE_ROW;
    while ((state = sqlite3_step(raw)) == SQLITE_ROW) {
        const std::string module = virtual_table_module(text(1));
        if (!module.empty() &&
            std::find(kModules.begin(), kModules.end(), module) == kModules.end()) {
            throw DataError(fmt::format(
                "{}: its table \"{}\" is a virtual table ({}), which may lead to other files; "
                "name the file that it stands for, or drop the table",
                shown, text(0), module));
        }
    }
    if (state != SQLITE_DONE) {
        fail(shown, database.get());
    }
}

}  // namespace heatward::gis
