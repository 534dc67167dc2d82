#include "heatward/pipeline/gazetteer_cache.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <gtest/gtest.h>

#include "gazetteer_archive.hpp"
#include "heatward/core/error.hpp"
#include "small_county.hpp"
#include "word_checksum.hpp"

namespace heatward::pipeline {
namespace {

namespace fs = std::filesystem;

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class WarningKeeper final : public Progress {
public:
    void begin(std::string_view, std::uint64_t, std::string_view) override {}
    void advance(std::uint64_t) override {}
    void end() override {}
    void warn(std::string_view message) override { warnings.emplace_back(message); }

    std::vector<std::string> warnings;
};

class GazetteerCacheTest : public testing::Test {
protected:
    GazetteerCacheTest()
    {
        m_county.write("p.csv", kList);
        age("p.csv");
    }

    OpenedGazetteer open(const GazetteerUse& use = {true, true, false})
    {
        const project::Project project = m_county.project(SmallCounty::project_text("unused") +
                                                          "[gazetteer]\npostcodes = [\"p.csv\"]\n");
        m_area_sets.clear();
        for (const project::AreaSet& set : project.areas) {
            AreaSetData data = read_area_set(project, set, m_projection);
            m_area_sets.push_back(std::move(data));
        }
        return open_gazetteer({project, m_projection, m_area_sets, use}, m_output, m_progress);
    }

    /// Makes a file look as if it had been written an hour ago.
    void age(const std::string& name, std::chrono::minutes by = std::chrono::minutes(60)) const
    {
        fs::last_write_time(m_county.path(name), fs::file_time_type::clock::now() - by);
    }

    [[nodiscard]] std::vector<fs::path> cache_files() const
    {
        std::vector<fs::path> files;
        if (fs::exists(m_output.cache())) {
            for (const auto& entry : fs::directory_iterator(m_output.cache())) {
                files.push_back(entry.path());
            }
        }
        return files;
    }

    static constexpr const char* kList =
        "postcode,x,y\nCB2 1TN,545000,258000\nCB2 1TP,545100,258000\nCB2 1TQ,,\n";

