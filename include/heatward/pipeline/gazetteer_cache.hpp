#pragma once

#include <memory>
#include <string>
#include <vector>

#include "heatward/core/progress.hpp"
#include "heatward/geocode/gazetteer.hpp"
#include "heatward/pipeline/read_gazetteer.hpp"
#include "heatward/run_store/output_folder.hpp"

namespace heatward::pipeline {

/// A gazetteer, read or opened.
struct OpenedGazetteer {
    std::shared_ptr<const geocode::Gazetteer> gazetteer;  ///< never none
    std::vector<std::string> warnings;  ///< of its lists, the same whether it was cached or not
    bool was_cached = false;
};

/// read_gazetteer, or the same from <output>/cache/gazetteer-<use>-<key>.bin, where it was put the
/// last time: the key stands for the program and its libraries, the layout of the bytes, the
/// reference system, the use, the lists' paths and the areas. The file is taken where every input
/// has the inode, size, modification and change time it had then, else where all have the same
/// SHA-256; so too for inputs changed within two seconds of being looked at, as a second change may
/// then leave the time as it was. A file that is damaged or that memory cannot hold is made anew
/// and `progress` told of it. A folder that cannot be written to costs the cache alone, with a
/// warning to `progress`. One file a use is kept, so that builds and tables located with one
/// project leave each other's alone. Nothing is written outside the folder.
///
/// Throws as read_gazetteer.
OpenedGazetteer open_gazetteer(const GazetteerRequest& request,
                               const run_store::OutputFolder& output, Progress& progress);

}  // namespace heatward::pipeline
