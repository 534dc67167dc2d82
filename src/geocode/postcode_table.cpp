#include "heatward/geocode/postcode_table.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace heatward::geocode {
namespace {

// A unit that the list lacks may be new, at the sector's rim.
constexpr double kLeastSectorUncertainty_m = 500;
constexpr double kHeldShare = 0.95;

double distance_m(ProjectedPoint a, ProjectedPoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// The lower one of an even number.
double median(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

const PostcodePlace* PostcodeTable::find(PostcodeKey key) const
{
    const auto found = std::lower_bound(m_keys.begin(), m_keys.end(), key);
    return found == m_keys.end() || *found != key
               ? nullptr
               : &m_places[static_cast<std::size_t>(found - m_keys.begin())];
}

std::optional<PostcodePlace> PostcodeTable::sector(PostcodeKey key) const
{
    const SectorRange range = sector_of(key);
    const auto first = static_cast<std::size_t>(
        std::lower_bound(m_keys.begin(), m_keys.end(), range.first) - m_keys.begin());
    const auto end = static_cast<std::size_t>(
        std::lower_bound(m_keys.begin(), m_keys.end(), range.end) - m_keys.begin());
    if (first == end) {
        return std::nullopt;
    }
    PostcodePlace middle;
    middle.level = MatchLevel::sector;
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t i = first; i < end; ++i) {
        x.push_back(m_places[i].position.x);
        y.push_back(m_places[i].position.y);
    }
    middle.position = {median(x), median(y)};
    std::vector<double> distances;
    for (std::size_t i = first; i < end; ++i) {
        distances.push_back(distance_m(m_places[i].position, middle.position) +
                            static_cast<double>(m_places[i].uncertainty_m));
    }
    const auto held =
        distances.begin() +
        static_cast<std::ptrdiff_t>(std::ceil(kHeldShare * static_cast<double>(distances.size()))) -
        1;
    std::nth_element(distances.begin(), held, distances.end());
    middle.uncertainty_m = static_cast<float>(std::max(kLeastSectorUncertainty_m, *held));
    return middle;
}

void PostcodeTable::write(ByteWriter& out) const
{
    out.column(m_keys);
    out.column(m_places);
}

PostcodeTable PostcodeTable::read(ByteReader& in)
{
    PostcodeTable table;
    table.m_keys = in.column<PostcodeKey>();
    table.m_places = in.column<PostcodePlace>();
    if (table.m_keys.size() != table.m_places.size()) {
        throw DataError("is damaged: its postcodes have not one place each");
    }
    const bool fits =
        std::all_of(table.m_places.begin(), table.m_places.end(), [](const PostcodePlace& place) {
            return is_flag(place.is_terminated) && is_located(place.level);
        });
    if (!fits) {
        throw DataError("is damaged: its postcodes' places have no level");
    }
    return table;
}

bool PostcodeTableBuilder::add(const PostcodeRecord& record)
{
    const auto key = parse_postcode(record.postcode);
    if (!key) {
        return false;
    }
    const PostcodePlace place{record.position, static_cast<float>(record.uncertainty_m),
                              record.level, record.is_terminated};
    const auto [at, is_new] = m_places.emplace(*key, place);
    if (is_new) {
        return true;
    }
    if (distance_m(at->second.position, place.position) > kPostcodeAgreement_m) {
        ++m_disagreeing;
    }
    if (at->second.is_terminated && !place.is_terminated) {
        at->second = place;
    }
    return true;
}

PostcodeTable PostcodeTableBuilder::build()
{
    std::vector<std::pair<PostcodeKey, PostcodePlace>> sorted(m_places.begin(), m_places.end());
    m_places.clear();
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    PostcodeTable table;
    table.m_keys.reserve(sorted.size());
    table.m_places.reserve(sorted.size());
    for (const auto& [key, place] : sorted) {
        table.m_keys.push_back(key);
        table.m_places.push_back(place);
    }
    return table;
}

}  // namespace heatward::geocode
