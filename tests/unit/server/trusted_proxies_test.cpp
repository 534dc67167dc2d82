#include "heatward/server/trusted_proxies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client_share.hpp"
#include "heatward/core/error.hpp"

namespace heatward::server {
namespace {

Request settled(const TrustedProxies& proxies, const std::string& remote,
                std::vector<Header> headers)
{
    Request request;
    request.remote = remote;
    request.headers = std::move(headers);
    request.headers.push_back({"Host", "inner:8080"});
    proxies.settle(request);
    return request;
}

TEST(TrustedProxies, HoldAddressesAndNetworks)
{
    const TrustedProxies proxies({"10.1.2.3", "192.168.0.0/16", "fd00::/8", "2001:db8::1"});
    for (const char* address : {"10.1.2.3", "192.168.255.1", "fd12::9", "2001:db8::1",
                                "::ffff:10.1.2.3", "::ffff:192.168.1.1"}) {
        EXPECT_TRUE(proxies.contains(address)) << address;
    }
    for (const char* address :
         {"10.1.2.4", "192.169.0.1", "fe00::1", "2001:db8::2", "", "nonsense"}) {
        EXPECT_FALSE(proxies.contains(address)) << address;
    }
    EXPECT_TRUE(TrustedProxies({"0.0.0.0/0"}).contains("8.8.8.8"));
    EXPECT_FALSE(TrustedProxies({"0.0.0.0/0"}).contains("2001:db8::1"));
}

TEST(TrustedProxies, SayWhatIsNoAddress)
{
    for (const char* text :
         {"proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "", "/8", "::/129"}) {
        try {
            const TrustedProxies proxies({text});
            ADD_FAILURE() << text;
        } catch (const DataError& error) {
            EXPECT_THAT(error.what(), ::testing::HasSubstr("trusted_proxies"));
        }
    }
}

TEST(TrustedProxies, NobodyElseIsBelieved)
{
    const auto request = settled(TrustedProxies({"10.0.0.1"}), "203.0.113.9",
                                 {{"X-Forwarded-For", "198.51.100.1"},
                                  {"X-Forwarded-Host", "evil.example"},
                                  {"X-Forwarded-Proto", "https"}});
    EXPECT_EQ(request.client, "203.0.113.9");
    EXPECT_EQ(request.host, "inner:8080");
    EXPECT_FALSE(request.is_https);
    EXPECT_FALSE(request.is_host_vouched_for);
    EXPECT_TRUE(request.is_proxied);
    EXPECT_FALSE(settled({}, "127.0.0.1", {}).is_proxied);
}

TEST(TrustedProxies, WhatAProxySendsIsProxiedWhateverItSays)
{
    // A listed one that says nothing; and any that says so by a header of its own.
    EXPECT_TRUE(settled(TrustedProxies({"127.0.0.1"}), "127.0.0.1", {}).is_proxied);
    for (const char* name : {"Forwarded", "X-Forwarded-Proto", "Via", "X-Real-IP", "X-Client-IP",
                             "True-Client-IP", "CF-Connecting-IP"}) {
        EXPECT_TRUE(settled({}, "127.0.0.1", {{name, "203.0.113.9"}}).is_proxied) << name;
    }
}

TEST(TrustedProxies, TheClientIsTheLastThatIsNoProxy)
{
    const TrustedProxies proxies({"10.0.0.0/8"});
    // The first is what the client itself made up.
    auto request = settled(proxies, "10.0.0.1",
                           {{"X-Forwarded-For", "1.1.1.1, 203.0.113.9"},
                            {"X-Forwarded-For", "10.0.0.2"},
                            {"X-Forwarded-Host", "maps.example"},
                            {"X-Forwarded-Proto", "https"}});
    EXPECT_EQ(request.client, "203.0.113.9");
    EXPECT_EQ(request.host, "maps.example");
    EXPECT_TRUE(request.is_host_vouched_for);
    EXPECT_TRUE(request.is_https);
    request = settled(proxies, "10.0.0.1", {{"X-Forwarded-For", "10.0.0.3, 10.0.0.2"}});
    EXPECT_EQ(request.client, "10.0.0.3");
    request = settled(proxies, "10.0.0.1", {{"X-Forwarded-For", "1.1.1.1, <script>"}});
    EXPECT_EQ(request.client, "10.0.0.1");
}

TEST(TrustedProxies, ForwardedIsRead)
{
    const auto request =
        settled(TrustedProxies({"10.0.0.1"}), "10.0.0.1",
                {{"Forwarded",
                  "for=1.1.1.1, For=\"[2001:db8::7]:4711\";Proto=https;host=\"maps.example\""}});
    EXPECT_EQ(request.client, "2001:db8::7");
    EXPECT_EQ(request.host, "maps.example");
    EXPECT_TRUE(request.is_https);
}

TEST(TrustedProxies, WhereBothHeadersAreThereNeitherCounts)
{
    const auto request = settled(
        TrustedProxies({"10.0.0.1"}), "10.0.0.1",
        {{"Forwarded", "for=1.1.1.1;host=evil.example"}, {"X-Forwarded-For", "203.0.113.9"}});
    EXPECT_EQ(request.client, "10.0.0.1");
    EXPECT_EQ(request.host, "inner:8080");
}

TEST(ClientShare, IsAnAddressOrAnIpv6Network)
{
    EXPECT_EQ(client_share("203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(client_share("::ffff:203.0.113.9"), "::ffff:203.0.113.9");
    EXPECT_EQ(client_share("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    EXPECT_EQ(client_share("2001:db8:1:2:ffff::1"), "2001:db8:1:2::");
    EXPECT_NE(client_share("2001:db8:1:3::1"), "2001:db8:1:2::");
    EXPECT_EQ(client_share(""), "");
}

}  // namespace
}  // namespace heatward::server
