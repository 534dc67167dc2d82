#include "heatward/geocode/byte_archive.hpp"

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;

std::string example_bytes()
{
    ByteWriter out;
    out.value(std::uint32_t{7});
    out.column(std::vector<double>{1.5, -2});
    out.text("High Street");
    out.column(std::vector<std::uint16_t>{});
    return out.take();
}

TEST(ByteArchive, GivesBackWhatWasWritten)
{
    const std::string bytes = example_bytes();
    ByteReader in(bytes);
    EXPECT_EQ(in.value<std::uint32_t>(), 7U);
    EXPECT_THAT(in.column<double>(), ElementsAre(1.5, -2));
    EXPECT_EQ(in.text(), "High Street");
    EXPECT_FALSE(in.at_end());
    EXPECT_TRUE(in.column<std::uint16_t>().empty());
    EXPECT_TRUE(in.at_end());
}

TEST(ByteArchive, BytesThatEndTooSoonAreDamaged)
{
    const std::string bytes = example_bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        ByteReader in(std::string_view(bytes).substr(0, size));
        EXPECT_THROW(
            {
                in.value<std::uint32_t>();
                in.column<double>();
                in.text();
                in.column<std::uint16_t>();
            },
            DataError)
            << size;
    }
}

TEST(ByteArchive, SizeBeyondMemoryIsRefusedBeforeAnythingIsReserved)
{
    for (const std::uint64_t size : {UINT64_MAX, UINT64_MAX / 8 + 2, std::uint64_t{3}}) {
        ByteWriter out;
        out.value(size);
        out.value(double{1});
        EXPECT_THROW(ByteReader(out.bytes()).column<double>(), DataError) << size;
    }
    ByteWriter out;
    out.value(UINT64_MAX);
    EXPECT_THROW(ByteReader(out.bytes()).text(), DataError);
}

}  // namespace
}  // namespace heatward::geocode
