#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "heatward/core/progress.hpp"
#include "heatward/geocode/coordinate_locator.hpp"
#include "heatward/pipeline/input_files.hpp"
#include "heatward/pipeline/source_reader.hpp"
#include "heatward/project/category_match.hpp"
#include "heatward/tabular/csv_reader.hpp"

namespace heatward::pipeline {

/// Where the columns that are read stand in one file.
struct StreetColumns {
    std::size_t crime_id;
    std::size_t month;
    std::size_t longitude;
    std::size_t latitude;
    std::size_t crime_type;
};

/// Throws DataError naming the file where its header is none of street-level crime.
void require_street_columns(const InputFile& file);

/// Takes the records of one source, file by file.
class StreetRows {
public:
    /// `supplied` months, ascending; nothing where the rows say which they are.
    StreetRows(const SourceContext& context, const std::optional<std::vector<Month>>& supplied);

    void read_file(const InputFile& file, Progress& progress);
    SourceRows finish();

private:
    void take(const tabular::CsvRecord& record, const StreetColumns& columns);
    void locate(const tabular::CsvRecord& record, const StreetColumns& columns, Month month);
    void use(const tabular::CsvRecord& record, const StreetColumns& columns, Month month,
             const geocode::Match& match);
    void reject(std::string reason, std::string fields);
    [[nodiscard]] bool is_supplied(Month month) const;
    void take_periods_from_rows();
    [[nodiscard]] std::uint64_t row_in_file() const { return m_rows.rows_in - m_rows_before_file; }

    SourceContext m_context;
    std::optional<std::vector<Month>> m_supplied;
    project::CategoryMatch m_categories;
    geocode::CoordinateLocator m_locator;
    SourceRows m_rows;
    std::unordered_set<std::string> m_crime_ids;
    std::string m_file;
    std::uint64_t m_rows_before_file = 0;
    std::string m_first_swapped;  ///< where it stands
    std::optional<Month> m_file_month;
};

}  // namespace heatward::pipeline
