#include "json_answer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace heatward::server {

Response json_response(const nlohmann::json& json, std::string_view content_type)
{
    return ok(content_type,
              json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

Answer json_answer(std::string canonical, const nlohmann::json& json)
{
    Answer answer;
    answer.canonical = std::move(canonical);
    answer.is_heavy = false;
    answer.produce = [response = json_response(json)] { return response; };
    return answer;
}

nlohmann::json link(const std::string& href, std::string_view rel, std::string_view type,
                    std::string_view title)
{
    return {{"href", href}, {"rel", rel}, {"type", type}, {"title", title}};
}

std::string percent_encode(std::string_view value)
{
    constexpr std::string_view kPlain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,";
    std::string encoded;
    for (const char c : value) {
        if (kPlain.find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return encoded;
}

std::string pin_of(const RouteContext& context, char lead)
{
    return context.is_pinned ? fmt::format("{}run={}", lead, context.run->view().run_id()) : "";
}

tl::expected<void, Problem> check_format(const Query& query)
{
    if (const auto* format = query.find("f"); format != nullptr && *format != "json") {
        return bad_parameter("f", "this version answers in \"json\" alone");
    }
    return {};
}

}  // namespace heatward::server
