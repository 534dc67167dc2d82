#include "heatward/gis/cog.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <random>

#include "disk_limit.hpp"
#include "heatward/core/tile_id.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::HasSubstr;

/// Random values with holes of no data, as a surface cut by its study area.
Raster<float> surface(const GridFrame& frame)
{
    std::mt19937 random(5);  // NOLINT(cert-msc51-cpp): the same values every time
    std::uniform_real_distribution<float> density(0, 400);
    Raster<float> raster(frame);
    for (float& value : raster.values) {
        value = random() % 7 == 0 ? std::numeric_limits<float>::quiet_NaN() : density(random);
    }
    raster.values.front() = std::numeric_limits<float>::denorm_min();
    return raster;
}

GridFrame county() { return frame_covering({500025, 220010, 541000, 255049}, 50); }

void expect_same(const Raster<float>& a, const Raster<float>& b)
{
    EXPECT_EQ(a.frame, b.frame);
    ASSERT_EQ(a.values.size(), b.values.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const bool same = std::isnan(a.values[i]) ? std::isnan(b.values[i])
                                                  : std::bit_cast<std::uint32_t>(a.values[i]) ==
                                                        std::bit_cast<std::uint32_t>(b.values[i]);
        different += same ? 0U : 1U;
    }
    EXPECT_EQ(different, 0U);
}

TEST(Cog, GivesBackValuesAndFrame)
{
    const TemporaryFolder folder;
    const Raster<float> raster = surface(county());
    write_cog(folder / "s.tif", raster, 27700, "incidents per km² per year", "Violence, 2025");
    const Raster<float> back = read_raster(folder / "s.tif");
    expect_same(back, raster);
    EXPECT_EQ(std::fmod(back.frame.west(), 50), 0);
    EXPECT_EQ(std::fmod(back.frame.north(), 50), 0);
}

TEST(Cog, GivesBackFramesOfAwkwardCells)
{
    const TemporaryFolder folder;
    GridFrame tenth = frame_covering({545000.03, 258000.03, 545003, 258002}, 0.1);
    GridFrame odd;
    odd.origin_x = 17.3;
    odd.origin_y = -4.9;
    odd.cell_width = 3.7;
    odd.cell_height = 12.9;
    odd.first_column = 147000;
    odd.first_row_north = 20011;
    odd.columns = 5;
    odd.rows = 4;
    const GridFrame tile = mercator_frame_of({14, 8199, 5392});
    for (const GridFrame& frame : {tenth, odd, tile}) {
        const Raster<float> raster = surface(frame);
        write_cog(folder / "s.tif", raster, 27700, "u", "d");
        expect_same(read_raster(folder / "s.tif"), raster);
        write_geotiff(folder / "g.tif", raster, "EPSG:27700", "u");
        expect_same(read_raster(folder / "g.tif"), raster);
    }
}

TEST(Cog, RepeatsItsBytesInWhateverFolder)
{
    const TemporaryFolder one;
    const TemporaryFolder two;
    std::filesystem::create_directories(two / "deeper");
    const Raster<float> raster = surface(county());
    write_cog(one / "s.tif", raster, 27700, "incidents per km² per year", "Violence");
    write_cog(two / "deeper/other.tif", raster, 27700, "incidents per km² per year", "Violence");
    EXPECT_TRUE(bytes_of(one / "s.tif") == bytes_of(two / "deeper/other.tif"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(two / "deeper"), {}), 1)
        << "nothing beside the file";
}

TEST(Cog, IsACogThatStatesItsUnit)
{
    const TemporaryFolder folder;
    write_cog(folder / "s.tif", surface(county()), 27700, "incidents per km² per year", "Violence");
    const std::string bytes = bytes_of(folder / "s.tif");
    EXPECT_NE(bytes.find("LAYOUT=IFDS_BEFORE_DATA"), std::string::npos);
    EXPECT_NE(bytes.find("<Item name=\"unit\">incidents per km² per year</Item>"),
              std::string::npos);
    EXPECT_NE(bytes.find("role=\"unittype\">incidents per km² per year</Item>"), std::string::npos);
    EXPECT_NE(bytes.find("role=\"description\">Violence</Item>"), std::string::npos);
    EXPECT_NE(bytes.find("British National Grid"), std::string::npos);
}

TEST(Cog, WritesAGeoTiffWithoutReferenceSystem)
{
    const TemporaryFolder folder;
    const Raster<float> raster = surface(county());
    write_geotiff(folder / "out.tif", raster, "", "per km²");
    expect_same(read_raster(folder / "out.tif"), raster);
}

TEST(Cog, WritesTheSameGeoTiffWhateverTheThreads)
{
    const TemporaryFolder folder;
    const Raster<float> raster = surface(county());
    write_geotiff(folder / "one.tif", raster, "EPSG:27700", "per km²", 1);
    for (const int threads : {0, 2, 5}) {
        write_geotiff(folder / "more.tif", raster, "EPSG:27700", "per km²", threads);
        EXPECT_TRUE(bytes_of(folder / "more.tif") == bytes_of(folder / "one.tif")) << threads;
    }
}

TEST(Cog, RefusesWhatItCannotWriteOrRead)
{
    const TemporaryFolder folder;
    const Raster<float> raster = surface(county());
    EXPECT_THROW(write_cog(folder / "s.tif", Raster<float>(), 27700, "u", "d"), DataError);
    EXPECT_THAT(
        message_of<DataError>([&] { write_cog(folder / "s.tif", raster, 999999, "u", "d"); }),
        HasSubstr("EPSG:999999"));
    EXPECT_THAT(message_of<EnvironmentError>(
                    [&] { write_cog(folder / "no/such/s.tif", raster, 27700, "u", "d"); }),
                HasSubstr("no/such/s.tif"));
    EXPECT_THAT(message_of<DataError>([&] { read_raster(folder / "none.tif"); }),
                HasSubstr("none.tif"));
    write_cog(folder / "s.tif", raster, 27700, "u", "d");
    const std::string bytes = bytes_of(folder / "s.tif");
    const std::string cut = folder.write("cut.tif", bytes.substr(0, bytes.size() / 2));
    EXPECT_THAT(message_of<DataError>([&] { read_raster(cut); }), HasSubstr("cut.tif"));
}

TEST(CogDeathTest, SaysThatTheDiskIsFull)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const TemporaryFolder folder;
    for (const rlim_t bytes : {rlim_t{100}, rlim_t{30000}, rlim_t{700000}}) {
        EXPECT_EXIT(
            run_on_full_disk(
                bytes, [&] { write_cog(folder / "full.tif", surface(county()), 27700, "u", "d"); }),
            testing::ExitedWithCode(3), "full.tif");
        for (const int threads : {1, 2}) {
            const auto write = [&] {
                write_geotiff(folder / "full.tif", surface(county()), "", "u", threads);
            };
            EXPECT_EXIT(run_on_full_disk(bytes, write), testing::ExitedWithCode(3), "full.tif");
        }
    }
}

}  // namespace
}  // namespace heatward::gis
