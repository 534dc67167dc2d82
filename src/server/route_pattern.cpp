#include "heatward/server/route_pattern.hpp"

namespace heatward::server {

RoutePattern::RoutePattern(std::string_view pattern) : m_text(pattern)
{
    pattern.remove_prefix(1);
    while (!pattern.empty()) {
        const auto slash = pattern.find('/');
        std::string_view text = pattern.substr(0, slash);
        Segment segment;
        while (!text.empty()) {
            const bool is_capture = text.front() == '{';
            const auto end = is_capture ? text.find('}') : text.find('{');
            segment.push_back({is_capture, std::string(is_capture ? text.substr(1, end - 1)
                                                                  : text.substr(0, end))});
            text = end == std::string_view::npos ? std::string_view{}
                                                 : text.substr(is_capture ? end + 1 : end);
        }
        m_segments.push_back(std::move(segment));
        pattern = slash == std::string_view::npos ? std::string_view{} : pattern.substr(slash + 1);
    }
}

std::optional<Captures> RoutePattern::match(std::span<const std::string> segments) const
{
    if (segments.size() != m_segments.size()) {
        return std::nullopt;
    }
    Captures captures;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!match_segment(m_segments[i], segments[i], captures)) {
            return std::nullopt;
        }
    }
    return captures;
}

std::vector<std::string> RoutePattern::names() const
{
    std::vector<std::string> names;
    for (const auto& segment : m_segments) {
        for (const auto& token : segment) {
            if (token.is_capture) {
                names.push_back(token.text);
            }
        }
    }
    return names;
}

bool RoutePattern::match_segment(const Segment& tokens, std::string_view text, Captures& captures)
{
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].is_capture) {
            if (!text.starts_with(tokens[i].text)) {
                return false;
            }
            text.remove_prefix(tokens[i].text.size());
            continue;
        }
        std::size_t end = text.size();
        if (i + 1 < tokens.size()) {
            const std::string& next = tokens[i + 1].text;
            const bool is_last = i + 2 == tokens.size();
            if (is_last && !text.ends_with(next)) {
                return false;
            }
            end = is_last ? text.size() - next.size() : text.find(next);
        }
        if (end == 0 || end == std::string_view::npos) {
            return false;
        }
        captures.insert_or_assign(tokens[i].text, std::string(text.substr(0, end)));
        text.remove_prefix(end);
    }
    return text.empty();
}

}  // namespace heatward::server
