#include "heatward/tabular/csv_writer.hpp"

#include <algorithm>
#include <array>

namespace heatward::tabular {
namespace {

std::size_t skip_digits(std::string_view text, std::size_t i)
{
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') {
        ++i;
    }
    return i;
}

/// [+-] digits [. digits] [e [+-] digits], at least one digit before the exponent.
bool is_plain_number(std::string_view text)
{
    const auto sign_at = [&](std::size_t i) {
        return i < text.size() && (text[i] == '+' || text[i] == '-');
    };
    std::size_t i = sign_at(0) ? 1 : 0;
    const std::size_t whole = skip_digits(text, i);
    std::size_t digits = whole - i;
    i = whole;
    if (i < text.size() && text[i] == '.') {
        const std::size_t fraction = skip_digits(text, i + 1);
        digits += fraction - (i + 1);
        i = fraction;
    }
    if (digits == 0) {
        return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        const std::size_t exponent = sign_at(i + 1) ? i + 2 : i + 1;
        i = skip_digits(text, exponent);
        if (i == exponent) {
            return false;
        }
    }
    return i == text.size();
}

bool needs_quotes(std::string_view cell, char delimiter)
{
    if (cell.empty()) {
        return false;
    }
    const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
    // Whoever opens the file with another delimiter than the file's gets the same cells.
    const auto is_special = [&](char c) {
        return c == delimiter || c == ',' || c == ';' || c == '\t' || c == '"' || c == '\n' ||
               c == '\r';
    };
    return is_space(cell.front()) || is_space(cell.back()) ||
           std::any_of(cell.begin(), cell.end(), is_special) || cell.substr(0, 3) == "\xEF\xBB\xBF";
}

}  // namespace

bool runs_as_formula(std::string_view text)
{
    constexpr std::array<std::string_view, 11> kStarts{
        "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    return std::any_of(kStarts.begin(), kStarts.end(),
                       [&](std::string_view start) { return text.starts_with(start); }) &&
           !is_plain_number(text);
}

void append_csv_cell(std::string& out, std::string_view cell, const CsvWriteOptions& options)
{
    const bool escape = options.formulas == FormulaCells::escape && runs_as_formula(cell);
    const bool quote = needs_quotes(cell, options.delimiter);
    if (quote) {
        out += '"';
    }
    if (escape) {
        out += '\'';
    }
    for (const char c : cell) {
        out += c;
        if (c == '"') {
            out += c;
        }
    }
    if (quote) {
        out += '"';
    }
}

void append_csv_record(std::string& out, std::span<const std::string> cells,
                       const CsvWriteOptions& options)
{
    if (cells.empty()) {
        return;
    }
    if (cells.size() == 1 && cells.front().empty()) {
        out += "\"\"";  // an empty line would be no record
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) {
            out += options.delimiter;
        }
        append_csv_cell(out, cells[i], options);
    }
    out += options.line_end;
}

}  // namespace heatward::tabular
