#include "heatward/geocode/gazetteer.hpp"

#include <string>
#include <utility>

namespace heatward::geocode {
namespace {

/// Raised whenever a table's bytes or what is compiled into them change.
constexpr std::uint64_t kVersion = 2;

void append_labels(std::vector<std::string>& labels, const auto& records)
{
    for (const auto& record : records) {
        labels.insert(labels.end(), record.localities.begin(), record.localities.end());
    }
}

}  // namespace

void Gazetteer::write(ByteWriter& out) const
{
    out.value(kVersion);
    postcodes.write(out);
    streets.write(out);
    premises.write(out);
    localities.write(out);
    uprns.write(out);
}

Gazetteer Gazetteer::read(ByteReader& in)
{
    if (in.value<std::uint64_t>() != kVersion) {
        throw DataError("is a gazetteer of another version");
    }
    Gazetteer gazetteer;
    gazetteer.postcodes = PostcodeTable::read(in);
    gazetteer.streets = StreetTable::read(in);
    gazetteer.premises = PremisesTable::read(in);
    gazetteer.localities = LocalityTable::read(in);
    gazetteer.uprns = UprnTable::read(in);
    return gazetteer;
}

bool GazetteerBuilder::add(const PostcodeRecord& record) { return m_postcodes.add(record); }
void GazetteerBuilder::add(RoadRecord record) { m_roads.push_back(std::move(record)); }
void GazetteerBuilder::add(PremisesRecord record) { m_premises.push_back(std::move(record)); }
void GazetteerBuilder::add(PlaceRecord record) { m_places.push_back(std::move(record)); }
void GazetteerBuilder::add(AreaRecord record) { m_areas.push_back(std::move(record)); }
void GazetteerBuilder::add(const UprnRecord& record) { m_uprns.push_back(record); }

std::size_t GazetteerBuilder::disagreeing_postcodes() const { return m_postcodes.disagreeing(); }

Gazetteer GazetteerBuilder::build()
{
    std::vector<std::string> labels;
    append_labels(labels, m_roads);
    append_labels(labels, m_premises);
    Gazetteer gazetteer;
    gazetteer.postcodes = m_postcodes.build();
    gazetteer.streets = StreetTable(m_roads);
    gazetteer.premises = PremisesTable(m_premises);
    gazetteer.localities = LocalityTable(m_places, m_areas, labels);
    gazetteer.uprns = UprnTable(std::move(m_uprns));
    *this = {};
    return gazetteer;
}

}  // namespace heatward::geocode
