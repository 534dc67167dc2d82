#include "like_pattern.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "heatward/cql2/limits.hpp"
#include "refusal.hpp"

namespace heatward::cql2 {
namespace {

/// Where the UTF-8 character after the one at `at` begins.
std::size_t next_character(std::string_view text, std::size_t at)
{
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        ++at;
    }
    return at;
}

}  // namespace

LikePattern::LikePattern(std::string pattern) : m_text(std::move(pattern))
{
    if (m_text.size() > kLongestPattern) {
        throw Refusal{fmt::format("the LIKE pattern has {} bytes: write it in {} or fewer",
                                  m_text.size(), kLongestPattern),
                      {}};
    }
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        const char c = m_text[i];
        if (c == '\\' && i + 1 < m_text.size()) {
            m_pieces.push_back({Kind::byte, m_text[++i]});
        } else if (c == '%') {
            m_pieces.push_back({Kind::any_run, 0});
        } else if (c == '_') {
            m_pieces.push_back({Kind::one_character, 0});
        } else {
            m_pieces.push_back({Kind::byte, c});
        }
    }
}

bool LikePattern::matches(std::string_view text) const
{
    std::size_t at = 0;
    std::size_t piece = 0;
    std::optional<std::size_t> last_run;
    std::size_t run_end = 0;
    while (at < text.size()) {
        const bool left = piece < m_pieces.size();
        if (left && m_pieces[piece].kind == Kind::any_run) {
            last_run = piece++;
            run_end = at;
        } else if (left && m_pieces[piece].kind == Kind::one_character) {
            at = next_character(text, at);
            ++piece;
        } else if (left && m_pieces[piece].byte == text[at]) {
            ++at;
            ++piece;
        } else if (last_run) {
            run_end = next_character(text, run_end);
            at = run_end;
            piece = *last_run + 1;
        } else {
            return false;
        }
    }
    while (piece < m_pieces.size() && m_pieces[piece].kind == Kind::any_run) {
        ++piece;
    }
    return piece == m_pieces.size();
}

}  // namespace heatward::cql2
