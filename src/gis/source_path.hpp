#pragma once

#include <string>

namespace heatward::gis {

/// A path or connection string as messages may show it: a connection string may hold a
/// password, so that only its kind stands ("PG:…").
std::string shown_path(const std::string& path);

/// Whether it names a database rather than a file ("PG:dbname=…").
bool is_connection_string(const std::string& path);

/// Throws DataError where the path lies on a network.
void refuse_network_path(const std::string& path);

}  // namespace heatward::gis
