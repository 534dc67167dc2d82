#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/core/progress.hpp"
#include "heatward/geocode/gazetteer.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/pipeline/input_files.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/run_writer.hpp"

namespace heatward::pipeline {

/// A row that has a category and a time but no position: layers say how many they miss.
struct UnlocatedRow {
    std::uint16_t category = kNoCategory;
    WallMinutes time = 0;
    TimePrecision precision = TimePrecision::month;
    MatchLevel level = MatchLevel::unlocated;  ///< or ambiguous
};

/// A text of a source and the rows that have it.
struct TextRows {
    std::string text;
    std::uint64_t rows = 0;

    friend bool operator==(const TextRows&, const TextRows&) = default;
};

/// Rows of one of a source's files.
struct FileRows {
    std::string name;
    std::uint64_t rows = 0;   ///< records that were taken
    std::uint64_t lines = 0;  ///< rows that the file holds, counted without regard to records
};

/// What became of a month's rows.
struct MonthRows {
    std::uint64_t rows_in = 0;
    std::uint64_t rows_used = 0;
};

/// Stands in counts of words for those that few rows have.
inline constexpr std::string_view kOtherWords = "(other words, each in few rows)";

/// What became of a source's rows: each was used or rejected. Both are numbered within their file,
/// 1 = first after its header; `file` of `used` is a place in `files`.
struct SourceRows {
    std::uint64_t rows_in = 0;  ///< records taken; require_every_row holds it against the others
    std::vector<Incident> used;
    std::vector<run_store::RejectedRow> rejected;
    std::vector<UnlocatedRow> unlocated;  ///< those of `rejected` whose category and time are known
    std::vector<Month> periods;           ///< months supplied, ascending
    std::vector<FileRows> files;
    std::map<Month, MonthRows> by_month;                 ///< rows whose month is known
    std::map<std::string, std::uint64_t> by_reason;      ///< rejected rows
    std::map<std::string, std::uint64_t> uncategorised;  ///< used rows without category, by words
    std::map<std::string, std::uint64_t> by_words;       ///< all readable rows, by category words
    /// The commonest location texts of `unlocated` that at least least_listed_rows have, as they
    /// may be shown to analysts: contents of the source, for nothing but an analyst's report. None
    /// of a health source.
    std::vector<TextRows> unmatched_texts;
    std::optional<std::uint64_t> unmatched_from_rows;  ///< least_listed_rows; none: none is listed
    std::uint64_t swapped = 0;                         ///< coordinates stood in each other's place
    std::uint64_t outside_study_area = 0;              ///< located there, and used
    std::vector<std::string> warnings;
};

/// Words of a source that fewer rows have may be one person's, and are repeated nowhere: its
/// disclosure threshold.
std::uint64_t least_listed_rows(const project::Project& project, const project::Source& source);

/// What a reader needs beside its files.
struct SourceContext {
    const project::Project* project = nullptr;
    std::uint16_t source_index = 0;
    const gis::Projection* projection = nullptr;
    std::function<bool(ProjectedPoint)> is_in_study_area;
    std::shared_ptr<const geocode::Gazetteer> gazetteer;  ///< may be none
    std::optional<std::string> content_sha256;    ///< of a database: what its rows must still be
    WallMinutes first_future_minute = INT64_MAX;  ///< times from here on are typing errors
};

/// What is wrong with a source before it is read.
struct SourceProblem {
    std::string key;  ///< of the source's table, such as "path" or "fields"
    std::string message;
};

/// Reads one source of one format.
class SourceReader {
public:
    SourceReader() = default;
    SourceReader(const SourceReader&) = delete;
    SourceReader& operator=(const SourceReader&) = delete;
    virtual ~SourceReader() = default;

    /// The files that are read, in order: the source's inputs.
    [[nodiscard]] virtual const std::vector<InputFile>& files() const = 0;
    /// What is wrong with the files' headers and first rows.
    [[nodiscard]] virtual std::vector<SourceProblem> problems() const = 0;
    /// What is said of files that are not read, one sentence each. No run depends on it.
    [[nodiscard]] virtual std::vector<std::string> warnings() const = 0;
    /// Months supplied where the files' names say so; nothing where only their rows do.
    [[nodiscard]] virtual std::optional<std::vector<Month>> announced_periods() const = 0;
    /// How finely the source's best known times are known.
    [[nodiscard]] virtual TimePrecision precision() const = 0;
    /// A checksum of what is read where no file on the disk holds it, as of a database.
    [[nodiscard]] virtual std::optional<std::string> content_sha256() const { return std::nullopt; }
    /// Reads every row. Throws DataError naming the file.
    [[nodiscard]] virtual SourceRows read(const SourceContext& context,
                                          Progress& progress) const = 0;
};

/// The reader of the source's format. Throws DataError where its files are not there.
std::unique_ptr<SourceReader> make_source_reader(const project::Project& project,
                                                 const project::Source& source);

}  // namespace heatward::pipeline
