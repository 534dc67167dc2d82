#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "heatward/geocode/locator.hpp"

namespace heatward::geocode {

/// Where a postcode lies.
struct PostcodePlace {
    ProjectedPoint position;                  ///< project metres
    double uncertainty_m = 0;                 ///< radius that holds the true place with 95 %
    MatchLevel level = MatchLevel::postcode;  ///< `sector` where only the sector's mean is known
};

/// Full postcodes without blanks in capitals, and their places.
using PostcodeTable = std::unordered_map<std::string, PostcodePlace>;

struct PostcodeLocatorOptions {
    std::shared_ptr<const PostcodeTable> table;  ///< required
    /// Whether a position lies in the study area; required.
    std::function<bool(ProjectedPoint)> is_in_study_area;
};

/// Locates by a full postcode that stands in the gazetteer as it is written, but for blanks and
/// case. A text that is no full postcode is repaired (repaired_postcodes) where exactly one of its
/// readings stands there.
class PostcodeLocator final : public Locator {
public:
    explicit PostcodeLocator(PostcodeLocatorOptions options);

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    [[nodiscard]] Match match_of(const std::string& postcode, const PostcodePlace& place,
                                 double score) const;

    PostcodeLocatorOptions m_options;
};

}  // namespace heatward::geocode
