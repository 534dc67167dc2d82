#pragma once

#include <string>
#include <vector>

#include "heatward/project/project.hpp"
#include "heatward/run_store/manifest.hpp"

namespace heatward::pipeline {

/// One file of an input, perhaps inside a zip.
struct InputFile {
    std::string path;     ///< as VirtualFile opens it
    std::string name;     ///< below the folder or archive, for reports and rejects
    std::string on_disk;  ///< the file itself, or the archive that holds it
};

/// Every file that a path of the project means: the file itself, the members of a zip, all files
/// below a folder (zips among them opened), or the same for each match of a glob ("*", "?", "[").
/// Sorted by name. Throws DataError where there is nothing, or a file's name is not UTF-8; the text
/// names the path, not the key.
std::vector<InputFile> expand_path(const project::Project& project, const std::string& path);

/// Whether the path names one plain file, so that its name says nothing of what to take.
bool is_plain_file(const project::Project& project, const std::string& path);

/// SHA-256 of files on the disk, each once, named as the project file reaches them: relative to
/// its folder unless `path` is absolute. An archive is one file. Throws DataError where a name is
/// not UTF-8.
std::vector<run_store::InputChecksum> checksums_of(const project::Project& project,
                                                   const std::string& path,
                                                   const std::vector<std::string>& files_on_disk);

/// The files of a GDAL source or table (gis::files_of_vector_source), the named one among them.
/// Empty for a connection string.
std::vector<std::string> files_of_dataset(const project::Project& project, const std::string& path);

}  // namespace heatward::pipeline
