#include "heatward/cql2/filter.hpp"

#include <utility>

#include <fmt/format.h>

#include "canonical.hpp"
#include "evaluate.hpp"
#include "expression.hpp"
#include "heatward/cql2/limits.hpp"
#include "json_parser.hpp"
#include "refusal.hpp"
#include "text_parser.hpp"

namespace heatward::cql2 {
namespace {

template <class Read>
expected<Filter> parse(std::string_view text, std::span<const Queryable> queryables,
                       const TimeZone* zone, const Read& read)
{
    if (text.size() > kLongestFilter) {
        return fail(fmt::format("the filter has {} bytes: write it in {} or fewer", text.size(),
                                kLongestFilter));
    }
    try {
        return Filter{std::make_shared<const CheckedFilter>(read(text, queryables, zone))};
    } catch (const Refusal& refusal) {
        return fail(refusal.place.empty() ? refusal.why : refusal.place + ": " + refusal.why);
    }
}

}  // namespace

Filter::Filter(std::shared_ptr<const CheckedFilter> checked) : m_checked(std::move(checked)) {}

bool Filter::accepts(const Feature& feature) const
{
    return evaluate(m_checked->condition, feature) == Truth::yes;
}

std::span<const Geometry> Filter::geometries() const { return m_checked->geometries; }

std::span<const std::size_t> Filter::used() const { return m_checked->used; }

std::string Filter::canonical() const { return canonical_text(*m_checked); }

expected<Filter> parse_text(std::string_view text, std::span<const Queryable> queryables,
                            const TimeZone* zone)
{
    return parse(text, queryables, zone, read_text);
}

expected<Filter> parse_json(std::string_view text, std::span<const Queryable> queryables,
                            const TimeZone* zone)
{
    return parse(text, queryables, zone, read_json);
}

}  // namespace heatward::cql2
