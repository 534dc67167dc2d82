#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heatward/server/service.hpp"
#include "support/example_run.hpp"

namespace heatward::server {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kTile = "/tiles/violence/10/512/337.png";
constexpr const char* kVectorTile = "/tiles/wards/10/512/337.mvt";

/// A service over the example run with options of a test's own.
class TransportTest : public ::testing::Test {
protected:
    void start(ServiceOptions options = {}, Tier anonymous = Tier::analyst)
    {
        options.access = {anonymous, "box"};
        options.listen_text = "127.0.0.1:8080";
        options.threads = 1;
        m_run = run_store::Run::in_memory(test::example_run_data(), Tier::analyst);
        m_service = std::make_unique<Service>(
            std::move(options),
            RunSource{[this] { return m_run; },
                      [](std::string_view) { return std::shared_ptr<const run_store::Run>(); },
                      [](std::string_view) { return std::optional<std::vector<Tier>>(); }});
    }

    Response get(const std::string& target, std::vector<Header> headers = {},
                 const std::string& remote = "127.0.0.1", const std::string& method = "GET")
    {
        headers.push_back({"Host", "localhost:8080"});
        return m_service->respond({method, target, std::move(headers), remote});
    }

    std::shared_ptr<const run_store::Run> m_run;
    std::unique_ptr<Service> m_service;
};

TEST_F(TransportTest, AKeptAnswerIsTheSameAsAMadeOne)
{
    start();
    for (const char* target :
         {kTile, kVectorTile, "/legend/violence.png", "/viewer.css", "/tiles/wards/8/10/10.mvt"}) {
        const auto before = m_service->cache_figures().hits;
        const Response made = get(target);
        const Response kept = get(target);
        EXPECT_EQ(m_service->cache_figures().hits, before + 1) << target;
        EXPECT_EQ(kept.status, made.status);
        EXPECT_EQ(kept.body, made.body);
        EXPECT_EQ(kept.content_type, made.content_type);
        for (const auto& header : made.headers) {
            if (header.name != "X-Request-Id") {
                EXPECT_EQ(kept.header(header.name), made.header(header.name)) << header.name;
            }
        }
        const Response known = get(target, {{"If-None-Match", made.header("ETag")}});
        EXPECT_EQ(known.status, 304) << target;
        EXPECT_EQ(known.header("ETag"), made.header("ETag"));
    }
}

TEST_F(TransportTest, ANewRunsAnswersAreItsOwn)
{
    start();
    const Response before = get(kTile);
    auto data = test::example_run_data();
    data.run_id = "00000000000000dd";
    m_run = run_store::Run::in_memory(std::move(data), Tier::analyst);
    const Response after = get(kTile, {{"If-None-Match", before.header("ETag")}});
    EXPECT_EQ(after.status, 200);
    EXPECT_NE(after.header("ETag"), before.header("ETag"));
}

TEST_F(TransportTest, APinnedAddressIsImmutableAlthoughTheAnswerIsKept)
{
    start();
    EXPECT_THAT(get(kTile).header("Cache-Control"), HasSubstr("no-cache"));
    const std::string pinned = std::string(kTile) + "?run=" + std::string(m_run->id());
    EXPECT_THAT(get(pinned).header("Cache-Control"), HasSubstr("immutable"));
    EXPECT_THAT(get(kTile).header("Cache-Control"), HasSubstr("no-cache"));
}

TEST_F(TransportTest, TextIsCompressedWhereThatIsAskedFor)
{
    start();
    const Response plain = get("/api");
    EXPECT_EQ(plain.header("Content-Encoding"), "");
    EXPECT_EQ(plain.header("Vary"), "Accept, Authorization");
    const Response zipped = get("/api", {{"Accept-Encoding", "gzip, br;q=0.5"}});
    EXPECT_EQ(zipped.header("Content-Encoding"), "gzip");
    EXPECT_LT(zipped.body.size(), plain.body.size() / 2);
    EXPECT_THAT(zipped.body, StartsWith("\x1f\x8b"));
    EXPECT_NE(zipped.header("ETag"), plain.header("ETag"));
    bool varies = false;
    for (const auto& header : plain.headers) {
        varies = varies || (header.name == "Vary" && header.value == "Accept-Encoding");
    }
    EXPECT_TRUE(varies);  // of the plain one too
    // Either tag proves that the client has it.
    for (const auto& tag : {plain.header("ETag"), zipped.header("ETag")}) {
        const Response known = get("/api", {{"Accept-Encoding", "gzip"}, {"If-None-Match", tag}});
        EXPECT_EQ(known.status, 304);
        EXPECT_EQ(known.header("ETag"), tag);
        EXPECT_THAT(known.body, IsEmpty());
    }
}

TEST_F(TransportTest, PicturesAndSmallBodiesAreNotCompressed)
{
    start();
    for (const char* target : {kTile, "/health", "/conformance?f=json"}) {
        const Response response = get(target, {{"Accept-Encoding", "gzip, br"}});
        if (response.body.size() < kLeastCompressedBytes || response.content_type == "image/png") {
            EXPECT_EQ(response.header("Content-Encoding"), "") << target;
        }
    }
}

TEST_F(TransportTest, TheViewerComesCompressedBeforehand)
{
    start();
    const Response plain = get("/viewer.js");
    const Response brotli = get("/viewer.js", {{"Accept-Encoding", "gzip, deflate, br"}});
    const Response zipped = get("/viewer.js", {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(plain.header("Content-Encoding"), "");
    EXPECT_EQ(brotli.header("Content-Encoding"), "br");
    EXPECT_EQ(zipped.header("Content-Encoding"), "gzip");
    EXPECT_LT(brotli.body.size(), zipped.body.size());
    EXPECT_LT(zipped.body.size(), plain.body.size() / 2);
    EXPECT_NE(brotli.header("ETag"), plain.header("ETag"));
    EXPECT_EQ(
        get("/viewer.js", {{"Accept-Encoding", "br"}, {"If-None-Match", brotli.header("ETag")}})
            .status,
        304);
}

TEST_F(TransportTest, ForeignHostsAreNeverRepeated)
{
    ServiceOptions options;
    start(std::move(options));
    for (const char* target : {"/?f=json", "/tiles/violence.json", "/collections", "/nothing",
                               "/collections/wards/items?limit=1"}) {
        const Response refused =
            m_service->respond({"GET", target, {{"Host", "evil.example"}}, "127.0.0.1"});
        EXPECT_EQ(refused.status, 421);
        EXPECT_THAT(refused.body, Not(HasSubstr("evil")));
        const Response answered = get(target, {{"X-Forwarded-Host", "evil.example"},
                                               {"Forwarded", "host=evil.example"},
                                               {"X-Forwarded-Proto", "evil"}});
        EXPECT_THAT(answered.body, Not(HasSubstr("evil"))) << target;
        for (const auto& header : answered.headers) {
            EXPECT_THAT(header.value, Not(HasSubstr("evil")));
        }
    }
}

TEST_F(TransportTest, LinksRepeatNoAddressOfSomebodyElse)
{
    ServiceOptions options;
    options.trusted_proxies = TrustedProxies({"10.0.0.1"});
    start(std::move(options), Tier::public_);
    const auto link_for = [&](const std::string& host, const std::string& remote,
                              std::vector<Header> headers = {}) {
        headers.push_back({"Host", host});
        Request request{"GET", "/api", std::move(headers), remote, "192.0.2.7:8080"};
        const auto json = nlohmann::json::parse(m_service->respond(request).body);
        return json.at("servers").at(0).at("url").get<std::string>();
    };
    EXPECT_EQ(link_for("192.0.2.7:8080", "203.0.113.9"), "http://192.0.2.7:8080");
    EXPECT_EQ(link_for("localhost:9999", "127.0.0.1"), "http://localhost:9999");
    EXPECT_EQ(link_for("203.0.113.66", "203.0.113.9"), "http://192.0.2.7:8080");
    EXPECT_EQ(link_for("[2001:db8::66]", "203.0.113.9"), "http://192.0.2.7:8080");
    // A listed proxy's word counts, its Host header does not.
    EXPECT_EQ(link_for("203.0.113.66", "10.0.0.1"), "http://192.0.2.7:8080");
    EXPECT_EQ(link_for("203.0.113.66", "10.0.0.1", {{"X-Forwarded-For", "198.51.100.1"}}),
              "http://192.0.2.7:8080");
    EXPECT_EQ(link_for("localhost", "10.0.0.1", {{"X-Forwarded-Host", "maps.example"}}),
              "http://maps.example");
    EXPECT_EQ(link_for("localhost", "10.0.0.2", {{"X-Forwarded-Host", "maps.example"}}),
              "http://localhost");
}

TEST_F(TransportTest, PublicUrlIsTheBaseOfLinksAndItsPathMayBeThereOrNot)
{
    ServiceOptions options;
    options.public_url = "https://maps.example.org/heat/v1/";
    start(std::move(options));
    const Response stripped = get("/tiles/violence.json");
    EXPECT_EQ(stripped.status, 200);
    EXPECT_THAT(stripped.body, HasSubstr("https://maps.example.org/heat/v1/tiles/violence/{z}"));
    EXPECT_EQ(get("/heat/v1/tiles/violence.json").body, stripped.body);
    EXPECT_EQ(get(std::string("/heat/v1") + kTile).body, get(kTile).body);
    EXPECT_EQ(get("/heat/v1/?f=json").body, get("/?f=json").body);
    EXPECT_EQ(get("/heat/v1/nothing").status, 404);
    EXPECT_EQ(get("/heat/tiles/violence.json").status, 404);
    const Response bare = get("/heat/v1", {{"Accept", "text/html"}});
    EXPECT_EQ(bare.status, 308);
    EXPECT_EQ(bare.header("Location"), "https://maps.example.org/heat/v1/");
    EXPECT_THAT(get("/heat/v1/", {{"Accept", "text/html"}}).content_type, StartsWith("text/html"));
}

TEST_F(TransportTest, EveryAnswerHasARequestId)
{
    ServiceOptions options;
    options.trusted_proxies = TrustedProxies({"10.0.0.1"});
    start(std::move(options));
    for (const char* target : {"/health", kTile, kTile, "/nothing", "/%zz"}) {
        const Response response = get(target, {{"X-Request-Id", "mine"}});
        EXPECT_EQ(response.header("X-Request-Id").size(), 36U) << target;
        if (response.status >= 400) {
            EXPECT_EQ(nlohmann::json::parse(response.body)["instance"],
                      "urn:uuid:" + response.header("X-Request-Id"));
        }
    }
    EXPECT_EQ(get("/health", {{"X-Request-Id", "mine"}}, "10.0.0.1").header("X-Request-Id"),
              "mine");
    EXPECT_EQ(get("/health", {{"X-Request-Id", "a<b"}}, "10.0.0.1").header("X-Request-Id").size(),
              36U);
}

TEST_F(TransportTest, PreflightsOfListedOriginsAreAnswered)
{
    ServiceOptions options;
    options.cors = {"https://gis.example"};
    start(std::move(options));
    const auto preflight = [&](const std::string& origin) {
        return get(kTile, {{"Origin", origin}, {"Access-Control-Request-Method", "GET"}},
                   "127.0.0.1", "OPTIONS");
    };
    const Response allowed = preflight("https://gis.example");
    EXPECT_EQ(allowed.status, 204);
    EXPECT_EQ(allowed.header("Access-Control-Allow-Origin"), "https://gis.example");
    EXPECT_THAT(allowed.header("Access-Control-Allow-Methods"), HasSubstr("GET"));
    EXPECT_EQ(allowed.header("Access-Control-Max-Age"), "600");
    EXPECT_EQ(allowed.header("Access-Control-Allow-Credentials"), "");
    const Response other = preflight("https://evil.example");
    EXPECT_EQ(other.header("Access-Control-Allow-Origin"), "");
    EXPECT_EQ(other.header("Access-Control-Allow-Methods"), "");
    // A kept answer is as open as a made one.
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(
            get(kTile, {{"Origin", "https://gis.example"}}).header("Access-Control-Allow-Origin"),
            "https://gis.example");
        EXPECT_EQ(
            get(kTile, {{"Origin", "https://evil.example"}}).header("Access-Control-Allow-Origin"),
            "");
    }
}

TEST_F(TransportTest, MetricsAreForAnalystsAndCollectorsOnThisMachine)
{
    ServiceOptions options;
    options.metrics = [] { return std::string("figures 1\n"); };
    start(std::move(options));
    EXPECT_EQ(get("/metrics").body, "figures 1\n");
    EXPECT_THAT(get("/metrics").content_type, StartsWith("text/plain; version=0.0.4"));

    ServiceOptions open;
    open.metrics = [] { return std::string("figures 1\n"); };
    open.access.anonymous = Tier::public_;
    Service asked(std::move(open), RunSource{[] { return nullptr; }, {}, {}});
    EXPECT_EQ(asked.respond({"GET", "/metrics", {{"Host", "a"}}, "127.0.0.1"}).status, 200);
    EXPECT_EQ(asked.respond({"GET", "/metrics", {{"Host", "a"}}, "203.0.113.9"}).status, 403);
    EXPECT_EQ(asked
                  .respond({"GET",
                            "/metrics",
                            {{"Host", "a"}, {"X-Forwarded-For", "203.0.113.9"}},
                            "127.0.0.1"})
                  .status,
              403);

    ServiceOptions proxied;
    proxied.metrics = [] { return std::string("figures 1\n"); };
    proxied.access.anonymous = Tier::public_;
    proxied.trusted_proxies = TrustedProxies({"127.0.0.1"});
    Service behind(std::move(proxied), RunSource{[] { return nullptr; }, {}, {}});
    EXPECT_EQ(behind.respond({"GET", "/metrics", {{"Host", "a"}}, "127.0.0.1"}).status, 403);
    EXPECT_EQ(behind.respond({"GET", "/metrics", {{"Host", "a"}}, "127.0.0.2"}).status, 200);
}

}  // namespace
}  // namespace heatward::server
