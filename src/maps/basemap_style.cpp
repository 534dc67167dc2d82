#include "heatward/maps/basemap_style.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "heatward/core/error.hpp"

// styles/basemap.toml, put into the program by heatward_embed.
extern "C" {
extern const char heatward_style_basemap_begin[];
extern const char heatward_style_basemap_end[];
}

namespace heatward::maps {
namespace {

struct NamedColour {
    std::string_view key;
    render::Colour BasemapStyle::*member;
};

constexpr std::array<NamedColour, 8> kColours{{{"land", &BasemapStyle::land},
                                               {"water", &BasemapStyle::water},
                                               {"green", &BasemapStyle::green},
                                               {"building", &BasemapStyle::building},
                                               {"road", &BasemapStyle::road},
                                               {"road_casing", &BasemapStyle::road_casing},
                                               {"rail", &BasemapStyle::rail},
                                               {"place", &BasemapStyle::place}}};

constexpr std::array<std::string_view, 3> kTexts{"id", "title", "description"};

tl::unexpected<Error> wrong(std::string_view file, std::string_view key, std::string_view why)
{
    return fail(fmt::format("{}: `{}` {}", file, key, why));
}

bool is_known(std::string_view key)
{
    return std::find(kTexts.begin(), kTexts.end(), key) != kTexts.end() ||
           std::any_of(kColours.begin(), kColours.end(),
                       [key](const NamedColour& colour) { return colour.key == key; });
}

expected<BasemapStyle> style_of(const toml::table& table, std::string_view file)
{
    for (const auto& entry : table) {
        if (!is_known(entry.first.str())) {
            return wrong(file, entry.first.str(), "is no key of a basemap's style");
        }
    }
    for (const std::string_view key : kTexts) {
        if (table[key].value_or(std::string()).empty()) {
            return wrong(file, key, "must be a text");
        }
    }
    BasemapStyle style;
    for (const NamedColour& colour : kColours) {
        const auto parsed = render::parse_colour(table[colour.key].value_or(std::string()));
        if (!parsed) {
            return wrong(file, colour.key, parsed.error().message);
        }
        style.*colour.member = *parsed;
    }
    return style;
}

}  // namespace

expected<BasemapStyle> parse_basemap_style(std::string_view toml, std::string_view file)
{
    try {
        return style_of(toml::parse(toml, std::string(file)), file);
    } catch (const toml::parse_error& error) {
        return fail(
            fmt::format("{}, line {}: {}", file, error.source().begin.line, error.description()));
    }
}

const BasemapStyle& basemap_style()
{
    static const BasemapStyle style = [] {
        const std::string_view text(
            heatward_style_basemap_begin,
            static_cast<std::size_t>(heatward_style_basemap_end - heatward_style_basemap_begin));
        const auto parsed = parse_basemap_style(text, "styles/basemap.toml");
        if (!parsed) {
            throw DataError(parsed.error().message);
        }
        return *parsed;
    }();
    return style;
}

}  // namespace heatward::maps
