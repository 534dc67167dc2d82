#include "evaluate.hpp"

#include <algorithm>
#include <cmath>

#include "case_folding.hpp"
#include "compare.hpp"

namespace heatward::cql2 {
namespace {

Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }

bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value); }

bool is_of(Type type, const Value& value)
{
    switch (type) {
        case Type::text:
            return std::holds_alternative<std::string>(value);
        case Type::number:
            return std::holds_alternative<double>(value) && !std::isnan(std::get<double>(value));
        case Type::boolean:
            return std::holds_alternative<bool>(value);
        case Type::time:
            return std::holds_alternative<Times>(value);
        case Type::geometry:
            return !is_null(value);
    }
    return false;
}

/// The operand's value: its constant, or the feature's value in `scratch`.
const Value& read(const Operand& operand, const Feature& feature, Value& scratch)
{
    if (!operand.queryable) {
        return operand.constant;
    }
    scratch = feature.value(*operand.queryable);
    if (!is_of(operand.type, scratch)) {
        scratch = std::monostate{};
    } else if (operand.folded) {
        scratch = fold_case(std::get<std::string>(scratch));
    }
    return scratch;
}

struct Evaluation {
    const Feature& feature;

    Truth operator()(const Always& always) const { return truth_of(always.truth); }

    Truth operator()(const Conjunction& conjunction) const
    {
        Truth truth = Truth::yes;
        for (const Expression& part : conjunction.parts) {
            truth = std::min(truth, evaluate(part, feature));
            if (truth == Truth::no) {
                break;
            }
        }
        return truth;
    }

    Truth operator()(const Disjunction& disjunction) const
    {
        Truth truth = Truth::no;
        for (const Expression& part : disjunction.parts) {
            truth = std::max(truth, evaluate(part, feature));
            if (truth == Truth::yes) {
                break;
            }
        }
        return truth;
    }

    Truth operator()(const Negation& negation) const
    {
        switch (evaluate(negation.part.front(), feature)) {
            case Truth::no:
                return Truth::yes;
            case Truth::yes:
                return Truth::no;
            case Truth::unknown:
                break;
        }
        return Truth::unknown;
    }

    Truth operator()(const Compared& compared) const
    {
        Value left_scratch;
        const Value& left = read(compared.left, feature, left_scratch);
        if (is_null(left)) {
            return Truth::unknown;
        }
        Value right_scratch;
        const Value& right = read(compared.right, feature, right_scratch);
        return is_null(right) ? Truth::unknown
                              : truth_of(compare(compared.comparison, left, right));
    }

    Truth operator()(const Liked& liked) const
    {
        Value scratch;
        const Value& text = read(liked.text, feature, scratch);
        return is_null(text) ? Truth::unknown
                             : truth_of(liked.pattern.matches(std::get<std::string>(text)));
    }

    /// value >= low AND value <= high, which may be false though one of the bounds is null.
    Truth operator()(const Between& between) const
    {
        Value scratch;
        const Value& value = read(between.value, feature, scratch);
        if (is_null(value)) {
            return Truth::unknown;
        }
        const auto side = [&](Comparison comparison, const Operand& operand) {
            Value bound_scratch;
            const Value& bound = read(operand, feature, bound_scratch);
            return is_null(bound) ? Truth::unknown : truth_of(compare(comparison, value, bound));
        };
        return std::min(side(Comparison::at_least, between.low),
                        side(Comparison::at_most, between.high));
    }

    Truth operator()(const Listed& listed) const
    {
        Value scratch;
        const Value& value = read(listed.value, feature, scratch);
        if (is_null(value)) {
            return Truth::unknown;
        }
        if (std::ranges::binary_search(listed.constants, value)) {
            return Truth::yes;
        }
        Truth truth = Truth::no;
        for (const Operand& property : listed.properties) {
            Value other_scratch;
            const Value& other = read(property, feature, other_scratch);
            truth = std::max(truth, is_null(other) ? Truth::unknown : truth_of(value == other));
        }
        return truth;
    }

    Truth operator()(const Missing& missing) const
    {
        Value scratch;
        return truth_of(is_null(read(missing.value, feature, scratch)));
    }

    Truth operator()(const Flag& flag) const
    {
        Value scratch;
        const Value& value = read(flag.value, feature, scratch);
        return is_null(value) ? Truth::unknown : truth_of(std::get<bool>(value));
    }

    Truth operator()(const Related& relation) const
    {
        Value left_scratch;
        Value right_scratch;
        const Value& left = read(relation.left, feature, left_scratch);
        const Value& right = read(relation.right, feature, right_scratch);
        if (is_null(left) || is_null(right)) {
            return Truth::unknown;
        }
        return truth_of(related(relation.relation, std::get<Times>(left), std::get<Times>(right)));
    }

    Truth operator()(const Intersecting& intersecting) const
    {
        return is_null(feature.value(intersecting.queryable))
                   ? Truth::unknown
                   : truth_of(feature.intersects(intersecting.literal));
    }
};

}  // namespace

Truth evaluate(const Expression& condition, const Feature& feature)
{
    return std::visit(Evaluation{feature}, condition.node);
}

}  // namespace heatward::cql2
