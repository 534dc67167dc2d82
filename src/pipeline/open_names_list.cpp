#include "open_names_list.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heatward/geocode/postcode.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "name_list.hpp"
#include "place_radius.hpp"
#include "postcode_list.hpp"
#include "premises_list.hpp"

namespace heatward::pipeline {
namespace {

/// From a point to the furthest corner of a rectangle.
double furthest_m(ProjectedPoint point, const Extent& extent)
{
    return std::hypot(std::max(point.x - extent.min_x, extent.max_x - point.x),
                      std::max(point.y - extent.min_y, extent.max_y - point.y));
}

bool is_road(std::string_view local_type)
{
    return local_type == "named road" || local_type == "numbered road" ||
           local_type.starts_with("section of ");
}

/// Of the transport network what has doors; its other names are of routes and regions.
bool is_stop(std::string_view local_type)
{
    return local_type.find("station") != std::string_view::npos ||
           local_type.find("airport") != std::string_view::npos ||
           local_type.find("airfield") != std::string_view::npos ||
           local_type.find("port") != std::string_view::npos ||
           local_type.find("terminal") != std::string_view::npos ||
           local_type.find("interchange") != std::string_view::npos;
}

}  // namespace

OpenNamesList::OpenNamesList(const ListColumns& columns, const ListReaderContext& context)
    : m_context(context),
      m_position(columns, context.ground),
      m_names(columns.all_of({"name1", "name2"})),
      m_type(columns.first_of({"type"})),
      m_local_type(columns.first_of({"local_type"})),
      m_rectangle{columns.first_of({"mbr_xmin"}), columns.first_of({"mbr_ymin"}),
                  columns.first_of({"mbr_xmax"}), columns.first_of({"mbr_ymax"})},
      m_localities(columns)
{
}

std::string_view OpenNamesList::cell(const ListRow& row, const std::optional<std::size_t>& column)
{
    return column ? tabular::trimmed(row.cells[*column]) : std::string_view();
}

std::optional<Extent> OpenNamesList::rectangle(const ListRow& row) const
{
    std::array<double, 4> sides{};
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const auto side = number_in(cell(row, m_rectangle[i]));
        if (!side) {
            return std::nullopt;
        }
        sides[i] = *side;
    }
    return m_context.ground.from_grid(Extent{sides[0], sides[1], sides[2], sides[3]});
}

void OpenNamesList::take_postcode(const ListRow& row, ProjectedPoint position)
{
    auto record = postcode_of_quality("");
    record->postcode = row.cells[m_names.front()];
    record->position = position;
    if (m_context.sink.add(*record)) {
        m_context.tally.take();
    } else {
        m_context.tally.leave_out(kNoPostcode);
    }
}

void OpenNamesList::take_place(const ListRow& row, std::vector<std::string> names,
                               ProjectedPoint position)
{
    const auto extent = rectangle(row);
    const double radius_m = extent && extent->width() > 0 && extent->height() > 0
                                ? furthest_m(position, *extent)
                                : radius_of_kind_m(cell(row, m_local_type));
    for (std::string& name : names) {
        m_context.sink.add(geocode::PlaceRecord{std::move(name), position, radius_m});
    }
    m_context.tally.take();
}

void OpenNamesList::take_road(const ListRow& row, std::vector<std::string> names,
                              ProjectedPoint position)
{
    geocode::RoadRecord record;
    record.names = std::move(names);
    record.extent = rectangle(row).value_or(Extent{position.x, position.y, position.x, position.y});
    record.localities = m_localities.of(row);
    m_context.sink.add(std::move(record));
    m_context.tally.take();
}

void OpenNamesList::take_premises(const ListRow& row, std::vector<std::string> names,
                                  ProjectedPoint position)
{
    const auto extent = rectangle(row);
    geocode::PremisesRecord record;
    record.names = std::move(names);
    record.position = position;
    record.uncertainty_m =
        std::max(kPremisesUncertainty_m, extent ? furthest_m(position, *extent) : 0.0);
    record.localities = m_localities.of(row);
    m_context.sink.add(std::move(record));
    m_context.tally.take();
}

void OpenNamesList::take(const ListRow& row)
{
    const std::string type = tabular::ascii_lower(cell(row, m_type));
    const std::string local_type = tabular::ascii_lower(cell(row, m_local_type));
    const bool is_place = type == "populatedplace";
    const bool is_postcode = type == "other" && local_type == "postcode";
    const bool is_street = type == "transportnetwork" && is_road(local_type);
    const bool is_building =
        !is_postcode && (type == "other" || (type == "transportnetwork" && is_stop(local_type)));
    if (!is_place && !is_postcode && !is_street && !is_building) {
        return;  // water, woods, hills: nobody is harmed "at" them in words alone
    }
    const auto position = m_position.of(row);
    if (!position) {
        m_context.tally.leave_out(kNoPosition);
        return;
    }
    if (is_postcode) {
        take_postcode(row, *position);
        return;
    }
    std::vector<std::string> names = listed_names(row.cells, m_names);
    if (names.empty()) {
        m_context.tally.leave_out(kNoName);
    } else if (is_place) {
        take_place(row, std::move(names), *position);
    } else if (is_street) {
        take_road(row, std::move(names), *position);
    } else {
        take_premises(row, std::move(names), *position);
    }
}

}  // namespace heatward::pipeline
