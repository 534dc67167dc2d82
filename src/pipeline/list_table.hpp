#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "heatward/gis/projection.hpp"
#include "heatward/pipeline/input_files.hpp"
#include "list_kind.hpp"
#include "list_row.hpp"
#include "list_tally.hpp"

namespace heatward::pipeline {

/// One file of a gazetteer's list, recognised: a text table, or a layer of what GDAL reads.
struct ListTable {
    InputFile file;
    ListKind kind = ListKind::postcodes;
    ListShape shape;
    bool is_headless = false;  ///< a text table whose first row is data
    std::string layer;         ///< of a GDAL source
};

/// Looks at the file's columns. Of a source with several layers the one named road_link (OS Open
/// Roads) is meant where there is one, else the first that may stand under `key`; for roads one of
/// lines goes before others. Throws DataError naming the file where it cannot be read, is no list,
/// or belongs under another key of [gazetteer].
ListTable look_at_list(const InputFile& file, std::string_view key);

/// Calls `visit` for every sound row in file order and counts the others. Throws DataError naming
/// the file where it cannot be read.
void read_list(const ListTable& table, const gis::Projection& projection, ListTally& tally,
               const std::function<void(const ListRow&)>& visit);

}  // namespace heatward::pipeline
