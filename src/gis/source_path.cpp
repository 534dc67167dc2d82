#include "source_path.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::gis {
namespace {

constexpr std::array<std::string_view, 21> kNetworkMarks{
    "/vsicurl", "/vsis3",      "/vsigs",  "/vsiaz",   "/vsiadls", "/vsioss", "/vsiswift",
    "/vsihdfs", "/vsiwebhdfs", "http://", "https://", "ftp://",   "s3://",   "gs://",
    "wfs:",     "oapif:",      "wms:",    "wcs:",     "wmts:",    "csw:",    "ogcapi:"};

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

}  // namespace

bool is_connection_string(const std::string& path)
{
    const std::size_t colon = path.find(':');
    return colon != std::string::npos && colon >= 2 &&
           std::all_of(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

std::string shown_path(const std::string& path)
{
    return is_connection_string(path) ? path.substr(0, path.find(':') + 1) + "…" : path;
}

void refuse_network_path(const std::string& path)
{
    const std::string text = lower(path);
    for (const std::string_view mark : kNetworkMarks) {
        if (text.find(mark) != std::string::npos) {
            throw DataError(fmt::format(
                "{}: lies on a network, and Heatward works offline; download it and name the file",
                shown_path(path)));
        }
    }
}

}  // namespace heatward::gis
