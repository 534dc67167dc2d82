#pragma once

#include <memory>
#include <string>

#include "heatward/core/time_zone.hpp"
#include "heatward/geocode/cascade.hpp"
#include "heatward/project/category_match.hpp"
#include "heatward/tabular/time_format.hpp"
#include "mapped_columns.hpp"
#include "midnight_times.hpp"
#include "record_stream.hpp"
#include "row_ledger.hpp"

namespace heatward::pipeline {

/// Takes the records of one mapped source, row by row.
class MappedRows {
public:
    /// Throws DataError naming the key where the source's time format, time zone or reference
    /// system is none.
    explicit MappedRows(const SourceContext& context);

    void begin_file(const std::string& name) { m_ledger.begin_file(name); }
    void end_file(std::uint64_t lines, std::uint64_t converted_records)
    {
        m_ledger.end_file(lines, converted_records);
    }
    void take(const StreamRecord& record);
    [[nodiscard]] const RowLedger& ledger() const { return m_ledger; }

    SourceRows finish();

private:
    /// A time by the project's wall clock; nothing where the row was rejected for it.
    std::optional<tabular::StatedTime> read_time(const StreamRecord& record);
    [[nodiscard]] geocode::Match locate(const StreamRecord& record);
    void say_clock_changes();
    void say_thin_months();
    void fold_rare_words(SourceRows& rows) const;

    SourceContext m_context;
    const project::Source& m_source;
    MappedColumns m_columns;
    project::CategoryMatch m_categories;
    tabular::TimeFormat m_format;
    TimeZone m_project_zone;
    TimeZone m_source_zone;
    geocode::Cascade m_cascade;
    RowLedger m_ledger;
    MidnightRows m_midnights;
    std::optional<WallMinutes> m_stated_midnight;  ///< of the row at hand
    std::string m_location;  ///< memory of the clue that is joined from several columns
    std::uint64_t m_skipped = 0;
    std::string m_first_skipped;
    std::uint64_t m_repeated = 0;
};

}  // namespace heatward::pipeline
