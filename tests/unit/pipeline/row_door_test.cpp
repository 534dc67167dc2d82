#include <random>

#include <gmock/gmock.h>

#include "heatward/core/error.hpp"
#include "heatward/pipeline/mapped_reader.hpp"
#include "heatward/pipeline/row_account.hpp"
#include "small_county.hpp"

// Whatever happens to an extract on its way, no row of it may vanish.

namespace heatward::pipeline {
namespace {

using ::testing::HasSubstr;

constexpr int kExtracts = 300;
constexpr int kRows = 40;

std::string sound_extract()
{
    std::string text = "CAD,TIME,NATURE,E,N,PLACE\n";
    for (int i = 0; i < kRows; ++i) {
        text += std::to_string(i) + ",0" + std::to_string(1 + i % 9) + "/04/2025 1" +
                std::to_string(i % 10) + ":05,ASSAULT,545" + std::to_string(100 + i) + ",258" +
                std::to_string(200 + i) + ",\"High Street, by the bank\"\n";
    }
    return text;
}

/// Some bytes of the rows deleted, changed, doubled or inserted; the header is left alone.
std::string corrupted(const std::string& sound, std::mt19937& random)
{
    const std::size_t header = sound.find('\n') + 1;
    std::string text = sound;
    const std::string alphabet = ",\"\n\r;'\\ 0Aé\xff\x01";
    std::uniform_int_distribution<int> count(1, 12);
    for (int i = count(random); i > 0; --i) {
        std::uniform_int_distribution<std::size_t> place(header, text.size() - 1);
        std::uniform_int_distribution<std::size_t> letter(0, alphabet.size() - 1);
        const std::size_t at = place(random);
        switch (random() % 4) {
            case 0:
                text.erase(at, 1 + random() % 20);
                break;
            case 1:
                text[at] = alphabet[letter(random)];
                break;
            case 2:
                text.insert(at, 1, alphabet[letter(random)]);
                break;
            default:
                text.insert(at, text.substr(at, 1 + random() % 60));
        }
        if (text.size() <= header + 1) {
            return sound;
        }
    }
    return text;
}

/// Lines below the header that are not empty, by the rules of CR, LF and CRLF.
std::uint64_t lines_of(const std::string& text)
{
    std::uint64_t lines = 0;
    std::size_t length = 0;
    for (const char c : text.substr(text.find('\n') + 1)) {
        if (c == '\n' || c == '\r') {
            lines += length > 0 ? 1 : 0;
            length = 0;
        } else {
            ++length;
        }
    }
    return lines + (length > 0 ? 1 : 0);
}

TEST(RowDoor, EveryLineOfABrokenExtractLeavesThroughIt)
{
    const SmallCounty county;
    const gis::Projection projection("EPSG:27700");
    std::string text = SmallCounty::project_text("unused");
    const std::size_t from = text.find("[[sources]]");
    text.replace(from, text.find("[[layers]]") - from, R"([[sources]]
id = "calls"
kind = "ambulance"
path = "calls.csv"
fields = { id = "CAD", time = "TIME", category = "NATURE", x = "E", y = "N", crs = "EPSG:27700", location = ["PLACE"] }
time_format = "%d/%m/%Y %H:%M"
)");
    const project::Project project = county.project(text);
    std::mt19937 random(20'251'122);  // NOLINT(cert-msc51-cpp): the same extracts each time
    std::uint64_t rejected = 0;
    int refused = 0;
    for (int i = 0; i < kExtracts; ++i) {
        const std::string extract = corrupted(sound_extract(), random);
        county.write("calls.csv", extract);
        SourceContext context;
        context.project = &project;
        context.projection = &projection;
        context.is_in_study_area = [](ProjectedPoint) { return true; };
        SilentProgress progress;
        SourceRows rows;
        try {
            rows = MappedReader(project, project.sources.at(0)).read(context, progress);
        } catch (const DataError& error) {
            // Quotes lost beyond repair: refused whole rather than read in part.
            ASSERT_THAT(error.what(), HasSubstr("can be told apart")) << extract;
            ++refused;
            continue;
        }
        ASSERT_EQ(rows.rows_in, rows.used.size() + rows.rejected.size()) << extract;
        ASSERT_NO_THROW(require_every_row("calls", rows)) << extract;
        ASSERT_LE(rows.rows_in, lines_of(extract)) << extract;
        std::uint64_t by_reason = 0;
        for (const auto& [reason, count] : rows.by_reason) {
            ASSERT_FALSE(reason.empty());
            by_reason += count;
        }
        ASSERT_EQ(by_reason, rows.rejected.size());
        rejected += rows.rejected.size();
    }
    EXPECT_GT(rejected, static_cast<std::uint64_t>(kExtracts));  // the corruption bites
    EXPECT_LT(refused, kExtracts / 10);
}

}  // namespace
}  // namespace heatward::pipeline
