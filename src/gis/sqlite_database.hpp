#pragma once

#include <memory>
#include <string>

#include <sqlite3.h>

namespace heatward::gis {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using SqliteDatabase = std::unique_ptr<sqlite3, CloseDatabase>;
using SqliteStatement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Whether a log with content stands beside the database: what it holds belongs to it.
bool has_log(const std::string& path);

/// The database for reading, as GDAL opens it, so that both see one schema: with what a log beside
/// it holds. Without a log no file is made beside it. For one thread. May be null or in an error
/// state.
SqliteDatabase open_database(const std::string& path);

/// The prepared statement, or nothing where the database does not take it.
SqliteStatement prepare(sqlite3* database, const std::string& sql);

}  // namespace heatward::gis
