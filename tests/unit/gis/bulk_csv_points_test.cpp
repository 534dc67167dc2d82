// Points read from a CSV's bytes are those that GDAL's features give, whatever the cells hold.

#include <array>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "bulk_reading.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class BulkCsvPoints : public testing::Test {
protected:
    TemporaryFolder folder;
};

TEST_F(BulkCsvPoints, HaveOneSignAtMost)
{
    const std::string path = folder.write(
        "signs.csv", "x,y\n+-5,1\n+5,2\n+.5,3\n-5,4\n++5,5\n-+5,6\n+,7\n+inf,8\n+ 5,9\n");
    const PointRecords records = read_both(path, {"x", "y", "", ""});
    EXPECT_THAT(records.points,
                ElementsAre(ProjectedPoint{5, 2}, ProjectedPoint{0.5, 3}, ProjectedPoint{-5, 4}));
    EXPECT_EQ(records.skipped, 6U);
}

TEST_F(BulkCsvPoints, RefuseAWeightThatNoDensityTakesWithItsRow)
{
    const std::string csv = folder.write("negative.csv", "x,y,w\n1,2,3\n4,5,6\n7,8,-9\n");
    EXPECT_THAT(message_of<DataError>([&] {
                    read_points(csv, {"x", "y", "w", ""});
                }),
                testing::AllOf(HasSubstr("negative.csv"), HasSubstr("feature 3"), HasSubstr("-9")));
}

TEST_F(BulkCsvPoints, OfRandomTextAreThoseOfItsFeatures)
{
    constexpr std::array<const char*, 18> kCells{
        "1",    "545000.25", " 1e3",   "+7 ", "",        "abc", "nan", "inf", "\"5\"",
        "\t-3", "1e999",     "1e-400", "0x1", "\"a b\"", "++1", ".5",  "5.",  "\"\""};
    constexpr std::array<const char*, 6> kBreaks{"\"a\"\"b\"", "a\"b",   "\"line\nbreak\"",
                                                 "\"open",     "\"7\" ", "\r"};
    Chance chance(23);
    int in_bulk = 0;
    for (int round = 0; round < 400; ++round) {
        const std::string delimiter(1, ",;\t"[chance.below(3)]);
        const std::string end = chance.one_in(3) ? "\r\n" : "\n";
        const bool is_broken = chance.one_in(2);
        std::string text = chance.one_in(5) ? "\xEF\xBB\xBF" : "";
        text += fmt::format("note{0}x{0} y {0}w{1}", delimiter, end);
        for (int row = 0; row < 30; ++row) {
            const std::size_t cells = chance.one_in(6) ? chance.below(7) : 4;
            for (std::size_t i = 0; i < cells; ++i) {
                text += i == 0 ? "" : delimiter;
                const std::string number = std::to_string(chance.below(1000));
                text += is_broken && chance.one_in(60) ? chance.of(kBreaks)
                        : chance.one_in(3)             ? chance.of(kCells)
                                                       : number;
            }
            text += row == 29 && chance.one_in(2) ? "" : end;
        }
        const std::string weight = chance.one_in(2) ? "" : "w";
        if (weight == "w" && text.find('-') != std::string::npos) {
            continue;  // negative weights are refused
        }
        const std::string path = folder.write("p.csv", text);
        in_bulk += read_both(path, {"x", "y", weight, "EPSG:27700"}).is_read_in_bulk ? 1 : 0;
        ASSERT_FALSE(HasFailure()) << text;
    }
    EXPECT_GT(in_bulk, 120);
}

TEST_F(BulkCsvPoints, AboveOneBlockAreThoseOfItsFeatures)
{
    std::string text = "x,y,note\r\n";
    Chance chance(24);
    while (text.size() < (std::size_t{3} << 20)) {
        text += std::to_string(chance.below(1000000)) + "," +
                std::to_string(chance.below(1000000)) + "," + std::string(chance.below(90), 'n') +
                "\r\n";
    }
    const PointRecords records = read_both(folder.write("big.csv", text), {"x", "y", "", ""});
    EXPECT_TRUE(records.is_read_in_bulk);
    const std::string huge = "x,y,note\n1,2," + std::string(std::size_t{2} << 20, 'n') + "\n3,4,\n";
    EXPECT_FALSE(read_both(folder.write("huge.csv", huge), {"x", "y", "", ""}).is_read_in_bulk);
}

TEST_F(BulkCsvPoints, OfATypedFileAreLeftToGdal)
{
    (void)folder.write("p.csvt", "\"Real\",\"Real\"\n");
    const std::string path = folder.write("p.csv", "x,y\n1,2\n,4\n");
    EXPECT_FALSE(read_both(path, {"x", "y", "", ""}).is_read_in_bulk);
}

}  // namespace
}  // namespace heatward::gis
