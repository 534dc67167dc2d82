#pragma once

#include <span>
#include <string>
#include <string_view>

#include "heatward/gis/projection.hpp"
#include "proj_handles.hpp"

namespace heatward::gis {

/// One PROJ operation between two reference systems, x before y (longitude before latitude) on
/// both sides, with a context of its own: not for two threads at once.
class CrsOperation {
public:
    /// Takes the operation that PROJ ranks first for the target's area of use among those whose
    /// grids are there. Both texts are anything that PROJ reads. Throws DataError where one is
    /// unknown or no operation joins them.
    CrsOperation(const std::string& source, const std::string& target);

    [[nodiscard]] CrsOperation clone() const;

    /// In place; points that cannot be transformed become not-a-number.
    void forward(std::span<double> x, std::span<double> y) const;
    void backward(std::span<double> x, std::span<double> y) const;

    [[nodiscard]] const Projection::Operation& description() const { return m_description; }

private:
    CrsOperation(ProjContext context, ProjObject operation, Projection::Operation description);
    void transform(PJ_DIRECTION direction, std::span<double> x, std::span<double> y) const;

    ProjContext m_context;
    ProjObject m_operation;
    Projection::Operation m_description;
};

/// A context that fetches nothing and prints nothing.
ProjContext make_proj_context();

/// The number of an authority's code; 0 where it is none.
int code_number(std::string_view code);

/// Reads a reference system; throws DataError naming the text where it is none.
ProjObject read_crs(const ProjContext& context, const std::string& text);

}  // namespace heatward::gis
