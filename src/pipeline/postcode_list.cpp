#include "postcode_list.hpp"

#include "heatward/geocode/postcode.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kBuildingUncertainty_m = 100;
constexpr double kUnitMeanUncertainty_m = 150;
constexpr double kImputedUncertainty_m = 500;
constexpr double kSectorUncertainty_m = 2'000;

bool is_northern_irish(geocode::PostcodeKey key)
{
    return geocode::written_postcode(key).starts_with("BT");
}

/// A quality of Code-Point Open as the code of ONSPD; "none" where it is neither.
std::string_view without_tens(std::string_view quality)
{
    return quality.empty() || (quality.size() == 2 && quality[1] == '0') ? quality.substr(0, 1)
                                                                         : "none";
}

}  // namespace

std::optional<geocode::PostcodeRecord> postcode_of_quality(std::string_view quality)
{
    geocode::PostcodeRecord record;
    if (quality.empty() || quality == "4") {
        record.uncertainty_m = kUnitMeanUncertainty_m;
    } else if (quality == "1" || quality == "2" || quality == "3") {
        record.uncertainty_m = kBuildingUncertainty_m;
    } else if (quality == "5") {
        record.uncertainty_m = kImputedUncertainty_m;
    } else if (quality == "6") {
        record.uncertainty_m = kSectorUncertainty_m;
        record.level = MatchLevel::sector;
    } else {
        return std::nullopt;
    }
    return record;
}

PostcodeList::PostcodeList(const ListColumns& columns, const ListReaderContext& context)
    : m_context(context),
      m_position(columns, context.ground),
      m_postcode(columns.first_of({"pcds", "pcd8", "pcd7", "pcd2", "pcd", "postcode"}).value_or(0)),
      m_terminated(columns.first_of({"doterm"})),
      m_quality(columns.first_of({"osgrdind", "gridind"})),
      m_quality_in_tens(columns.first_of({"positional_quality_indicator"}))
{
}

void PostcodeList::take(const ListRow& row)
{
    const auto cell = [&](const std::optional<std::size_t>& column) {
        return column ? tabular::trimmed(row.cells[*column]) : std::string_view();
    };
    const auto key = geocode::parse_postcode(row.cells[m_postcode]);
    if (!key) {
        m_context.tally.leave_out(kNoPostcode);
        return;
    }
    auto record =
        postcode_of_quality(m_quality ? cell(m_quality) : without_tens(cell(m_quality_in_tens)));
    const auto position = record ? m_position.of(row, !is_northern_irish(*key)) : std::nullopt;
    if (!position) {
        m_context.tally.leave_out(kNoPosition);
        return;
    }
    record->postcode = row.cells[m_postcode];
    record->position = *position;
    record->is_terminated = !cell(m_terminated).empty();
    m_context.sink.add(*record);
    m_context.tally.take();
}

}  // namespace heatward::pipeline
