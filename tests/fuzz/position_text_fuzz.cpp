// libFuzzer target: what is found in a text of coordinates, grid references and postcodes can be
// read by the parsers of their columns, and what those read is in its bounds.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "heatward/geocode/coordinate_text.hpp"
#include "heatward/geocode/folded_text.hpp"
#include "heatward/geocode/grid_reference.hpp"
#include "heatward/geocode/postcode.hpp"
#include "heatward/geocode/text_coordinates.hpp"

namespace {

using heatward::geocode::folded;
using heatward::geocode::GridSquare;
using heatward::geocode::parse_coordinate;
using heatward::geocode::parse_grid_reference;
using heatward::geocode::parse_postcode;
using heatward::geocode::PostcodeKey;
using heatward::geocode::repaired_postcodes;
using heatward::geocode::sector_of;
using heatward::geocode::SectorRange;
using heatward::geocode::text_coordinates;
using heatward::geocode::text_grid_reference;
using heatward::geocode::written_postcode;
using heatward::geocode::written_sector;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void check_square(const GridSquare& square)
{
    require(square.west_m >= 0 && square.west_m < 700'000);
    require(square.south_m >= 0 && square.south_m < 1'300'000);
    require(square.size_m >= 1 && square.size_m <= 1'000);
}

void check_coordinates(std::string_view plain)
{
    if (const auto found = text_coordinates(plain)) {
        const auto first = parse_coordinate(found->first, false);
        const auto second = parse_coordinate(found->second, false);
        require(first && second);
        require(!found->is_lonlat || first->value <= second->value);
        require(found->is_lonlat || (first->value >= 10'000 && second->value >= 10'000));
    }
}

void check_postcode(std::string_view text)
{
    if (const auto key = parse_postcode(text)) {
        require(parse_postcode(written_postcode(*key)) == key);
        const SectorRange sector = sector_of(*key);
        require(sector.first <= *key && *key < sector.end);
        require(written_postcode(*key).starts_with(written_sector(*key)));
    }
    const auto repaired = repaired_postcodes(text);
    require(repaired.size() < 128 && std::is_sorted(repaired.begin(), repaired.end()));
    for (const PostcodeKey key : repaired) {
        require(parse_postcode(written_postcode(key)) == key);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string plain = folded(text);
    check_coordinates(plain);
    if (const auto reference = text_grid_reference(plain)) {
        const auto square = parse_grid_reference(*reference);
        require(square.has_value());
        check_square(*square);
    }
    if (const auto square = parse_grid_reference(text)) {
        check_square(*square);
    }
    check_postcode(text);
    return 0;
}
