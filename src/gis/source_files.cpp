#include "heatward/gis/source_files.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>

#include "heatward/core/connection_string.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "vector_source.hpp"

namespace heatward::gis {
namespace {

namespace fs = std::filesystem;

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Endings of the files beside the named one that GDAL's driver reads too: its own list of files
/// is not whole for each format and letter case.
const std::set<std::string>& companions_of(const std::string& driver)
{
    static const std::map<std::string, std::set<std::string>> endings{
        {"CSV", {".csvt", ".prj"}},
        {"ESRI Shapefile", {".cpg", ".dbf", ".prj", ".shp", ".shx"}},
        {"GML", {".gfs", ".xsd"}},
        {"MapInfo File", {".dat", ".dbf", ".id", ".map", ".mid", ".mif", ".tab"}}};
    static const std::set<std::string> none;
    const auto found = endings.find(driver);
    return found == endings.end() ? none : found->second;
}

void add_companions(const fs::path& file, const std::string& driver, std::set<std::string>& files)
{
    const auto& endings = companions_of(driver);
    const std::string stem = lower(file.stem().string());
    for (const auto& entry :
         fs::directory_iterator(file.parent_path().empty() ? fs::path(".") : file.parent_path())) {
        const fs::path name = entry.path().filename();
        if (entry.is_regular_file() && lower(name.stem().string()) == stem &&
            endings.contains(lower(name.extension().string()))) {
            files.insert((file.parent_path() / name).string());
        }
    }
    // Rows of a database that a program has not yet moved into the file itself.
    const fs::path log = file.string() + "-wal";
    std::error_code error;
    if ((driver == "GPKG" || driver == "SQLite") && fs::file_size(log, error) > 0 && !error) {
        files.insert(log.string());
    }
}

}  // namespace

std::vector<std::string> files_of_vector_source(const std::string& path)
{
    if (is_connection_string(path)) {
        return {};
    }
    if (fs::is_directory(path)) {
        return list_recursively(path);
    }
    const VectorSource source(path);
    std::set<std::string> files{path};
    const bool is_on_disk = fs::is_regular_file(path);
    for (const std::string& file : source.listed_files()) {
        // Members of an archive that is itself the named file are in its bytes.
        if (!is_on_disk || fs::is_regular_file(file)) {
            files.insert(file);
        }
    }
    if (is_on_disk) {
        add_companions(path, source.driver(), files);
    }
    return {files.begin(), files.end()};
}

}  // namespace heatward::gis
