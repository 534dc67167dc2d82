#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/gis/area_source.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// An area set as read, with its residents.
struct AreaSetData {
    std::string id;
    std::vector<gis::AreaRecord> areas;             ///< in file order
    std::vector<std::optional<double>> population;  ///< one an area; absent is not zero
    std::vector<std::string> warnings;
    std::optional<gis::Projection::Operation> operation;  ///< see gis::AreaReadResult

    [[nodiscard]] std::vector<ProjectedMultiPolygon> polygons() const;
};

/// Reads a set's boundaries. Throws DataError (see gis::read_areas).
AreaSetData read_area_set(const project::Project& project, const project::AreaSet& set,
                          const gis::Projection& projection);

/// Joins the set's population table. Areas without a figure and codes without an area are warnings.
/// Throws DataError where the table cannot be read, or a figure is no number of at least 0.
void join_population(const project::Project& project, const project::AreaSet& set,
                     AreaSetData& data);

/// Gives each set without a population table of its own, where other sets lie in it, the sums of
/// their residents: an area has a figure where areas of one set name it as parent and each of them
/// has one (the first such set in project order), and none otherwise. `sets` are in project order.
void sum_populations(const project::Project& project, std::vector<AreaSetData>& sets);

/// Codes of parents that `parents` does not have, with one area that names each; sentences.
std::vector<std::string> unknown_parents(const AreaSetData& data, const AreaSetData& parents);

/// A sentence where areas of the set overlap by more than slivers: then incidents there count in
/// the first of them alone.
std::optional<std::string> overlap_warning(const AreaSetData& data);

/// The table of the set with columns code, name, parent and population.
FeatureTable area_table(const AreaSetData& data);

/// SHA-256 over codes, names, parents, coordinates and population: the checksum of a set
/// that comes from a database.
std::string content_sha256(const AreaSetData& data);

}  // namespace heatward::pipeline
