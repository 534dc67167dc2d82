#include "canonical.hpp"

#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "compare.hpp"
#include "names.hpp"
#include "time_text.hpp"

namespace heatward::cql2 {
namespace {

std::string quoted(std::string_view text, char quote)
{
    std::string out;
    out += quote;
    for (const char c : text) {
        out += c;
        if (c == quote) {
            out += quote;
        }
    }
    out += quote;
    return out;
}

std::string literal(const Value& value)
{
    if (const auto* const text = std::get_if<std::string>(&value)) {
        return quoted(*text, '\'');
    }
    if (const auto* const number = std::get_if<double>(&value)) {
        return fmt::format("{}", *number);
    }
    if (const auto* const times = std::get_if<Times>(&value)) {
        return time_literal(*times);
    }
    return std::get<bool>(value) ? "TRUE" : "FALSE";
}

std::string positions_text(const std::vector<Position>& positions, bool closed)
{
    std::string out = "(";
    for (const Position& position : positions) {
        fmt::format_to(std::back_inserter(out), "{}{} {}", out.size() > 1 ? "," : "",
                       position.x == 0 ? 0.0 : position.x, position.y == 0 ? 0.0 : position.y);
    }
    if (closed) {
        fmt::format_to(std::back_inserter(out), ",{} {}",
                       positions.front().x == 0 ? 0.0 : positions.front().x,
                       positions.front().y == 0 ? 0.0 : positions.front().y);
    }
    out += ')';
    return out;
}

std::string geometry_text(const Geometry& geometry)
{
    std::vector<std::string> parts;
    for (const Position& point : geometry.points) {
        parts.push_back(fmt::format("POINT{}", positions_text({point}, false)));
    }
    for (const auto& line : geometry.lines) {
        parts.push_back(fmt::format("LINESTRING{}", positions_text(line, false)));
    }
    for (const Polygon<Position>& polygon : geometry.polygons) {
        std::string text = fmt::format("POLYGON({}", positions_text(polygon.exterior, true));
        for (const Ring<Position>& hole : polygon.holes) {
            text += fmt::format(",{}", positions_text(hole, true));
        }
        parts.push_back(text + ")");
    }
    return parts.size() == 1 ? parts.front()
                             : fmt::format("GEOMETRYCOLLECTION({})", fmt::join(parts, ","));
}

class Writing {
public:
    explicit Writing(const CheckedFilter& filter) : m_filter(filter) {}

    std::string operator()(const Always& always) const { return always.truth ? "TRUE" : "FALSE"; }

    std::string operator()(const Conjunction& conjunction) const
    {
        return joined(conjunction.parts, " AND ");
    }

    std::string operator()(const Disjunction& disjunction) const
    {
        return joined(disjunction.parts, " OR ");
    }

    std::string operator()(const Negation& negation) const
    {
        return fmt::format("NOT ({})", written(negation.part.front()));
    }

    std::string operator()(const Compared& compared) const
    {
        return fmt::format("{} {} {}", written(compared.left), to_string(compared.comparison),
                           written(compared.right));
    }

    std::string operator()(const Liked& liked) const
    {
        return fmt::format("{} LIKE {}", written(liked.text), quoted(liked.pattern.text(), '\''));
    }

    std::string operator()(const Between& between) const
    {
        return fmt::format("{} BETWEEN {} AND {}", written(between.value), written(between.low),
                           written(between.high));
    }

    std::string operator()(const Listed& listed) const
    {
        std::vector<std::string> items;
        for (const Value& constant : listed.constants) {
            items.push_back(literal(constant));
        }
        for (const Operand& property : listed.properties) {
            items.push_back(written(property));
        }
        return fmt::format("{} IN ({})", written(listed.value), fmt::join(items, ","));
    }

    std::string operator()(const Missing& missing) const
    {
        return written(missing.value) + " IS NULL";
    }

    std::string operator()(const Flag& flag) const { return written(flag.value); }

    std::string operator()(const Related& relation) const
    {
        return fmt::format("{}({},{})", to_string(relation.relation), written(relation.left),
                           written(relation.right));
    }

    std::string operator()(const Intersecting& intersecting) const
    {
        return fmt::format("S_INTERSECTS({},{})",
                           quoted(m_filter.names[intersecting.queryable], '"'),
                           geometry_text(m_filter.geometries[intersecting.literal]));
    }

private:
    [[nodiscard]] std::string written(const Expression& expression) const
    {
        return std::visit(*this, expression.node);
    }

    [[nodiscard]] std::string written(const Operand& operand) const
    {
        if (!operand.queryable) {
            return literal(operand.constant);
        }
        const std::string name = quoted(m_filter.names[*operand.queryable], '"');
        return operand.folded ? fmt::format("CASEI({})", name) : name;
    }

    [[nodiscard]] std::string joined(const std::vector<Expression>& parts,
                                     std::string_view conjunction) const
    {
        std::string out;
        for (const Expression& part : parts) {
            const bool inner = std::holds_alternative<Conjunction>(part.node) ||
                               std::holds_alternative<Disjunction>(part.node);
            fmt::format_to(std::back_inserter(out), "{}{}{}{}", out.empty() ? "" : conjunction,
                           inner ? "(" : "", written(part), inner ? ")" : "");
        }
        return out;
    }

    const CheckedFilter& m_filter;
};

}  // namespace

std::string canonical_text(const CheckedFilter& filter)
{
    return std::visit(Writing{filter}, filter.condition.node);
}

}  // namespace heatward::cql2
