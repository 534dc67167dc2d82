#include "row_ledger.hpp"

#include <utility>

#include <fmt/format.h>

namespace heatward::pipeline {

void RowLedger::begin_file(const std::string& name)
{
    m_file = name;
    m_rows_before_file = m_rows.rows_in;
}

void RowLedger::end_file(std::uint64_t lines, std::uint64_t converted_records)
{
    m_rows.files.push_back({m_file, rows_in_file(), lines});
    if (converted_records > 0) {
        warn(fmt::format(
            "{}: {} not UTF-8 and read as Windows-1252", m_file,
            converted_records == 1 ? "1 row is" : fmt::format("{} rows are", converted_records)));
    }
}

void RowLedger::reject(std::string reason, std::string fields)
{
    ++m_rows.by_reason[reason];
    m_rows.rejected.push_back({rows_in_file(), m_file, std::move(reason), std::move(fields)});
}

void RowLedger::reject_unlocated(const UnlocatedRow& row, std::string reason, std::string fields)
{
    m_rows.unlocated.push_back(row);
    reject(std::move(reason), std::move(fields));
}

bool RowLedger::is_new(const std::string& identifier) const
{
    return identifier.empty() || !m_identifiers.contains(identifier);
}

void RowLedger::use(Incident incident, const geocode::Match& match, const std::string& identifier,
                    const std::string& words)
{
    if (!identifier.empty()) {
        m_identifiers.insert(identifier);
    }
    if (m_rows.files.size() >= kNoFile) {
        throw DataError(
            fmt::format("{}: one file more than the {} that a source may have: join "
                        "small files",
                        m_file, kNoFile));
    }
    incident.row = static_cast<std::uint32_t>(rows_in_file());
    incident.file = static_cast<std::uint16_t>(m_rows.files.size());
    incident.position = *match.position;
    incident.level = match.level;
    incident.uncertainty_m = static_cast<float>(match.uncertainty_m);
    incident.in_study_area = !match.is_outside_study_area;
    m_rows.used.push_back(incident);
    ++m_rows.by_month[month_of(incident.time)].rows_used;
    m_rows.outside_study_area += match.is_outside_study_area ? 1 : 0;
    if (match.is_swapped && ++m_rows.swapped == 1) {
        m_first_swapped = place();
    }
    if (!match.reason.empty()) {
        ++m_failed_clues[match.reason];
    }
    if (incident.category == kNoCategory) {
        ++m_rows.uncategorised[words];
    }
}

std::string RowLedger::place() const { return fmt::format("row {} of {}", rows_in_file(), m_file); }

SourceRows RowLedger::finish(std::vector<Month> periods, const std::string& coordinates)
{
    if (m_rows.swapped > 0) {
        warn(m_rows.swapped == 1
                 ? fmt::format("1 row has {} in each other's place, {}; it was read so",
                               coordinates, m_first_swapped)
                 : fmt::format("{} rows have {} in each other's place, the first of them {}; they "
                               "were read so",
                               m_rows.swapped, coordinates, m_first_swapped));
    }
    for (const auto& [reason, count] : m_failed_clues) {
        warn(fmt::format(
            "{} by a coarser clue, since the better one failed: {}",
            count == 1 ? "1 row is located" : fmt::format("{} rows are located", count), reason));
    }
    m_rows.periods = std::move(periods);
    m_rows.unmatched_from_rows = m_listed_from;
    if (m_listed_from) {
        m_rows.unmatched_texts = m_unmatched.commonest(*m_listed_from);
    }
    return std::move(m_rows);
}

}  // namespace heatward::pipeline
