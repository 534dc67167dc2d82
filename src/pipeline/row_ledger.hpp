#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "heatward/geocode/match.hpp"
#include "heatward/pipeline/source_reader.hpp"
#include "unmatched_texts.hpp"

namespace heatward::pipeline {

/// Writes down what becomes of each row of one source, file by file: one door for every row.
class RowLedger {
public:
    /// Texts without a position (note_unmatched) are listed where at least so many rows have them;
    /// without this none is, and none is remembered.
    void list_unmatched(std::uint64_t least_rows) { m_listed_from = least_rows; }

    void begin_file(const std::string& name);
    /// `lines`: rows that the file holds, counted without regard to records.
    void end_file(std::uint64_t lines, std::uint64_t converted_records);

    /// A row was read; every other call until the next is about it.
    void begin_row() { ++m_rows.rows_in; }
    void note_words(const std::string& words) { ++m_rows.by_words[words]; }
    void note_month(Month month) { ++m_rows.by_month[month].rows_in; }

    void reject(std::string reason, std::string fields);
    /// Rejects a row whose category and time are known, but not its place.
    void reject_unlocated(const UnlocatedRow& row, std::string reason, std::string fields);
    /// The text in which the row at hand, which has no position, says where it happened.
    void note_unmatched(std::string_view location)
    {
        if (m_listed_from) {
            m_unmatched.add(location);
        }
    }
    /// Whether the identifier stands in no used row before; an empty one never repeats.
    [[nodiscard]] bool is_new(const std::string& identifier) const;
    void use(Incident incident, const geocode::Match& match, const std::string& identifier,
             const std::string& words);

    void warn(std::string text) { m_rows.warnings.push_back(std::move(text)); }
    [[nodiscard]] std::uint64_t rows_in() const { return m_rows.rows_in; }
    [[nodiscard]] std::uint64_t rows_in_file() const { return m_rows.rows_in - m_rows_before_file; }
    [[nodiscard]] const SourceRows& rows() const { return m_rows; }
    [[nodiscard]] const std::string& file() const { return m_file; }
    /// "row 12 of file.csv": where the present row stands.
    [[nodiscard]] std::string place() const;

    /// Everything that was written down. `periods` are the months supplied; `coordinates` names the
    /// pair in a warning of swapped ones.
    SourceRows finish(std::vector<Month> periods, const std::string& coordinates);

private:
    SourceRows m_rows;
    std::unordered_set<std::string> m_identifiers;
    std::string m_file;
    std::uint64_t m_rows_before_file = 0;
    std::string m_first_swapped;
    UnmatchedTexts m_unmatched;
    std::optional<std::uint64_t> m_listed_from;
    std::map<std::string, std::uint64_t> m_failed_clues;  ///< of used rows, by the reason
};

}  // namespace heatward::pipeline
