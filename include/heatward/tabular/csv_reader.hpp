#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/expected.hpp"

namespace heatward::tabular {

/// Fills the span from the front and says how many bytes it put there; 0 is the end. What it
/// throws goes through to the reader's caller.
using ByteSource = std::function<std::size_t(std::span<char>)>;

/// More cells than this in one record is no table that an agency exports (spreadsheets end at
/// 16,384 columns, the widest extract known here has 120): such a record is reported.
inline constexpr std::size_t kMaxCsvColumns = 10'000;

/// A record is held in memory whole; more bytes than this in one is a lost quote or not a table.
inline constexpr std::size_t kMaxCsvRecordBytes = std::size_t{4} << 20;

/// A quote that never closes costs one physical line, after which reading starts again; after this
/// many in one file the rest is reported as one record, so that the time stays linear.
inline constexpr std::size_t kMaxCsvQuoteRecoveries = 100;

/// A broken record that runs over several physical lines costs the first, and the others are read
/// again; where the bytes read again exceed this and the bytes read so far, such a record is left
/// out whole and says how many lines it took, so that the time stays linear.
inline constexpr std::size_t kMaxCsvBytesReadAgain = std::size_t{64} << 20;

/// Whether a quoted cell may hold line ends.
enum class MultiLineFields : std::uint8_t {
    allowed,  ///< as RFC 4180 has it
    refused,  ///< every physical line is a record: for formats that never hold such cells
};

struct CsvReadOptions {
    std::string name;  ///< the file's name for messages
    char delimiter = ',';
    MultiLineFields multi_line_fields = MultiLineFields::allowed;
    std::vector<std::string> columns;  ///< not empty: the file has no header row and these names
    std::vector<std::string> expected_columns;  ///< not empty: the header must look like these
};

/// One record after the header. Every one comes out, sound or not.
struct CsvRecord {
    std::uint64_t number = 0;        ///< 1 = first after the header
    std::uint64_t line = 0;          ///< physical line on which it begins, 1 = the file's first
    std::vector<std::string> cells;  ///< UTF-8; where `problem` is set, what could be made of it
    std::string problem;           ///< empty, or a sentence that says what is wrong with the record
    std::uint64_t first_byte = 0;  ///< place in the file
    std::uint64_t end_byte = 0;    ///< one past its line end
};

/// Reads CSV (RFC 4180) record by record: quoted cells with doubled quotes and line ends inside;
/// CRLF, LF or CR; a last line with or without an end; a UTF-8 byte-order mark is dropped. Empty
/// lines are no records. A quote inside an unquoted cell is a character like others.
/// Spaces between a closing quote and the delimiter are dropped; other text there is a problem.
///
/// A record that is not UTF-8 is read as Windows-1252 and counted in `converted_records`.
/// Reported in CsvRecord::problem: too few or too many cells, above kMaxCsvColumns cells (then
/// with the line as its one cell) or kMaxCsvRecordBytes bytes (then without cells), NUL characters
/// (taken out), text after a closing quote, a quote that is not closed by the end of the file
/// (names the line of the quote).
///
/// A problem costs one physical line, as a stray quote joins a line with those that follow: where
/// the broken record runs over several, its first line is the record, with the line as it stands
/// for its one cell, and reading starts again on the next, within kMaxCsvQuoteRecoveries and
/// kMaxCsvBytesReadAgain; what is left out beyond these is said in the problem. What no problem
/// shows is two stray quotes that happen to make a record of the right width: `physical_lines` then
/// exceeds the records, as it does for cells that rightly hold line ends.
///
/// Where MultiLineFields are refused none of this can happen: every line that is not empty is one
/// record, a quote that is not closed on its line is that line's problem alone, and at the end
/// `physical_lines` is the number of records.
///
/// Its own grammar rather than libcsv's, which does not say where a record or a quote began,
/// skips empty lines unseen, joins all that follows a lost quote into one cell, and cannot stop
/// at a record's end or length.
class CsvReader {
public:
    /// Reads the header. Throws DataError naming the file for: UTF-16, an empty file, a header
    /// with NUL characters or with a problem, and a header that does not look like the
    /// expected columns (it says which; never what stands in the row, which may be a person).
    CsvReader(ByteSource source, CsvReadOptions options);
    ~CsvReader();
    CsvReader(CsvReader&&) noexcept;
    CsvReader& operator=(CsvReader&&) noexcept;
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    /// Column names as they stand in the file, without spaces around them.
    [[nodiscard]] const std::vector<std::string>& header() const;
    /// The same with the spaces around them, for writing them again.
    [[nodiscard]] const std::vector<std::string>& header_as_written() const;

    /// The column's place: the exact name, else the only one that is equal but for case and
    /// spaces around it. The Error names the file and the nearest column, or says that the
    /// name stands twice.
    [[nodiscard]] expected<std::size_t> column(std::string_view column_name) const;
    /// The same without a reason.
    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view column_name) const;

    /// Puts the next record into `record`, whose memory is used again. False at the end.
    bool next(CsvRecord& record);

    [[nodiscard]] std::uint64_t converted_records() const;  ///< read as Windows-1252 so far
    [[nodiscard]] std::uint64_t empty_lines() const;        ///< skipped so far
    /// Lines after the header that are not empty, so far, counted without regard to quotes or
    /// records. At the end it is the number of records where no cell holds a line end and nothing
    /// was left out.
    [[nodiscard]] std::uint64_t physical_lines() const;
    [[nodiscard]] std::uint64_t bytes_read() const;  ///< of the file, those that lie behind

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Whether at least half of the expected names stand among the cells (case and spaces around
/// them do not count).
bool looks_like_header(std::span<const std::string> cells, std::span<const std::string> expected);

}  // namespace heatward::tabular
