#include "text_parser.hpp"

#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "expression_builder.hpp"
#include "names.hpp"
#include "nesting.hpp"
#include "refusal.hpp"
#include "time_text.hpp"
#include "tokens.hpp"
#include "wkt_reader.hpp"

namespace heatward::cql2 {
namespace {

constexpr std::array<std::string_view, 11> kReserved{
    "AND", "OR", "NOT", "LIKE", "ILIKE", "IN", "IS", "BETWEEN", "NULL", "TRUE", "FALSE"};

/// Recursive descent; OR binds loosest, then AND, then NOT.
class TextParser {
public:
    TextParser(std::string_view filter, std::span<const Queryable> queryables, const TimeZone* zone)
        : m_tokens(filter), m_builder(queryables, zone), m_zone(zone)
    {
    }

    CheckedFilter read()
    {
        if (m_tokens.peek().kind == Token::Kind::end) {
            refuse(
                "the filter is empty: write a condition such as ward = 'E05000001', or leave it "
                "out");
        }
        Expression whole = alternatives();
        if (m_tokens.peek().kind != Token::Kind::end) {
            refuse(fmt::format("AND, OR or the end is wanted here, not {}", m_tokens.found()));
        }
        return std::move(m_builder).finish(std::move(whole));
    }

private:
    [[noreturn]] void refuse(std::string why) const
    {
        throw Refusal{std::move(why), m_tokens.place()};
    }

    /// Builds, and puts the place of the byte `at` to what the builder refuses.
    template <class Build>
    auto at(std::size_t byte, Build&& build)
    {
        return placed([&] { return m_tokens.place_of(byte); }, std::forward<Build>(build));
    }

    Expression alternatives()
    {
        std::vector<Expression> parts;
        do {
            parts.push_back(requirements());
        } while (m_tokens.take_keyword("OR"));
        return ExpressionBuilder::disjunction(std::move(parts));
    }

    Expression requirements()
    {
        std::vector<Expression> parts;
        do {
            parts.push_back(factor());
        } while (m_tokens.take_keyword("AND"));
        return ExpressionBuilder::conjunction(std::move(parts));
    }

    Expression factor()
    {
        return at(m_tokens.peek().at, [&] {
            if (m_tokens.take_keyword("NOT")) {
                const Nesting nesting{m_depth};
                return ExpressionBuilder::negation(factor());
            }
            if (m_tokens.take_symbol("(")) {
                const Nesting nesting{m_depth};
                Expression inner = alternatives();
                m_tokens.expect_symbol(")", "after the condition in parentheses");
                return inner;
            }
            return predicate();
        });
    }

    Expression predicate()
    {
        if (m_tokens.peek().kind == Token::Kind::name && m_tokens.is_symbol("(", 1)) {
            const std::string name = keyword_of(m_tokens.peek().text);
            if (name == "S_INTERSECTS" || name == "INTERSECTS") {
                return intersecting();
            }
            if (const auto relation = relation_of(name)) {
                m_tokens.take();
                auto [left, right] = two_operands();
                return m_builder.related(*relation, std::move(left), std::move(right));
            }
        }
        return comparison(operand());
    }

    std::pair<Operand, Operand> two_operands()
    {
        m_tokens.expect_symbol("(", "after the function");
        Operand left = operand();
        m_tokens.expect_symbol(",", "between the function's two arguments");
        Operand right = operand();
        m_tokens.expect_symbol(")", "after the function's two arguments");
        return {std::move(left), std::move(right)};
    }

    Expression intersecting()
    {
        m_tokens.take();
        m_tokens.expect_symbol("(", "after S_INTERSECTS");
        const bool literal_first = begins_geometry(m_tokens);
        if (literal_first) {
            Geometry geometry = read_geometry(m_tokens, m_depth, m_vertices);
            m_tokens.expect_symbol(",", "between the two arguments of S_INTERSECTS");
            return closed_intersecting(operand(), std::move(geometry));
        }
        const Operand property = operand();
        m_tokens.expect_symbol(",", "between the two arguments of S_INTERSECTS");
        return closed_intersecting(property, read_geometry(m_tokens, m_depth, m_vertices));
    }

    Expression closed_intersecting(const Operand& property, Geometry geometry)
    {
        m_tokens.expect_symbol(")", "after the two arguments of S_INTERSECTS");
        return m_builder.intersecting(property, std::move(geometry));
    }

    Expression comparison(Operand left)
    {
        if (m_tokens.peek().kind == Token::Kind::symbol) {
            if (const auto comparison = comparison_of(m_tokens.peek().text)) {
                m_tokens.take();
                return m_builder.compared(*comparison, std::move(left), operand());
            }
        }
        if (m_tokens.take_keyword("IS")) {
            const bool negated = m_tokens.take_keyword("NOT");
            if (!m_tokens.take_keyword("NULL")) {
                refuse(fmt::format("NULL is wanted after IS, not {}", m_tokens.found()));
            }
            return negated_if(negated, m_builder.missing(std::move(left)));
        }
        const bool negated = m_tokens.take_keyword("NOT");
        if (m_tokens.take_keyword("LIKE")) {
            return negated_if(negated, m_builder.liked(std::move(left), operand()));
        }
        if (m_tokens.take_keyword("ILIKE")) {
            Operand folded = m_builder.folded(std::move(left));
            const Operand pattern = m_builder.folded(operand());
            return negated_if(negated, m_builder.liked(std::move(folded), pattern));
        }
        if (m_tokens.take_keyword("BETWEEN")) {
            return negated_if(negated, between(std::move(left)));
        }
        if (m_tokens.take_keyword("IN")) {
            return negated_if(negated, listed(std::move(left)));
        }
        if (negated) {
            refuse(
                fmt::format("LIKE, BETWEEN or IN is wanted after NOT, not {}", m_tokens.found()));
        }
        for (const std::string_view sign : {"+", "-", "*", "/", "^"}) {
            if (m_tokens.is_symbol(sign)) {
                refuse("arithmetic is not supported: work the number out and write it");
            }
        }
        return m_builder.condition(std::move(left));
    }

