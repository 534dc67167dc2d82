// libFuzzer target: a query's values as the routes read them. Whatever the bytes, each reader ends
// with a value in its range or with a problem that names the parameter.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "heatward/core/time.hpp"
#include "heatward/server/entity_tag.hpp"
#include "heatward/server/feature_crs.hpp"
#include "heatward/server/listen_address.hpp"
#include "heatward/server/numbers.hpp"
#include "heatward/server/parameter.hpp"
#include "heatward/server/url.hpp"

namespace {

using namespace heatward;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void read_value(std::string_view name, std::string_view value)
{
    if (const auto bbox = server::parse_bbox(value, name, server::FeatureCrs{})) {
        require(!bbox->is_empty() && bbox->min_x >= -180 && bbox->max_x <= 180 &&
                bbox->min_y >= -90 && bbox->max_y <= 90);
    } else {
        require(bbox.error().parameter == name);
    }
    if (const auto number = server::parse_number(value)) {
        require(std::isfinite(*number));
    }
    if (const auto limit = server::parse_integer(value, 1, 10000)) {
        require(*limit >= 1 && *limit <= 10000);
    }
    if (const auto interval = parse_interval(value)) {
        require(interval->begin < interval->end);
    }
    const auto parts = server::split_at_commas(value);
    require(!parts.empty());
    server::matches(value, "\"0123\"");
    if (const auto address = server::parse_listen_address(value)) {
        require(!address->host.empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto query = server::parse_query(text);
    if (!query) {
        require(query.error().status == 400);
        return 0;
    }
    require(query->parameters.size() <= server::kMaxParameters);
    for (const auto& [name, value] : query->parameters) {
        read_value(name, value);
    }
    constexpr std::string_view kKnown[] = {"datetime", "bbox", "limit", "hours"};
    const auto checked = server::check_parameters(*query, kKnown);
    require(checked || !checked.error().parameter.empty());
    return 0;
}
