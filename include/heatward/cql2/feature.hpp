#pragma once

#include <cstddef>

#include "heatward/cql2/value.hpp"

namespace heatward::cql2 {

/// What a filter asks of a feature.
class Feature {
public:
    Feature() = default;
    Feature(const Feature&) = default;
    Feature& operator=(const Feature&) = default;
    virtual ~Feature() = default;

    /// The value of the queryable with this number in the list that the filter was parsed with, in
    /// the alternative of its type; null where there is none. NaN and values of another type count
    /// as null. Of a geometry only null is looked at: anything else says that there is one.
    [[nodiscard]] virtual Value value(std::size_t queryable) const = 0;

    /// Whether the feature's geometry and literal number `literal` of Filter::geometries share a
    /// point, boundaries included. Asked only where value() of the geometry is not null.
    [[nodiscard]] virtual bool intersects(std::size_t literal) const = 0;
};

}  // namespace heatward::cql2
