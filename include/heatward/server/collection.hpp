#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "heatward/core/extent.hpp"
#include "heatward/core/time.hpp"

namespace heatward::server {

/// Features that the API serves as one collection. Immutable, safe to share between threads.
class Collection {
public:
    Collection() = default;
    Collection(const Collection&) = delete;
    Collection& operator=(const Collection&) = delete;
    virtual ~Collection() = default;

    [[nodiscard]] virtual std::size_t size() const = 0;
    /// The feature's id, unique in the collection.
    [[nodiscard]] virtual std::string feature_id(std::size_t index) const = 0;
    [[nodiscard]] virtual std::optional<std::size_t> find(std::string_view feature_id) const = 0;
    /// Degrees (CRS84) around all features; empty where there are none.
    [[nodiscard]] virtual Extent extent() const = 0;
    /// Whether the feature's geometry and the rectangle (degrees) share a point.
    [[nodiscard]] virtual bool meets(std::size_t index, const Extent& rectangle) const = 0;
    /// Whether features have a time that `meets` can compare.
    [[nodiscard]] virtual bool has_times() const { return false; }
    /// Whether the feature's time lies in the interval and is known finely enough to say so.
    [[nodiscard]] virtual bool meets(std::size_t /*index*/, const TimeInterval& /*interval*/) const
    {
        return false;
    }
    /// Appends the feature's properties as a JSON object.
    virtual void append_properties(std::size_t index, std::string& json) const = 0;
    /// Appends the feature's geometry as a GeoJSON object (RFC 7946, CRS84).
    virtual void append_geometry(std::size_t index, std::string& json) const = 0;
};

}  // namespace heatward::server
