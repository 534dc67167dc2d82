#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/gis/projection.hpp"

namespace heatward::pipeline {

/// One record of a mapped source.
struct StreamRecord {
    std::vector<std::string> cells;       ///< one a wanted column; empty where there is a problem
    std::string problem;                  ///< empty, or what is wrong with the record
    std::optional<ProjectedPoint> point;  ///< of its geometry
    bool is_of_gdal = false;    ///< dates in text cells may be in the spelling of GDAL itself
    std::vector<bool> is_date;  ///< a cell that is a date in the source, written in ISO 8601
};

/// The records of one file, or of one database, whatever its format.
class RecordStream {
public:
    RecordStream() = default;
    RecordStream(const RecordStream&) = delete;
    RecordStream& operator=(const RecordStream&) = delete;
    virtual ~RecordStream() = default;

    virtual bool next(StreamRecord& record) = 0;
    /// How far the file is read.
    [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;
    /// At the end: rows that the file holds, counted without regard to records; nothing where that
    /// is not known.
    [[nodiscard]] virtual std::optional<std::uint64_t> rows_held() const = 0;
    /// Records that were not UTF-8 and were read as Windows-1252.
    [[nodiscard]] virtual std::uint64_t converted_records() const { return 0; }
};

/// What stands above the records.
struct RecordHeader {
    std::vector<std::string> columns;
    bool has_geometry = false;
};

struct RecordStreamOptions {
    std::string path;                             ///< as VirtualFile or GDAL opens it
    std::string name;                             ///< for messages
    std::string layer;                            ///< of a GDAL source; empty: the first
    std::vector<std::string> columns;             ///< those wanted
    const gis::Projection* projection = nullptr;  ///< set: geometry is wanted
};

/// Whether the name is that of a text table (.csv, .tsv, .txt); everything else is GDAL's.
bool is_text_table(const std::string& name);

/// Throws DataError naming the file where it cannot be read.
RecordHeader read_header(const RecordStreamOptions& options);

/// Throws DataError naming the file and the column where one is not there, or stands twice.
std::unique_ptr<RecordStream> open_records(const RecordStreamOptions& options);

}  // namespace heatward::pipeline
