#include "json_parser.hpp"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "expression_builder.hpp"
#include "geojson_reader.hpp"
#include "heatward/core/nearest_name.hpp"
#include "json_document.hpp"
#include "names.hpp"
#include "nesting.hpp"
#include "refusal.hpp"
#include "time_text.hpp"

namespace heatward::cql2 {
namespace {

using nlohmann::json;

/// The operations, by their names in the standard.
const std::vector<std::string>& known_operations()
{
    static const std::vector<std::string> operations{
        "and",      "or",         "not",        "=",           "<>",       "<",
        ">",        "<=",         ">=",         "like",        "between",  "in",
        "isNull",   "casei",      "t_after",    "t_before",    "t_during", "s_intersects",
        "t_equals", "t_contains", "t_disjoint", "t_intersects"};
    return operations;
}

class JsonParser {
public:
    JsonParser(std::span<const Queryable> queryables, const TimeZone* zone)
        : m_builder(queryables, zone), m_zone(zone)
    {
    }

    CheckedFilter read(const json& document)
    {
        Expression whole = condition(document, JsonPlace{});
        return std::move(m_builder).finish(std::move(whole));
    }

private:
    /// The arguments of an operation and where they stand.
    struct Arguments {
        const json& values;
        const JsonPlace& place;
    };

    Expression condition(const json& value, const JsonPlace& place)
    {
        return placed([&] { return place.text(); },
                      [&]() -> Expression {
                          const Nesting nesting{m_depth};
                          if (value.is_boolean() || !value.is_object() || !value.contains("op")) {
                              return m_builder.condition(operand(value, place));
                          }
                          return operation(operation_of(value), value, place);
                      });
    }

    static std::string operation_of(const json& value)
    {
        const json& op = value.at("op");
        if (!op.is_string()) {
            throw Refusal{R"("op" is no text: write the operation's name)", {}};
        }
        return op.get<std::string>();
    }

    Expression operation(const std::string& op, const json& value, const JsonPlace& place)
    {
        const auto found = value.find("args");
        if (found == value.end()) {
            throw Refusal{fmt::format("the operation “{:.40}” lacks “args”: add them", op), {}};
        }
        const JsonPlace within{place, "args"};
        const Arguments args{*found, within};
        if (op == "and" || op == "or") {
            return joined(op, args);
        }
        if (op == "not") {
            require(args, 1, op);
            return ExpressionBuilder::negation(condition(args.values[0], {within, 0}));
        }
        if (const auto comparison = comparison_of(op)) {
            require(args, 2, op);
            return m_builder.compared(*comparison, argument(args, 0), argument(args, 1));
        }
        if (op == "like") {
            require(args, 2, op);
            return m_builder.liked(argument(args, 0), argument(args, 1));
        }
        if (op == "between") {
            require(args, 3, op);
            return m_builder.between(argument(args, 0), argument(args, 1), argument(args, 2));
        }
        if (op == "in") {
            return listed(args);
        }
        if (op == "isNull") {
            if (!args.values.is_array()) {
                return m_builder.missing(operand(args.values, within));
            }
            require(args, 1, op);
            return m_builder.missing(argument(args, 0));
        }
        if (op == "s_intersects") {
            return intersecting(args);
        }
        return related_or_unknown(op, args);
    }

    Expression related_or_unknown(const std::string& op, const Arguments& args)
    {
        const auto relation = relation_of(keyword_of(op));
        if (relation && op.starts_with("t_")) {
            require(args, 2, op);
            return m_builder.related(*relation, argument(args, 0), argument(args, 1));
        }
        if (op == "casei") {
            throw Refusal{"casei gives text, and a condition is wanted here: compare it", {}};
        }
        refuse_operation(op);
    }

    [[noreturn]] static void refuse_operation(const std::string& op)
    {
        const std::string name = keyword_of(op);
        for (const std::string_view group : {"S_", "T_", "A_", "ACCENTI"}) {
            if (name.starts_with(group) && !relation_of(name) && name != "S_INTERSECTS") {
                throw Refusal{std::string{refusal_of_function(name)}, {}};
            }
        }
        for (const std::string_view sign : {"+", "-", "*", "/", "^", "%", "div"}) {
            if (op == sign) {
                throw Refusal{"arithmetic is not supported: work the number out and write it", {}};
            }
        }
        const std::string nearest = nearest_name(op, known_operations());
        throw Refusal{
            fmt::format("there is no operation “{:.40}”{}", op,
                        nearest.empty() ? std::string{": see the standard's, such as =, and, like"}
                                        : fmt::format(": did you mean “{}”?", nearest)),
            {}};
    }

    static void require(const Arguments& args, std::size_t count, std::string_view op)
    {
        if (!args.values.is_array() || args.values.size() != count) {
            throw Refusal{fmt::format("“{}” takes an array of {} argument{}: write as many", op,
                                      count, count == 1 ? "" : "s"),
                          args.place.text()};
        }
    }

    Operand argument(const Arguments& args, std::size_t index)
    {
        return operand(args.values[index], {args.place, index});
    }

