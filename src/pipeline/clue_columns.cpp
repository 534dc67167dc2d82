#include "clue_columns.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/geocode/clue_text.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "listed_columns.hpp"

namespace heatward::pipeline {
namespace {

std::size_t required_place(const tabular::CsvReader& table, const std::string& name)
{
    const auto place = table.column(name);
    if (!place) {
        throw DataError(place.error().message);
    }
    return *place;
}

bool has_column(const tabular::CsvReader& table, std::string_view name)
{
    return std::any_of(
        table.header().begin(), table.header().end(),
        [&](const std::string& column) { return tabular::ascii_lower(column) == name; });
}

/// The columns that are read: those wanted, else those with a clue's own name.
GeocodeColumns with_defaults(const tabular::CsvReader& table, GeocodeColumns columns)
{
    std::erase(columns.location, "");
    if (columns.location.empty() && has_column(table, "location")) {
        columns.location = {"location"};
    }
    if (columns.town.empty() && has_column(table, "town")) {
        columns.town = "town";
    }
    if (columns.postcode.empty() && has_column(table, "postcode")) {
        columns.postcode = "postcode";
    }
    return columns;
}

}  // namespace

ClueColumns::ClueColumns(const tabular::CsvReader& table, const std::string& file,
                         const GeocodeColumns& wanted)
    : m_names(with_defaults(table, wanted))
{
    if (m_names == GeocodeColumns{}) {
        throw UsageError(fmt::format(
            "{}: no column says where its rows happened: there is neither location, town nor "
            "postcode; name one with --location, --town, --postcode, --lon and --lat, --x and --y, "
            "--grid-reference or --uprn; its columns are {}",
            file, listed_columns(table.header())));
    }
    const auto resolve = [&](std::string& name) -> Place {
        if (name.empty()) {
            return std::nullopt;
        }
        const std::size_t place = required_place(table, name);
        name = table.header()[place];
        return place;
    };
    for (std::string& name : m_names.location) {
        m_location.push_back(*resolve(name));
    }
    m_town = resolve(m_names.town);
    m_postcode = resolve(m_names.postcode);
    m_lon = resolve(m_names.lon);
    m_lat = resolve(m_names.lat);
    m_x = resolve(m_names.x);
    m_y = resolve(m_names.y);
    m_grid_reference = resolve(m_names.grid_reference);
    m_uprn = resolve(m_names.uprn);
}

geocode::LocationClues ClueColumns::clues(const std::vector<std::string>& cells,
                                          std::string& location) const
{
    const auto cell = [&](Place place) {
        return place ? std::string_view(cells[*place]) : std::string_view();
    };
    geocode::LocationClues clues;
    clues.lon = cell(m_lon);
    clues.lat = cell(m_lat);
    clues.x = cell(m_x);
    clues.y = cell(m_y);
    clues.grid_reference = cell(m_grid_reference);
    clues.uprn = cell(m_uprn);
    clues.town = cell(m_town);
    clues.postcode = cell(m_postcode);
    if (m_location.size() == 1) {
        clues.location = cells[m_location.front()];
        return clues;
    }
    location.clear();
    for (const std::size_t place : m_location) {
        if (!geocode::is_blank(cells[place])) {
            location += location.empty() ? "" : ", ";
            location += cells[place];
        }
    }
    clues.location = location;
    return clues;
}

}  // namespace heatward::pipeline
