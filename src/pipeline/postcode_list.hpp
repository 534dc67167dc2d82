#pragma once

#include <cstddef>
#include <optional>

#include "list_reader.hpp"

namespace heatward::pipeline {

/// Reads lists of postcodes: ONSPD and NSPL of any year, Code-Point Open, and plain tables.
///
/// A row's positional quality decides how far off it may be (95 %); assumptions, as a unit
/// postcode has about 15 addresses. ONSPD and NSPL (`osgrdind`, `gridind`): 1 to 3 100 m, 4 and
/// none 150 m, 5 500 m, 6 (the sector's mean) 2 km; Code-Point Open has the same scale in tens (10
/// to 60). Other qualities have no position. A filled `doterm` is a terminated postcode. Northern
/// Ireland's eastings are of another grid: there latitude and longitude alone count.
class PostcodeList final : public ListReader {
public:
    PostcodeList(const ListColumns& columns, const ListReaderContext& context);

    void take(const ListRow& row) override;

private:
    ListReaderContext m_context;
    ListPosition m_position;
    std::size_t m_postcode;
    std::optional<std::size_t> m_terminated;
    std::optional<std::size_t> m_quality;
    std::optional<std::size_t> m_quality_in_tens;
};

/// What a list says of a postcode's place beside its position, by the quality's code of ONSPD;
/// nothing for a quality that has no position of its own. Empty is taken for the unit's mean.
std::optional<geocode::PostcodeRecord> postcode_of_quality(std::string_view quality);

}  // namespace heatward::pipeline
