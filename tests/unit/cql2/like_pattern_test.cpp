#include "like_pattern.hpp"

#include <random>

#include <gtest/gtest.h>

namespace heatward::cql2 {
namespace {

bool like(std::string_view text, std::string pattern)
{
    return LikePattern{std::move(pattern)}.matches(text);
}

/// LIKE by its definition, trying everything; for short ASCII.
bool reference(std::string_view text, std::string_view pattern)
{
    if (pattern.empty()) {
        return text.empty();
    }
    if (pattern[0] == '%') {
        return reference(text, pattern.substr(1)) ||
               (!text.empty() && reference(text.substr(1), pattern));
    }
    const bool escaped = pattern[0] == '\\' && pattern.size() > 1;
    const char wanted = pattern[escaped ? 1 : 0];
    const bool fits = !text.empty() && (text[0] == wanted || (!escaped && wanted == '_'));
    return fits && reference(text.substr(1), pattern.substr(escaped ? 2 : 1));
}

TEST(LikePattern, KnownAnswers)
{
    EXPECT_TRUE(like("", ""));
    EXPECT_TRUE(like("", "%"));
    EXPECT_FALSE(like("", "_"));
    EXPECT_TRUE(like("100%", "100\\%"));
    EXPECT_FALSE(like("1000", "100\\%"));
    EXPECT_TRUE(like("a\\b", "a\\\\b"));
    EXPECT_TRUE(like("a\\", "a\\"));
    EXPECT_TRUE(like("Café", "Caf_"));
    EXPECT_FALSE(like("Café", "Caf__"));
    EXPECT_TRUE(like("😀x", "_x"));
    EXPECT_TRUE(like("éé", "%_é"));
}

TEST(LikePattern, AgreesWithItsDefinition)
{
    std::mt19937 random{20250615};
    const auto word = [&](std::string_view letters, std::size_t longest) {
        std::string out;
        const std::size_t length = random() % (longest + 1);
        for (std::size_t i = 0; i < length; ++i) {
            out += letters[random() % letters.size()];
        }
        return out;
    };
    int matched = 0;
    for (int i = 0; i < 50000; ++i) {
        const std::string text = word("ab%\\", 7);
        const std::string pattern = word("ab%_\\", 7);
        const bool expected = reference(text, pattern);
        matched += expected ? 1 : 0;
        ASSERT_EQ(like(text, pattern), expected) << text << " LIKE " << pattern;
    }
    EXPECT_GT(matched, 1000);
}

TEST(LikePattern, ManyRunsTakeNoExponentialTime)
{
    std::string pattern;
    for (int i = 0; i < 100; ++i) {
        pattern += "%a";
    }
    EXPECT_FALSE(like(std::string(10000, 'a'), pattern + "b"));
    EXPECT_TRUE(like(std::string(10000, 'a') + "b", pattern + "b"));
}

}  // namespace
}  // namespace heatward::cql2
