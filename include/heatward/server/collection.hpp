#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "heatward/core/extent.hpp"
#include "heatward/core/feature_table.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/core/time.hpp"

namespace heatward::server {

/// What a property holds. A boolean's values are the integers 0 and 1; a time's are texts, as
/// finely as they are known ("2025-06", "2025-06-14T22:10").
enum class PropertyType : std::uint8_t { text, integer, real, boolean, time };

/// What of a feature's time a property of type time says: all that it may lie in, that interval's
/// first minute, or the first minute after it.
enum class TimePart : std::uint8_t { all, begin, end };

/// A property of every feature of a collection.
struct Property {
    std::string name;
    PropertyType type = PropertyType::text;
    TimePart part = TimePart::all;
};

/// Where a feature is, in project metres.
using Shape = std::variant<ProjectedPoint, const ProjectedMultiPolygon*>;

/// Minutes by the project's wall clock that a feature's time may lie in, the last not included.
struct PossibleTime {
    WallMinutes begin = 0;
    WallMinutes end = 0;
};

/// Features that the API serves as one collection. Immutable, safe to share between threads.
class Collection {
public:
    /// How far `nearly_at` may be off, in degrees: a tenth of a metre.
    static constexpr double kNearly_deg = 1e-6;

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
    /// Whether features are points; else they are polygons.
    [[nodiscard]] virtual bool has_points() const = 0;

    [[nodiscard]] virtual std::span<const Property> properties() const = 0;
    /// The value of the property with that number; std::monostate where it is absent.
    [[nodiscard]] virtual AttributeValue value(std::size_t index, std::size_t property) const = 0;
    /// The time that the feature's property of type time says, if there is one.
    [[nodiscard]] virtual std::optional<PossibleTime> time(std::size_t /*index*/) const
    {
        return std::nullopt;
    }

    [[nodiscard]] virtual Shape shape(std::size_t index) const = 0;
    /// Degrees around the feature, off by at most kNearly_deg. Quick.
    [[nodiscard]] virtual Extent nearly_at(std::size_t index) const = 0;
    /// The polygons in degrees, kept so that they need not be transformed for every answer; null
    /// for points.
    [[nodiscard]] virtual const LonLatMultiPolygon* degrees(std::size_t /*index*/) const
    {
        return nullptr;
    }

    /// Whether `time` gives any.
    [[nodiscard]] virtual bool has_times() const { return false; }
};

}  // namespace heatward::server
