#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::tabular {

/// Where a cell stands among its record's bytes, quotes included, and how to read it.
struct CsvCellSpan {
    enum class Form : std::uint8_t {
        plain,
        quoted,               ///< drop the quotes
        with_doubled_quotes,  ///< and halve the doubled ones
        text_after_quote,     ///< broken: more than spaces after the closing quote
    };
    std::size_t begin = 0;
    std::size_t end = 0;
    Form form = Form::plain;
};

/// Finds one record's end and cells in bytes that may arrive in pieces: a state machine that goes
/// on where it stopped, so that each byte is looked at once.
class CsvScanner {
public:
    enum class Result : std::uint8_t {
        record,      ///< complete: see end(), line_ends() and cells()
        need_more,   ///< the bytes end within the record
        open_quote,  ///< the file ends within a quoted cell
    };

    CsvScanner(char delimiter, std::size_t max_cells);

    /// Begins a new record at the front of the bytes to come.
    void restart();

    /// `bytes` starts at the record's first byte and holds all that was given since `restart`, and
    /// more; `at_end` says that nothing follows it.
    Result scan(std::string_view bytes, bool at_end);

    /// One past the line end; before that, how far the record was looked at.
    [[nodiscard]] std::size_t end() const { return m_pos; }
    [[nodiscard]] std::size_t line_ends() const { return m_line_ends; }
    /// Line ends before the last opening quote.
    [[nodiscard]] std::size_t line_ends_before_quote() const { return m_quote_line_ends; }
    [[nodiscard]] const std::vector<CsvCellSpan>& cells() const { return m_cells; }
    [[nodiscard]] bool has_too_many_cells() const { return m_too_many_cells; }

    /// The cell's text.
    static void read(std::string_view bytes, const CsvCellSpan& cell, std::string& out);

private:
    enum class Place : std::uint8_t {
        cell_start,
        plain,
        quoted,
        after_quote,  ///< a quote within a quoted cell: its end, or the first of two
        after_cell,   ///< spaces behind the closing quote
        broken,       ///< other text there
    };

    void end_cell();
    Result end_record(std::string_view bytes);
    /// Steps over plain text, up to a delimiter or line end.
    void skip_plain(std::string_view bytes);
    /// Steps over quoted text, up to a quote or a carriage return that ends the bytes.
    bool skip_quoted(std::string_view bytes, bool at_end);
    void step(char c);
    Result finish();

    char m_delimiter;
    std::size_t m_max_cells;
    std::size_t m_pos = 0;
    std::size_t m_cell_begin = 0;
    std::size_t m_line_ends = 0;
    std::size_t m_quote_line_ends = 0;
    Place m_place = Place::cell_start;
    CsvCellSpan::Form m_form = CsvCellSpan::Form::plain;
    bool m_too_many_cells = false;
    std::vector<CsvCellSpan> m_cells;
};

}  // namespace heatward::tabular
