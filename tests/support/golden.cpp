#include "support/golden.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "heatward/render/rgba_png.hpp"

namespace heatward::test {
namespace {

std::string difference(const render::RgbaImage& actual, const render::RgbaImage& golden)
{
    if (actual.width != golden.width || actual.height != golden.height) {
        return fmt::format("it has {} × {} pixels instead of {} × {}", actual.width, actual.height,
                           golden.width, golden.height);
    }
    std::size_t count = 0;
    std::size_t first = 0;
    for (std::size_t i = actual.pixels.size(); i-- > 0;) {
        if (actual.pixels[i] != golden.pixels[i]) {
            ++count;
            first = i;
        }
    }
    if (count == 0) {
        return {};
    }
    const auto width = static_cast<std::size_t>(actual.width);
    return fmt::format("{} pixels differ, the first in row {}, column {}", count, first / width,
                       first % width);
}

}  // namespace

void expect_golden(const std::string& png, const std::string& name)
{
    const std::filesystem::path folder = HEATWARD_GOLDEN_DIR;
    const auto golden_file = folder / (name + ".png");
    std::string why = "it is missing";
    if (std::ifstream file(golden_file, std::ios::binary); file) {
        const std::string golden{std::istreambuf_iterator<char>(file), {}};
        why = difference(render::decode_png(png), render::decode_png(golden));
    }
    if (why.empty()) {
        return;
    }
    if (std::getenv("CI") != nullptr) {
        ADD_FAILURE() << "golden picture " << name << ".png: " << why;
        return;
    }
    const auto new_file = folder / (name + ".new.png");
    std::ofstream(new_file, std::ios::binary) << png;
    ADD_FAILURE() << "golden picture " << name << ".png: " << why << "; look at " << new_file
                  << " and, if it is right, run tools/bless-goldens";
}

}  // namespace heatward::test
