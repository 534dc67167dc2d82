#pragma once

#include <string_view>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/gazetteer_records.hpp"
#include "heatward/geocode/locality_table.hpp"
#include "heatward/geocode/postcode_table.hpp"
#include "heatward/geocode/premises_table.hpp"
#include "heatward/geocode/street_table.hpp"
#include "heatward/geocode/uprn_table.hpp"

namespace heatward::geocode {

/// Everything that locations are looked up in, made from the project's lists once and read many
/// times. Positions are in project metres. Plain values; const use is safe from any thread.
struct Gazetteer {
    PostcodeTable postcodes;
    StreetTable streets;
    PremisesTable premises;
    LocalityTable localities;
    UprnTable uprns;

    /// The whole as bytes of this machine's byte order, and back: for a cache.
    void write(ByteWriter& out) const;
    /// Throws DataError where the bytes are no gazetteer of this version or are damaged.
    static Gazetteer read(ByteReader& in);
};

/// Takes the lists' records in their order and compiles them.
class GazetteerBuilder {
public:
    /// Says false where the text is no full postcode. Of two records of one postcode the first
    /// stands, but a live one goes before a terminated one.
    bool add(const PostcodeRecord& record);
    void add(RoadRecord record);
    void add(PremisesRecord record);
    void add(PlaceRecord record);
    void add(AreaRecord record);
    void add(const UprnRecord& record);

    /// How many of the postcodes' later records lay more than kPostcodeAgreement_m from the one
    /// that stands.
    [[nodiscard]] std::size_t disagreeing_postcodes() const;

    /// The compiled gazetteer; the builder is empty afterwards. The same for the same records in
    /// the same order.
    Gazetteer build();

private:
    PostcodeTableBuilder m_postcodes;
    std::vector<RoadRecord> m_roads;
    std::vector<PremisesRecord> m_premises;
    std::vector<PlaceRecord> m_places;
    std::vector<AreaRecord> m_areas;
    std::vector<UprnRecord> m_uprns;
};

}  // namespace heatward::geocode