    SmallCounty m_county;
    run_store::OutputFolder m_output{m_county.path("published")};
    gis::Projection m_projection{"EPSG:27700"};
    std::vector<AreaSetData> m_area_sets;
    WarningKeeper m_progress;
};

/// What can be looked up in it, in words.
std::vector<std::string> contents_of(const geocode::Gazetteer& gazetteer)
{
    std::vector<std::string> texts;
    for (const char* postcode : {"CB2 1TN", "CB2 1TP", "CB2 1TQ"}) {
        const auto* const place = gazetteer.postcodes.find(*geocode::parse_postcode(postcode));
        texts.push_back(place == nullptr ? "none"
                                         : fmt::format("{} {} {}", place->position.x,
                                                       place->position.y, place->uncertainty_m));
    }
    const auto& names = gazetteer.localities.names();
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        texts.emplace_back(names.name(i));
    }
    return texts;
}

std::string bytes_of(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

TEST_F(GazetteerCacheTest, TheSecondTimeGivesTheSameFromOnePrivateFile)
{
    const auto first = open();
    EXPECT_FALSE(first.was_cached);
    ASSERT_THAT(cache_files(), SizeIs(1));
    struct stat status {};
    ASSERT_EQ(::stat(cache_files()[0].c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
    EXPECT_THAT(cache_files()[0].filename().string(),
                testing::MatchesRegex("gazetteer-pn-[0-9a-f]+.bin"));
    const auto second = open();
    EXPECT_TRUE(second.was_cached);
    EXPECT_EQ(contents_of(*second.gazetteer), contents_of(*first.gazetteer));
    EXPECT_THAT(contents_of(*second.gazetteer), SizeIs(3 + 6));  // and areas
    EXPECT_THAT(second.warnings, ElementsAre(HasSubstr("1 of 3 postcodes have no position")));
    EXPECT_EQ(second.warnings, first.warnings);
    EXPECT_THAT(m_progress.warnings, IsEmpty());
}

TEST_F(GazetteerCacheTest, AChangedListIsReadAgain)
{
    open();
    m_county.write("p.csv", std::string(kList) + "CB2 1TR,545200,258000\n");
    const auto changed = open();
    EXPECT_FALSE(changed.was_cached);
    EXPECT_EQ(changed.gazetteer->postcodes.size(), 3U);
    EXPECT_THAT(cache_files(), SizeIs(1));
}

TEST_F(GazetteerCacheTest, AListThatWasOnlyTouchedIsKnownByItsChecksum)
{
    open();
    age("p.csv", std::chrono::minutes(30));
    EXPECT_TRUE(open().was_cached);
    EXPECT_THAT(cache_files(), SizeIs(1));
    EXPECT_TRUE(open().was_cached);
}

TEST_F(GazetteerCacheTest, AChangeOfTheSameSizeWithinTheClocksTickIsSeen)
{
    m_county.write("p.csv", kList);  // written right before it is looked at
    const auto written = fs::last_write_time(m_county.path("p.csv"));
    open();
    std::string other = kList;
    other.replace(other.find("545000"), 6, "545999");
    m_county.write("p.csv", other);
    fs::last_write_time(m_county.path("p.csv"), written);
    const auto changed = open();
    EXPECT_FALSE(changed.was_cached);
    EXPECT_EQ(changed.gazetteer->postcodes.find(*geocode::parse_postcode("CB2 1TN"))->position.x,
              545'999);
}

TEST_F(GazetteerCacheTest, AChangeOfTheSameSizeUnderTheOldTimeIsSeen)
{
    open();
    const auto written = fs::last_write_time(m_county.path("p.csv"));
    std::string other = kList;
    other.replace(other.find("545000"), 6, "545999");
    m_county.write("p.csv", other);
    fs::last_write_time(m_county.path("p.csv"), written);  // an hour ago, as unpacking sets it
    const auto changed = open();
    EXPECT_FALSE(changed.was_cached);
    EXPECT_EQ(changed.gazetteer->postcodes.find(*geocode::parse_postcode("CB2 1TN"))->position.x,
              545'999);
}

TEST_F(GazetteerCacheTest, AFileOfTheSameContentsInItsPlaceIsKnownByItsChecksum)
{
    open();
    const auto written = fs::last_write_time(m_county.path("p.csv"));
    m_county.write("q.csv", kList);
    fs::rename(m_county.path("q.csv"), m_county.path("p.csv"));
    fs::last_write_time(m_county.path("p.csv"), written);
    EXPECT_TRUE(open().was_cached);
}

TEST_F(GazetteerCacheTest, EachUseKeepsAFileOfItsOwn)
{
    const GazetteerUse postcodes_alone{true, false, false};
    open();
    EXPECT_FALSE(open(postcodes_alone).was_cached);
    EXPECT_THAT(cache_files(), SizeIs(2));
    EXPECT_TRUE(open().was_cached);
    EXPECT_TRUE(open(postcodes_alone).was_cached);
    m_county.write("wards.geojson", [&] {
        std::string renamed = bytes_of(fs::path(m_county.path("wards.geojson")));
        return renamed.replace(renamed.find("Name of w1"), 10, "West Stone");
    }());
    EXPECT_FALSE(open().was_cached);
    EXPECT_THAT(cache_files(), SizeIs(2));
    EXPECT_TRUE(open(postcodes_alone).was_cached);  // knows no areas
}

TEST_F(GazetteerCacheTest, TheRecipeSaysHowTheBytesAreLaidOut)
{
    open();
    const std::string bytes = bytes_of(cache_files().at(0));
    const std::string recipe = GazetteerArchive(bytes).header().recipe;
    EXPECT_THAT(recipe, HasSubstr(fmt::format("format {}\n", kGazetteerArchiveFormat)));
    EXPECT_THAT(recipe, HasSubstr(fmt::format("record street {} {}\n", sizeof(geocode::Street),
                                              alignof(geocode::Street))));
    EXPECT_THAT(recipe, HasSubstr(fmt::format("record uprn {} {}\n", sizeof(geocode::UprnRecord),
                                              alignof(geocode::UprnRecord))));
}

#ifndef __SANITIZE_ADDRESS__  // which reserves more address space than the limit leaves
TEST_F(GazetteerCacheTest, AFileThatMemoryCannotHoldIsDamage)
{
    open();
    constexpr std::uint64_t kGibibyte = std::uint64_t{1} << 30;
    fs::resize_file(cache_files().at(0), 16 * kGibibyte);  // sparse
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    struct rlimit before {};
    ASSERT_EQ(::getrlimit(RLIMIT_AS, &before), 0);
    struct rlimit tight = before;
    tight.rlim_cur = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) + 2 * kGibibyte;
    ASSERT_EQ(::setrlimit(RLIMIT_AS, &tight), 0);
    std::optional<OpenedGazetteer> again;
    EXPECT_NO_THROW(again = open());
    ASSERT_EQ(::setrlimit(RLIMIT_AS, &before), 0);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->was_cached);
    EXPECT_THAT(m_progress.warnings, ElementsAre(HasSubstr("it is made anew")));
    EXPECT_TRUE(open().was_cached);
}
#endif

TEST_F(GazetteerCacheTest, ChangedAreasMakeItAnewAndTheOldFileGoes)
{
    open();
    const auto old = cache_files();
    const std::string wards = bytes_of(fs::path(m_county.path("wards.geojson")));
    std::string renamed = wards;
    renamed.replace(renamed.find("Name of w1"), 10, "West Stone");
    m_county.write("wards.geojson", renamed);
    EXPECT_FALSE(open().was_cached);
    ASSERT_THAT(cache_files(), SizeIs(1));
    EXPECT_NE(cache_files(), old);
}

TEST_F(GazetteerCacheTest, ADamagedFileIsMadeAnew)
{
    const auto first = open();
    const fs::path path = cache_files().at(0);
    const std::string sound = bytes_of(path);
    std::string flipped = sound;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 4);
    const std::vector<std::string> damaged{
        flipped,   sound.substr(0, sound.size() / 2), "",
        "foreign", std::string(100, '\xFF'),          sound + "x"};
    for (const std::string& bytes : damaged) {
        m_progress.warnings.clear();
        write_bytes(path, bytes);
        const auto again = open();
        EXPECT_FALSE(again.was_cached);
        EXPECT_EQ(contents_of(*again.gazetteer), contents_of(*first.gazetteer));
        EXPECT_THAT(m_progress.warnings, ElementsAre(HasSubstr("it is made anew")));
        EXPECT_TRUE(open().was_cached);
    }
}

TEST_F(GazetteerCacheTest, AFolderThatCannotBeWrittenToCostsTheCacheAlone)
{
    m_county.write("published", "a file, where a folder is wanted");
    const auto opened = open();
    EXPECT_FALSE(opened.was_cached);
    EXPECT_EQ(opened.gazetteer->postcodes.size(), 2U);
    EXPECT_THAT(m_progress.warnings, ElementsAre(HasSubstr("is not kept for the next time")));
}

TEST_F(GazetteerCacheTest, NothingIsWrittenThroughALink)
{
    fs::create_directories(m_output.root);
    fs::create_directories(m_county.path("elsewhere"));
    fs::create_directory_symlink(m_county.path("elsewhere"), m_output.cache());
    EXPECT_FALSE(open().was_cached);
    EXPECT_TRUE(fs::is_empty(m_county.path("elsewhere")));
    EXPECT_THAT(m_progress.warnings, ElementsAre(HasSubstr("is a link")));
}

TEST_F(GazetteerCacheTest, LeftoversOfTheDeadGo)
{
    fs::create_directories(m_output.cache());
    write_bytes(m_output.cache() / "gazetteer-0123.bin", "old");
    write_bytes(m_output.cache() / "gazetteer-0123.bin.999999999", "begun");
    write_bytes(m_output.cache() / ("gazetteer-0123.bin." + std::to_string(::getppid())), "alive");
    write_bytes(m_output.cache() / "notes", "not ours");
    open();
    std::vector<std::string> names;
    for (const fs::path& path : cache_files()) {
        names.push_back(path.filename().string());
    }
    EXPECT_THAT(names, SizeIs(3));
    EXPECT_THAT(names, Contains("notes"));
    EXPECT_THAT(names, Contains("gazetteer-0123.bin." + std::to_string(::getppid())));
}

TEST(WordChecksumTest, EveryBitAndTheLengthCount)
{
    for (const std::size_t size : {0U, 1U, 7U, 8U, 31U, 32U, 33U, 100U}) {
        std::string bytes(size, 'a');
        const std::uint64_t sum = word_checksum(bytes);
        EXPECT_NE(word_checksum(bytes + std::string(1, '\0')), sum);
        for (std::size_t i = 0; i < size * 8; ++i) {
            const char was = bytes[i / 8];
            bytes[i / 8] = static_cast<char>(was ^ (1 << (i % 8)));
            EXPECT_NE(word_checksum(bytes), sum) << size << " " << i;
            bytes[i / 8] = was;
        }
    }
}

}  // namespace
}  // namespace heatward::pipeline
