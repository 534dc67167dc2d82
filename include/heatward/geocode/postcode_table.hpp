#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/gazetteer_records.hpp"
#include "heatward/geocode/postcode.hpp"

namespace heatward::geocode {

/// Records of one postcode further apart than this disagree: units are rarely wider.
inline constexpr double kPostcodeAgreement_m = 500;

/// Where a postcode lies.
struct PostcodePlace {
    ProjectedPoint position;                  ///< project metres
    float uncertainty_m = 0;                  ///< radius that holds the true place with 95 %
    MatchLevel level = MatchLevel::postcode;  ///< `sector` where only the sector's mean is known
    bool is_terminated = false;
    std::uint16_t unused = 0;  ///< fills the bytes that a cache keeps
};
static_assert(sizeof(PostcodePlace) == 24);

/// Full postcodes and the middles of their sectors, sorted by PostcodeKey.
class PostcodeTable {
public:
    [[nodiscard]] const PostcodePlace* find(PostcodeKey key) const;

    /// The middle of the sector's units (the median of their eastings and of their northings, which
    /// a unit out of place does not move), with a radius that holds 95 % of them and at least
    /// kLeastSectorUncertainty_m; nothing where the table has none of them.
    [[nodiscard]] std::optional<PostcodePlace> sector(PostcodeKey key) const;

    [[nodiscard]] std::size_t size() const { return m_keys.size(); }

    void write(ByteWriter& out) const;
    static PostcodeTable read(ByteReader& in);

private:
    friend class PostcodeTableBuilder;

    std::vector<PostcodeKey> m_keys;  ///< ascending
    std::vector<PostcodePlace> m_places;
};

class PostcodeTableBuilder {
public:
    /// See GazetteerBuilder::add.
    bool add(const PostcodeRecord& record);
    [[nodiscard]] std::size_t disagreeing() const { return m_disagreeing; }
    PostcodeTable build();

private:
    std::unordered_map<PostcodeKey, PostcodePlace> m_places;
    std::size_t m_disagreeing = 0;
};

}  // namespace heatward::geocode
