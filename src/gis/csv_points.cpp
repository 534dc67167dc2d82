#include "csv_points.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <string_view>

namespace heatward::gis {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20;

std::string_view without_spaces(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Gives a file's lines without their ends, one block in memory at a time.
class LineReader {
public:
    explicit LineReader(const std::string& path) : m_file(path, std::ios::binary) {}

    /// The next line, valid until the next call; false at the end or where `is_sound` turns false.
    bool next(std::string_view& line)
    {
        const char* end = find_end();
        if (end == nullptr && !m_file.eof()) {
            fill();
            end = find_end();
        }
        if (end == nullptr) {
            if (!m_file.eof()) {
                m_is_sound = false;  // longer than a block, or not readable
            }
            end = m_block.data() + m_size;
            if (!m_is_sound || m_at == m_size) {
                return false;
            }
        }
        const char* const begin = m_block.data() + m_at;
        line = {begin, static_cast<std::size_t>(end - begin)};
        m_at = std::min(m_size, m_at + line.size() + 1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        return true;
    }

    [[nodiscard]] bool is_sound() const { return m_is_sound; }

private:
    [[nodiscard]] const char* find_end() const
    {
        return m_at == m_size ? nullptr
                              : static_cast<const char*>(
                                    std::memchr(m_block.data() + m_at, '\n', m_size - m_at));
    }

    void fill()
    {
        m_block.resize(kBlockBytes);
        m_size -= m_at;
        std::memmove(m_block.data(), m_block.data() + m_at, m_size);
        m_at = 0;
        m_file.read(m_block.data() + m_size, static_cast<std::streamsize>(kBlockBytes - m_size));
        const std::size_t begin = m_size;
        m_size += static_cast<std::size_t>(m_file.gcount());
        m_is_sound = is_known(begin);
    }

    /// No characters that end a text or a line for some readers alone.
    [[nodiscard]] bool is_known(std::size_t begin) const
    {
        constexpr char kEndOfText = 0x1A;
        const std::string_view added(m_block.data() + begin, m_size - begin);
        if (added.find('\0') != std::string_view::npos ||
            added.find(kEndOfText) != std::string_view::npos) {
            return false;
        }
        for (std::size_t at = added.find('\r'); at != std::string_view::npos;
             at = added.find('\r', at + 1)) {
            if (at + 1 == added.size() ? !m_file.eof() && m_file.peek() != '\n'
                                       : added[at + 1] != '\n') {
                return false;
            }
        }
        return true;
    }

    mutable std::ifstream m_file;
    std::string m_block;
    std::size_t m_at = 0;
    std::size_t m_size = 0;
    bool m_is_sound = true;
};

class PointLines {
public:
    explicit PointLines(const CsvPoints& wanted) : m_wanted(wanted), m_cells(wanted.columns.size())
    {
        m_last = static_cast<std::size_t>(std::max({wanted.x, wanted.y, wanted.weight}));
    }

    /// Finds the delimiter; false where the header has other names than those wanted.
    bool take_header(std::string_view line)
    {
        constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
        line.remove_prefix(line.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
        for (const char delimiter : {',', ';', '\t'}) {
            m_delimiter = delimiter;
            if (has_columns(line)) {
                return true;
            }
        }
        return false;
    }

    /// One line; false where it is of a kind that is not known here.
    bool take(std::string_view line, PointRows& rows)
    {
        if (line.empty()) {
            return true;
        }
        if (!split(line)) {
            return false;
        }
        double weight = 1;
        if (m_wanted.weight >= 0) {
            const auto value = number_at(m_wanted.weight);
            if (!value) {
                ++rows.without_number;
                return true;
            }
            if (!is_weight(*value)) {
                return false;
            }
            weight = *value;
        }
        const auto x = number_at(m_wanted.x);
        const auto y = number_at(m_wanted.y);
        if (!x || !y) {
            ++rows.without_position;
            return true;
        }
        rows.points.push_back({*x, *y});
        rows.weight.push_back(weight);
        return true;
    }

private:
    bool has_columns(std::string_view line)
    {
        const auto count =
            static_cast<std::size_t>(std::count(line.begin(), line.end(), m_delimiter));
        if (count == 0 || count + 1 != m_wanted.columns.size() ||
            line.find('"') != std::string_view::npos) {
            return false;
        }
        return std::all_of(m_wanted.columns.begin(), m_wanted.columns.end(), [&](const auto& name) {
            const std::size_t end = std::min(line.find(m_delimiter), line.size());
            const bool is_same = without_spaces(line.substr(0, end)) == name;
            line.remove_prefix(std::min(end + 1, line.size()));
            return is_same;
        });
    }

    /// Puts the cells up to the last that is wanted into m_cells; absent ones are empty. All of
    /// the line is looked at, as a quote in it may take in the next.
    bool split(std::string_view line)
    {
        m_count = 0;
        const bool has_quotes = std::memchr(line.data(), '"', line.size()) != nullptr;
        std::size_t at = 0;
        while (at <= line.size()) {
            std::size_t end = 0;
            if (has_quotes && at < line.size() && line[at] == '"') {
                end = line.find('"', at + 1) + 1;
                if (end == 0 || (end < line.size() && line[end] != m_delimiter)) {
                    return false;
                }
                keep(line.substr(at + 1, end - at - 2));
            } else {
                end = std::min(line.find(m_delimiter, at), line.size());
                const std::string_view cell = line.substr(at, end - at);
                if (has_quotes && cell.find('"') != std::string_view::npos) {
                    return false;
                }
                keep(cell);
            }
            if (m_count > m_last && !has_quotes) {
                return true;
            }
            at = end + 1;
        }
        return true;
    }

    void keep(std::string_view cell)
    {
        if (m_count < m_cells.size()) {
            m_cells[m_count++] = cell;
        }
    }

    [[nodiscard]] std::optional<double> number_at(int column) const
    {
        const auto place = static_cast<std::size_t>(column);
        return place < m_count ? number_of(m_cells[place]) : std::nullopt;
    }

    const CsvPoints& m_wanted;
    std::vector<std::string_view> m_cells;
    std::size_t m_count = 0;
    std::size_t m_last = 0;
    char m_delimiter = ',';
};

}  // namespace

std::optional<PointRows> read_csv_points(const CsvPoints& wanted)
{
    if (!is_plain_file(wanted.path) || wanted.x < 0 || wanted.y < 0) {
        return std::nullopt;
    }
    LineReader reader(wanted.path);
    PointLines lines(wanted);
    std::string_view line;
    if (!reader.next(line) || !lines.take_header(line)) {
        return std::nullopt;
    }
    PointRows rows;
    while (reader.next(line)) {
        if (!lines.take(line, rows)) {
            return std::nullopt;
        }
    }
    return reader.is_sound() ? std::optional(std::move(rows)) : std::nullopt;
}

}  // namespace heatward::gis
