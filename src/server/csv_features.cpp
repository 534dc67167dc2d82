#include <vector>

#include "cell_text.hpp"
#include "heatward/server/coordinate_text.hpp"
#include "heatward/server/feature_writer.hpp"
#include "heatward/tabular/csv_writer.hpp"

namespace heatward::server {

namespace {

/// The columns of a point's coordinates, in the order in which they are written.
std::vector<std::string> coordinate_columns(const FeatureCrs& crs)
{
    if (crs.has_latitude_first()) {
        return {"latitude", "longitude"};
    }
    return crs.is_in_degrees() ? std::vector<std::string>{"longitude", "latitude"}
                               : std::vector<std::string>{"x", "y"};
}

class CsvWriter final : public FeatureWriter {
public:
    explicit CsvWriter(const FeatureWriting& writing)
        : m_collection(writing.collection),
          m_properties(writing.properties),
          m_coordinates(writing.crs, *writing.projection),
          m_has_geometry(writing.has_geometry)
    {
    }

    void begin(std::string& out) override
    {
        std::vector<std::string> names{"id"};
        if (m_has_geometry && m_collection->has_points()) {
            const auto coordinates = coordinate_columns(m_coordinates.crs());
            names.insert(names.end(), coordinates.begin(), coordinates.end());
        } else if (m_has_geometry) {
            names.emplace_back("geometry");
        }
        for (const std::size_t i : m_properties) {
            names.push_back(m_collection->properties()[i].name);
        }
        tabular::append_csv_record(out, names, {});
    }

    void write(std::size_t index, std::string& out) override
    {
        tabular::append_csv_cell(out, m_collection->feature_id(index), {});
        out += m_has_geometry ? "," : "";
        if (!m_has_geometry) {
            // the properties follow the id
        } else if (m_collection->has_points()) {
            m_coordinates.append_point(out, std::get<ProjectedPoint>(m_collection->shape(index)),
                                       ',');
        } else {
            out += '"';  // well-known text has commas and no quotes
            m_coordinates.append_wkt(out, *m_collection, index);
            out += '"';
        }
        for (const std::size_t i : m_properties) {
            out += ',';
            tabular::append_csv_cell(
                out,
                cell_text(m_collection->value(index, i), m_collection->properties()[i].type,
                          CellReader::programs),
                {});
        }
        out += '\n';
    }

    void end(const PageEnd& /*end*/, std::string& /*out*/) override {}

private:
    const Collection* m_collection;
    std::vector<std::size_t> m_properties;
    CoordinateText m_coordinates;
    bool m_has_geometry;
};

}  // namespace

std::unique_ptr<FeatureWriter> make_csv_writer(const FeatureWriting& writing)
{
    return std::make_unique<CsvWriter>(writing);
}

}  // namespace heatward::server
