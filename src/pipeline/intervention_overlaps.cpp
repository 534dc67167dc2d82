#include "intervention_overlaps.hpp"

#include <array>

#include <fmt/format.h>

namespace heatward::pipeline {
namespace {

constexpr std::array<const char*, 3> kPlaces{"treated area", "control area", "ring"};

/// "the treated area and the ring": where the other intervention was too; empty for nowhere.
std::string shared_places(const ProjectedMultiPolygon& other, const InterventionPolygons& polygons)
{
    std::string places;
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        if (shared_area_m2(other, polygons.at(i)) > 0) {
            places += fmt::format("{}the {}", places.empty() ? "" : " and ", kPlaces.at(i));
        }
    }
    return places;
}

}  // namespace

std::vector<std::string> overlapping_interventions(const project::Project& project,
                                                   const std::vector<InterventionAreas>& areas,
                                                   std::size_t index,
                                                   const InterventionPolygons& polygons,
                                                   const ComparedMonths& months)
{
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const project::Intervention& other = project.interventions[i];
        if (i == index || !is_at_work(other, months)) {
            continue;
        }
        const std::string places = shared_places(areas[i].treated.polygons, polygons);
        if (!places.empty()) {
            sentences.push_back(fmt::format(
                "\"{}\" (from {}{}) was at work in {} in months compared here: what changed may "
                "come with either",
                other.title.value_or(other.id), to_string(other.from),
                other.to ? " to " + to_string(*other.to) : std::string(" on"), places));
        }
    }
    return sentences;
}

}  // namespace heatward::pipeline
