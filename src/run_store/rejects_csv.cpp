#include "rejects_csv.hpp"

#include <array>

#include "heatward/tabular/csv_writer.hpp"

namespace heatward::run_store {

std::string rejects_csv(const std::string& source_id, std::span<const RejectedRow> rows)
{
    const tabular::CsvWriteOptions options;
    std::string csv;
    const auto append = [&](const std::array<std::string, 5>& cells) {
        tabular::append_csv_record(csv, cells, options);
    };
    append({"row", "file", "source", "reason", "fields"});
    for (const auto& row : rows) {
        append({std::to_string(row.row), row.file, source_id, row.reason, row.fields});
    }
    return csv;
}

}  // namespace heatward::run_store