    Expression joined(const std::string& op, const Arguments& args)
    {
        if (!args.values.is_array() || args.values.size() < 2) {
            throw Refusal{
                fmt::format("“{}” takes an array of two arguments or more: write as many", op),
                args.place.text()};
        }
        std::vector<Expression> parts;
        for (std::size_t i = 0; i < args.values.size(); ++i) {
            parts.push_back(condition(args.values[i], {args.place, i}));
        }
        return op == "and" ? ExpressionBuilder::conjunction(std::move(parts))
                           : ExpressionBuilder::disjunction(std::move(parts));
    }

    Expression listed(const Arguments& args)
    {
        require(args, 2, "in");
        const JsonPlace list_place{args.place, 1};
        const json& values = args.values[1];
        if (!values.is_array() || values.empty()) {
            throw Refusal{"“in” takes an array of one value or more as its second argument",
                          list_place.text()};
        }
        Operand value = argument(args, 0);
        std::vector<Operand> list;
        for (std::size_t i = 0; i < values.size(); ++i) {
            list.push_back(operand(values[i], {list_place, i}));
        }
        return m_builder.listed(std::move(value), std::move(list));
    }

    Expression intersecting(const Arguments& args)
    {
        require(args, 2, "s_intersects");
        const std::size_t literal = is_geometry(args.values[0]) ? 0 : 1;
        const std::size_t property = 1 - literal;
        const Operand geometry_property = argument(args, property);
        return m_builder.intersecting(
            geometry_property,
            read_geometry(args.values[literal], {args.place, literal}, m_depth, m_vertices));
    }

    Operand operand(const json& value, const JsonPlace& place)
    {
        return placed(
            [&] { return place.text(); },
            [&]() -> Operand {
                const Nesting nesting{m_depth};
                if (value.is_string()) {
                    return ExpressionBuilder::text(value.get<std::string>());
                }
                if (value.is_number()) {
                    return ExpressionBuilder::number(value.get<double>());
                }
                if (value.is_boolean()) {
                    return ExpressionBuilder::boolean(value.get<bool>());
                }
                if (value.is_null()) {
                    throw Refusal{R"(nothing compares with null: use the operation "isNull")", {}};
                }
                if (!value.is_object()) {
                    throw Refusal{"a property or a value is wanted here, not an array", {}};
                }
                return object_operand(value, place);
            });
    }

    Operand object_operand(const json& value, const JsonPlace& place)
    {
        if (value.contains("property")) {
            const JsonPlace at{place, "property"};
            return placed([&] { return at.text(); },
                          [&] { return m_builder.property(text_of(value.at("property"))); });
        }
        for (const char* const kind : {"date", "timestamp"}) {
            if (value.contains(kind)) {
                return instant(kind, value.at(kind), {place, kind});
            }
        }
        if (value.contains("interval")) {
            return interval(value.at("interval"), {place, "interval"});
        }
        // The draft of 2022 had {"casei": …}.
        if (value.contains("casei")) {
            return m_builder.folded(operand(value.at("casei"), {place, "casei"}));
        }
        if (!value.contains("op")) {
            throw Refusal{
                is_geometry(value)
                    ? "a geometry stands in s_intersects alone: move it there"
                    : "this is no condition, property or value: write “op” and “args”, or "
                      "“property”, “date”, “timestamp” or “interval”",
                {}};
        }
        const std::string op = operation_of(value);
        if (op != "casei") {
            if (comparison_of(op) || op == "and" || op == "or" || op == "not") {
                throw Refusal{fmt::format("“{}” gives a condition, and a property or a value is "
                                          "wanted here",
                                          op),
                              {}};
            }
            refuse_operation(op);
        }
        const JsonPlace within{place, "args"};
        const json none = json::array();
        const Arguments args{value.contains("args") ? value.at("args") : none, within};
        require(args, 1, op);
        return m_builder.folded(argument(args, 0));
    }

    static std::string text_of(const json& value)
    {
        if (!value.is_string()) {
            throw Refusal{"text is wanted here", {}};
        }
        return value.get<std::string>();
    }

    Operand instant(std::string_view kind, const json& value, const JsonPlace& place) const
    {
        return placed([&] { return place.text(); },
                      [&] {
                          const bool date = kind == "date";
                          const std::string text = text_of(value);
                          const auto times = date ? read_date(text) : read_timestamp(text, m_zone);
                          if (!times) {
                              throw Refusal{fmt::format("this is no {}: write {}", kind,
                                                        date ? "2025-06-30, a day that there is"
                                                             : "2025-06-30T12:00:00Z"),
                                            {}};
                          }
                          return ExpressionBuilder::time(*times);
                      });
    }

    Operand interval(const json& value, const JsonPlace& place) const
    {
        return placed([&] { return place.text(); },
                      [&] {
                          require({value, place}, 2, "interval");
                          return ExpressionBuilder::time(
                              read_interval(text_of(value[0]), text_of(value[1]), m_zone));
                      });
    }

    ExpressionBuilder m_builder;
    const TimeZone* m_zone;
    std::size_t m_depth = 0;
    std::size_t m_vertices = 0;
};

}  // namespace

CheckedFilter read_json(std::string_view filter, std::span<const Queryable> queryables,
                        const TimeZone* zone)
{
    return JsonParser{queryables, zone}.read(read_json_document(filter));
}

}  // namespace heatward::cql2
