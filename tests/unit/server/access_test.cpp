#include "heatward/server/access.hpp"

#include <unistd.h>

#include <array>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::server {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

ListenAddress at(std::string_view text) { return parse_listen_address(text).value(); }

TEST(ListenAddress, ReadsAddressesAndPorts)
{
    EXPECT_EQ(at("127.0.0.1:8080").text(), "127.0.0.1:8080");
    EXPECT_EQ(at("[::1]:0").text(), "[::1]:0");
    EXPECT_EQ(at("[0:0:0:0:0:0:0:1]:65535").text(), "[::1]:65535");
    EXPECT_EQ(at("localhost:80").host, "127.0.0.1");
    EXPECT_TRUE(at("127.8.9.1:1").is_loopback);
    EXPECT_TRUE(at("[::1]:1").is_loopback);
    for (const char* open : {"0.0.0.0:1", "[::]:1", "192.168.0.1:1", "128.0.0.1:1",
                             "[::ffff:127.0.0.1]:1", "[fe80::1]:1"}) {
        EXPECT_FALSE(at(open).is_loopback) << open;
    }
}

TEST(ListenAddress, RefusesWhatIsNone)
{
    for (const char* text : {"",
                             ":",
                             "8080",
                             "127.0.0.1",
                             "127.0.0.1:",
                             ":8080",
                             "127.0.0.1:x",
                             "127.0.0.1:-1",
                             "127.0.0.1:65536",
                             "127.0.0.1:80 ",
                             "127.0.0.1: 80",
                             "127.0.0.1:+80",
                             "::1:80",
                             "[::1]",
                             "[127.0.0.1]:80",
                             "[localhost]:80",
                             "example.org:80",
                             "127.1:80",
                             "[]:80",
                             "http://127.0.0.1:80"}) {
        const auto address = parse_listen_address(text);
        EXPECT_FALSE(address.has_value()) << text;
    }
}

TEST(Access, DefaultsToAnalystOnlyWhereNobodyElseCanCome)
{
    const project::Access none;
    const project::Server plain;
    EXPECT_EQ(access_rules(none, plain, at("127.0.0.1:0")).anonymous, Tier::analyst);
    EXPECT_EQ(access_rules(none, plain, at("[::1]:0")).anonymous, Tier::analyst);
    EXPECT_EQ(access_rules(none, plain, at("0.0.0.0:0")).anonymous, Tier::public_);
    project::Server proxied;
    proxied.public_url = "https://maps.example.org/heat";
    EXPECT_EQ(access_rules(none, proxied, at("127.0.0.1:0")).anonymous, Tier::public_);
}

TEST(Access, RefusesTokensThatNobodyWouldCheck)
{
    project::Access access;
    access.anonymous = Tier::nobody;
    access.tokens.push_back({"csp", std::string(64, 'a'), Tier::partner, "", {}});
    try {
        access_rules(access, {}, at("127.0.0.1:0"));
        ADD_FAILURE();
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("[access] tokens cannot be checked"));
    }
}

TEST(Access, TakesTheProjectsWordButNeverOpensIncidentsToANetwork)
{
    project::Access access;
    for (const Tier tier : {Tier::nobody, Tier::public_, Tier::partner}) {
        access.anonymous = tier;
        EXPECT_EQ(access_rules(access, {}, at("0.0.0.0:0")).anonymous, tier);
        EXPECT_EQ(tier_of(access_rules(access, {}, at("127.0.0.1:0")), {}), tier);
    }
    access.anonymous = Tier::analyst;
    EXPECT_EQ(access_rules(access, {}, at("127.0.0.1:0")).anonymous, Tier::analyst);
    for (const char* open : {"0.0.0.0:0", "[::]:0", "10.0.0.1:0"}) {
        try {
            access_rules(access, {}, at(open));
            ADD_FAILURE() << open;
        } catch (const DataError& error) {
            EXPECT_THAT(error.what(), HasSubstr("[access] anonymous"));
        }
    }
}

