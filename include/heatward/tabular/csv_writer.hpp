#pragma once

#include <span>
#include <string>
#include <string_view>

namespace heatward::tabular {

/// What becomes of text that a spreadsheet would run as a formula.
enum class FormulaCells {
    escape,  ///< an apostrophe goes before it
    keep,    ///< for readers that are no spreadsheet
};

struct CsvWriteOptions {
    char delimiter = ',';
    std::string_view line_end = "\n";  ///< a literal: "\n" or "\r\n"
    FormulaCells formulas = FormulaCells::escape;
};

/// Whether the text begins with = + - @ (full width too), tab, carriage return or line feed and is
/// no plain decimal number (OWASP, CSV injection).
bool runs_as_formula(std::string_view text);

/// Appends one cell (UTF-8) in RFC 4180 form, quoted only where it must be: delimiter, comma,
/// semicolon, tab, quote, line end, space at an end, or a byte-order mark in it.
void append_csv_cell(std::string& out, std::string_view cell, const CsvWriteOptions& options);

/// Appends one record with its line end. What CsvReader makes of it are the same cells, but for
/// escaped formulas. A record of no cells cannot be written and is left out.
void append_csv_record(std::string& out, std::span<const std::string> cells,
                       const CsvWriteOptions& options);

}  // namespace heatward::tabular
