#include "located_row.hpp"

#include <cmath>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace heatward::pipeline {
namespace {

/// What an uncertainty may be off by before it counts as more metres.
constexpr double kRounding_m = 1e-6;

/// The number with `decimals`, and no minus before a zero.
void append_number(std::string& out, double value, int decimals)
{
    const std::size_t begin = out.size();
    fmt::format_to(std::back_inserter(out), "{:.{}f}", value, decimals);
    if (out[begin] == '-' && out.find_first_not_of("-0.", begin) == std::string::npos) {
        out.erase(begin, 1);
    }
}

void append_position(std::string& out, const geocode::Match& match,
                     const std::function<LonLat(ProjectedPoint)>& to_lonlat, char delimiter)
{
    if (!match.position) {
        out.append(5, delimiter);
        return;
    }
    out += delimiter;
    append_number(out, match.position->x, 1);
    out += delimiter;
    append_number(out, match.position->y, 1);
    const LonLat place = to_lonlat(*match.position);
    const bool is_on_earth = std::isfinite(place.lon) && std::isfinite(place.lat);
    for (const double degrees : {place.lon, place.lat}) {
        out += delimiter;
        if (is_on_earth) {
            append_number(out, degrees, 6);
        }
    }
    out += delimiter;
    append_number(out, std::ceil(match.uncertainty_m - kRounding_m), 0);
}

/// A name as one of several in a cell.
std::string listed_name(const std::string& name)
{
    std::string text = tabular::runs_as_formula(name) ? "'" : "";
    for (const char c : name) {
        const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        text.push_back(is_control ? ' ' : c == ';' ? ',' : c);
    }
    return text;
}

std::string candidates_text(const geocode::Match& match)
{
    std::string text;
    for (const geocode::Candidate& candidate : match.candidates) {
        text += text.empty() ? "" : "; ";
        text += listed_name(candidate.name) + " (";
        append_number(text, candidate.position.x, 1);
        text += ' ';
        append_number(text, candidate.position.y, 1);
        text += ", ";
        append_number(text, candidate.score, 2);
        text += ')';
    }
    return text;
}

}  // namespace

void append_match(std::string& out, const geocode::Match& match,
                  const std::function<LonLat(ProjectedPoint)>& to_lonlat,
                  const tabular::CsvWriteOptions& options)
{
    out += options.delimiter;
    out += to_string(match.level);
    append_position(out, match, to_lonlat, options.delimiter);
    out += options.delimiter;
    if (match.position) {  // candidates have scores of their own
        append_number(out, match.score, 2);
    }
    out += options.delimiter;
    tabular::append_csv_cell(out, match.matched, options);
    out += options.delimiter;
    tabular::append_csv_cell(out, candidates_text(match), options);
}

}  // namespace heatward::pipeline
