#include "compare.hpp"

namespace heatward::cql2 {
namespace {

template <class T>
bool ordered(Comparison comparison, const T& left, const T& right)
{
    switch (comparison) {
        case Comparison::equal:
            return left == right;
        case Comparison::different:
            return left != right;
        case Comparison::less:
            return left < right;
        case Comparison::greater:
            return left > right;
        case Comparison::at_most:
            return left <= right;
        case Comparison::at_least:
            return left >= right;
    }
    return false;
}

bool ordered_times(Comparison comparison, const Times& left, const Times& right)
{
    switch (comparison) {
        case Comparison::equal:
            return left == right;
        case Comparison::different:
            return left != right;
        case Comparison::less:
            return left.end <= right.begin;
        case Comparison::greater:
            return left.begin >= right.end;
        case Comparison::at_most:
            return left.end <= right.end;
        case Comparison::at_least:
            return left.begin >= right.begin;
    }
    return false;
}

bool during(const Times& inner, const Times& outer)
{
    return inner.begin > outer.begin && inner.end < outer.end;
}

bool share(const Times& left, const Times& right)
{
    return left.begin < right.end && right.begin < left.end;
}

}  // namespace

bool compare(Comparison comparison, const Value& left, const Value& right)
{
    if (const auto* const number = std::get_if<double>(&left)) {
        return ordered(comparison, *number, std::get<double>(right));
    }
    if (const auto* const text = std::get_if<std::string>(&left)) {
        return ordered(comparison, *text, std::get<std::string>(right));
    }
    if (const auto* const times = std::get_if<Times>(&left)) {
        return ordered_times(comparison, *times, std::get<Times>(right));
    }
    return ordered(comparison, std::get<bool>(left), std::get<bool>(right));
}

bool related(Relation relation, const Times& left, const Times& right)
{
    switch (relation) {
        case Relation::after:
            return left.begin >= right.end;
        case Relation::before:
            return left.end <= right.begin;
        case Relation::contains:
            return during(right, left);
        case Relation::disjoint:
            return !share(left, right);
        case Relation::during:
            return during(left, right);
        case Relation::equals:
            return left == right;
        case Relation::intersects:
            return share(left, right);
    }
    return false;
}

Comparison mirrored(Comparison comparison)
{
    switch (comparison) {
        case Comparison::less:
            return Comparison::greater;
        case Comparison::greater:
            return Comparison::less;
        case Comparison::at_most:
            return Comparison::at_least;
        case Comparison::at_least:
            return Comparison::at_most;
        case Comparison::equal:
        case Comparison::different:
            break;
    }
    return comparison;
}

std::string_view to_string(Comparison comparison)
{
    switch (comparison) {
        case Comparison::equal:
            return "=";
        case Comparison::different:
            return "<>";
        case Comparison::less:
            return "<";
        case Comparison::greater:
            return ">";
        case Comparison::at_most:
            return "<=";
        case Comparison::at_least:
            return ">=";
    }
    return "";
}

}  // namespace heatward::cql2
