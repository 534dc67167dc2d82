#include "heatward/server/url.hpp"

#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/tabular/text_encoding.hpp"

namespace heatward::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

int status_of(std::string_view target)
{
    const auto url = parse_target(target);
    return url ? 200 : url.error().status;
}

TEST(Target, IsTakenApartAndDecoded)
{
    const auto url = parse_target("/tiles/a%20b/1/2/3.png?datetime=2025-01%2F2025-06&x=a+b%2Bc&y");
    ASSERT_TRUE(url.has_value());
    EXPECT_THAT(url->segments, ElementsAre("tiles", "a b", "1", "2", "3.png"));
    EXPECT_THAT(url->query.parameters, ElementsAre(Pair("datetime", "2025-01/2025-06"),
                                                   Pair("x", "a b+c"), Pair("y", "")));
    EXPECT_EQ(*url->query.find("x"), "a b+c");
    EXPECT_EQ(url->query.find("z"), nullptr);
}

TEST(Target, RootHasNoSegmentsAndAClosingSlashIsOneMore)
{
    EXPECT_THAT(parse_target("/")->segments, IsEmpty());
    EXPECT_THAT(parse_target("/?f=json")->segments, IsEmpty());
    EXPECT_THAT(parse_target("/a/")->segments, ElementsAre("a", ""));
    EXPECT_THAT(parse_target("//a")->segments, ElementsAre("", "a"));
}

TEST(Target, AbsoluteFormNamesItsHost)
{
    const auto url = parse_target("http://example.org:80/health?x=1");
    ASSERT_TRUE(url.has_value());
    EXPECT_EQ(url->authority, "example.org:80");
    EXPECT_THAT(url->segments, ElementsAre("health"));
    EXPECT_EQ(parse_target("http://example.org")->authority, "example.org");
    EXPECT_THAT(parse_target("/http://example.org")->authority, IsEmpty());
}

TEST(Target, RefusesWhatCouldLeadAstray)
{
    for (const char* target : {"",
                               "*",
                               "a",
                               "?a=1",
                               "/a%00b",
                               "/a%0d%0aSet-Cookie:x",
                               "/a%2fb",
                               "/a%2Fb",
                               "/a%5cb",
                               "/a\\b",
                               "/%",
                               "/%1",
                               "/%zz",
                               "/a%ff",
                               "/%c0%ae%c0%ae/",
                               "/%ed%a0%80",
                               "/a b",
                               "/a\tb",
                               "/a\x7f",
                               "/\xe2\x98\x83",
                               "/a#b",
                               "/?a=%00",
                               "/?a=%1f",
                               "/?=1",
                               "/?a=1&a=2",
                               "/?a&%61=1",
                               "/?a=%zz",
                               "/?a=%ff"}) {
        EXPECT_EQ(status_of(target), 400) << target;
    }
    for (const char* target : {"/.", "/..", "/a/../b", "/%2e%2e/etc/passwd", "/.%2E", "/a/./b"}) {
        EXPECT_EQ(status_of(target), 404) << target;
    }
    EXPECT_EQ(status_of("/" + std::string(kMaxTargetBytes, 'a')), 414);
    EXPECT_EQ(status_of("/" + std::string(kMaxTargetBytes - 1, 'a')), 200);
}

TEST(Target, NamesTheParameterThatIsToBlame)
{
    EXPECT_EQ(parse_target("/?run=1&run=2").error().parameter, "run");
    EXPECT_EQ(parse_target("/?bbox=%00").error().parameter, "bbox");
    std::string many = "/?";
    for (std::size_t i = 0; i <= kMaxParameters; ++i) {
        many += fmt::format("p{}=1&", i);
    }
    EXPECT_EQ(status_of(many), 400);
}

TEST(Target, DecodesWhateverIsEncodedTextAndNothingElse)
{
    // Every text of one to eight random characters survives encoding byte by byte.
    std::mt19937 random(7);
    const std::vector<std::string> characters{"a", "Z", "0", " ", "%", "&",         "=",
                                              "+", "?", "#", "ü", "☃", "\U0001F5FA"};
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (std::size_t length = 1 + random() % 8; length > 0; --length) {
            text += characters[random() % characters.size()];
        }
        std::string encoded;
        for (const char c : text) {
            constexpr std::string_view kDigits = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
        }
        const auto url = parse_target(fmt::format("/{0}?x={0}", encoded));
        ASSERT_TRUE(url.has_value()) << encoded;
        EXPECT_EQ(url->segments[0], text);
        EXPECT_EQ(*url->query.find("x"), text);
    }
}

TEST(Target, RandomBytesNeverDecodeToControlCharactersOrBrokenText)
{
    std::mt19937 random(11);
    constexpr std::string_view kAlphabet = "/%?&=+.20afcE8\\#:;a\x01\xC3\xA9";
    for (int i = 0; i < 20000; ++i) {
        std::string target = "/";
        for (std::size_t length = random() % 24; length > 0; --length) {
            target += kAlphabet[random() % kAlphabet.size()];
        }
        const auto url = parse_target(target);
        if (!url) {
            EXPECT_GE(url.error().status, 400);
            continue;
        }
        for (const auto& segment : url->segments) {
            EXPECT_TRUE(tabular::is_utf8(segment));
            EXPECT_EQ(segment.find_first_of(std::string_view("/\\\0\r\n", 5)), std::string::npos);
            EXPECT_NE(segment, "..");
        }
    }
}

}  // namespace
}  // namespace heatward::server
