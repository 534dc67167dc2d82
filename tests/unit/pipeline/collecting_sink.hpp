#pragma once

#include <utility>
#include <vector>

#include "gazetteer_sink.hpp"
#include "heatward/geocode/postcode.hpp"

namespace heatward::pipeline {

/// Keeps the records of lists.
class CollectingSink final : public GazetteerSink {
public:
    bool add(const geocode::PostcodeRecord& record) override
    {
        if (!geocode::parse_postcode(record.postcode)) {
            return false;
        }
        postcodes.push_back(record);
        return true;
    }
    void add(geocode::RoadRecord record) override { roads.push_back(std::move(record)); }
    void add(geocode::PremisesRecord record) override { premises.push_back(std::move(record)); }
    void add(geocode::PlaceRecord record) override { places.push_back(std::move(record)); }
    void add(const geocode::UprnRecord& record) override { uprns.push_back(record); }

    std::vector<geocode::PostcodeRecord> postcodes;
    std::vector<geocode::RoadRecord> roads;
    std::vector<geocode::PremisesRecord> premises;
    std::vector<geocode::PlaceRecord> places;
    std::vector<geocode::UprnRecord> uprns;
};

}  // namespace heatward::pipeline
