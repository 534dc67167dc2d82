#include "picture_answer.hpp"
#include "wms_operations.hpp"

namespace heatward::server {

OgcOutcome wms_map(const RouteContext& context, const WmsMapRequest& request, const Query& folded)
{
    std::vector<OgcLayer> layers;
    for (std::size_t i = 0; i < request.layers.size(); ++i) {
        auto layer = find_styled_layer(*context.run, request.layers[i], request.styles[i], folded);
        if (!layer) {
            return tl::unexpected(layer.error());
        }
        layers.push_back(std::move(*layer));
    }
    const PictureWindow window{request.crs,
                               frame_of(request.crs, request.bounds, request.width, request.height),
                               request.is_transparent, request.background};
    return picture_answer(context.run, std::move(layers), window);
}

}  // namespace heatward::server
