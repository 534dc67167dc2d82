#include "names.hpp"

#include <array>
#include <utility>

#include "compare.hpp"

namespace heatward::cql2 {
namespace {

constexpr std::array<std::pair<std::string_view, Relation>, 7> kRelations{{
    {"T_AFTER", Relation::after},
    {"T_BEFORE", Relation::before},
    {"T_CONTAINS", Relation::contains},
    {"T_DISJOINT", Relation::disjoint},
    {"T_DURING", Relation::during},
    {"T_EQUALS", Relation::equals},
    {"T_INTERSECTS", Relation::intersects},
}};

constexpr std::array kComparisons{Comparison::equal,   Comparison::different, Comparison::less,
                                  Comparison::greater, Comparison::at_most,   Comparison::at_least};

}  // namespace

std::string keyword_of(std::string_view name)
{
    std::string keyword{name};
    for (char& c : keyword) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return keyword;
}

std::optional<Relation> relation_of(std::string_view name)
{
    for (const auto& [known, relation] : kRelations) {
        if (known == name) {
            return relation;
        }
    }
    return std::nullopt;
}

std::string_view to_string(Relation relation)
{
    for (const auto& [name, known] : kRelations) {
        if (known == relation) {
            return name;
        }
    }
    return "";
}

std::optional<Comparison> comparison_of(std::string_view symbol)
{
    for (const Comparison comparison : kComparisons) {
        if (to_string(comparison) == symbol) {
            return comparison;
        }
    }
    return std::nullopt;
}

std::string_view refusal_of_function(std::string_view name)
{
    if (name.starts_with("S_")) {
        return "of the spatial functions only S_INTERSECTS is supported: use it";
    }
    if (name.starts_with("T_")) {
        return "of the temporal functions T_AFTER, T_BEFORE, T_CONTAINS, T_DISJOINT, T_DURING, "
               "T_EQUALS and T_INTERSECTS are supported: use one of these";
    }
    if (name.starts_with("A_")) {
        return "arrays are not supported: use IN or OR";
    }
    if (name == "ACCENTI") {
        return "ACCENTI is not supported: write the accents, or use LIKE with _";
    }
    if (name == "BBOX") {
        return "BBOX stands within S_INTERSECTS: write S_INTERSECTS(geometry, BBOX(…))";
    }
    return "there is no such function: CASEI, DATE, TIMESTAMP, INTERVAL, S_INTERSECTS and the T_ "
           "functions are supported";
}

}  // namespace heatward::cql2
