#include "streamed_body.hpp"

#include <deque>
#include <stdexcept>

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

class Pieces : public BodyStream {
public:
    Pieces(std::deque<std::string> pieces, std::optional<std::uint64_t> total,
           bool ends_with_a_piece)
        : m_pieces(std::move(pieces)), m_total(total), m_ends_with_a_piece(ends_with_a_piece)
    {
    }
    BodyPiece next() override
    {
        if (m_pieces.empty()) {
            return {"", true};
        }
        std::string piece = m_pieces.front();
        m_pieces.pop_front();
        return {std::move(piece), m_ends_with_a_piece && m_pieces.empty()};
    }
    [[nodiscard]] std::optional<std::uint64_t> total_bytes() const override { return m_total; }

private:
    std::deque<std::string> m_pieces;
    std::optional<std::uint64_t> m_total;
    bool m_ends_with_a_piece;
};

std::string wire(std::deque<std::string> pieces, Framing framing,
                 std::optional<std::uint64_t> total = {}, bool ends_with_a_piece = false)
{
    StreamedBody body(std::make_shared<Pieces>(std::move(pieces), total, ends_with_a_piece),
                      framing);
    std::string bytes;
    while (!body.is_over()) {
        body.advance();
        bytes.append(body.lead()).append(body.piece()).append(body.trail());
    }
    return bytes;
}

TEST(StreamedBody, ChunksSayTheirSizeInHexadecimal)
{
    EXPECT_EQ(wire({"abc", std::string(26, 'x')}, Framing::chunked),
              "3\r\nabc\r\n1a\r\n" + std::string(26, 'x') + "\r\n0\r\n\r\n");
    EXPECT_EQ(wire({}, Framing::chunked), "0\r\n\r\n");
}

TEST(StreamedBody, APieceOfNoBytesIsNoChunk)
{
    // It would be the body's end.
    EXPECT_EQ(wire({"abc", "", "", "de"}, Framing::chunked), "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    EXPECT_EQ(wire({"", "abc", ""}, Framing::until_close), "abc");
    EXPECT_EQ(wire({"", "abc", "", "de"}, Framing::length, 5), "abcde");
}

TEST(StreamedBody, TheLastPieceEndsTheBodyWithItsBytes)
{
    EXPECT_EQ(wire({"abc", "de"}, Framing::chunked, {}, true), "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    EXPECT_EQ(wire({"abc", "de"}, Framing::length, 5, true), "abcde");
    EXPECT_THROW(wire({"abc", "de"}, Framing::length, 6, true), std::runtime_error);
}

TEST(StreamedBody, WithoutChunksThereIsNothingBetweenThePieces)
{
    EXPECT_EQ(wire({"abc", "de"}, Framing::until_close), "abcde");
    EXPECT_EQ(wire({"abc", "de"}, Framing::length, 5), "abcde");
}

TEST(StreamedBody, AnotherLengthThanPromisedIsAnError)
{
    EXPECT_THROW(wire({"abc", "de"}, Framing::length, 4), std::runtime_error);
    EXPECT_THROW(wire({"abc", "de"}, Framing::length, 6), std::runtime_error);
}

}  // namespace
}  // namespace heatward::server
