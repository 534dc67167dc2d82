#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace heatward::test {

/// What breaks the structure rules of an OpenAPI 3.0 document, one sentence each that begins with
/// the place ("/paths/…/get: …"); nothing for a document that keeps them. Checked are: members that
/// must be there and none that the specification does not have; operationIds, parameters of an
/// operation and templated paths each there once; a path's braces and its path parameters the same;
/// responses with descriptions; schemas' types, enums, defaults and bounds agreeing; tags declared;
/// every $ref leading somewhere (OpenAPI Specification 3.0.3, sections 4.7 and 4.8).
std::vector<std::string> openapi_violations(const nlohmann::json& document);

/// Whether the text, as it stands in an address, is a value of the parameter's schema.
bool fits_schema(const std::string& text, const nlohmann::json& schema);

}  // namespace heatward::test
