#include "server_section.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace heatward::project {
namespace {

constexpr std::array<std::string_view, 3> kTokenTiers{"public", "partner", "analyst"};
constexpr std::size_t kSha256Digits = 64;
constexpr std::size_t kDateLength = 10;

bool is_host_and_port(std::string_view listen)
{
    const std::size_t colon = listen.rfind(':');
    if (colon == std::string_view::npos || colon == 0) {
        return false;
    }
    const std::string_view port = listen.substr(colon + 1);
    unsigned value = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), value);
    return error == std::errc{} && end == port.data() + port.size() && value <= 65535;
}

bool is_sha256(std::string_view text)
{
    return text.size() == kSha256Digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

void check_expiry(TableReader& reader, const std::string& expires)
{
    if (expires.empty()) {
        return;
    }
    if (expires.size() != kDateLength || !parse_interval(expires)) {
        reader.error("expires",
                     fmt::format("\"{}\" is no date: write YYYY-MM-DD in quotes", expires));
    }
}

Token read_token(TableReader& reader)
{
    Token token;
    token.name = reader.required_text("name");
    token.sha256 = reader.required_text("sha256");
    if (!token.sha256.empty() && !is_sha256(token.sha256)) {
        reader.error("sha256", "must be the 64 hexadecimal digits of the secret's SHA-256");
    }
    std::transform(token.sha256.begin(), token.sha256.end(), token.sha256.begin(), [](char c) {
        return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (const auto tier = reader.choice("tier", kTokenTiers)) {
        token.tier = *parse_tier(kTokenTiers[*tier]);
    } else if (!reader.has("tier")) {
        reader.error("tier", "is missing; one of public, partner or analyst");
    }
    token.expires = reader.text("expires");
    check_expiry(reader, token.expires);
    token.districts = reader.texts("districts");
    reader.reject_unknown_keys();
    return token;
}

}  // namespace

void read_server(TableReader& root, Project& project)
{
    auto reader = root.table("server");
    if (!reader) {
        return;
    }
    Server& server = project.server;
    server.listen = reader->text("listen", server.listen);
    if (!is_host_and_port(server.listen)) {
        reader->error("listen", fmt::format("\"{}\" is not HOST:PORT, for example "
                                            "\"127.0.0.1:8080\"",
                                            server.listen));
    }
    server.public_url = reader->text("public_url");
    if (!server.public_url.empty() && server.public_url.rfind("http://", 0) != 0 &&
        server.public_url.rfind("https://", 0) != 0) {
        reader->error("public_url", "must begin with https:// or http://");
    }
    server.cors = reader->texts("cors");
    server.trusted_proxies = reader->texts("trusted_proxies");
    reader->reject_unknown_keys();
}

void read_access(TableReader& root, Project& project)
{
    auto reader = root.table("access");
    if (!reader) {
        return;
    }
    if (const auto tier = reader->choice("anonymous", kTierNames)) {
        project.access.anonymous = static_cast<Tier>(*tier);
    }
    for (TableReader& token : reader->tables("tokens")) {
        project.access.tokens.push_back(read_token(token));
    }
    reader->reject_unknown_keys();
}

}  // namespace heatward::project
