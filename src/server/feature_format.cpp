#include "heatward/server/feature_format.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace heatward::server {

namespace {

constexpr std::array<FormatName, 6> kNames{{
    {FeatureFormat::json, "json", "application/json", "JSON"},
    {FeatureFormat::geojson, "json", "application/geo+json", "GeoJSON"},
    {FeatureFormat::csv, "csv", "text/csv", "CSV"},
    {FeatureFormat::flatgeobuf, "fgb", "application/flatgeobuf", "FlatGeobuf"},
    {FeatureFormat::geopackage, "gpkg", "application/geopackage+sqlite3", "GeoPackage"},
    {FeatureFormat::html, "html", "text/html", "HTML"},
}};

/// The media ranges of an Accept header, without their parameters.
std::vector<std::string_view> media_ranges(std::string_view accept)
{
    std::vector<std::string_view> ranges;
    while (!accept.empty()) {
        const auto comma = std::min(accept.find(','), accept.size());
        std::string_view range = accept.substr(0, std::min(comma, accept.find(';')));
        while (range.starts_with(' ')) {
            range.remove_prefix(1);
        }
        while (range.ends_with(' ')) {
            range.remove_suffix(1);
        }
        ranges.push_back(range);
        accept.remove_prefix(std::min(comma + 1, accept.size()));
    }
    return ranges;
}

}  // namespace

const FormatName& name_of(FeatureFormat format)
{
    return *std::find_if(kNames.begin(), kNames.end(),
                         [&](const FormatName& name) { return name.format == format; });
}

tl::expected<FeatureFormat, Problem> asked_format(const Query& query, const Request& request,
                                                  std::span<const FeatureFormat> offered)
{
    if (const auto* word = query.find("f")) {
        std::vector<std::string_view> words;
        for (const FeatureFormat format : offered) {
            words.push_back(name_of(format).word);
            if (words.back() == *word || (*word == "geojson" && format == FeatureFormat::geojson)) {
                return format;
            }
        }
        return bad_parameter("f",
                             fmt::format("\"{}\" is none of {}", *word, fmt::join(words, ", ")));
    }
    if (const auto* accept = request.find_header("Accept")) {
        for (const auto range : media_ranges(*accept)) {
            for (const FeatureFormat format : offered) {
                if (equal_ignoring_case(range, name_of(format).media_type)) {
                    return format;
                }
            }
        }
    }
    return offered.front();
}

}  // namespace heatward::server
