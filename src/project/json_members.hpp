#pragma once

#include <type_traits>

#include "heatward/project/project.hpp"

/// The members of the analysis part, named once for writing and reading (json_io.hpp):
/// what is written can be read back.
namespace heatward::project {

/// const while writing.
template <class Io, class T>
using Described = std::conditional_t<Io::kWrites, const T, T>;

template <class Io>
void members(Io& io, Described<Io, ParentLink>& link)
{
    io.member("set", link.set);
    io.member("field", link.field);
}

template <class Io>
void members(Io& io, Described<Io, PopulationTable>& table)
{
    io.path("path", table.path);
    io.member("key", table.key);
    io.member("value", table.value);
}

template <class Io>
void members(Io& io, Described<Io, CellGrid>& grid)
{
    io.member("shape", grid.shape);
    io.member("size_m", grid.size_m);
}

template <class Io>
void members(Io& io, Described<Io, AreaSet>& set)
{
    io.member("id", set.id);
    io.path("path", set.path);
    io.member("code", set.code);
    io.member("name", set.name);
    io.member("parent", set.parent);
    io.member("population", set.population);
    io.member("grid", set.grid);
}

template <class Io>
void members(Io& io, Described<Io, Gazetteer>& gazetteer)
{
    io.path("postcodes", gazetteer.postcodes);
    io.path("roads", gazetteer.roads);
    io.path("places", gazetteer.places);
    io.path("premises", gazetteer.premises);
}

template <class Io>
void members(Io& io, Described<Io, Category>& category)
{
    io.member("id", category.id);
    io.member("title", category.title);
    io.member("harm", category.harm);
    io.member("sensitive", category.sensitive);
    io.member("match", category.match);
}

template <class Io>
void members(Io& io, Described<Io, SourceFields>& fields)
{
    io.member("id", fields.id);
    io.member("time", fields.time);
    io.member("category", fields.category);
    io.member("location", fields.location);
    io.member("postcode", fields.postcode);
    io.member("x", fields.x);
    io.member("y", fields.y);
    io.member("crs", fields.crs);
    io.member("lon", fields.lon);
    io.member("lat", fields.lat);
    io.member("grid_reference", fields.grid_reference);
    io.member("uprn", fields.uprn);
}

template <class Io>
void members(Io& io, Described<Io, Source>& source)
{
    io.member("id", source.id);
    io.member("kind", source.kind);
    io.path("path", source.path);
    io.member("format", source.format);
    io.member("layer", source.layer);
    io.member("fields", source.fields);
    io.member("time_format", source.time_format);
    io.member("timezone", source.timezone);
    io.member("drop", source.drop);
    io.member("postcode_of", source.postcode_of);
    io.member("missing_periods", source.missing_periods);
    io.member("threshold", source.threshold);
}

template <class Io>
void members(Io& io, Described<Io, HotspotRule>& rule)
{
    io.member("by", rule.by);
    io.member("value", rule.value);
    io.member("min_cells", rule.min_cells);
}

template <class Io>
void members(Io& io, Described<Io, Layer>& layer)
{
    io.member("id", layer.id);
    io.member("title", layer.title);
    io.member("categories", layer.categories);
    io.member("sources", layer.sources);
    io.member("combine", layer.combine);
    io.member("period", layer.period_text);
    io.member("kernel", layer.kernel);
    io.member("bandwidth", layer.bandwidth);
    io.member("bandwidths", layer.bandwidths);
    io.member("cell", layer.cell_m);
    io.member("weight", layer.weight);
    io.member("edge", layer.edge);
    io.member("widen", layer.widen);
    io.member("hotspots", layer.hotspots);
    io.member("style", layer.style);
    io.member("tier", layer.tier);
}

template <class Io>
void members(Io& io, Described<Io, BasemapSource>& source)
{
    io.path("path", source.path);
    io.member("class", source.feature_class);
}

template <class Io>
void members(Io& io, Described<Io, Intervention>& intervention)
{
    io.member("id", intervention.id);
    io.member("areas_set", intervention.areas_set);
    io.member("area_codes", intervention.area_codes);
    io.path("areas_path", intervention.areas_path);
    io.member("from", intervention.from);
    io.member("to", intervention.to);
    io.member("control_set", intervention.control_set);
    io.member("control_codes", intervention.control_codes);
}

template <class Io>
void members(Io& io, Described<Io, Disclosure>& disclosure)
{
    io.member("threshold", disclosure.threshold);
    io.member("rounding", disclosure.rounding);
}

template <class Io>
void members(Io& io, Described<Io, Project>& project)
{
    io.member("title", project.title);
    io.member("crs", project.crs);
    io.member("study_area", project.study_area);
    io.member("timezone", project.timezone);
    io.member("marking", project.marking);
    io.member("areas", project.areas);
    io.member("gazetteer", project.gazetteer);
    io.member("categories", project.categories);
    io.member("sources", project.sources);
    io.member("layers", project.layers);
    io.member("basemap", project.basemap);
    io.member("interventions", project.interventions);
    io.member("disclosure", project.disclosure);
}

}  // namespace heatward::project
