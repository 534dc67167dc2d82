#include "heatward/pipeline/input_files.hpp"

#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "heatward/core/connection_string.hpp"
#include "heatward/gis/source_files.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

namespace fs = std::filesystem;

bool is_glob(const std::string& path)
{
    return path.find_first_of("*?[") != std::string::npos && !gis::exists(path);
}

std::vector<std::string> glob_matches(const std::string& pattern)
{
    glob_t found{};
    const int status = ::glob(pattern.c_str(), 0, nullptr, &found);
    std::vector<std::string> matches;
    for (std::size_t i = 0; status == 0 && i < found.gl_pathc; ++i) {
        matches.emplace_back(found.gl_pathv[i]);
    }
    ::globfree(&found);
    return matches;
}

void add_archive(const std::string& archive, const std::string& prefix,
                 std::vector<InputFile>& files)
{
    for (const std::string& member : gis::list_recursively(archive)) {
        files.push_back({member, prefix + gis::relative_to_root(archive, member), archive});
    }
}

/// What one file, archive or folder holds; `prefix` goes before its names.
void add_root(const std::string& root, const std::string& prefix, std::vector<InputFile>& files)
{
    if (!fs::is_directory(root)) {
        if (gis::is_zip(root)) {
            add_archive(root, prefix, files);
        } else {
            files.push_back({root, prefix + fs::path(root).filename().string(), root});
        }
        return;
    }
    for (const std::string& path : gis::list_recursively(root)) {
        const std::string name = prefix + gis::relative_to_root(root, path);
        if (gis::is_zip(path)) {
            add_archive(path, name + "/", files);
        } else {
            files.push_back({path, name, path});
        }
    }
}

/// Name of a file on the disk as the project file reaches it.
std::string name_from_project(const project::Project& project, const std::string& path,
                              const std::string& file)
{
    if (fs::path(path).is_absolute()) {
        return file;
    }
    return fs::path(file).lexically_relative(project.folder).generic_string();
}

/// A name as a message can show it where its bytes are no UTF-8: "caf\xE9.csv".
std::string escaped(const std::string& name)
{
    std::string text;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        text += byte < 0x80 ? std::string(1, c) : fmt::format("\\x{:02X}", byte);
    }
    return text;
}

/// Manifest and report are UTF-8 and hold the names of inputs.
void require_utf8(const std::string& name)
{
    if (!tabular::is_utf8(name)) {
        throw DataError(
            fmt::format("{}: the file's name is not valid UTF-8, which manifest and report need; "
                        "rename it",
                        escaped(name)));
    }
}

}  // namespace

std::vector<InputFile> expand_path(const project::Project& project, const std::string& path)
{
    if (is_connection_string(path)) {
        throw DataError(fmt::format("{}: is no file; give a file, folder, zip or glob",
                                    redact_connection(path)));
    }
    const std::string resolved = project.resolve(path);
    std::vector<InputFile> files;
    if (is_glob(resolved)) {
        const auto matches = glob_matches(resolved);
        if (matches.empty()) {
            throw DataError(fmt::format("{}: no file matches this pattern", resolved));
        }
        for (const std::string& match : matches) {
            const bool has_members = fs::is_directory(match) || gis::is_zip(match);
            add_root(match, has_members ? fs::path(match).filename().string() + "/" : "", files);
        }
    } else {
        if (!gis::exists(resolved)) {
            throw DataError(fmt::format("{}: there is no such file or folder", resolved));
        }
        add_root(resolved, "", files);
    }
    for (const InputFile& file : files) {
        require_utf8(file.name);
        require_utf8(name_from_project(project, path, file.on_disk));
    }
    std::sort(files.begin(), files.end(), [](const InputFile& a, const InputFile& b) {
        return a.name != b.name ? a.name < b.name : a.path < b.path;
    });
    return files;
}

bool is_plain_file(const project::Project& project, const std::string& path)
{
    const std::string resolved = project.resolve(path);
    return fs::is_regular_file(resolved) && !gis::is_zip(resolved);
}

std::vector<run_store::InputChecksum> checksums_of(const project::Project& project,
                                                   const std::string& path,
                                                   const std::vector<std::string>& files_on_disk)
{
    std::vector<run_store::InputChecksum> checksums;
    const std::set<std::string> distinct(files_on_disk.begin(), files_on_disk.end());
    for (const std::string& file : distinct) {
        std::string name = name_from_project(project, path, file);
        require_utf8(name);
        checksums.push_back({std::move(name), gis::file_sha256(file)});
    }
    return checksums;
}

std::vector<std::string> files_of_dataset(const project::Project& project, const std::string& path)
{
    return gis::files_of_vector_source(project.resolve(path));
}

}  // namespace heatward::pipeline
