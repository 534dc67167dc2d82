#pragma once

#include "heatward/geocode/gazetteer_records.hpp"

namespace heatward::pipeline {

/// Where the readers of lists put what they find.
class GazetteerSink {
public:
    GazetteerSink() = default;
    GazetteerSink(const GazetteerSink&) = delete;
    GazetteerSink& operator=(const GazetteerSink&) = delete;
    virtual ~GazetteerSink() = default;

    /// Says false where the text is no full postcode.
    virtual bool add(const geocode::PostcodeRecord& record) = 0;
    virtual void add(geocode::RoadRecord record) = 0;
    virtual void add(geocode::PremisesRecord record) = 0;
    virtual void add(geocode::PlaceRecord record) = 0;
    virtual void add(const geocode::UprnRecord& record) = 0;
};

}  // namespace heatward::pipeline
