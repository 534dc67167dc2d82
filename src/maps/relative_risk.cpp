#include "heatward/maps/relative_risk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "heatward/core/error.hpp"
#include "heatward/density/edge_correction.hpp"
#include "heatward/stats/normal.hpp"

namespace heatward::maps {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSquareMetresPerKm2 = 1e6;

}  // namespace

double RiskFigures::two_sided_p() const { return 2 * std::min(upper_p, 1 - upper_p); }

bool RiskFigures::may_be_chance() const
{
    return !(two_sided_p() < kRiskSignificance && expected >= kLeastExpected);
}

project::Layer risk_densities_layer(const project::Layer& layer)
{
    project::Layer drawn = layer;
    if (project::is_relative_risk(layer) && drawn.edge == EdgeCorrection::uniform) {
        drawn.edge = EdgeCorrection::none;
    }
    return drawn;
}

IncidentFilter controls_filter(const project::Project& project, const project::Layer& layer,
                               const IncidentFilter& cases)
{
    project::Layer of_controls = layer;
    of_controls.categories = layer.controls->categories;
    of_controls.sources = layer.controls->sources;
    const IncidentFilter whole = layer_filter(project, of_controls);
    IncidentFilter controls = cases;
    controls.categories = whole.categories;
    controls.sources = whole.sources;
    return controls;
}

RelativeRisk::RelativeRisk(std::shared_ptr<const DensityLayer> cases,
                           std::shared_ptr<const DensityLayer> controls,
                           std::shared_ptr<const RiskTolerance> tolerance)
    : m_cases(std::move(cases)),
      m_controls(std::move(controls)),
      m_tolerance(std::move(tolerance)),
      m_case_weights(m_cases->weight_sums()),
      m_control_weights(m_controls->weight_sums())
{
    if (m_cases->plane() != m_controls->plane() ||
        m_cases->bandwidth_m() != m_controls->bandwidth_m() ||
        m_cases->bandwidth_m() != m_tolerance->sigma_m()) {
        throw DataError(
            "cases and controls of a relative risk are drawn in one plane with one "
            "bandwidth");
    }
}

std::shared_ptr<const RelativeRisk> RelativeRisk::make(const DensityLayerInput& input, Plane plane)
{
    const auto drawn = std::make_shared<const project::Layer>(risk_densities_layer(*input.layer));
    DensityLayerInput of_cases = input;
    of_cases.layer = drawn.get();
    of_cases.geometry = std::make_shared<const PlaneGeometry>(
        plane, input.project->crs, *input.incidents, *input.study_area, input.threads);
    of_cases.edge_terms = make_edge_terms(*drawn, input.bandwidth_m, *input.incidents,
                                          *input.study_area, input.threads);
    DensityLayerInput of_controls = of_cases;
    of_controls.filter = controls_filter(*input.project, *input.layer, input.filter);
    auto risk =
        std::make_shared<RelativeRisk>(std::make_shared<const DensityLayer>(of_cases, plane),
                                       std::make_shared<const DensityLayer>(of_controls, plane),
                                       std::make_shared<const RiskTolerance>(
                                           *input.study_area, input.layer->edge, input.bandwidth_m,
                                           *of_cases.geometry, input.threads));
    risk->m_drawn = drawn;
    return risk;
}

Plane RelativeRisk::plane() const { return m_cases->plane(); }

RiskFigures RelativeRisk::figures(double case_density, double control_density,
                                  const KernelMasses& masses) const
{
    const double f = case_density / m_case_weights.first / kSquareMetresPerKm2;
    const double g = control_density / m_control_weights.first / kSquareMetresPerKm2;
    const bool is_known = f >= 0 && g >= 0 && (f > 0 || g > 0);
    if (!is_known || masses.of_kernel < density::kSmallestMass) {
        return {kNaN, kNaN, kNaN};
    }
    const double cases = m_case_weights.effective_count();
    const double controls = m_control_weights.effective_count();
    const double sigma_m = m_tolerance->sigma_m();
    double pooled = (cases * f + controls * g) / (cases + controls);
    if (m_tolerance->edge() == EdgeCorrection::uniform) {
        pooled /= masses.of_kernel;
    }
    const double roughness =
        masses.of_square / (masses.of_kernel * masses.of_kernel) / (4 * std::numbers::pi);
    const double per_incident = sigma_m * sigma_m * pooled / roughness;
    const double variance = (1 / cases + 1 / controls) / per_incident;
    const double log_risk = std::log(f / g);
    return {log_risk, stats::normal_upper_tail(log_risk / std::sqrt(variance)),
            std::min(cases, controls) * per_incident};
}

RelativeRisk::Rasters RelativeRisk::evaluate(const GridFrame& frame, bool mask, unsigned threads,
                                             CellValue value) const
{
    Rasters rasters{m_cases->evaluate(frame, mask, threads, value),
                    m_controls->evaluate(frame, false, threads, value), Raster<double>(frame)};
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            double& log_risk = rasters.log_risk.at(row, column);
            double& upper_p = rasters.upper_p.at(row, column);
            RiskFigures found{kNaN, kNaN, kNaN};
            if (!std::isnan(log_risk)) {
                found = figures(log_risk, upper_p,
                                m_tolerance->near(frame.centre_x(column), frame.centre_y(row)));
            }
            log_risk = found.log_risk;
            upper_p = found.upper_p;
            rasters.expected.at(row, column) = found.expected;
        }
    }
    return rasters;
}

Raster<std::uint8_t> RelativeRisk::classes(const GridFrame& frame, bool mask,
                                           const DensityColours& colours, unsigned threads) const
{
    const Rasters risk = evaluate(frame, mask, threads, CellValue::centre_or_mean);
    const render::Classification& bounds = colours.classes();
    const auto pale = static_cast<std::uint8_t>(
        colours.palette().size() > 2 * bounds.class_count() ? bounds.class_count() : 0);
    Raster<std::uint8_t> classes(frame);
    for (std::size_t i = 0; i < classes.values.size(); ++i) {
        const RiskFigures figures = risk.at(i);
        const std::uint8_t place = bounds.class_of(std::exp(figures.log_risk));
        classes.values[i] =
            static_cast<std::uint8_t>(place + (place != 0 && figures.may_be_chance() ? pale : 0));
    }
    return classes;
}

RiskFigures RelativeRisk::at(ProjectedPoint place) const
{
    const double cases = m_cases->evaluate_at(place);
    if (std::isnan(cases)) {
        return {kNaN, kNaN, kNaN};
    }
    return figures(cases, m_controls->evaluate_at(place), m_tolerance->at(place));
}

}  // namespace heatward::maps
