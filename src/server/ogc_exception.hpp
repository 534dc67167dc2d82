#pragma once

#include "heatward/server/problem.hpp"
#include "heatward/server/route.hpp"
#include "heatward/server/service_exception.hpp"
#include "heatward/server/wms_request.hpp"

namespace heatward::server {

/// Exceptions as the standards write them, with the HTTP status that says the same.

/// OGC 01-068r3, A.3 (application/vnd.ogc.se_xml) and 06-042, E.2 (text/xml).
Response wms_exception(WmsVersion version, const ServiceException& exception);

/// OGC 06-121r3, clause 8.
Response wmts_exception(const ServiceException& exception);

/// An answer that is the exception; it shows nothing of a run but what a caller gave.
Answer exception_answer(Response response);

/// What a checked parameter's problem is to the protocols: 404 an unknown layer, else a value.
ServiceException exception_of(const Problem& problem);

}  // namespace heatward::server
