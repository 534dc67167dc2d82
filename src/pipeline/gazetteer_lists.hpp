#pragma once

#include <string>
#include <vector>

#include "heatward/pipeline/input_files.hpp"
#include "heatward/pipeline/read_gazetteer.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// One entry of [gazetteer].
struct GazetteerList {
    std::string key;   ///< "postcodes", "roads", "places" or "premises"
    std::string path;  ///< as the project file has it: a file, folder, zip or glob
};

/// The lists that serve such a use, in the order in which they are read.
std::vector<GazetteerList> gazetteer_lists(const project::Project& project,
                                           const GazetteerUse& use);

/// The files that a list's path means (expand_path): a plain file whatever its name; of a folder,
/// archive or glob the text tables (.csv, .tsv) and vector sources. Throws DataError where there is
/// none, and for a connection string.
std::vector<InputFile> files_of_list(const project::Project& project, const std::string& path);

/// The files on the disk that these are read from, those beside a vector source among them.
std::vector<std::string> disk_files_of_list(const project::Project& project,
                                            const std::string& path);

}  // namespace heatward::pipeline
