#include "wkt_reader.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "geometry_builder.hpp"
#include "names.hpp"
#include "nesting.hpp"
#include "refusal.hpp"

namespace heatward::cql2 {
namespace {

constexpr std::array<std::string_view, 8> kTypes{
    "POINT",      "LINESTRING",      "POLYGON",      "GEOMETRYCOLLECTION",
    "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "BBOX"};

class WktReader {
public:
    WktReader(TokenStream& tokens, std::size_t& depth, GeometryBuilder& builder)
        : m_tokens(tokens), m_depth(depth), m_builder(builder)
    {
    }

    void read()
    {
        const std::size_t begin = m_tokens.peek().at;
        if (!begins_geometry(m_tokens)) {
            throw Refusal{fmt::format("a geometry such as POINT(0.1 51.5), POLYGON((…)) or BBOX(…) "
                                      "is wanted here, not {}",
                                      m_tokens.found()),
                          m_tokens.place()};
        }
        placed([&] { return m_tokens.place_of(begin); },
               [&] {
                   const Nesting nesting{m_depth};
                   read_typed(keyword_of(m_tokens.take().text));
               });
    }

private:
    void read_typed(std::string_view type)
    {
        if (type == "BBOX") {
            m_builder.add_box(box());
            return;
        }
        m_has_height = m_tokens.take_keyword("Z");
        if (m_tokens.take_keyword("EMPTY")) {
            return;
        }
        if (type == "POINT") {
            m_builder.add_point(point());
        } else if (type == "LINESTRING") {
            m_builder.add_line(line());
        } else if (type == "POLYGON") {
            m_builder.add_polygon(rings());
        } else if (type == "MULTIPOINT") {
            each([&] { m_builder.add_point(m_tokens.is_symbol("(") ? point() : position()); });
        } else if (type == "MULTILINESTRING") {
            each([&] { m_builder.add_line(line()); });
        } else if (type == "MULTIPOLYGON") {
            each([&] { m_builder.add_polygon(rings()); });
        } else {
            each([&] { read(); });
        }
    }

    /// "(" item "," item … ")"
    template <class Item>
    void each(const Item& read_item)
    {
        m_tokens.expect_symbol("(", "in the geometry");
        do {
            read_item();
        } while (m_tokens.take_symbol(","));
        m_tokens.expect_symbol(")", "after the geometry's last coordinate");
    }

    Position position()
    {
        Position position;
        position.x = m_tokens.expect_number("the geometry");
        position.y = m_tokens.expect_number("the geometry's second coordinate");
        const bool more = m_tokens.peek().kind == Token::Kind::number || m_tokens.is_symbol("-") ||
                          m_tokens.is_symbol("+");
        if (m_has_height || more) {
            m_tokens.expect_number("the geometry's height");
        }
        return position;
    }

    Position point()
    {
        m_tokens.expect_symbol("(", "in the geometry");
        const Position read = position();
        m_tokens.expect_symbol(")", "after the point's coordinates");
        return read;
    }

    std::vector<Position> line()
    {
        std::vector<Position> positions;
        each([&] { positions.push_back(position()); });
        return positions;
    }

    std::vector<std::vector<Position>> rings()
    {
        std::vector<std::vector<Position>> rings;
        each([&] { rings.push_back(line()); });
        return rings;
    }

    std::vector<double> box()
    {
        std::vector<double> numbers;
        each([&] { numbers.push_back(m_tokens.expect_number("BBOX")); });
        return numbers;
    }

    TokenStream& m_tokens;
    std::size_t& m_depth;
    GeometryBuilder& m_builder;
    bool m_has_height = false;
};

}  // namespace

bool begins_geometry(const TokenStream& tokens)
{
    if (tokens.peek().kind != Token::Kind::name) {
        return false;
    }
    const bool type = std::ranges::find(kTypes, keyword_of(tokens.peek().text)) != kTypes.end();
    return type &&
           (tokens.is_symbol("(", 1) || tokens.is_keyword("Z", 1) || tokens.is_keyword("EMPTY", 1));
}

Geometry read_geometry(TokenStream& tokens, std::size_t& depth, std::size_t& vertices)
{
    const std::size_t begin = tokens.peek().at;
    GeometryBuilder builder{vertices};
    WktReader{tokens, depth, builder}.read();
    return placed([&] { return tokens.place_of(begin); },
                  [&] { return std::move(builder).finish(); });
}

}  // namespace heatward::cql2
