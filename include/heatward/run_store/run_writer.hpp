#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "heatward/run_store/manifest.hpp"
#include "heatward/run_store/output_folder.hpp"
#include "heatward/run_store/run.hpp"
#include "heatward/run_store/run_id.hpp"

namespace heatward::run_store {

/// One rejected row, without any of its contents.
struct RejectedRow {
    std::uint64_t row = 0;  ///< record number in `file`, 1 = first after the header
    std::string file;       ///< the source's file that holds it, relative (e.g. the zip's member)
    std::string reason;
    std::string fields;  ///< names of the fields that failed, joined by "; "
};

/// Everything a run folder is written from.
struct RunContents {
    RunData data;
    nlohmann::json report;    ///< what becomes report.json
    std::string report_html;  ///< what becomes report.html
    /// Relative risk's layer id → upper-tail p of its surface; becomes surfaces/<layer>.p.tif.
    std::map<std::string, Raster<float>> risk_p;
    std::map<std::string, std::vector<RejectedRow>> rejects;  ///< source id → rows in order
    std::vector<InputChecksum> inputs;
    CoordinateOperations operations;
};

/// Writes the run under tmp/, with a manifest that holds the checksum of every file, makes its
/// files read-only, syncs it, moves it to runs/<run id> by rename and replaces `current` by rename.
/// Whatever goes wrong or is killed before the last rename leaves `current` as it was; leftovers in
/// tmp/ of dead processes are removed by the next build. Throws EnvironmentError naming the path
/// (disk full, no permission). Builds that share an output folder take turns: a second one waits
/// until the first has published; where that was the same run, it is kept and the second copy is
/// dropped. A damaged run of the same id is moved aside into tmp/ right before its replacement
/// takes its place.
void publish_run(const OutputFolder& output, const RunContents& contents);

/// Where runs/<run id> is there already: verifies its checksums, points `current` to it
/// and gives true. False where there is no such run or it is damaged; a damaged one stays in its
/// place until `publish_run` has its replacement.
bool reuse_run(const OutputFolder& output, const std::string& run_id);

}  // namespace heatward::run_store
