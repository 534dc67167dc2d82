#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/locator.hpp"

namespace heatward::geocode {

/// Several steps, best first: the first that gives a position decides. Where a better clue was
/// there and failed, its match still says why.
///
/// Premises, junctions and streets are not taken where the text names a town that the gazetteer
/// lacks, where a postcode of the row is of no sector of the gazetteer or lies far off, nor a road
/// that reaches further than 5 km from its middle. "On or near" before them makes them masked.
///
/// Without a position the match is ambiguous where a step found several places, with the first such
/// step's candidates; else unlocated. It names every clue that failed with its reason, in the order
/// of the steps; where the row has no clue for any step, the reason is "no location", or, where it
/// has free text, that nothing here reads it.
class Cascade final : public Locator {
public:
    /// `gazetteer` (may be null) is what the steps look names up in. `is_in_study_area` (may be
    /// empty) flags positions outside it.
    explicit Cascade(std::vector<std::unique_ptr<const Locator>> steps,
                     std::shared_ptr<const Gazetteer> gazetteer = nullptr,
                     std::function<bool(ProjectedPoint)> is_in_study_area = {});

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    [[nodiscard]] Match located_by_steps(const LocationClues& clues) const;

    std::vector<std::unique_ptr<const Locator>> m_steps;
    std::shared_ptr<const Gazetteer> m_gazetteer;
    std::function<bool(ProjectedPoint)> m_is_in_study_area;
};

}  // namespace heatward::geocode
