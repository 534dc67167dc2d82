#pragma once

#include <memory>
#include <string>
#include <vector>

#include "heatward/core/crossing.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/geocode_table.hpp"
#include "heatward/pipeline/source_reader.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// What a table's rows are located with: the cascade that a source of the project with these
/// columns would have, once for each thread, as projections are not shared.
class TableLocators {
public:
    /// Reads the project's areas and gazetteer. `crs` is that of x and y, or empty for the
    /// project's. Throws UsageError where it is none, DataError naming what cannot be read.
    TableLocators(const project::Project& project, const GeocodeColumns& columns,
                  const std::string& crs, Progress& progress);

    /// They borrow from this.
    [[nodiscard]] std::vector<TableLocator> for_threads(unsigned threads) const;

private:
    void read_areas(Progress& progress);
    void read_gazetteer(Progress& progress);

    project::Project m_project;  ///< with the table as its only source
    gis::Projection m_projection;
    std::vector<AreaSetData> m_area_sets;  ///< in project order
    std::unique_ptr<const WindingIndex> m_study_area;
    SourceContext m_context;  ///< but for the projection
};

}  // namespace heatward::pipeline
