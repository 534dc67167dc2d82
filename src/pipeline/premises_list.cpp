#include "premises_list.hpp"

#include <utility>

#include "name_list.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kMostUncertainty_m = 100'000;

}  // namespace

PremisesList::PremisesList(const ListColumns& columns, const ListReaderContext& context)
    : m_context(context),
      m_position(columns, context.ground),
      m_names(columns.all_of(
          {"name", "name1", "name_1", "name2", "name_2", "alias", "aliases", "alt_name"})),
      m_uncertainty(columns.first_of({"uncertainty_m", "uncertainty"})),
      m_localities(columns)
{
}

void PremisesList::take(const ListRow& row)
{
    geocode::PremisesRecord record;
    record.names = listed_names(row.cells, m_names);
    if (record.names.empty()) {
        m_context.tally.leave_out(kNoName);
        return;
    }
    const auto position = m_position.of(row);
    if (!position) {
        m_context.tally.leave_out(kNoPosition);
        return;
    }
    record.position = *position;
    const auto stated = m_uncertainty ? number_in(row.cells[*m_uncertainty]) : std::nullopt;
    record.uncertainty_m =
        stated && *stated > 0 && *stated <= kMostUncertainty_m ? *stated : kPremisesUncertainty_m;
    record.localities = m_localities.of(row);
    m_context.sink.add(std::move(record));
    m_context.tally.take();
}

}  // namespace heatward::pipeline
