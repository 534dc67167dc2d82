#include "uprn_list.hpp"

#include <charconv>

#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::size_t kMostFigures = 12;

}  // namespace

std::optional<std::uint64_t> parse_uprn(std::string_view text)
{
    const std::string_view figures = tabular::trimmed(text);
    std::uint64_t uprn = 0;
    const char* const end = figures.data() + figures.size();
    const auto [stop, error] = std::from_chars(figures.data(), end, uprn);
    if (error != std::errc() || stop != end || figures.size() > kMostFigures || uprn == 0) {
        return std::nullopt;
    }
    return uprn;
}

UprnList::UprnList(const ListColumns& columns, const ListReaderContext& context)
    : m_context(context),
      m_position(columns, context.ground),
      m_uprn(columns.first_of({"uprn"}).value_or(0))
{
}

void UprnList::take(const ListRow& row)
{
    const auto uprn = parse_uprn(row.cells[m_uprn]);
    if (!uprn) {
        m_context.tally.leave_out(kNoUprn);
        return;
    }
    const auto position = m_position.of(row);
    if (!position) {
        m_context.tally.leave_out(kNoPosition);
        return;
    }
    m_context.sink.add(geocode::UprnRecord{*uprn, *position});
    m_context.tally.take();
}

}  // namespace heatward::pipeline
