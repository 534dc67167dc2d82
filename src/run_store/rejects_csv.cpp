#include "rejects_csv.hpp"

#include <string_view>

namespace heatward::run_store {

namespace {

/// The text as a CSV field (RFC 4180); one that a spreadsheet would run as a formula gets an
/// apostrophe in front.
std::string field(std::string_view text)
{
    std::string quoted = "\"";
    if (!text.empty() &&
        std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
        quoted += '\'';
    }
    for (const char c : text) {
        quoted += c;
        if (c == '"') {
            quoted += '"';
        }
    }
    return quoted + '"';
}

}  // namespace

std::string rejects_csv(const std::string& source_id, std::span<const RejectedRow> rows)
{
    std::string csv = "row,file,source,reason,fields\r\n";
    for (const auto& row : rows) {
        csv += std::to_string(row.row) + ',' + field(row.file) + ',' + field(source_id) + ',' +
               field(row.reason) + ',' + field(row.fields) + "\r\n";
    }
    return csv;
}

}  // namespace heatward::run_store
