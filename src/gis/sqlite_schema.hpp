#pragma once

#include <string>

namespace heatward::gis {

/// Whether the file begins as SQLite's do, a GeoPackage's too.
bool is_sqlite_file(const std::string& path);

/// Throws DataError naming the file and the table where a SQLite file holds a virtual table that is
/// no index of its own contents (rtree, fts3 to fts5, SpatiaLite's own): such a table stands for
/// another file, which GDAL would open. Reads the schema alone and executes nothing of it. `path`
/// may be one of GDAL's ("/vsizip/…").
void refuse_virtual_tables(const std::string& path, const std::string& shown);

/// The module of a "CREATE VIRTUAL TABLE … USING module"; "?" where such a statement cannot be
/// followed, and nothing where it is another.
std::string virtual_table_module(const std::string& statement);

}  // namespace heatward::gis
