#include "heatward/maps/style_catalogue.hpp"

#include <algorithm>
#include <optional>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "heatward/core/error.hpp"
#include "heatward/core/nearest_name.hpp"

// The files of styles/, put into the program by heatward_embed.
extern "C" {
extern const char heatward_style_density_begin[];
extern const char heatward_style_density_end[];
extern const char heatward_style_density_cool_begin[];
extern const char heatward_style_density_cool_end[];
extern const char heatward_style_risk_begin[];
extern const char heatward_style_risk_end[];
}

namespace heatward::maps {
namespace {

tl::unexpected<Error> wrong(std::string_view file, std::string_view key, std::string_view why)
{
    return fail(fmt::format("{}: `{}` {}", file, key, why));
}

expected<std::string> text_of(const toml::table& table, const char* key, std::string_view file)
{
    const auto text = table[key].value<std::string>();
    if (!text || text->empty()) {
        return wrong(file, key, "must be a text");
    }
    return *text;
}

expected<const toml::array*> seven_of(const toml::table& table, const char* key,
                                      std::string_view file)
{
    const toml::array* const values = table[key].as_array();
    if (values == nullptr || values->size() != render::kStyleClasses) {
        return wrong(file, key,
                     fmt::format("must be a list of {} values, one a class from the lowest up",
                                 render::kStyleClasses));
    }
    return values;
}

expected<void> read_colours(const toml::table& table, std::string_view file, render::Style& style)
{
    const auto colours = seven_of(table, "colours", file);
    const auto opacities = seven_of(table, "opacities", file);
    if (!colours || !opacities) {
        return tl::unexpected(!colours ? colours.error() : opacities.error());
    }
    for (std::size_t i = 0; i < render::kStyleClasses; ++i) {
        const auto text = (*colours)->get(i)->value<std::string>();
        const auto opacity = (*opacities)->get(i)->value<double>();
        const auto colour = render::parse_colour(text.value_or(""));
        if (!colour) {
            return wrong(file, "colours", colour.error().message);
        }
        if (!opacity || !(*opacity > 0) || *opacity > 1) {
            return wrong(file, "opacities", "must lie above 0 and not above 1");
        }
        style.classes[i] = *colour;
        style.classes[i].alpha = render::alpha_of(*opacity);
    }
    return {};
}

expected<render::Style> style_of(const toml::table& table, std::string_view file)
{
    static constexpr std::string_view kKeys[] = {"id", "title", "description", "colours",
                                                 "opacities"};
    for (const auto& entry : table) {
        const std::string_view key = entry.first.str();
        if (std::find(std::begin(kKeys), std::end(kKeys), key) == std::end(kKeys)) {
            return wrong(file, key, "is no key of a style");
        }
    }
    render::Style style;
    const std::pair<const char*, std::string render::Style::*> texts[] = {
        {"id", &render::Style::id},
        {"title", &render::Style::title},
        {"description", &render::Style::description}};
    for (const auto& [key, member] : texts) {
        auto text = text_of(table, key, file);
        if (!text) {
            return tl::unexpected(text.error());
        }
        style.*member = std::move(*text);
    }
    if (auto read = read_colours(table, file, style); !read) {
        return tl::unexpected(read.error());
    }
    return style;
}

std::vector<render::Style> embedded_styles()
{
    struct File {
        const char* name;
        const char* begin;
        const char* end;
    };
    const File files[] = {
        {"styles/density.toml", heatward_style_density_begin, heatward_style_density_end},
        {"styles/density-cool.toml", heatward_style_density_cool_begin,
         heatward_style_density_cool_end},
        {"styles/risk.toml", heatward_style_risk_begin, heatward_style_risk_end}};
    std::vector<render::Style> styles;
    for (const File& file : files) {
        auto style =
            parse_style({file.begin, static_cast<std::size_t>(file.end - file.begin)}, file.name);
        if (!style) {
            throw DataError(style.error().message);
        }
        styles.push_back(std::move(*style));
    }
    return styles;
}

}  // namespace

expected<render::Style> parse_style(std::string_view toml, std::string_view file)
{
    try {
        return style_of(toml::parse(toml, std::string(file)), file);
    } catch (const toml::parse_error& error) {
        return fail(
            fmt::format("{}, line {}: {}", file, error.source().begin.line, error.description()));
    }
}

const std::vector<render::Style>& styles()
{
    static const std::vector<render::Style> all = embedded_styles();
    return all;
}

expected<render::Style> find_style(std::string_view id)
{
    std::vector<std::string> known;
    for (const render::Style& style : styles()) {
        if (style.id == id) {
            return style;
        }
        known.push_back(style.id);
    }
    const std::string nearest = nearest_name(id, known);
    return fail(
        nearest.empty()
            ? fmt::format("there is no style \"{}\"; there are: {}", id, fmt::join(known, ", "))
            : fmt::format("there is no style \"{}\"; did you mean \"{}\"?", id, nearest));
}

}  // namespace heatward::maps
