#include "place_list.hpp"

#include <string>
#include <utility>

#include "name_list.hpp"
#include "place_radius.hpp"

namespace heatward::pipeline {

PlaceList::PlaceList(const ListColumns& columns, const ListReaderContext& context)
    : m_context(context),
      m_position(columns, context.ground),
      m_names(columns.all_of(
          {"name", "name1", "name_1", "name2", "name_2", "alias", "aliases", "alt_name"})),
      m_population(columns.first_of({"population"})),
      m_kind(columns.first_of({"kind", "local_type", "place", "type", "fclass"}))
{
}

double PlaceList::radius_m(const ListRow& row) const
{
    if (m_population) {
        std::string figures = row.cells[*m_population];
        std::erase(figures, ',');  // "158,000"
        const auto residents = number_in(figures);
        if (residents && *residents > 0) {
            return radius_of_residents_m(*residents);
        }
    }
    return radius_of_kind_m(m_kind ? std::string_view(row.cells[*m_kind]) : std::string_view());
}

void PlaceList::take(const ListRow& row)
{
    std::vector<std::string> names = listed_names(row.cells, m_names);
    if (names.empty()) {
        m_context.tally.leave_out(kNoName);
        return;
    }
    const auto position = m_position.of(row);
    if (!position) {
        m_context.tally.leave_out(kNoPosition);
        return;
    }
    for (std::string& name : names) {
        m_context.sink.add(geocode::PlaceRecord{std::move(name), *position, radius_m(row)});
    }
    m_context.tally.take();
}

}  // namespace heatward::pipeline
