#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "heatward/run_store/output_folder.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::run_store {

/// One rejected row, without any of its contents.
struct RejectedRow {
    std::uint64_t row = 0;  ///< record number in the source, 1 = first after the header
    std::string file;       ///< the source's file that holds it, relative (e.g. the zip's member)
    std::string reason;
    std::string fields;  ///< names of the fields that failed, joined by "; "
};

/// An input's path as the project file has it (members of archives and folders after it)
/// and the SHA-256 of its bytes.
struct InputChecksum {
    std::string path;
    std::string sha256;
};

/// Everything a run folder is written from.
struct RunContents {
    RunData data;
    nlohmann::json report;                                    ///< what becomes report.json
    std::map<std::string, std::vector<RejectedRow>> rejects;  ///< source id → rows in order
    std::vector<InputChecksum> inputs;
    std::string crs_operation;
};

/// The first 16 hexadecimal digits of the SHA-256 over inputs, the analysis part of the project and
/// the program's version: the same three give the same id in whatever folder.
std::string run_id_of(const project::Project& project, const std::vector<InputChecksum>& inputs);

/// Writes the run under tmp/, with a manifest that holds the checksum of every file, syncs it,
/// moves it to runs/<run id> by rename and replaces `current` by rename. Whatever goes wrong or is
/// killed before the last rename leaves `current` as it was; leftovers in tmp/ of dead processes
/// are removed by the next build. Throws EnvironmentError naming the path (disk full, no
/// permission).
void publish_run(const OutputFolder& output, const RunContents& contents);

/// Where runs/<run id> is there already: verifies its checksums, points `current` to it
/// and gives true. False where there is no such run. A run that is there but damaged is moved aside
/// into tmp/ and false is given.
bool reuse_run(const OutputFolder& output, const std::string& run_id);

}  // namespace heatward::run_store
