#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "heatward/core/progress.hpp"
#include "heatward/geocode/coordinate_locator.hpp"
#include "heatward/pipeline/input_files.hpp"
#include "heatward/pipeline/source_reader.hpp"
#include "heatward/project/category_match.hpp"
#include "heatward/tabular/csv_reader.hpp"
#include "row_ledger.hpp"

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
    [[nodiscard]] bool is_supplied(Month month) const;
    [[nodiscard]] std::vector<Month> periods_of_rows();

    SourceContext m_context;
    std::optional<std::vector<Month>> m_supplied;
    project::CategoryMatch m_categories;
    geocode::CoordinateLocator m_locator;
    RowLedger m_ledger;
    std::optional<Month> m_file_month;
};

}  // namespace heatward::pipeline
