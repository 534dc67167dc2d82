#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "heatward/server/request.hpp"
#include "heatward/server/response.hpp"

namespace heatward::server {

enum class ContentEncoding : std::uint8_t { identity, gzip, brotli };

/// As in Content-Encoding: "gzip", "br", and "" for none.
std::string_view name_of(ContentEncoding encoding);

/// What the Accept-Encoding header asks for (RFC 9110, section 12.5.3): of gzip and brotli the one
/// of the greater q, and where they are equal brotli only if preferred (it takes longer). None
/// where there is no header, both are refused, or identity is preferred by name.
ContentEncoding negotiate_encoding(const Request& request, bool prefers_brotli);

/// Whether bodies of that type become smaller: text, JSON, XML and vector tiles, but not pictures,
/// PDF and databases.
bool is_compressible(std::string_view content_type);

/// The body compressed. `encoding` is not identity. Throws std::bad_alloc.
std::string compress(std::string_view body, ContentEncoding encoding);

/// The stream compressed with gzip, flushed after each piece.
std::shared_ptr<BodyStream> gzip_stream(std::shared_ptr<BodyStream> stream);

/// The tag of the encoded answer: RFC 9110, section 8.8.3.3.
std::string encoded_tag(std::string_view tag, ContentEncoding encoding);

}  // namespace heatward::server
