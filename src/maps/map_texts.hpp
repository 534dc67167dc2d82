#pragma once

#include "heatward/maps/static_map.hpp"
#include "map_layout.hpp"

namespace heatward::maps {

/// The sentences of a map: what, where, when, how many, by which method, from whom.
///
/// title        "Abbey: Violence and sexual offences, 2025"
/// subtitle     "January to December 2025 · 512 of 23,104 incidents · quartic kernel, bandwidth
///              400 m, corrected at the border"
/// source line  "Source: police (January to December 2025). Run 0123…, Heatward 0.1.0, EPSG:27700."
///
/// `view` is the part of the plane that the page shows, in project metres: a rectangle's map counts
/// the incidents in it. Without it, none is counted as more than the whole, so that the
/// text is at least as long as with it.
MapTexts map_texts(const MapContent& content, const Extent* view = nullptr);

/// The interval that a map tells: the filter's within the layer's period, or what was asked for
/// where the period holds none of that.
TimeInterval told_interval(const MapContent& content);

}  // namespace heatward::maps
