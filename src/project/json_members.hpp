#pragma once

#include <tuple>
#include <type_traits>

#include "heatward/project/project.hpp"

/// The members of the analysis part, named once for writing and reading (json_io.hpp):
/// what is written can be read back.
namespace heatward::project {

/// A member and its key in JSON.
template <class Class, class T>
struct Member {
    const char* key;
    T Class::*place;
};
template <class Class, class T>
Member(const char*, T Class::*) -> Member<Class, T>;

/// The same of a path, which is redacted where it is a connection string.
template <class Class, class T>
struct PathMember {
    const char* key;
    T Class::*place;
};
template <class Class, class T>
PathMember(const char*, T Class::*) -> PathMember<Class, T>;

/// The members of a type, a std::tuple in the order of the project file.
template <class T>
inline constexpr std::tuple<> kMembers;

template <>
inline constexpr auto kMembers<ParentLink> =
    std::tuple{Member{"set", &ParentLink::set}, Member{"field", &ParentLink::field}};

template <>
inline constexpr auto kMembers<PopulationTable> =
    std::tuple{PathMember{"path", &PopulationTable::path}, Member{"key", &PopulationTable::key},
               Member{"value", &PopulationTable::value}, Member{"layer", &PopulationTable::layer}};

template <>
inline constexpr auto kMembers<CellGrid> =
    std::tuple{Member{"shape", &CellGrid::shape}, Member{"size_m", &CellGrid::size_m}};

template <>
inline constexpr auto kMembers<NeighbourRule> =
    std::tuple{Member{"by", &NeighbourRule::by}, Member{"distance_m", &NeighbourRule::distance_m}};

template <>
inline constexpr auto kMembers<AreaSet> = std::tuple{Member{"id", &AreaSet::id},
                                                     PathMember{"path", &AreaSet::path},
                                                     Member{"code", &AreaSet::code},
                                                     Member{"name", &AreaSet::name},
                                                     Member{"parent", &AreaSet::parent},
                                                     Member{"population", &AreaSet::population},
                                                     Member{"grid", &AreaSet::grid},
                                                     Member{"layer", &AreaSet::layer},
                                                     Member{"neighbours", &AreaSet::neighbours}};

template <>
inline constexpr auto kMembers<Gazetteer> = std::tuple{
    PathMember{"postcodes", &Gazetteer::postcodes}, PathMember{"roads", &Gazetteer::roads},
    PathMember{"places", &Gazetteer::places}, PathMember{"premises", &Gazetteer::premises}};

template <>
inline constexpr auto kMembers<Category> = std::tuple{
    Member{"id", &Category::id}, Member{"title", &Category::title}, Member{"harm", &Category::harm},
    Member{"sensitive", &Category::sensitive}, Member{"match", &Category::match}};

template <>
inline constexpr auto kMembers<SourceFields> =
    std::tuple{Member{"id", &SourceFields::id},
               Member{"time", &SourceFields::time},
               Member{"category", &SourceFields::category},
               Member{"location", &SourceFields::location},
               Member{"postcode", &SourceFields::postcode},
               Member{"x", &SourceFields::x},
               Member{"y", &SourceFields::y},
               Member{"crs", &SourceFields::crs},
               Member{"lon", &SourceFields::lon},
               Member{"lat", &SourceFields::lat},
               Member{"grid_reference", &SourceFields::grid_reference},
               Member{"uprn", &SourceFields::uprn}};

template <>
inline constexpr auto kMembers<Source> =
    std::tuple{Member{"id", &Source::id},
               Member{"kind", &Source::kind},
               PathMember{"path", &Source::path},
               Member{"format", &Source::format},
               Member{"layer", &Source::layer},
               Member{"fields", &Source::fields},
               Member{"time_format", &Source::time_format},
               Member{"timezone", &Source::timezone},
               Member{"drop", &Source::drop},
               Member{"postcode_of", &Source::postcode_of},
               Member{"missing_periods", &Source::missing_periods},
               Member{"threshold", &Source::threshold}};

template <>
inline constexpr auto kMembers<HotspotRule> =
    std::tuple{Member{"by", &HotspotRule::by}, Member{"value", &HotspotRule::value},
               Member{"min_cells", &HotspotRule::min_cells}};

template <>
inline constexpr auto kMembers<IncidentGroup> = std::tuple{
    Member{"categories", &IncidentGroup::categories}, Member{"sources", &IncidentGroup::sources}};

template <>
inline constexpr auto kMembers<Layer> =
    std::tuple{Member{"id", &Layer::id},
               Member{"title", &Layer::title},
               Member{"categories", &Layer::categories},
               Member{"second_categories", &Layer::second_categories},
               Member{"sources", &Layer::sources},
               Member{"controls", &Layer::controls},
               Member{"combine", &Layer::combine},
               Member{"period", &Layer::period_text},
               Member{"kernel", &Layer::kernel},
               Member{"bandwidth", &Layer::bandwidth},
               Member{"bandwidths", &Layer::bandwidths},
               Member{"cell", &Layer::cell_m},
               Member{"weight", &Layer::weight},
               Member{"edge", &Layer::edge},
               Member{"widen", &Layer::widen},
               Member{"hotspots", &Layer::hotspots},
               Member{"style", &Layer::style},
               Member{"tier", &Layer::tier}};

template <>
inline constexpr auto kMembers<BasemapSource> = std::tuple{
    PathMember{"path", &BasemapSource::path}, Member{"class", &BasemapSource::feature_class}};

template <>
inline constexpr auto kMembers<Intervention> =
    std::tuple{Member{"id", &Intervention::id},
               Member{"areas_set", &Intervention::areas_set},
               Member{"area_codes", &Intervention::area_codes},
               PathMember{"areas_path", &Intervention::areas_path},
               Member{"from", &Intervention::from},
               Member{"to", &Intervention::to},
               Member{"control_set", &Intervention::control_set},
               Member{"control_codes", &Intervention::control_codes},
               PathMember{"control_path", &Intervention::control_path},
               Member{"matched_set", &Intervention::matched_set},
               Member{"title", &Intervention::title},
               Member{"buffer_m", &Intervention::buffer_m},
               Member{"layers", &Intervention::layers},
               Member{"before", &Intervention::before}};

template <>
inline constexpr auto kMembers<Disclosure> = std::tuple{Member{"threshold", &Disclosure::threshold},
                                                        Member{"rounding", &Disclosure::rounding}};

template <>
inline constexpr auto kMembers<Evidence> = std::tuple{Member{"top", &Evidence::top}};

template <>
inline constexpr auto kMembers<Project> = std::tuple{
    Member{"title", &Project::title},           Member{"crs", &Project::crs},
    Member{"study_area", &Project::study_area}, Member{"timezone", &Project::timezone},
    Member{"marking", &Project::marking},       Member{"areas", &Project::areas},
    Member{"gazetteer", &Project::gazetteer},   Member{"categories", &Project::categories},
    Member{"sources", &Project::sources},       Member{"layers", &Project::layers},
    Member{"basemap", &Project::basemap},       Member{"interventions", &Project::interventions},
    Member{"disclosure", &Project::disclosure}, Member{"evidence", &Project::evidence}};

template <class Io, class Class, class T, class Value>
void visit_member(Io& io, const Member<Class, T>& member, Value& value)
{
    io.member(member.key, value.*member.place);
}

template <class Io, class Class, class T, class Value>
void visit_member(Io& io, const PathMember<Class, T>& member, Value& value)
{
    io.path(member.key, value.*member.place);
}

/// Writes (`Io` is JsonWriter, the value const) or reads every member of the value.
template <class Io, class Value>
void visit_members(Io& io, Value& value)
{
    const auto& described = kMembers<std::remove_const_t<Value>>;
    static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(described)>> > 0,
                  "the type's members are not named");
    std::apply([&](const auto&... member) { (visit_member(io, member, value), ...); }, described);
}

}  // namespace heatward::project
