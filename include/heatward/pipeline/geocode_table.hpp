#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/match_level.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/progress.hpp"
#include "heatward/geocode/locator.hpp"
#include "heatward/tabular/csv_reader.hpp"

namespace heatward::pipeline {

/// Which columns of a table say where its rows happened; empty where none does.
struct GeocodeColumns {
    std::vector<std::string> location;  ///< joined by ", "
    std::string town;
    std::string postcode;
    std::string lon, lat;
    std::string x, y;
    std::string grid_reference;
    std::string uprn;

    friend bool operator==(const GeocodeColumns&, const GeocodeColumns&) = default;
};

/// The columns that are appended, in their order.
inline constexpr std::array<std::string_view, 9> kGeocodeColumns{
    "match_level",   "easting",     "northing", "lon",       "lat",
    "uncertainty_m", "match_score", "matched",  "candidates"};

/// What one thread locates rows with.
struct TableLocator {
    std::unique_ptr<const geocode::Locator> locator;
    std::function<LonLat(ProjectedPoint)> to_lonlat;
};

/// What became of a table's rows.
struct GeocodeSummary {
    std::uint64_t rows = 0;
    std::array<std::uint64_t, kMatchLevelNames.size()> by_level{};
    std::uint64_t broken = 0;              ///< records that are none; kept, unlocated
    std::uint64_t first_broken_line = 0;   ///< physical line of the first, 1 = the file's first
    std::string first_problem;             ///< what is wrong with it
    std::uint64_t swapped = 0;             ///< their coordinates stood in each other's place
    std::uint64_t outside_study_area = 0;  ///< located there all the same
    std::uint64_t converted = 0;           ///< rows that were not UTF-8, read as Windows-1252

    [[nodiscard]] std::uint64_t located() const;
    /// Share of all rows that have a position; 0 of none.
    [[nodiscard]] double hit_rate() const;
};

/// A text table whose rows are located one by one: every column and row comes out, in order, with
/// kGeocodeColumns behind them.
///
/// Cells are kept to the byte but for those that a spreadsheet would run as a formula
/// (tabular::runs_as_formula), which get an apostrophe; text that is not UTF-8 comes out as UTF-8.
/// The delimiter, a byte-order mark, and CRLF at the end of the first line are kept. A broken
/// record comes out unlocated, with the cells that could be made of it: too few are filled up with
/// empty ones, those too many go into the last column with the delimiter between them; a line of
/// which no cells can be made stands in the first as it is.
class GeocodeTable {
public:
    /// Receives the bytes of the table, in order.
    using Sink = std::function<void(std::string_view)>;

    /// Reads the header. Columns that are not wanted by name are `location`, `town` and `postcode`
    /// where there are such. Throws DataError naming the file for a header that cannot be read, a
    /// column that is not there, and one that has the name of a column to be appended; UsageError
    /// where no column says where a row happened.
    GeocodeTable(tabular::ByteSource source, std::string name, const GeocodeColumns& wanted);
    ~GeocodeTable();
    GeocodeTable(const GeocodeTable&) = delete;
    GeocodeTable& operator=(const GeocodeTable&) = delete;

    /// Those that are read.
    [[nodiscard]] const GeocodeColumns& columns() const;

    /// Reads, locates and writes every row, on as many threads as there are locators; the same
    /// bytes for any number. Batches of rows are held in memory, one a thread. Progress counts the
    /// bytes of the table. Throws DataError where rows cannot be told apart, so that some would be
    /// left out. Called once.
    GeocodeSummary run(const std::vector<TableLocator>& locators, const Sink& sink,
                       Progress& progress);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::pipeline
