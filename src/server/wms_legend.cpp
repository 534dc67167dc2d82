#include "heatward/maps/legend.hpp"
#include "json_answer.hpp"
#include "legend_answer.hpp"
#include "ogc_layer.hpp"
#include "ogc_metadata.hpp"
#include "wms_operations.hpp"

namespace heatward::server {

OgcOutcome wms_legend(const RouteContext& context, const WmsLegendRequest& request,
                      const Query& folded)
{
    auto layer = find_styled_layer(*context.run, request.layer, request.style, folded);
    if (!layer) {
        return tl::unexpected(layer.error());
    }
    if (layer->density) {
        return legend_answer(context.run, std::move(*layer->density), 1);
    }
    Answer answer;
    answer.canonical = "legend outlines " + layer->name();
    answer.style = layer->style();
    answer.subjects = {layer->legend_subject()};
    answer.produce = [classes =
                          maps::outline_classes(*layer->table, title_of_table(*layer->table))] {
        return ok(kPng, maps::outline_legend_png(classes));
    };
    return answer;
}

}  // namespace heatward::server
