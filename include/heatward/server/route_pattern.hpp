#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::server {

/// What stood in a pattern's braces, by name.
using Captures = std::map<std::string, std::string, std::less<>>;

/// A path such as "/tiles/{layer}/{z}/{x}/{y}@2x.png". A name in braces takes one or more bytes up
/// to where the text after it first stands; the last one of a segment goes to the segment's end.
class RoutePattern {
public:
    explicit RoutePattern(std::string_view pattern);

    /// The captures where the decoded path segments are of this form.
    [[nodiscard]] std::optional<Captures> match(std::span<const std::string> segments) const;

    [[nodiscard]] const std::string& text() const { return m_text; }
    /// The names in braces, from left to right.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    struct Token {
        bool is_capture = false;
        std::string text;  ///< the name or the literal
    };
    using Segment = std::vector<Token>;

    static bool match_segment(const Segment& tokens, std::string_view text, Captures& captures);

    std::string m_text;
    std::vector<Segment> m_segments;
};

}  // namespace heatward::server
