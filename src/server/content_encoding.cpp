#include "heatward/server/content_encoding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <new>
#include <optional>
#include <utility>

#include <brotli/encode.h>
#include <fmt/format.h>
#include <zlib.h>

namespace heatward::server {

namespace {

/// Some 50 MB/s of GeoJSON to a seventh of its size.
constexpr int kGzipLevel = 4;
constexpr int kGzipWindow = 15 + 16;  // zlib: +16 for gzip's frame
constexpr int kGzipMemory = 8;
constexpr std::size_t kOutBytes = std::size_t{16} * 1024;
/// Answers that are kept are made once and sent often.
constexpr int kBrotliQuality = 6;
constexpr int kBrotliWindow = 20;

std::string_view trimmed(std::string_view text)
{
    const auto begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// Of "gzip;q=0.5"; 1 where there is none, 0 where it is none.
double quality(std::string_view parameters)
{
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) {
        return 1;
    }
    const auto text = trimmed(parameters.substr(at + 2));
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && value >= 0 && value <= 1 ? value : 0;
}

/// What an Accept-Encoding header says of each.
struct Accepted {
    std::optional<double> gzip;
    std::optional<double> brotli;
    std::optional<double> identity;
    std::optional<double> others;
};

Accepted accepted(std::string_view header)
{
    Accepted found;
    while (!header.empty()) {
        const auto comma = std::min(header.find(','), header.size());
        const auto item = header.substr(0, comma);
        header.remove_prefix(std::min(comma + 1, header.size()));
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto name = trimmed(item.substr(0, semicolon));
        const double q = quality(item.substr(semicolon));
        if (equal_ignoring_case(name, "gzip") || equal_ignoring_case(name, "x-gzip")) {
            found.gzip = q;
        } else if (equal_ignoring_case(name, "br")) {
            found.brotli = q;
        } else if (equal_ignoring_case(name, "identity")) {
            found.identity = q;
        } else if (name == "*") {
            found.others = q;
        }
    }
    return found;
}

/// deflate's state.
class Gzip {
public:
    Gzip() : m_out()
    {
        if (deflateInit2(&m_state, kGzipLevel, Z_DEFLATED, kGzipWindow, kGzipMemory,
                         Z_DEFAULT_STRATEGY) != Z_OK) {
            throw std::bad_alloc();
        }
    }
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;
    ~Gzip() { deflateEnd(&m_state); }

    /// What `text` adds; `flush` as zlib's.
    std::string add(std::string_view text, int flush)
    {
        std::string made;
        made.reserve(text.size() / 4 + kOutBytes / 16);
        // zlib's interface takes no const; it does not write here.
        m_state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
        m_state.avail_in = static_cast<uInt>(text.size());
        do {
            m_state.next_out = m_out.data();
            m_state.avail_out = static_cast<uInt>(m_out.size());
            deflate(&m_state, flush);
            made.append(reinterpret_cast<const char*>(m_out.data()),
                        m_out.size() - m_state.avail_out);
        } while (m_state.avail_out == 0);
        return made;
    }

private:
    z_stream m_state = {};
    std::array<Bytef, kOutBytes> m_out;
};

class GzipStream : public BodyStream {
public:
    explicit GzipStream(std::shared_ptr<BodyStream> stream) : m_stream(std::move(stream)) {}

    BodyPiece next() override
    {
        const BodyPiece piece = m_stream->next();
        if (piece.bytes.empty() && !piece.is_last) {
            return {};
        }
        return {m_gzip.add(piece.bytes, piece.is_last ? Z_FINISH : Z_SYNC_FLUSH), piece.is_last};
    }

private:
    std::shared_ptr<BodyStream> m_stream;
    Gzip m_gzip;
};

std::string brotli(std::string_view body)
{
    std::size_t size = BrotliEncoderMaxCompressedSize(body.size());
    std::string made(size, '\0');
    if (BrotliEncoderCompress(kBrotliQuality, kBrotliWindow, BROTLI_MODE_GENERIC, body.size(),
                              reinterpret_cast<const std::uint8_t*>(body.data()), &size,
                              reinterpret_cast<std::uint8_t*>(made.data())) == BROTLI_FALSE) {
        throw std::bad_alloc();
    }
    made.resize(size);
    return made;
}

}  // namespace

std::string_view name_of(ContentEncoding encoding)
{
    switch (encoding) {
        case ContentEncoding::gzip:
            return "gzip";
        case ContentEncoding::brotli:
            return "br";
        case ContentEncoding::identity:
            break;
    }
    return "";
}

ContentEncoding negotiate_encoding(const Request& request, bool prefers_brotli)
{
    const std::string* header = request.find_header("Accept-Encoding");
    if (header == nullptr) {
        return ContentEncoding::identity;
    }
    const Accepted found = accepted(*header);
    const double others = found.others.value_or(0);
    const double gzip = found.gzip.value_or(others);
    const double brotli_q = found.brotli.value_or(others);
    const double best = std::max(gzip, brotli_q);
    if (best <= 0 || found.identity.value_or(0) > best) {
        return ContentEncoding::identity;
    }
    if (gzip == brotli_q) {
        return prefers_brotli ? ContentEncoding::brotli : ContentEncoding::gzip;
    }
    return gzip > brotli_q ? ContentEncoding::gzip : ContentEncoding::brotli;
}

bool is_compressible(std::string_view content_type)
{
    const auto type = content_type.substr(0, content_type.find(';'));
    if (type.starts_with("text/") || type == "application/vnd.mapbox-vector-tile") {
        return true;
    }
    for (const std::string_view part : {"json", "xml", "javascript"}) {
        if (type.find(part) != std::string_view::npos) {
            return true;  // image/svg+xml among them
        }
    }
    return false;
}

std::string compress(std::string_view body, ContentEncoding encoding)
{
    return encoding == ContentEncoding::brotli ? brotli(body) : Gzip().add(body, Z_FINISH);
}

std::shared_ptr<BodyStream> gzip_stream(std::shared_ptr<BodyStream> stream)
{
    return std::make_shared<GzipStream>(std::move(stream));
}

std::string encoded_tag(std::string_view tag, ContentEncoding encoding)
{
    if (encoding == ContentEncoding::identity || !tag.ends_with('"')) {
        return std::string(tag);
    }
    tag.remove_suffix(1);
    return fmt::format("{}-{}\"", tag, name_of(encoding));
}

}  // namespace heatward::server
