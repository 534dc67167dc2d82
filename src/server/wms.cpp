#include "handlers.hpp"
#include "heatward/server/key_value_query.hpp"
#include "ogc_exception.hpp"
#include "wms_operations.hpp"

namespace heatward::server {

namespace {

/// Which operation answers a request that is read.
class Operations {
public:
    Operations(const RouteContext& context, const Query& folded)
        : m_context(context), m_folded(folded)
    {
    }

    OgcOutcome operator()(const WmsCapabilitiesRequest& request) const
    {
        return wms_capabilities(m_context, request.version);
    }
    OgcOutcome operator()(const WmsMapRequest& request) const
    {
        return wms_map(m_context, request, m_folded);
    }
    OgcOutcome operator()(const WmsInfoRequest& request) const
    {
        return wms_feature_info(m_context, request, m_folded);
    }
    OgcOutcome operator()(const WmsLegendRequest& request) const
    {
        return wms_legend(m_context, request, m_folded);
    }

private:
    const RouteContext& m_context;
    const Query& m_folded;
};

}  // namespace

Outcome wms(const RouteContext& context)
{
    const auto folded = fold_names(*context.query);
    if (!folded) {
        return exception_answer(wms_exception(WmsVersion::v1_3_0, folded.error()));
    }
    const auto request = parse_wms_request(*folded);
    auto answer = request ? std::visit(Operations(context, *folded), *request)
                          : OgcOutcome(tl::unexpected(request.error()));
    if (!answer) {
        return exception_answer(wms_exception(wms_version_of(*folded), answer.error()));
    }
    return std::move(*answer);
}

}  // namespace heatward::server
