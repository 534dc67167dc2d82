#include "heatward/project/project_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "area_section.hpp"
#include "category_section.hpp"
#include "evidence_section.hpp"
#include "general_section.hpp"
#include "intervention_section.hpp"
#include "layer_section.hpp"
#include "map_section.hpp"
#include "server_section.hpp"
#include "source_section.hpp"

namespace heatward::project {
namespace {

std::string folder_of(const std::string& file)
{
    return std::filesystem::absolute(file).lexically_normal().parent_path().string();
}

/// Each section after those it refers to, so that references are checked where they stand.
void read_sections(TableReader& root, Project& project)
{
    read_disclosure(root, project);
    read_evidence(root, project);
    read_areas(root, project);
    read_general(root, project);
    read_gazetteer(root, project);
    read_sources(root, project);
    read_categories(root, project);
    read_layers(root, project);
    read_basemap(root, project);
    read_interventions(root, project);
    read_server(root, project);
    read_access(root, project);
    root.reject_unknown_keys();
}

Project read_table(const toml::table& table, const std::string& file, FindingLog& log)
{
    Project project;
    project.file = file;
    project.folder = folder_of(file);
    TableReader root(table, "", log);
    read_sections(root, project);
    return project;
}

std::string text_of(const std::string& path)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream || std::filesystem::is_directory(path)) {
        throw DataError(fmt::format("{}: cannot be read; give the path of a project file", path));
    }
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

expected<ParsedProject, std::vector<Finding>> parse_project(std::string_view toml,
                                                            const std::string& file)
{
    toml::table table;
    try {
        table = toml::parse(toml, file);
    } catch (const toml::parse_error& error) {
        return tl::unexpected(
            std::vector<Finding>{{file, static_cast<int>(error.source().begin.line), "",
                                  fmt::format("is not TOML here: {}", error.description())}});
    }
    FindingLog log(file);
    ParsedProject parsed;
    parsed.project = read_table(table, file, log);
    if (log.has_errors()) {
        return tl::unexpected(log.errors());
    }
    parsed.warnings = log.warnings();
    return parsed;
}

expected<ParsedProject, std::vector<Finding>> read_project_file(const std::string& path)
{
    return parse_project(text_of(path), path);
}

Project read_despite_errors(const std::string& path)
{
    FindingLog log(path);
    try {
        return read_table(toml::parse(text_of(path), path), path, log);
    } catch (const toml::parse_error&) {
        return {};
    }
}

}  // namespace heatward::project
