#include "heatward/pipeline/input_files.hpp"

#include <glob.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "heatward/gis/virtual_file.hpp"
#include "heatward/project/connection_string.hpp"

namespace heatward::pipeline {
namespace {

namespace fs = std::filesystem;

bool is_zip(const std::string& path)
{
    std::string end = fs::path(path).extension().string();
    std::transform(end.begin(), end.end(), end.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return end == ".zip";
}

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
        if (is_zip(root)) {
            add_archive(root, prefix, files);
        } else {
            files.push_back({root, prefix + fs::path(root).filename().string(), root});
        }
        return;
    }
    for (const std::string& path : gis::list_recursively(root)) {
        const std::string name = prefix + gis::relative_to_root(root, path);
        if (is_zip(path)) {
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

}  // namespace

std::vector<InputFile> expand_path(const project::Project& project, const std::string& path)
{
    if (project::is_connection_string(path)) {
        throw DataError(fmt::format("{}: is no file; give a file, folder, zip or glob",
                                    project::redact_connection(path)));
    }
    const std::string resolved = project.resolve(path);
    std::vector<InputFile> files;
    if (is_glob(resolved)) {
        const auto matches = glob_matches(resolved);
        if (matches.empty()) {
            throw DataError(fmt::format("{}: no file matches this pattern", resolved));
        }
        for (const std::string& match : matches) {
            const bool has_members = fs::is_directory(match) || is_zip(match);
            add_root(match, has_members ? fs::path(match).filename().string() + "/" : "", files);
        }
    } else {
        if (!gis::exists(resolved)) {
            throw DataError(fmt::format("{}: there is no such file or folder", resolved));
        }
        add_root(resolved, "", files);
    }
    std::sort(files.begin(), files.end(), [](const InputFile& a, const InputFile& b) {
        return a.name != b.name ? a.name < b.name : a.path < b.path;
    });
    return files;
}

bool is_plain_file(const project::Project& project, const std::string& path)
{
    const std::string resolved = project.resolve(path);
    return fs::is_regular_file(resolved) && !is_zip(resolved);
}

std::vector<run_store::InputChecksum> checksums_of(const project::Project& project,
                                                   const std::string& path,
                                                   const std::vector<std::string>& files_on_disk)
{
    std::vector<run_store::InputChecksum> checksums;
    const std::set<std::string> distinct(files_on_disk.begin(), files_on_disk.end());
    for (const std::string& file : distinct) {
        checksums.push_back({name_from_project(project, path, file), gis::file_sha256(file)});
    }
    return checksums;
}

std::vector<std::string> files_of_dataset(const project::Project& project, const std::string& path)
{
    const std::string resolved = project.resolve(path);
    if (project::is_connection_string(path)) {
        return {};
    }
    if (fs::is_directory(resolved)) {
        return gis::list_recursively(resolved);
    }
    std::vector<std::string> files{resolved};
    if (fs::path(resolved).extension() == ".shp") {
        constexpr std::array<const char*, 4> companions{".shx", ".dbf", ".prj", ".cpg"};
        for (const char* const extension : companions) {
            const std::string file = fs::path(resolved).replace_extension(extension).string();
            if (fs::is_regular_file(file)) {
                files.push_back(file);
            }
        }
    }
    return files;
}

}  // namespace heatward::pipeline
