#include "mapped_columns.hpp"

#include <algorithm>

namespace heatward::pipeline {
namespace {

std::size_t place_of(std::vector<std::string>& names, const std::string& name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        names.push_back(name);
        return names.size() - 1;
    }
    return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

MappedColumns mapped_columns(const project::Source& source)
{
    const project::SourceFields& fields = source.fields;
    MappedColumns columns;
    const auto place = [&](const std::string& name) { return place_of(columns.names, name); };
    const auto optional_place = [&](const std::string& name) {
        return name.empty() ? std::nullopt : std::optional(place(name));
    };
    columns.id = optional_place(fields.id);
    columns.time = place(fields.time);
    columns.category = place(fields.category);
    for (const std::string& name : fields.location) {
        columns.location.push_back(place(name));
    }
    if (project::looks_up_postcodes(source)) {
        columns.postcode = place(fields.postcode);
    }
    columns.x = optional_place(fields.x);
    columns.y = optional_place(fields.y);
    columns.lon = optional_place(fields.lon);
    columns.lat = optional_place(fields.lat);
    columns.grid_reference = optional_place(fields.grid_reference);
    columns.uprn = optional_place(fields.uprn);
    return columns;
}

}  // namespace heatward::pipeline
