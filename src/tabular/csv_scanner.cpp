#include "csv_scanner.hpp"

namespace heatward::tabular {
namespace {

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

}  // namespace

CsvScanner::CsvScanner(char delimiter, std::size_t max_cells)
    : m_delimiter(delimiter), m_max_cells(max_cells)
{
}

void CsvScanner::restart()
{
    m_pos = 0;
    m_cell_begin = 0;
    m_line_ends = 0;
    m_quote_line_ends = 0;
    m_place = Place::cell_start;
    m_form = CsvCellSpan::Form::plain;
    m_too_many_cells = false;
    m_cells.clear();
}

void CsvScanner::end_cell()
{
    if (m_cells.size() < m_max_cells) {
        m_cells.push_back({m_cell_begin, m_pos, m_form});
    } else {
        m_too_many_cells = true;
    }
    m_form = CsvCellSpan::Form::plain;
    m_place = Place::cell_start;
}

CsvScanner::Result CsvScanner::end_record(std::string_view bytes)
{
    end_cell();
    const bool two = bytes[m_pos] == '\r' && m_pos + 1 < bytes.size() && bytes[m_pos + 1] == '\n';
    m_pos += two ? 2U : 1U;
    ++m_line_ends;
    return Result::record;
}

void CsvScanner::skip_plain(std::string_view bytes)
{
    while (m_pos < bytes.size() && bytes[m_pos] != m_delimiter && !is_line_end(bytes[m_pos])) {
        ++m_pos;
    }
}

bool CsvScanner::skip_quoted(std::string_view bytes, bool at_end)
{
    for (; m_pos < bytes.size() && bytes[m_pos] != '"'; ++m_pos) {
        if (bytes[m_pos] == '\n') {
            ++m_line_ends;
        } else if (bytes[m_pos] == '\r') {
            if (m_pos + 1 == bytes.size() && !at_end) {
                return false;  // whether a line feed follows is not known yet
            }
            const bool two = m_pos + 1 < bytes.size() && bytes[m_pos + 1] == '\n';
            m_line_ends += two ? 0U : 1U;
        }
    }
    return true;
}

void CsvScanner::step(char c)
{
    switch (m_place) {
        case Place::cell_start:
            m_cell_begin = m_pos;
            if (c == '"') {
                m_place = Place::quoted;
                m_form = CsvCellSpan::Form::quoted;
                m_quote_line_ends = m_line_ends;
                ++m_pos;
            } else {
                m_place = Place::plain;
            }
            break;
        case Place::quoted:  // c is the quote that skip_quoted stopped at
            m_place = Place::after_quote;
            ++m_pos;
            break;
        case Place::after_quote:
            if (c == '"') {
                m_place = Place::quoted;
                m_form = CsvCellSpan::Form::with_doubled_quotes;
                ++m_pos;
                break;
            }
            m_place = Place::after_cell;
            [[fallthrough]];
        case Place::after_cell:
            if (c == ' ' || c == '\t') {
                ++m_pos;
            } else {
                m_place = Place::broken;
                m_form = CsvCellSpan::Form::text_after_quote;
            }
            break;
        case Place::plain:
        case Place::broken:
            break;
    }
}

CsvScanner::Result CsvScanner::finish()
{
    if (m_place == Place::quoted) {
        return Result::open_quote;
    }
    if (m_place == Place::cell_start) {
        m_cell_begin = m_pos;
    }
    end_cell();
    return Result::record;
}

CsvScanner::Result CsvScanner::scan(std::string_view bytes, bool at_end)
{
    while (true) {
        if (m_place == Place::plain || m_place == Place::broken) {
            skip_plain(bytes);
        } else if (m_place == Place::quoted && !skip_quoted(bytes, at_end)) {
            return Result::need_more;
        }
        if (m_pos >= bytes.size()) {
            return at_end ? finish() : Result::need_more;
        }
        const char c = bytes[m_pos];
        if (m_place != Place::quoted && (c == m_delimiter || is_line_end(c))) {
            if (m_place == Place::cell_start) {
                m_cell_begin = m_pos;
            }
            if (c == m_delimiter) {
                end_cell();
                ++m_pos;
                continue;
            }
            if (c == '\r' && m_pos + 1 == bytes.size() && !at_end) {
                return Result::need_more;
            }
            return end_record(bytes);
        }
        step(c);
    }
}

void CsvScanner::read(std::string_view bytes, const CsvCellSpan& cell, std::string& out)
{
    std::string_view text = bytes.substr(cell.begin, cell.end - cell.begin);
    if (cell.form == CsvCellSpan::Form::plain || cell.form == CsvCellSpan::Form::text_after_quote) {
        out.assign(text);
        return;
    }
    text = text.substr(1, text.rfind('"') - 1);  // spaces may follow the closing quote
    if (cell.form == CsvCellSpan::Form::quoted) {
        out.assign(text);
        return;
    }
    out.clear();
    for (std::size_t i = 0; i < text.size(); i += text[i] == '"' ? 2U : 1U) {
        out += text[i];
    }
}

}  // namespace heatward::tabular
