#include "sqlite_database.hpp"

#include <sys/stat.h>

#include <fmt/format.h>

namespace heatward::gis {
namespace {

SqliteDatabase open_uri(const std::string& path, bool is_immutable)
{
    // The two slashes' empty authority keeps a path that begins with two of its own from being one.
    std::string uri = path.starts_with('/') ? "file://" : "file:";
    for (const char c : path) {
        const bool is_special = c == '?' || c == '#' || c == '%';
        uri += is_special ? fmt::format("%{:02X}", static_cast<unsigned>(c)) : std::string(1, c);
    }
    uri += is_immutable ? "?immutable=1" : "";
    sqlite3* raw = nullptr;
    sqlite3_open_v2(uri.c_str(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                    nullptr);
    return SqliteDatabase(raw);
}

bool is_filled(const std::string& path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 && status.st_size > 0;
}

}  // namespace

bool has_log(const std::string& path)
{
    return is_filled(path + "-wal") || is_filled(path + "-journal");
}

SqliteDatabase open_database(const std::string& path)
{
    if (!has_log(path)) {
        return open_uri(path, true);
    }
    SqliteDatabase database = open_uri(path, false);
    if (database && sqlite3_exec(database.get(), "SELECT 1 FROM sqlite_master", nullptr, nullptr,
                                 nullptr) == SQLITE_CANTOPEN) {
        return open_uri(path, true);
    }
    return database;
}

SqliteStatement prepare(sqlite3* database, const std::string& sql)
{
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(database, sql.c_str(), static_cast<int>(sql.size()), &raw, nullptr);
    return SqliteStatement(raw);
}

}  // namespace heatward::gis
