#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "heatward/server/collection.hpp"
#include "heatward/server/items_request.hpp"

namespace heatward::server {

/// What is known once the features are written.
struct PageEnd {
    std::size_t matched = 0;   ///< features that the request chooses
    std::size_t returned = 0;  ///< of them in this answer
    const nlohmann::json* links = nullptr;
};

/// Writes chosen features in one format, piece by piece. For one thread after another.
class FeatureWriter {
public:
    FeatureWriter() = default;
    FeatureWriter(const FeatureWriter&) = delete;
    FeatureWriter& operator=(const FeatureWriter&) = delete;
    virtual ~FeatureWriter() = default;

    virtual void begin(std::string& out) = 0;
    virtual void write(std::size_t index, std::string& out) = 0;
    virtual void end(const PageEnd& end, std::string& out) = 0;

    /// Whether `end` says how many features the request chooses; others are spared the counting.
    [[nodiscard]] virtual bool tells_matched() const { return false; }
};

/// What every writer is made from; the collection outlives it.
struct FeatureWriting {
    const Collection* collection = nullptr;
    std::string collection_id;
    std::vector<std::size_t> properties;
    FeatureCrs crs;
    const gis::Projection* projection = nullptr;  ///< only while the writer is made
    std::string time_stamp;                       ///< of the answer, RFC 3339
    std::string marking;                          ///< the project's; may be empty
    bool has_geometry = true;                     ///< whether features are written with theirs
    std::string provenance;                       ///< in words: of which run, chosen by what
};

/// A GeoJSON FeatureCollection (RFC 7946; OGC API Features parts 1 and 2): degrees with seven
/// decimals, about a centimetre, metres with three.
std::unique_ptr<FeatureWriter> make_geojson_writer(const FeatureWriting& writing);

/// One feature as GeoJSON without its closing brace, for members of its own.
void append_geojson_feature(std::string& json, const FeatureWriting& writing, std::size_t index);

/// CSV with a header (RFC 4180): the features' ids, points as two columns and polygons as
/// well-known text, then the properties.
std::unique_ptr<FeatureWriter> make_csv_writer(const FeatureWriting& writing);

/// FlatGeobuf without an index.
std::unique_ptr<FeatureWriter> make_flatgeobuf_writer(const FeatureWriting& writing);

/// A page for people: a table of the features.
std::unique_ptr<FeatureWriter> make_html_writer(const FeatureWriting& writing);

}  // namespace heatward::server
