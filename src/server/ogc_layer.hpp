#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "heatward/server/access_decision.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/server/service_exception.hpp"

namespace heatward::server {

/// A layer of WMS and WMTS under a request's filter: a density, or the outlines of an area set, the
/// hotspots or the interventions.
struct OgcLayer {
    std::optional<LayerRequest> density;
    const FeatureTable* table = nullptr;  ///< where it is no density

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] std::string canonical() const;
    /// The picture and the figures behind it.
    [[nodiscard]] Subject subject() const;
    /// Its legend.
    [[nodiscard]] Subject legend_subject() const;
    /// The name of its one style.
    [[nodiscard]] std::string_view style() const;
};

/// The layer of that name under the filter in the request: TIME, and the filters of tiles by their
/// own names. LayerNotDefined, InvalidDimensionValue or InvalidParameterValue.
tl::expected<OgcLayer, ServiceException> find_ogc_layer(const ServedRun& run, std::string_view name,
                                                        const Query& folded);

/// The same, in that style: see check_style.
tl::expected<OgcLayer, ServiceException> find_styled_layer(const ServedRun& run,
                                                           std::string_view name,
                                                           std::string_view style,
                                                           const Query& folded);

/// "" and "default" are every layer's own style; StyleNotDefined for any but these and its name.
tl::expected<void, ServiceException> check_style(const OgcLayer& layer, std::string_view style);

}  // namespace heatward::server