TEST(Access, NeverOpensIncidentsThroughAProxyOrToAnotherOrigin)
{
    const auto refusal = [](std::optional<Tier> anonymous, const project::Server& server) {
        project::Access access;
        access.anonymous = anonymous;
        try {
            access_rules(access, server, at("127.0.0.1:0"));
            return std::string();
        } catch (const DataError& error) {
            return std::string(error.what());
        }
    };
    project::Server proxied;
    proxied.public_url = "https://maps.example.org/heat";
    EXPECT_THAT(refusal(Tier::analyst, proxied),
                AllOf(HasSubstr("[access] anonymous"), HasSubstr("[server] public_url")));
    EXPECT_EQ(refusal(Tier::partner, proxied), "");
    EXPECT_EQ(refusal(std::nullopt, proxied), "");
    project::Server behind;
    behind.trusted_proxies = {"127.0.0.1"};
    EXPECT_THAT(refusal(Tier::analyst, behind),
                AllOf(HasSubstr("[access] anonymous"), HasSubstr("[server] trusted_proxies")));
    EXPECT_EQ(access_rules({}, behind, at("127.0.0.1:0")).anonymous, Tier::public_);
    for (const char* origin : {"*", "https://gis.example"}) {
        project::Server shared;
        shared.cors = {origin};
        for (const auto anonymous : {std::optional(Tier::analyst), std::optional<Tier>()}) {
            EXPECT_THAT(refusal(anonymous, shared),
                        AllOf(HasSubstr("[server] cors"), HasSubstr("[access] anonymous")))
                << origin;
        }
        EXPECT_EQ(refusal(Tier::public_, shared), "");
    }
}

TEST(Access, AFolderIsServedOnLoopbackOnly)
{
    EXPECT_EQ(folder_access_rules(at("127.0.0.1:0")).anonymous, Tier::analyst);
    EXPECT_THROW(folder_access_rules(at("0.0.0.0:0")), UsageError);
}

TEST(Access, RefusesAnotherSitesNameWhileCallersAreAnalysts)
{
    AccessRules rules{Tier::analyst, "box"};
    for (const char* host : {"127.0.0.1:8080", "localhost", "LocalHost:80", "[::1]:80",
                             "192.168.0.7", "box", "BOX:8080"}) {
        EXPECT_TRUE(check_host(rules, host).has_value()) << host;
    }
    for (const char* host :
         {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "notlocalhost.example",
          "maps.example.org.evil.example", "boxes", "printer", "printer:8080", "box.local",
          "evil.localhost", "", ":8080", "[]"}) {
        const auto checked = check_host(rules, host);
        ASSERT_FALSE(checked.has_value()) << host;
        EXPECT_EQ(checked.error().status, 421);
    }
    rules.anonymous = Tier::public_;
    EXPECT_TRUE(check_host(rules, "evil.example").has_value());
    EXPECT_FALSE(check_host({Tier::analyst, ""}, "").has_value());
}

TEST(Access, LinksRepeatThisMachinesAddressesAlone)
{
    const AccessRules rules{Tier::public_, "box"};
    const auto is_own = [&](const char* host) {
        return is_own_host(rules, host, {"0.0.0.0:8080", "192.0.2.7:8080", "[2001:db8::7]:8080"});
    };
    for (const char* host :
         {"localhost", "LOCALHOST:9", "127.0.0.1:8080", "127.1.2.3", "[::1]:80",
          "[0:0:0:0:0:0:0:1]", "box:80", "192.0.2.7", "192.0.2.7:99", "[2001:DB8:0::7]:8080"}) {
        EXPECT_TRUE(is_own(host)) << host;
    }
    for (const char* host :
         {"203.0.113.66", "203.0.113.66:8080", "192.0.2.70", "[2001:db8::66]",
          "[2001:db8::66]:8080", "127.evil.example", "evil.example", "", ":80", "[]"}) {
        EXPECT_FALSE(is_own(host)) << host;
    }
    EXPECT_FALSE(is_own_host({Tier::public_, ""}, "", {""}));
}

TEST(Access, KnowsTheMachinesOwnName)
{
    std::array<char, 256> name{};
    ASSERT_EQ(::gethostname(name.data(), name.size() - 1), 0);
    const std::string host = std::string(name.data()) + ":8080";
    EXPECT_TRUE(check_host(access_rules({}, {}, at("127.0.0.1:0")), host).has_value());
    EXPECT_TRUE(check_host(folder_access_rules(at("127.0.0.1:0")), host).has_value());
}

}  // namespace
}  // namespace heatward::server
