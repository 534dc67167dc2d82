#include "geojson_reader.hpp"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "geometry_builder.hpp"
#include "nesting.hpp"
#include "refusal.hpp"

namespace heatward::cql2 {
namespace {

using nlohmann::json;

class GeoJsonReader {
public:
    GeoJsonReader(std::size_t& depth, GeometryBuilder& builder) : m_depth(depth), m_builder(builder)
    {
    }

    void read(const json& value, const JsonPlace& place)
    {
        placed([&] { return place.text(); },
               [&] {
                   const Nesting nesting{m_depth};
                   read_typed(value, place);
               });
    }

private:
    void read_typed(const json& value, const JsonPlace& place)
    {
        if (!is_geometry(value)) {
            throw Refusal{R"(a GeoJSON geometry or {"bbox": […]} is wanted here)", {}};
        }
        if (!value.contains("type")) {
            const JsonPlace box{place, "bbox"};
            placed([&] { return box.text(); },
                   [&] { m_builder.add_box(numbers(value.at("bbox"))); });
            return;
        }
        const json& type = value.at("type");
        const std::string name = type.is_string() ? type.get<std::string>() : std::string{};
        if (name == "GeometryCollection") {
            const JsonPlace within{place, "geometries"};
            each(member(value, "geometries"), within,
                 [&](const json& geometry, const JsonPlace& at) { read(geometry, at); });
            return;
        }
        const JsonPlace within{place, "coordinates"};
        read_coordinates(name, member(value, "coordinates"), within);
    }

    void read_coordinates(const std::string& type, const json& value, const JsonPlace& place)
    {
        const auto point = [&](const json& item, const JsonPlace& at) {
            m_builder.add_point(position(item, at));
        };
        const auto add_line = [&](const json& item, const JsonPlace& at) {
            m_builder.add_line(line(item, at));
        };
        const auto polygon = [&](const json& item, const JsonPlace& at) {
            m_builder.add_polygon(rings(item, at));
        };
        if (type == "Point") {
            point(value, place);
        } else if (type == "LineString") {
            add_line(value, place);
        } else if (type == "Polygon") {
            polygon(value, place);
        } else if (type == "MultiPoint") {
            each(value, place, point);
        } else if (type == "MultiLineString") {
            each(value, place, add_line);
        } else if (type == "MultiPolygon") {
            each(value, place, polygon);
        } else {
            throw Refusal{
                "this is no type of geometry: write Point, LineString, Polygon, "
                "MultiPoint, MultiLineString, MultiPolygon or GeometryCollection",
                {}};
        }
    }

    static const json& member(const json& object, const char* name)
    {
        const auto found = object.find(name);
        if (found == object.end()) {
            throw Refusal{fmt::format("the geometry lacks “{}”: add it", name), {}};
        }
        return *found;
    }

    template <class Item>
    static void each(const json& array, const JsonPlace& place, const Item& read_item)
    {
        placed([&] { return place.text(); },
               [&] {
                   if (!array.is_array()) {
                       throw Refusal{"an array is wanted here", {}};
                   }
               });
        for (std::size_t i = 0; i < array.size(); ++i) {
            const JsonPlace at{place, i};
            placed([&] { return at.text(); }, [&] { read_item(array[i], at); });
        }
    }

    static std::vector<double> numbers(const json& array)
    {
        std::vector<double> numbers;
        if (array.is_array()) {
            for (const json& item : array) {
                if (item.is_number()) {
                    numbers.push_back(item.get<double>());
                }
            }
        }
        if (!array.is_array() || numbers.size() != array.size()) {
            throw Refusal{"an array of numbers is wanted here", {}};
        }
        return numbers;
    }

    static Position position(const json& value, const JsonPlace& place)
    {
        return placed(
            [&] { return place.text(); },
            [&]() -> Position {
                const std::vector<double> coordinates = numbers(value);
                if (coordinates.size() < 2) {
                    throw Refusal{"a position has two coordinates or more: write both", {}};
                }
                return {coordinates[0], coordinates[1]};
            });
    }

    static std::vector<Position> line(const json& value, const JsonPlace& place)
    {
        std::vector<Position> positions;
        each(value, place, [&](const json& item, const JsonPlace& at) {
            positions.push_back(position(item, at));
        });
        return positions;
    }

    static std::vector<std::vector<Position>> rings(const json& value, const JsonPlace& place)
    {
        std::vector<std::vector<Position>> rings;
        each(value, place,
             [&](const json& item, const JsonPlace& at) { rings.push_back(line(item, at)); });
        return rings;
    }

    std::size_t& m_depth;
    GeometryBuilder& m_builder;
};

}  // namespace

bool is_geometry(const json& value)
{
    return value.is_object() && (value.contains("type") || value.contains("bbox"));
}

Geometry read_geometry(const json& value, const JsonPlace& place, std::size_t& depth,
                       std::size_t& vertices)
{
    GeometryBuilder builder{vertices};
    GeoJsonReader{depth, builder}.read(value, place);
    return placed([&] { return place.text(); }, [&] { return std::move(builder).finish(); });
}

}  // namespace heatward::cql2
