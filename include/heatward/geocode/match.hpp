#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heatward/core/match_level.hpp"
#include "heatward/core/point.hpp"

namespace heatward::geocode {

/// One of several places that an ambiguous row may mean.
struct Candidate {
    std::string name;
    ProjectedPoint position;
    double score = 0;
};

/// Where a row was located, or why it was not.
struct Match {
    MatchLevel level = MatchLevel::unlocated;
    std::optional<ProjectedPoint> position;  ///< project metres; set where is_located(level)
    double uncertainty_m = 0;  ///< radius that holds the true place with 95 % (σ per axis = /2.45)
    double score = 0;          ///< 0 to 1: how well the clue fits what was matched
    std::string matched;       ///< what was matched, for people
    std::vector<Candidate> candidates;  ///< of an ambiguous match
    std::string reason;  ///< why there is no position, or why a better clue gave none; never the
                         ///< row's contents
    std::vector<std::string> fields;     ///< names of the clues that failed, as in LocationClues
    bool is_swapped = false;             ///< the two coordinates stood in each other's place
    bool is_outside_study_area = false;  ///< located all the same
};

}  // namespace heatward::geocode
