#include "expression_builder.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "case_folding.hpp"
#include "compare.hpp"
#include "heatward/core/known_names.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/core/utf8.hpp"
#include "heatward/cql2/limits.hpp"
#include "names.hpp"
#include "refusal.hpp"
#include "time_text.hpp"

namespace heatward::cql2 {
namespace {

constexpr std::size_t kShownBytes = 60;

/// The text, or its first characters where it is long.
std::string shortened(std::string_view text)
{
    if (text.size() <= kShownBytes) {
        return std::string{text};
    }
    std::size_t end = kShownBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return std::string{text.substr(0, end)} + "…";
}

/// The name that was probably meant: the same but for its case, or the nearest; empty for none.
std::string suggested(std::string_view name, std::span<const std::string> known)
{
    for (const std::string& candidate : known) {
        if (keyword_of(candidate) == keyword_of(name)) {
            return candidate;
        }
    }
    return nearest_name(name, known);
}

template <class Joined>
Expression joined(std::vector<Expression> parts)
{
    if (parts.size() == 1) {
        return std::move(parts.front());
    }
    Joined all;
    for (Expression& part : parts) {
        if (auto* const same = std::get_if<Joined>(&part.node)) {
            std::ranges::move(same->parts, std::back_inserter(all.parts));
        } else {
            all.parts.push_back(std::move(part));
        }
    }
    return {std::move(all)};
}

}  // namespace

ExpressionBuilder::ExpressionBuilder(std::span<const Queryable> queryables, const TimeZone* zone)
    : m_zone(zone), m_used(queryables.size(), false)
{
    for (const Queryable& queryable : queryables) {
        m_names.push_back(queryable.name);
        m_types.push_back(queryable.type);
    }
}

Operand ExpressionBuilder::property(std::string_view name, bool in_quotes)
{
    const auto found = std::ranges::find(m_names, name);
    if (found == m_names.end()) {
        const std::string nearest = suggested(name, m_names);
        std::string why =
            fmt::format("there is no property “{}”{}", shortened(name),
                        nearest.empty() ? fmt::format(": there are {}", known_names(m_names))
                                        : fmt::format(": did you mean “{}”?", nearest));
        if (in_quotes) {
            why +=
                fmt::format("; double quotes are of properties: text stands in single ones, '{}'",
                            shortened(name));
        }
        throw Refusal{std::move(why), {}};
    }
    const auto number = static_cast<std::size_t>(found - m_names.begin());
    m_used[number] = true;
    return {m_types[number], number, {}, false};
}

Operand ExpressionBuilder::text(std::string text)
{
    if (!is_utf8(text)) {
        throw Refusal{"the text is not UTF-8: encode it so", {}};
    }
    return {Type::text, std::nullopt, std::move(text), false};
}

Operand ExpressionBuilder::number(double number)
{
    if (!std::isfinite(number)) {
        throw Refusal{"the number is too large: write one below 1.8e308", {}};
    }
    // Nought has one form.
    return {Type::number, std::nullopt, number == 0 ? 0.0 : number, false};
}

Operand ExpressionBuilder::boolean(bool value)
{
    return {Type::boolean, std::nullopt, value, false};
}

Operand ExpressionBuilder::time(const Times& times)
{
    return {Type::time, std::nullopt, times, false};
}

Operand ExpressionBuilder::folded(Operand operand) const
{
    if (operand.type != Type::text) {
        throw Refusal{fmt::format("CASEI is of text, and {}", described(operand)), {}};
    }
    if (operand.queryable) {
        operand.folded = true;
    } else {
        operand.constant = fold_case(std::get<std::string>(operand.constant));
    }
    return operand;
}

std::string ExpressionBuilder::described(const Operand& operand) const
{
    if (operand.queryable) {
        return fmt::format("“{}” is {}", m_names[*operand.queryable], to_string(operand.type));
    }
    if (const auto* const text = std::get_if<std::string>(&operand.constant)) {
        return fmt::format("'{}' is text", shortened(*text));
    }
    if (const auto* const number = std::get_if<double>(&operand.constant)) {
        return fmt::format("{} is a number", *number);
    }
    if (const auto* const truth = std::get_if<bool>(&operand.constant)) {
        return *truth ? "TRUE is no text, number or time" : "FALSE is no text, number or time";
    }
    return fmt::format("{} is a time", time_literal(std::get<Times>(operand.constant)));
}

void ExpressionBuilder::count_predicate()
{
    if (++m_predicates > kMostPredicates) {
        throw Refusal{fmt::format("the filter has more than {} comparisons: use IN or BETWEEN, or "
                                  "ask for parts",
                                  kMostPredicates),
                      {}};
    }
}

void ExpressionBuilder::read_as_time(Operand& operand, const Operand& other) const
{
    if (other.type != Type::time || operand.type != Type::text || operand.queryable) {
        return;
    }
    const auto& text = std::get<std::string>(operand.constant);
    const auto times = read_instant(text, m_zone);
    if (!times) {
        throw Refusal{fmt::format("'{}' is no time: write DATE('2025-06-30') or "
                                  "TIMESTAMP('2025-06-30T12:00:00Z')",
                                  shortened(text)),
                      {}};
    }
    operand = ExpressionBuilder::time(*times);
}

/// Refuses what cannot be compared, and reads a text beside a time.
void ExpressionBuilder::bring_together(Operand& left, Operand& right, std::string_view what) const
{
    read_as_time(left, right);
    read_as_time(right, left);
    for (const Operand* const operand : {&left, &right}) {
        if (operand->type == Type::geometry) {
            throw Refusal{fmt::format("{}, which {} does not take: use S_INTERSECTS",
                                      described(*operand), what),
                          {}};
        }
    }
    if (left.type == right.type) {
        return;
    }
    const bool quoted_number = (left.type == Type::number && right.type == Type::text) ||
                               (left.type == Type::text && right.type == Type::number);
    throw Refusal{
        fmt::format("{} and {}: {} wants both of one type{}", described(left), described(right),
                    what, quoted_number ? " (text stands in single quotes, numbers in none)" : ""),
        {}};
}

Expression ExpressionBuilder::compared(Comparison comparison, Operand left, Operand right)
{
    count_predicate();
    bring_together(left, right, to_string(comparison));
    const bool by_order = comparison != Comparison::equal && comparison != Comparison::different;
    if (by_order && left.type == Type::boolean) {
        throw Refusal{
            fmt::format("{} does not order true and false: use = or <>", to_string(comparison)),
            {}};
    }
    if (!left.queryable && right.queryable) {
        std::swap(left, right);
        comparison = mirrored(comparison);
    }
    return {Compared{comparison, std::move(left), std::move(right)}};
}

Expression ExpressionBuilder::liked(Operand text, const Operand& pattern)
{
    count_predicate();
    if (text.type != Type::text) {
        throw Refusal{fmt::format("LIKE is of text, and {}", described(text)), {}};
    }
    if (pattern.queryable || pattern.type != Type::text) {
        throw Refusal{fmt::format("LIKE wants its pattern as text in single quotes, and {}",
                                  described(pattern)),
                      {}};
    }
    return {Liked{std::move(text), LikePattern{std::get<std::string>(pattern.constant)}}};
}

Expression ExpressionBuilder::between(Operand value, Operand low, Operand high)
{
    count_predicate();
    bring_together(value, low, "BETWEEN");
    bring_together(value, high, "BETWEEN");
    if (value.type != low.type) {
        // The second bound made a time of the value; the first has to be one, too.
        bring_together(value, low, "BETWEEN");
    }
    if (value.type != Type::number && value.type != Type::time) {
        throw Refusal{
            fmt::format("BETWEEN is of numbers and times, and {}: use >= and <=", described(value)),
            {}};
    }
    return {Between{std::move(value), std::move(low), std::move(high)}};
}

Expression ExpressionBuilder::listed(Operand value, std::vector<Operand> list)
{
    count_predicate();
    if (list.size() > kMostListed) {
        throw Refusal{fmt::format("IN lists {} values: list {} or fewer", list.size(), kMostListed),
                      {}};
    }
    Listed listed;
    for (Operand& item : list) {
        bring_together(value, item, "IN");
        if (item.queryable) {
            listed.properties.push_back(std::move(item));
        } else {
            listed.constants.push_back(std::move(item.constant));
        }
    }
    const Type type = value.type;
    if (std::ranges::any_of(listed.constants, [&](const Value& constant) {
            return std::holds_alternative<std::string>(constant) != (type == Type::text);
        })) {
        throw Refusal{"IN lists text and times: write all of them as DATE or TIMESTAMP", {}};
    }
    std::ranges::sort(listed.constants);
    // std::ranges::unique of GCC 12's library does not compile with clang 14.
    listed.constants.erase(std::unique(listed.constants.begin(), listed.constants.end()),
                           listed.constants.end());
    listed.value = std::move(value);
    return {std::move(listed)};
}

Expression ExpressionBuilder::missing(Operand value)
{
    count_predicate();
    return {Missing{std::move(value)}};
}

Expression ExpressionBuilder::condition(Operand value)
{
    if (value.type != Type::boolean) {
        throw Refusal{fmt::format("{} and no condition by itself: compare it, as in =, LIKE, IN or "
                                  "IS NULL",
                                  described(value)),
                      {}};
    }
    if (!value.queryable) {
        return {Always{std::get<bool>(value.constant)}};
    }
    count_predicate();
    return {Flag{std::move(value)}};
}

Expression ExpressionBuilder::related(Relation relation, Operand left, Operand right)
{
    count_predicate();
    const Operand a_time = time({});
    for (Operand* const operand : {&left, &right}) {
        read_as_time(*operand, a_time);
        if (operand->type != Type::time) {
            throw Refusal{fmt::format("the T_ functions are of times, and {}", described(*operand)),
                          {}};
        }
    }
    return {Related{relation, std::move(left), std::move(right)}};
}

Expression ExpressionBuilder::intersecting(const Operand& property, Geometry geometry)
{
    count_predicate();
    if (property.type != Type::geometry || !property.queryable) {
        throw Refusal{
            fmt::format("S_INTERSECTS wants the geometry property, and {}", described(property)),
            {}};
    }
    const auto known = std::ranges::find(m_geometries, geometry);
    const auto literal = static_cast<std::size_t>(known - m_geometries.begin());
    if (known == m_geometries.end()) {
        if (m_geometries.size() == kMostGeometries) {
            throw Refusal{fmt::format("the filter has more than {} geometries: join them to one "
                                      "MULTIPOLYGON or GEOMETRYCOLLECTION",
                                      kMostGeometries),
                          {}};
        }
        m_geometries.push_back(std::move(geometry));
    }
    return {Intersecting{*property.queryable, literal}};
}

Expression ExpressionBuilder::conjunction(std::vector<Expression> parts)
{
    return joined<Conjunction>(std::move(parts));
}

Expression ExpressionBuilder::disjunction(std::vector<Expression> parts)
{
    return joined<Disjunction>(std::move(parts));
}

Expression ExpressionBuilder::negation(Expression part)
{
    if (auto* const negated = std::get_if<Negation>(&part.node)) {
        Expression inner = std::move(negated->part.front());
        return inner;
    }
    Negation negation;
    negation.part.push_back(std::move(part));
    return {std::move(negation)};
}

CheckedFilter ExpressionBuilder::finish(Expression condition) &&
{
    CheckedFilter filter;
    filter.condition = std::move(condition);
    filter.geometries = std::move(m_geometries);
    for (std::size_t i = 0; i < m_used.size(); ++i) {
        if (m_used[i]) {
            filter.used.push_back(i);
        }
    }
    filter.names = std::move(m_names);
    return filter;
}

}  // namespace heatward::cql2
