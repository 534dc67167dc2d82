#include "network_path.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include <fmt/format.h>

#include "heatward/core/connection_string.hpp"
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

void refuse_network_path(const std::string& path)
{
    const std::string text = lower(path);
    for (const std::string_view mark : kNetworkMarks) {
        if (text.find(mark) != std::string::npos) {
            throw DataError(fmt::format(
                "{}: lies on a network, and Heatward works offline; download it and name the file",
                redact_connection(path)));
        }
    }
}

}  // namespace heatward::gis
