#include "repeated_sources.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "heatward/gis/virtual_file.hpp"

namespace heatward::pipeline {
namespace {

/// More than any header.
constexpr std::size_t kLookedAt = 65'536;

/// A file of one of the sources.
struct SourceFile {
    std::size_t source = 0;
    const InputFile* file = nullptr;
};

bool holds_rows(const InputFile& file)
{
    std::array<char, kLookedAt> bytes{};
    const std::size_t size = gis::VirtualFile(file.path).read(bytes);
    const auto* const end = bytes.data() + size;
    const auto* const header_end = std::find(static_cast<const char*>(bytes.data()), end, '\n');
    return size == bytes.size() ||
           std::any_of(header_end, end, [](char c) { return c != '\n' && c != '\r' && c != ' '; });
}

/// Only files of one size are read to compare them.
std::map<std::uint64_t, std::vector<SourceFile>> files_by_size(const SourceReaders& readers)
{
    std::map<std::uint64_t, std::vector<SourceFile>> by_size;
    for (std::size_t i = 0; i < readers.size(); ++i) {
        if (readers[i]) {
            for (const InputFile& file : readers[i]->files()) {
                by_size[gis::VirtualFile(file.path).size()].push_back({i, &file});
            }
        }
    }
    return by_size;
}

}  // namespace

void check_repeated_sources(const project::Project& project, const SourceReaders& readers,
                            FindingCollector& findings)
{
    if (readers.size() < 2) {
        return;
    }
    findings.attempt("sources", [&] {
        std::set<std::pair<std::size_t, std::size_t>> said;
        for (const auto& [size, files] : files_by_size(readers)) {
            std::map<std::string, SourceFile> first;  // SHA-256 → file
            const bool is_of_one_source = files.front().source == files.back().source;
            for (const SourceFile& entry : files) {
                if (is_of_one_source || !holds_rows(*entry.file)) {
                    continue;
                }
                const auto [it, is_new] = first.emplace(gis::file_sha256(entry.file->path), entry);
                const SourceFile& other = it->second;
                if (is_new || other.source == entry.source ||
                    !said.emplace(other.source, entry.source).second) {
                    continue;
                }
                findings.error(
                    fmt::format("sources.{}.path", project.sources[entry.source].id),
                    fmt::format("{} of source \"{}\" is the same file as {} of source \"{}\", and "
                                "its incidents would count twice; give it in one source only",
                                entry.file->name, project.sources[entry.source].id,
                                other.file->name, project.sources[other.source].id));
            }
        }
    });
}

}  // namespace heatward::pipeline
