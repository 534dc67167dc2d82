#include "heatward/pipeline/geocode_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>

#include <unistd.h>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "private_output.hpp"
#include "table_locators.hpp"

namespace heatward::pipeline {
namespace {

constexpr const char* kStandardStream = "-";

bool is_same_file(const std::string& a, const std::string& b)
{
    std::error_code error;
    return std::filesystem::equivalent(a, b, error) && !error;
}

void require_own_output(const project::Project& project, const GeocodeFileOptions& options)
{
    if (options.output == kStandardStream) {
        return;
    }
    for (const std::string& read : {options.input, project.file}) {
        if (is_same_file(options.output, read)) {
            throw UsageError(fmt::format(
                "{}: would be written over {}, which is read; choose another name for the output",
                options.output, read));
        }
    }
}

std::size_t read_standard_input(std::span<char> bytes)
{
    while (true) {
        const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count >= 0) {
            return static_cast<std::size_t>(count);
        }
        if (errno != EINTR) {
            throw EnvironmentError("standard input: cannot be read: " +
                                   std::generic_category().message(errno));
        }
    }
}

struct OpenTable {
    tabular::ByteSource source;
    std::string name;
    std::uint64_t size = 0;  ///< 0 where it is not known
};

OpenTable open_input(const std::string& path)
{
    if (path == kStandardStream) {
        return {read_standard_input, "standard input", 0};
    }
    auto file = std::make_shared<gis::VirtualFile>(path);
    return {[file](std::span<char> bytes) { return file->read(bytes); }, path, file->size()};
}

/// Where the table is written to: a file as a whole or not at all, standard output piece by piece.
class TableOutput {
public:
    explicit TableOutput(const std::string& path)
    {
        if (path != kStandardStream) {
            m_file.emplace(path);
        }
    }

    void write(std::string_view bytes)
    {
        if (m_file) {
            m_file->write(bytes);
        } else {
            require_written(std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size());
        }
    }

    void finish()
    {
        if (m_file) {
            m_file->commit();
        } else {
            require_written(std::fflush(stdout) == 0);
        }
    }

private:
    static void require_written(bool is_written)
    {
        if (!is_written) {
            throw EnvironmentError("standard output: cannot be written: " +
                                   std::generic_category().message(errno));
        }
    }

    std::optional<PrivateOutput> m_file;
};

}  // namespace

GeocodeSummary geocode_file(const project::Project& project, const GeocodeFileOptions& options,
                            Progress& progress)
{
    require_own_output(project, options);
    const OpenTable input = open_input(options.input);
    GeocodeTable table(input.source, input.name, options.columns);
    TableOutput output(options.output);  // what cannot be written is said before the long work
    const TableLocators locators(project, table.columns(), options.crs, progress);
    const unsigned threads =
        options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    progress.begin("geocoding", input.size, "bytes");
    GeocodeSummary summary = table.run(
        locators.for_threads(threads), [&](std::string_view bytes) { output.write(bytes); },
        progress);
    output.finish();
    progress.end();
    return summary;
}

}  // namespace heatward::pipeline
