#include "heatward/server/url.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/tabular/text_encoding.hpp"

namespace heatward::server {

namespace {

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

tl::expected<std::string, Problem> path_segment(std::string_view encoded)
{
    auto segment = percent_decode(encoded);
    if (!segment) {
        return segment;
    }
    if (*segment == "." || *segment == "..") {
        return refuse(404, "there is nothing named \".\" or \"..\" here");
    }
    if (segment->find_first_of("/\\") != std::string::npos) {
        return refuse(400, "a path segment may not hold an encoded slash or a backslash");
    }
    return segment;
}

/// Takes "http://host" off the front of an absolute form and gives the host.
std::string_view take_authority(std::string_view& target)
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (target.starts_with(scheme)) {
            const auto end = std::min(target.find_first_of("/?", scheme.size()), target.size());
            const auto authority = target.substr(scheme.size(), end - scheme.size());
            target = end == target.size() ? "/" : target.substr(end);
            return authority;
        }
    }
    return {};
}

}  // namespace

const std::string* Query::find(std::string_view name) const
{
    for (const auto& [known, value] : parameters) {
        if (known == name) {
            return &value;
        }
    }
    return nullptr;
}

tl::expected<std::string, Problem> percent_decode(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const bool whole = i + 2 < text.size();
        const int high = whole ? hex_digit(text[i + 1]) : -1;
        const int low = whole ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return refuse(400, "the address holds a % that two hexadecimal digits do not follow");
        }
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    };
    if (std::any_of(decoded.begin(), decoded.end(), is_control)) {
        return refuse(400, "the address holds an encoded control character");
    }
    if (!tabular::is_utf8(decoded)) {
        return refuse(400, "the address holds encoded bytes that are not UTF-8");
    }
    return decoded;
}

tl::expected<Query, Problem> parse_query(std::string_view text)
{
    Query query;
    while (!text.empty()) {
        const auto end = text.find('&');
        std::string piece(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (piece.empty()) {
            continue;
        }
        std::replace(piece.begin(), piece.end(), '+', ' ');
        const auto equals = piece.find('=');
        auto name = percent_decode(std::string_view(piece).substr(0, equals));
        auto value = percent_decode(equals == std::string::npos
                                        ? std::string_view{}
                                        : std::string_view(piece).substr(equals + 1));
        if (!name) {
            return tl::unexpected<Problem>(name.error());
        }
        if (!value) {
            return bad_parameter(*name, value.error().detail);
        }
        if (name->empty()) {
            return refuse(400, "the query holds a value without a parameter name");
        }
        if (query.find(*name) != nullptr) {
            return bad_parameter(*name, "is given more than once");
        }
        if (query.parameters.size() == kMaxParameters) {
            return refuse(400,
                          fmt::format("the query has more than {} parameters", kMaxParameters));
        }
        query.parameters.emplace_back(std::move(*name), std::move(*value));
    }
    return query;
}

tl::expected<Url, Problem> parse_target(std::string_view target)
{
    if (target.size() > kMaxTargetBytes) {
        return refuse(414, fmt::format("the address is longer than {} bytes", kMaxTargetBytes));
    }
    for (const char c : target) {
        if (c <= 0x20 || c >= 0x7F) {
            return refuse(400, "the address holds a byte that must be percent-encoded");
        }
    }
    Url url;
    url.authority = take_authority(target);
    if (target.find('#') != std::string_view::npos) {
        return refuse(400, "the address holds a fragment (#)");
    }
    const auto question = target.find('?');
    std::string_view path = target.substr(0, question);
    if (!path.starts_with('/')) {
        return refuse(400, "the address does not start with a slash");
    }
    path.remove_prefix(1);
    while (!path.empty()) {
        const auto slash = path.find('/');
        auto segment = path_segment(path.substr(0, slash));
        if (!segment) {
            return tl::unexpected<Problem>(segment.error());
        }
        url.segments.push_back(std::move(*segment));
        if (slash == std::string_view::npos) {
            break;
        }
        path.remove_prefix(slash + 1);
        if (path.empty()) {
            url.segments.emplace_back();  // "/a/" is not "/a"
        }
    }
    if (question != std::string_view::npos) {
        auto query = parse_query(target.substr(question + 1));
        if (!query) {
            return tl::unexpected<Problem>(query.error());
        }
        url.query = std::move(*query);
    }
    return url;
}

}  // namespace heatward::server
