#include "gazetteer_lists.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>

#include "heatward/core/connection_string.hpp"
#include "heatward/core/error.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "record_stream.hpp"

namespace heatward::pipeline {
namespace {

/// Endings of the files that are taken of folders and archives. Text files (.txt) are none: there
/// they are licences and notes.
constexpr std::array<std::string_view, 7> kMemberEndings{".csv", ".tsv", ".gpkg", ".geojson",
                                                         ".shp", ".fgb", ".tab"};

bool is_taken_of_folder(const InputFile& file)
{
    const std::string ending =
        tabular::ascii_lower(std::filesystem::path(file.name).extension().string());
    return std::find(kMemberEndings.begin(), kMemberEndings.end(), ending) != kMemberEndings.end();
}

}  // namespace

std::vector<GazetteerList> gazetteer_lists(const project::Project& project, const GazetteerUse& use)
{
    std::vector<GazetteerList> lists;
    const auto add = [&](const char* key, const std::vector<std::string>& paths, bool is_wanted) {
        for (const std::string& path : paths) {
            if (is_wanted) {
                lists.push_back({key, path});
            }
        }
    };
    const project::Gazetteer& gazetteer = project.gazetteer;
    add("postcodes", gazetteer.postcodes, use.postcodes || use.names || use.uprns);
    add("roads", gazetteer.roads, use.names);
    add("places", gazetteer.places, use.names);
    add("premises", gazetteer.premises, use.names || use.uprns);
    return lists;
}

std::vector<InputFile> files_of_list(const project::Project& project, const std::string& path)
{
    if (is_connection_string(path)) {
        throw DataError(
            fmt::format("{}: a gazetteer's list cannot be a database; export it into a "
                        "file and name that",
                        redact_connection(path)));
    }
    std::vector<InputFile> files = expand_path(project, path);
    if (!is_plain_file(project, path)) {
        std::erase_if(files, [](const InputFile& file) { return !is_taken_of_folder(file); });
    }
    if (files.empty()) {
        throw DataError(
            fmt::format("{}: holds no list; give a file, folder, zip or glob with text "
                        "tables (.csv) or vector sources (.gpkg)",
                        project.resolve(path)));
    }
    return files;
}

std::vector<std::string> disk_files_of_list(const project::Project& project,
                                            const std::string& path)
{
    std::vector<std::string> files;
    for (const InputFile& file : files_of_list(project, path)) {
        files.push_back(file.on_disk);
        if (file.path == file.on_disk && !is_text_table(file.name)) {
            const auto companions = files_of_dataset(project, file.on_disk);
            files.insert(files.end(), companions.begin(), companions.end());
        }
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

}  // namespace heatward::pipeline
