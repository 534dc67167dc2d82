#include "heatward/server/content_encoding.hpp"

#include <array>
#include <random>

#include <gtest/gtest.h>
#include <zlib.h>

namespace heatward::server {
namespace {

ContentEncoding negotiated(const std::string& header, bool prefers_brotli = false)
{
    Request request;
    request.headers = {{"Accept-Encoding", header}};
    return negotiate_encoding(request, prefers_brotli);
}

/// What gzip's own reader makes of it; "<bad>" where it is not whole.
std::string unzipped(std::string_view bytes, bool must_end = true)
{
    z_stream state = {};
    inflateInit2(&state, 15 + 16);
    std::string copy(bytes);
    state.next_in = reinterpret_cast<Bytef*>(copy.data());
    state.avail_in = static_cast<uInt>(copy.size());
    std::string text;
    int result = Z_OK;
    std::array<char, 4096> buffer{};
    do {
        state.next_out = reinterpret_cast<Bytef*>(buffer.data());
        state.avail_out = buffer.size();
        result = inflate(&state, Z_SYNC_FLUSH);
        text.append(buffer.data(), buffer.size() - state.avail_out);
    } while (result == Z_OK && state.avail_out == 0);
    inflateEnd(&state);
    return !must_end || result == Z_STREAM_END ? text : "<bad>";
}

std::string words(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += std::to_string(random() % 5000) + " ";
    }
    return text;
}

TEST(ContentEncoding, GoesByTheHeadersQuality)
{
    EXPECT_EQ(negotiate_encoding({}, true), ContentEncoding::identity);
    EXPECT_EQ(negotiated(""), ContentEncoding::identity);
    EXPECT_EQ(negotiated("gzip"), ContentEncoding::gzip);
    EXPECT_EQ(negotiated("GZip ; q=0.3"), ContentEncoding::gzip);
    EXPECT_EQ(negotiated("gzip;q=0"), ContentEncoding::identity);
    EXPECT_EQ(negotiated("gzip;q=0.000, *;q=0"), ContentEncoding::identity);
    EXPECT_EQ(negotiated("deflate, zstd"), ContentEncoding::identity);
    EXPECT_EQ(negotiated("*"), ContentEncoding::gzip);
    EXPECT_EQ(negotiated("*", true), ContentEncoding::brotli);
    EXPECT_EQ(negotiated("gzip, deflate, br"), ContentEncoding::gzip);
    EXPECT_EQ(negotiated("gzip, deflate, br", true), ContentEncoding::brotli);
    EXPECT_EQ(negotiated("gzip;q=0.5, br;q=0.8"), ContentEncoding::brotli);
    EXPECT_EQ(negotiated("gzip;q=0.9, br;q=0.8", true), ContentEncoding::gzip);
    EXPECT_EQ(negotiated("br;q=0, *", true), ContentEncoding::gzip);
    EXPECT_EQ(negotiated("identity, gzip;q=0.5"), ContentEncoding::identity);
    EXPECT_EQ(negotiated("gzip;q=nonsense"), ContentEncoding::identity);
    EXPECT_EQ(negotiated(",;,q=,;;=="), ContentEncoding::identity);
}

TEST(ContentEncoding, TextIsCompressibleAndPicturesAreNot)
{
    for (const char* type :
         {"application/geo+json", "application/problem+json", "text/csv",
          "text/html; charset=utf-8", "image/svg+xml", "application/vnd.mapbox-vector-tile",
          "application/xml", "application/vnd.oai.openapi+json;version=3.0", "text/javascript"}) {
        EXPECT_TRUE(is_compressible(type)) << type;
    }
    for (const char* type : {"image/png", "application/pdf", "application/geopackage+sqlite3",
                             "application/flatgeobuf", ""}) {
        EXPECT_FALSE(is_compressible(type)) << type;
    }
}

TEST(ContentEncoding, GzipIsWhatItWas)
{
    for (const std::size_t count : {0U, 1U, 300U, 30000U}) {
        const std::string text = words(count, 7);
        EXPECT_EQ(unzipped(compress(text, ContentEncoding::gzip)), text);
    }
    EXPECT_LT(compress(words(30000, 7), ContentEncoding::gzip).size(), words(30000, 7).size() / 2);
}

TEST(ContentEncoding, BrotliIsSmaller)
{
    const std::string text = words(3000, 7);
    const std::string made = compress(text, ContentEncoding::brotli);
    EXPECT_GT(made.size(), 100U);
    EXPECT_LT(made.size(), text.size() / 2);
    EXPECT_EQ(compress(text, ContentEncoding::brotli), made);
}

class Pieces : public BodyStream {
public:
    explicit Pieces(int count) : m_count(count) {}
    BodyPiece next() override
    {
        if (m_waits_next = !m_waits_next; m_waits_next) {
            return {};
        }
        return m_next == m_count ? BodyPiece{"", true}
                                 : BodyPiece{words(900, static_cast<unsigned>(m_next++)), false};
    }

private:
    int m_count;
    int m_next = 0;
    bool m_waits_next = false;
};

TEST(ContentEncoding, EachPieceOfAStreamCanBeReadOnceItIsThere)
{
    const auto stream = gzip_stream(std::make_shared<Pieces>(3));
    EXPECT_EQ(stream->total_bytes(), std::nullopt);
    std::string sent;
    std::string expected;
    for (unsigned i = 0; i < 3; ++i) {
        EXPECT_EQ(stream->next().bytes, "");  // nothing yet costs nothing
        sent += stream->next().bytes;
        expected += words(900, i);
        EXPECT_EQ(unzipped(sent, false), expected);
    }
    EXPECT_FALSE(stream->next().is_last);
    const BodyPiece last = stream->next();
    EXPECT_TRUE(last.is_last);
    EXPECT_EQ(unzipped(sent + last.bytes), expected);
}

TEST(ContentEncoding, TagsDiffer)
{
    EXPECT_EQ(encoded_tag("\"ab\"", ContentEncoding::gzip), "\"ab-gzip\"");
    EXPECT_EQ(encoded_tag("W/\"ab\"", ContentEncoding::brotli), "W/\"ab-br\"");
    EXPECT_EQ(encoded_tag("\"ab\"", ContentEncoding::identity), "\"ab\"");
}

}  // namespace
}  // namespace heatward::server
