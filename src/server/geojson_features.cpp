#include <nlohmann/json.hpp>

#include "heatward/server/coordinate_text.hpp"
#include "heatward/server/feature_writer.hpp"
#include "heatward/server/json_text.hpp"

namespace heatward::server {

namespace {

/// Features of one collection as GeoJSON objects.
class GeoJsonFeature {
public:
    explicit GeoJsonFeature(const FeatureWriting& writing)
        : m_collection(writing.collection),
          m_coordinates(writing.crs, *writing.projection),
          m_has_geometry(writing.has_geometry)
    {
        const auto properties = m_collection->properties();
        for (const std::size_t i : writing.properties) {
            std::string key;
            append_json_string(key, properties[i].name);
            m_members.push_back({i, properties[i].type, key + ':'});
        }
    }

    /// Without its closing brace.
    void append(std::string& json, std::size_t index) const
    {
        json += R"({"type":"Feature","id":)";
        append_json_string(json, m_collection->feature_id(index));
        json += R"(,"geometry":)";
        if (m_has_geometry) {
            m_coordinates.append_geojson(json, *m_collection, index);
        } else {
            json += "null";
        }
        json += R"(,"properties":{)";
        const char* separator = "";
        for (const auto& member : m_members) {
            json += separator;
            json += member.key;
            append_value(json, member, index);
            separator = ",";
        }
        json += '}';
    }

private:
    struct Member {
        std::size_t property;
        PropertyType type;
        std::string key;  ///< "\"name\":"
    };

    void append_value(std::string& json, const Member& member, std::size_t index) const
    {
        const AttributeValue value = m_collection->value(index, member.property);
        const auto* flag = std::get_if<std::int64_t>(&value);
        if (member.type == PropertyType::boolean && flag != nullptr) {
            json += *flag != 0 ? "true" : "false";
        } else {
            append_json_value(json, value);
        }
    }

    const Collection* m_collection;
    CoordinateText m_coordinates;
    bool m_has_geometry;
    std::vector<Member> m_members;
};

/// The member that GeoJSON had before RFC 7946, by which GDAL and QGIS know other systems than
/// CRS84 (RFC 7946 section 4: by prior arrangement). Degrees are left to Content-Crs: readers of
/// this member take them as longitude first whatever it says.
std::string crs_member(const FeatureCrs& crs)
{
    if (crs.is_in_degrees()) {
        return {};
    }
    const nlohmann::json member{
        {"type", "name"},
        {"properties", {{"name", "urn:ogc:def:crs:EPSG::" + std::to_string(crs.epsg)}}}};
    return R"("crs":)" + member.dump() + ",";
}

class GeoJsonWriter final : public FeatureWriter {
public:
    explicit GeoJsonWriter(const FeatureWriting& writing)
        : m_feature(writing),
          m_time_stamp(writing.time_stamp),
          m_marking(writing.marking),
          m_crs_member(crs_member(writing.crs))
    {
    }

    void begin(std::string& out) override
    {
        out += R"({"type":"FeatureCollection","timeStamp":)";
        append_json_string(out, m_time_stamp);
        out += ',';
        if (!m_marking.empty()) {
            out += R"("marking":)";
            append_json_string(out, m_marking);
            out += ',';
        }
        out += m_crs_member;
        out += R"("features":[)";
    }

    void write(std::size_t index, std::string& out) override
    {
        out += m_is_first ? "\n" : ",\n";
        m_is_first = false;
        m_feature.append(out, index);
        out += '}';
    }

    // Behind the features, as counting them all may take longer than finding the first.
    [[nodiscard]] bool tells_matched() const override { return true; }
    void end(const PageEnd& end, std::string& out) override
    {
        out += R"(],"numberMatched":)" + std::to_string(end.matched);
        out += R"(,"numberReturned":)" + std::to_string(end.returned);
        out += R"(,"links":)" + end.links->dump() + "}\n";
    }

private:
    GeoJsonFeature m_feature;
    std::string m_time_stamp;
    std::string m_marking;
    std::string m_crs_member;
    bool m_is_first = true;
};

}  // namespace

std::unique_ptr<FeatureWriter> make_geojson_writer(const FeatureWriting& writing)
{
    return std::make_unique<GeoJsonWriter>(writing);
}

void append_geojson_feature(std::string& json, const FeatureWriting& writing, std::size_t index)
{
    GeoJsonFeature(writing).append(json, index);
}

}  // namespace heatward::server
