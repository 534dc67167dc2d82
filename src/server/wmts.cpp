#include <fmt/format.h>

#include "density_tile_answer.hpp"
#include "feature_info.hpp"
#include "handlers.hpp"
#include "heatward/server/key_value_query.hpp"
#include "heatward/server/wmts_request.hpp"
#include "ogc_exception.hpp"
#include "picture_answer.hpp"
#include "wmts_capabilities.hpp"

namespace heatward::server {

namespace {

/// As WMTS names the parameters.
ServiceException in_words_of_wmts(ServiceException exception)
{
    if (exception.code == "LayerNotDefined") {
        return {"InvalidParameterValue", std::move(exception.text), "Layer", 404};
    }
    if (exception.code == "StyleNotDefined") {
        return {"InvalidParameterValue", std::move(exception.text), "Style"};
    }
    if (exception.code == "InvalidDimensionValue" || exception.code == "InvalidFormat") {
        exception.code = "InvalidParameterValue";
    }
    return exception;
}

OgcOutcome tile_answer(const RouteContext& context, const WmtsTileRequest& request,
                       const Query& folded)
{
    auto layer = find_styled_layer(*context.run, request.layer, request.style, folded);
    if (!layer) {
        return tl::unexpected(layer.error());
    }
    if (layer->density) {
        return density_tile_answer(context.run, std::move(*layer->density), request.tile, 0);
    }
    return picture_answer(context.run, {std::move(*layer)},
                          {PictureCrs::epsg_3857, mercator_frame_of(request.tile)});
}

/// Which operation answers a request that is read.
class Operations {
public:
    Operations(const RouteContext& context, const Query& folded)
        : m_context(context), m_folded(folded)
    {
    }

    OgcOutcome operator()(const WmtsCapabilitiesRequest&) const
    {
        return wmts_capabilities(m_context);
    }
    OgcOutcome operator()(const WmtsTileRequest& request) const
    {
        return tile_answer(m_context, request, m_folded);
    }
    OgcOutcome operator()(const WmtsInfoRequest& request) const
    {
        auto layer =
            find_styled_layer(*m_context.run, request.tile.layer, request.tile.style, m_folded);
        if (!layer) {
            return tl::unexpected(layer.error());
        }
        const GridFrame frame = mercator_frame_of(request.tile.tile);
        InfoQuestion question;
        question.layers.push_back(std::move(*layer));
        question.x = frame.centre_x(request.column);
        question.y = frame.centre_y(request.row);
        question.format = request.info_format;
        return feature_info_answer(m_context, std::move(question));
    }

private:
    const RouteContext& m_context;
    const Query& m_folded;
};

Outcome answer_or_exception(OgcOutcome answer)
{
    if (!answer) {
        return exception_answer(wmts_exception(in_words_of_wmts(answer.error())));
    }
    return std::move(*answer);
}

}  // namespace

Outcome wmts(const RouteContext& context)
{
    const auto folded = fold_names(*context.query);
    if (!folded) {
        return answer_or_exception(tl::unexpected(folded.error()));
    }
    const auto request = parse_wmts_request(*folded);
    return answer_or_exception(request ? std::visit(Operations(context, *folded), *request)
                                       : OgcOutcome(tl::unexpected(request.error())));
}

Outcome wmts_capabilities_document(const RouteContext& context)
{
    return wmts_capabilities(context);
}

Outcome wmts_tile(const RouteContext& context)
{
    const auto folded = fold_names(*context.query);
    const auto& captures = context.captures;
    const auto tile =
        parse_matrix_tile(captures.at("set"), captures.at("z"), captures.at("y"), captures.at("x"));
    if (!folded || !tile) {
        return answer_or_exception(tl::unexpected(folded ? tile.error() : folded.error()));
    }
    return answer_or_exception(
        tile_answer(context, {captures.at("layer"), captures.at("style"), *tile}, *folded));
}

}  // namespace heatward::server
