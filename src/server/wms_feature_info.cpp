#include <algorithm>

#include <fmt/format.h>

#include "feature_info.hpp"
#include "picture_answer.hpp"
#include "wms_operations.hpp"

namespace heatward::server {

OgcOutcome wms_feature_info(const RouteContext& context, const WmsInfoRequest& request,
                            const Query& folded)
{
    const WmsMapRequest& map = request.map;
    for (std::size_t i = 0; i < map.layers.size(); ++i) {
        const auto layer = find_styled_layer(*context.run, map.layers[i], map.styles[i], folded);
        if (!layer) {
            return tl::unexpected(layer.error());
        }
    }
    InfoQuestion question;
    for (const auto& name : request.query_layers) {
        if (std::find(map.layers.begin(), map.layers.end(), name) == map.layers.end()) {
            return service_exception(
                "LayerNotQueryable",
                fmt::format("QUERY_LAYERS names \"{}\", which is not among LAYERS", name),
                "QUERY_LAYERS");
        }
        auto layer = find_ogc_layer(*context.run, name, folded);
        if (!layer) {
            return tl::unexpected(layer.error());
        }
        question.layers.push_back(std::move(*layer));
    }
    const GridFrame frame = frame_of(map.crs, map.bounds, map.width, map.height);
    question.crs = map.crs;
    question.x = frame.centre_x(request.column);
    question.y = frame.centre_y(request.row);
    question.format = request.info_format;
    question.feature_count = request.feature_count;
    return feature_info_answer(context, std::move(question));
}

}  // namespace heatward::server
