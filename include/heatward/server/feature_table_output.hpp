#pragma once

#include <string>
#include <vector>

#include "heatward/gis/feature_output.hpp"
#include "heatward/server/feature_writer.hpp"

namespace heatward::server {

/// The rows of a table of GDAL's for chosen features: their ids as a text field "id" where no
/// property has that name, then the properties. For one thread.
class FeatureRows {
public:
    explicit FeatureRows(const FeatureWriting& writing);

    [[nodiscard]] const gis::FeatureSchema& schema() const { return m_schema; }

    /// Adds the feature to a gis::FlatGeobufStream or gis::GeoPackageOutput.
    template <class Output>
    void add(std::size_t index, Output& output)
    {
        const auto& values = values_of(index);
        if (m_schema.geometry == gis::OutputGeometry::none) {
            output.add(values);
            return;
        }
        const Shape shape = m_collection->shape(index);
        if (const auto* point = std::get_if<ProjectedPoint>(&shape)) {
            output.add(values, m_frame(*point));
            return;
        }
        const auto& polygons = *std::get<const ProjectedMultiPolygon*>(shape);
        if (m_frame.is_project()) {
            output.add(values, polygons);
        } else {
            output.add(values, m_frame(polygons));
        }
    }

private:
    const std::vector<AttributeValue>& values_of(std::size_t index);

    const Collection* m_collection;
    std::vector<std::size_t> m_properties;
    CrsFrame m_frame;
    gis::FeatureSchema m_schema;
    bool m_has_id = false;
    std::vector<AttributeValue> m_values;
};

}  // namespace heatward::server
