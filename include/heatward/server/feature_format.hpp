#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "heatward/server/problem.hpp"
#include "heatward/server/request.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// How collections and features are written.
enum class FeatureFormat : std::uint8_t { json, geojson, csv, flatgeobuf, geopackage, html };

/// A format's word in `f=`, its media type and its name for people.
struct FormatName {
    FeatureFormat format;
    std::string_view word;
    std::string_view media_type;
    std::string_view title;
};

/// What each kind of address offers, its own choice first.
inline constexpr std::array<FeatureFormat, 2> kCollectionFormats{FeatureFormat::json,
                                                                 FeatureFormat::html};
inline constexpr std::array<FeatureFormat, 5> kPageFormats{
    FeatureFormat::geojson, FeatureFormat::html, FeatureFormat::csv, FeatureFormat::flatgeobuf,
    FeatureFormat::geopackage};
inline constexpr std::array<FeatureFormat, 2> kItemFormats{FeatureFormat::geojson,
                                                           FeatureFormat::html};

const FormatName& name_of(FeatureFormat format);

/// The format that `f` names, else the first that the Accept header names by itself ("*/*" names
/// none), else the first of `offered`. "json" is GeoJSON where that is offered. 400 naming `f`
/// where it is none of them.
tl::expected<FeatureFormat, Problem> asked_format(const Query& query, const Request& request,
                                                  std::span<const FeatureFormat> offered);

}  // namespace heatward::server