    static Expression negated_if(bool negated, Expression expression)
    {
        return negated ? ExpressionBuilder::negation(std::move(expression)) : std::move(expression);
    }

    Expression between(Operand value)
    {
        Operand low = operand();
        if (!m_tokens.take_keyword("AND")) {
            refuse(fmt::format("AND is wanted between the bounds of BETWEEN, not {}",
                               m_tokens.found()));
        }
        return m_builder.between(std::move(value), std::move(low), operand());
    }

    Expression listed(Operand value)
    {
        m_tokens.expect_symbol("(", "after IN");
        std::vector<Operand> list;
        do {
            list.push_back(operand());
        } while (m_tokens.take_symbol(","));
        m_tokens.expect_symbol(")", "after the list of IN");
        return m_builder.listed(std::move(value), std::move(list));
    }

    Operand operand()
    {
        const Token& token = m_tokens.peek();
        return at(token.at, [&]() -> Operand {
            switch (token.kind) {
                case Token::Kind::text:
                    return ExpressionBuilder::text(m_tokens.take().text);
                case Token::Kind::quoted_name:
                    return m_builder.property(m_tokens.take().text, true);
                case Token::Kind::number:
                    return ExpressionBuilder::number(m_tokens.expect_number("the comparison"));
                case Token::Kind::name:
                    return m_tokens.is_symbol("(", 1) ? call() : named();
                case Token::Kind::symbol:
                    if (token.text == "-" || token.text == "+") {
                        return ExpressionBuilder::number(m_tokens.expect_number("the comparison"));
                    }
                    break;
                case Token::Kind::end:
                    break;
            }
            refuse(fmt::format("a property or a value is wanted here, not {}", m_tokens.found()));
        });
    }

    Operand named()
    {
        const std::string keyword = keyword_of(m_tokens.peek().text);
        if (keyword == "TRUE" || keyword == "FALSE") {
            m_tokens.take();
            return ExpressionBuilder::boolean(keyword == "TRUE");
        }
        if (keyword == "NULL") {
            refuse("nothing compares with NULL: write IS NULL or IS NOT NULL");
        }
        for (const std::string_view reserved : kReserved) {
            if (keyword == reserved) {
                refuse(
                    fmt::format("a property or a value is wanted here, not {}; a property of "
                                "that name stands in double quotes",
                                keyword));
            }
        }
        return m_builder.property(m_tokens.take().text);
    }

    Operand call()
    {
        const std::string name = keyword_of(m_tokens.take().text);
        const Nesting nesting{m_depth};
        if (name == "CASEI") {
            m_tokens.expect_symbol("(", "after CASEI");
            Operand inner = operand();
            m_tokens.expect_symbol(")", "after the text of CASEI");
            return m_builder.folded(std::move(inner));
        }
        if (name == "DATE" || name == "TIMESTAMP") {
            m_tokens.expect_symbol("(", "after the function");
            const std::size_t begin = m_tokens.peek().at;
            const std::string written = quoted_argument(name);
            const auto times =
                name == "DATE" ? read_date(written) : read_timestamp(written, m_zone);
            if (!times) {
                throw Refusal{
                    fmt::format("this is no {}: write {}", name == "DATE" ? "date" : "timestamp",
                                name == "DATE" ? "DATE('2025-06-30'), a day that there is"
                                               : "TIMESTAMP('2025-06-30T12:00:00Z')"),
                    m_tokens.place_of(begin)};
            }
            m_tokens.expect_symbol(")", "after the time");
            return ExpressionBuilder::time(*times);
        }
        if (name == "INTERVAL") {
            m_tokens.expect_symbol("(", "after INTERVAL");
            const std::string from = quoted_argument(name);
            m_tokens.expect_symbol(",", "between the ends of INTERVAL");
            const std::string to = quoted_argument(name);
            m_tokens.expect_symbol(")", "after the ends of INTERVAL");
            return ExpressionBuilder::time(read_interval(from, to, m_zone));
        }
        throw Refusal{std::string{refusal_of_function(name)}, {}};
    }

    std::string quoted_argument(std::string_view function)
    {
        if (m_tokens.peek().kind != Token::Kind::text) {
            refuse(fmt::format("{} wants text in single quotes here, not {}", function,
                               m_tokens.found()));
        }
        return m_tokens.take().text;
    }

    TokenStream m_tokens;
    ExpressionBuilder m_builder;
    const TimeZone* m_zone;
    std::size_t m_depth = 0;
    std::size_t m_vertices = 0;
};

}  // namespace

CheckedFilter read_text(std::string_view filter, std::span<const Queryable> queryables,
                        const TimeZone* zone)
{
    return TextParser{filter, queryables, zone}.read();
}

}  // namespace heatward::cql2
