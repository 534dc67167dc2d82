#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "heatward/core/point.hpp"

namespace heatward::gis {

/// Between one project reference system, CRS84 longitude and latitude, and web mercator.
///
/// One single operation between CRS84 and the project's system is chosen when the object is made
/// (the one that PROJ ranks first for the system's area of use among those whose grids are
/// there) and used for every point, so that no seam runs between areas of two operations. Web
/// mercator goes through longitude and latitude by that same operation.
///
/// There and back differ by less than 1e-6 m inside the system's area of use where the datum stays,
/// and by less than 2 mm with a Helmert transformation, whose rotation PROJ inverts to first
/// order. Against the ground the error is that of `operation()`.
///
/// Not for use by two threads at once: give each its `clone()`.
class Projection {
public:
    /// `project_crs` is anything that PROJ reads ("EPSG:27700"). Throws DataError where it is
    /// unknown, not projected, or not in metres along both axes.
    explicit Projection(const std::string& project_crs);
    ~Projection();
    Projection(Projection&&) noexcept;
    Projection& operator=(Projection&&) noexcept;
    Projection(const Projection&) = delete;
    Projection& operator=(const Projection&) = delete;

    /// The same operation with a PROJ context of its own.
    [[nodiscard]] Projection clone() const;

    /// The text it was made from.
    [[nodiscard]] const std::string& crs() const;
    /// EPSG code of the project's system; 0 where it has none.
    [[nodiscard]] int epsg() const;

    /// No value where the position is not finite, is no longitude and latitude (beyond ±180 and
    /// ±90), or cannot be projected.
    [[nodiscard]] std::optional<ProjectedPoint> from_lonlat(LonLat position) const;
    /// Not-a-number in both where the point cannot be unprojected.
    [[nodiscard]] LonLat to_lonlat(ProjectedPoint point) const;
    [[nodiscard]] MercatorPoint to_mercator(ProjectedPoint point) const;
    [[nodiscard]] ProjectedPoint from_mercator(MercatorPoint point) const;

    /// Bulk forms: all spans have one length; input and output may be the same memory. Points that
    /// cannot be transformed become not-a-number. The same bits as the single forms.
    void from_lonlat(std::span<const double> lon, std::span<const double> lat, std::span<double> x,
                     std::span<double> y) const;
    void to_lonlat(std::span<const double> x, std::span<const double> y, std::span<double> lon,
                   std::span<double> lat) const;
    void to_mercator(std::span<const double> x, std::span<const double> y,
                     std::span<double> mercator_x, std::span<double> mercator_y) const;
    void from_mercator(std::span<const double> mercator_x, std::span<const double> mercator_y,
                       std::span<double> x, std::span<double> y) const;

    /// Web mercator metres per project metre along mercator x and y.
    struct MercatorScale {
        double x = 1;
        double y = 1;
    };
    /// The row norms of the Jacobian ∂(mercator)/∂(project) at `point`: a disc of radius R around
    /// it becomes, to first order, an ellipse of half-width R·x and half-height R·y. Central
    /// differences of PROJ itself over ±100 m: the relative error is below 1e-9 (truncation
    /// about h²/R_earth² ≈ 3e-10, rounding about 1e-11).
    [[nodiscard]] MercatorScale mercator_scale(ProjectedPoint point) const;

    /// What PROJ does between CRS84 and the project's datum.
    struct Operation {
        std::string name;       ///< e.g. "OSGB36 to WGS 84 (6)"
        double accuracy_m = 0;  ///< as its authority states it; −1 where it does not
        int epsg = 0;           ///< the datum transformation's EPSG code; 0 where it has none
    };
    [[nodiscard]] const Operation& operation() const;

private:
    struct State;
    explicit Projection(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::gis
