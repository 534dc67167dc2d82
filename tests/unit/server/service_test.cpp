#include "heatward/server/service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Every kind of address that answers with a part of the run.
const std::vector<std::pair<std::string, std::string>> kRepresentations{
    {"/?f=json", "application/json"},
    {"/conformance", "application/json"},
    {"/api", "application/vnd.oai.openapi+json;version=3.0"},
    {"/tiles/violence.json", "application/json"},
    {"/tiles/wards.json", "application/json"},
    {"/tiles/violence/10/512/337.png", "image/png"},
    {"/tiles/violence/10/512/337@2x.png", "image/png"},
    {"/tiles/wards/10/512/337.mvt", "application/vnd.mapbox-vector-tile"},
    {"/legend/violence.json", "application/json"},
    {"/legend/violence.png", "image/png"},
    {"/legend/violence@2x.png", "image/png"},
    {"/point/violence/0.12,52.15", "application/json"},
    {"/series/violence", "application/json"},
    {"/series/violence/W1", "application/json"},
    {"/collections", "application/json"},
    {"/collections/wards", "application/json"},
    {"/collections/wards/items", "application/geo+json"},
    {"/collections/wards/items/W1", "application/geo+json"},
    {"/static/violence/D1/300x200.png", "image/png"},
    {"/wms?request=GetCapabilities", "text/xml; charset=utf-8"},
    {"/wms?request=GetCapabilities&version=1.1.1", "application/vnd.ogc.wms_xml"},
    {"/wms?request=GetMap&version=1.3.0&layers=violence&styles=&format=image/png&crs=EPSG:27700&"
     "bbox=540000,250000,560000,260000&width=20&height=10",
     "image/png"},
    {"/wms?request=GetFeatureInfo&version=1.3.0&layers=violence&query_layers=violence&i=3&j=3&"
     "crs=EPSG:27700&bbox=540000,250000,560000,260000&width=20&height=10",
     "text/plain; charset=utf-8"},
    {"/wmts/1.0.0/WMTSCapabilities.xml", "text/xml; charset=utf-8"},
    {"/wmts/1.0.0/wards/default/WebMercatorQuad/10/337/512.png", "image/png"},
    {"/static/violence/0.1,52.1,0.2,52.2/300x200.svg", "image/svg+xml"},
};

TEST(Service, AnswersEveryKindOfAddress)
{
    ServedExample example;
    for (const auto& [target, type] : kRepresentations) {
        const Response response = example.get(target);
        EXPECT_EQ(response.status, 200) << target << ": " << response.body.substr(0, 300);
        EXPECT_EQ(response.content_type, type) << target;
        EXPECT_FALSE(response.body.empty()) << target;
        EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(response.header("Cache-Control"), "private, no-cache") << target;
    }
    EXPECT_EQ(example.failures(), 0);
}

TEST(Service, KnownAnswersAre304AndTagsTellAddressesApart)
{
    ServedExample example;
    std::set<std::string> tags;
    for (const auto& [target, type] : kRepresentations) {
        const std::string tag = example.get(target).header("ETag");
        EXPECT_TRUE(tags.insert(tag).second) << target;
        for (const std::string& known : {tag, "\"other\", " + tag, std::string("*")}) {
            const Response again = example.get(target, {{"If-None-Match", known}});
            EXPECT_EQ(again.status, 304) << target;
            EXPECT_EQ(again.body, "");
            EXPECT_EQ(again.header("ETag"), tag);
        }
        EXPECT_EQ(example.get(target, {{"If-None-Match", "\"other\""}}).status, 200);
    }
    EXPECT_EQ(example.get("/collections/wards/items/none", {{"If-None-Match", "*"}}).status, 404);
    EXPECT_EQ(example.get("/tiles/violence/0/9/9.png", {{"If-None-Match", "*"}}).status, 404);
}

TEST(Service, SameMeaningHasTheSameTag)
{
    ServedExample example;
    const std::string tile = "/tiles/violence/10/512/337.png";
    const std::string tag = example.get(tile).header("ETag");
    EXPECT_EQ(example.get(tile + "?scale=layer&source=police").header("ETag"), tag);
    EXPECT_EQ(example.get(tile + "?datetime=2025").header("ETag"), tag);
    EXPECT_NE(example.get(tile + "?bandwidth=500").header("ETag"), tag);
}

TEST(Service, BrowsersGetTheViewer)
{
    ServedExample example;
    const Response page = example.get("/", {{"Accept", "text/html,application/xhtml+xml"}});
    EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
    EXPECT_THAT(page.body, StartsWith("<!doctype html>"));
    EXPECT_THAT(page.header("Vary"), HasSubstr("Accept"));
    EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("default-src 'self'"));
    EXPECT_EQ(example.get("/", {{"Accept", "*/*"}}).content_type, "application/json");
    EXPECT_EQ(example.get("/?f=json", {{"Accept", "text/html"}}).content_type, "application/json");
    EXPECT_GT(example.get("/viewer.js").body.size(), 100000U);
    EXPECT_EQ(example.get("/viewer.css").content_type, "text/css; charset=utf-8");
}

TEST(Service, LandingPageHasTheAgreedShape)
{
    ServedExample example;
    const auto landing = example.json("/?f=json");
    EXPECT_EQ(landing.at("title"), "Violence in Exampleshire");
    EXPECT_EQ(landing.at("run"), "0123456789abcdef");
    EXPECT_EQ(landing.at("tier"), "analyst");
    EXPECT_THAT(landing.at("generated_by").get<std::string>(), StartsWith("heatward "));
    const auto& layer = landing.at("layers").at(0);
    EXPECT_EQ(layer.at("id"), "violence");
    EXPECT_EQ(layer.at("period"), "2025-01/2025-12");
    EXPECT_EQ(layer.at("kernel"), "quartic");
    EXPECT_EQ(layer.at("bandwidth_m"), 1000);
    EXPECT_EQ(layer.at("weight"), "count");
    EXPECT_EQ(layer.at("tiles"), "tiles/violence.json");
    EXPECT_EQ(layer.at("legend"), "legend/violence.json");
    EXPECT_EQ(layer.at("records_not_events"), false);
    const auto& wards = landing.at("area_sets").at(1);
    EXPECT_EQ(wards.at("title"), "Wards");
    EXPECT_EQ(wards.at("parent"), "districts");
    EXPECT_EQ(wards.at("tiles"), "tiles/wards/{z}/{x}/{y}.mvt");
    EXPECT_EQ(wards.at("count"), 4);
    EXPECT_EQ(wards.at("top"), 10);
    EXPECT_TRUE(landing.at("area_sets").at(0).at("parent").is_null());
    EXPECT_FALSE(landing.contains("marking"));
    const auto& bounds = landing.at("bounds");
    EXPECT_NEAR(bounds.at(0).get<double>(), 0.04, 0.02);
    EXPECT_NEAR(bounds.at(1).get<double>(), 52.13, 0.02);
    EXPECT_NEAR(bounds.at(2).get<double>(), 0.34, 0.02);
    EXPECT_NEAR(bounds.at(3).get<double>(), 52.22, 0.02);
    for (const auto& link : landing.at("links")) {
        EXPECT_THAT(link.at("href").get<std::string>(), StartsWith("http://box:8080/"));
    }
}

TEST(Service, LandingPageTellsCategoriesSourcesMonthsAndHotspots)
{
    auto data = test::example_run_data();
    data.project.categories.push_back({"arson", "Arson", {}, false, {}});  // no layer uses it
    data.incidents.precision[7] = TimePrecision::day;
    const std::size_t source = data.incidents.source[7];
    data.sources[1].periods = months_between({2025, 3}, {2025, 12});
    data.sources[1].missing_periods = {{2025, 2}};
    data.sources[0].by_month = {{{2025, 1}, 123, 120}, {{2025, 2}, 99, 98}};
    data.project.layers[0].period = parse_interval("2024-01/2025-06").value();
    ServedExample example(data);
    const auto landing = example.json("/?f=json");
    EXPECT_EQ(landing.at("categories"),
              nlohmann::json::parse(
                  R"([{"id":"violence","title":"Violence"},{"id":"robbery","title":"Robbery"}])"));
    const auto& police = landing.at("sources").at(0);
    EXPECT_EQ(police.at("id"), "police");
    EXPECT_EQ(police.at("kind"), "police");
    EXPECT_EQ(landing.at("sources").at(source).at("precision"), "day");
    EXPECT_EQ(landing.at("sources").at(1 - source).at("precision"), "month");
    EXPECT_EQ(police.at("periods").size(), 12U);
    EXPECT_EQ(police.at("periods").at(1), "2025-02");
    EXPECT_THAT(police.at("missing_periods"), ::testing::IsEmpty());
    EXPECT_EQ(police.at("by_month"),
              nlohmann::json::parse(R"([{"month":"2025-01","rows":123,"located":120},
                                        {"month":"2025-02","rows":99,"located":98}])"));
    const auto& ambulance = landing.at("sources").at(1);
    EXPECT_THAT(ambulance.at("missing_periods"), ::testing::ElementsAre("2025-02"));
    EXPECT_THAT(ambulance.at("by_month"), ::testing::IsEmpty());
    EXPECT_EQ(landing.at("hotspots").at("tiles"), "tiles/hotspots/{z}/{x}/{y}.mvt");
    const auto& layer = landing.at("layers").at(0);
    EXPECT_TRUE(layer.at("combine").is_null());
    EXPECT_EQ(layer.at("months"), nlohmann::json::parse(R"({"first":"2025-01","last":"2025-06"})"));

    data.project.layers[0].sources = {"police", "ambulance"};
    data.project.layers[0].combine = "sum";
    data.hotspots = {};
    data.sources.clear();
    ServedExample other(data);
    const auto bare = other.json("/?f=json");
    EXPECT_TRUE(bare.at("hotspots").is_null());
    EXPECT_EQ(bare.at("layers").at(0).at("combine"), "sum");
    EXPECT_TRUE(bare.at("layers").at(0).at("months").is_null());
}

TEST(Service, TheLandingPageTellsCountsToAnalystsAlone)
{
    auto data = test::example_run_data();
    data.sources[0].by_month = {{{2025, 1}, 123, 120}};
    ServedExample example(data, Tier::partner);
    example.current = run_store::Run::in_memory(data, Tier::partner);
    const auto source = example.json("/?f=json").at("sources").at(0);
    EXPECT_FALSE(source.contains("by_month"));
    EXPECT_TRUE(source.at("precision").is_null());
    EXPECT_EQ(source.at("periods").size(), 12U);
}

TEST(Service, PlacesKnowTheirDensityWardAndDistrict)
{
    ServedExample example;
    // (547500, 255000) in EPSG:27700: the middle of ward W2.
    const auto place = example.json("/point/violence/0.15296,52.17401");
    EXPECT_EQ(place.at("inside_study_area"), true);
    EXPECT_EQ(place.at("ward").at("code"), "W2");
    EXPECT_EQ(place.at("district").at("name"), "West <End> & Sons");
    EXPECT_EQ(place.at("unit"), "incidents per km² per year");
    ASSERT_TRUE(place.at("density").is_number());
    EXPECT_GE(place.at("percentile").get<double>(), 0);
    EXPECT_LE(place.at("percentile").get<double>(), 100);

    const auto filtered = example.json("/point/violence/0.15296,52.17401?category=robbery");
    EXPECT_LT(filtered.at("density").get<double>(), place.at("density").get<double>());
    EXPECT_TRUE(filtered.at("percentile").is_null()) << "the layer's surface is not the filter's";

    const auto sea = example.json("/point/violence/3,54");
    EXPECT_EQ(sea.at("inside_study_area"), false);
    for (const char* member : {"density", "percentile", "ward", "district"}) {
        EXPECT_TRUE(sea.at(member).is_null()) << member;
    }
}

TEST(Service, MonthsThatNobodySuppliedAreAbsentAndNotZero)
{
    auto data = test::example_run_data();
    data.sources[0].periods = months_between({2025, 1}, {2025, 6});
    data.sources[0].missing_periods = months_between({2025, 7}, {2025, 12});
    ServedExample example(std::move(data));
    const std::string place = "/point/violence/0.15296,52.17401";
    const auto absent = example.json(place + "?datetime=2025-09");
    EXPECT_TRUE(absent.at("density").is_null());
    EXPECT_TRUE(absent.at("percentile").is_null());
    EXPECT_EQ(absent.at("reason"), "no source supplied this period");
    const auto known = example.json(place + "?datetime=2025-03");
    EXPECT_TRUE(known.at("density").is_number());
    EXPECT_FALSE(known.contains("reason"));
    EXPECT_EQ(example.json("/?f=json").at("layers").at(0).at("not_supplied"),
              "July to December 2025");
    EXPECT_EQ(example.json("/legend/violence.json").at("not_supplied"), "July to December 2025");
    EXPECT_FALSE(example.json("/legend/violence.json?datetime=2025-06").contains("not_supplied"));
}

TEST(Service, PlacesSayWhyTheyHaveNoDensity)
{
    ServedExample example;
    const std::string place = "/point/violence/0.15296,52.17401";
    const auto coarse = example.json(place + "?datetime=2025-03-07");
    EXPECT_TRUE(coarse.at("density").is_null());
    EXPECT_TRUE(coarse.at("percentile").is_null());
    EXPECT_EQ(coarse.at("reason"), "times are known to the month only: ask for whole months");
    const auto before = example.json(place + "?datetime=2024");
    EXPECT_TRUE(before.at("density").is_null());
    EXPECT_EQ(before.at("reason"), "outside the layer's period");
    EXPECT_EQ(before.at("ward").at("code"), "W2");
}

TEST(Service, RefusesWithProblemsThatNameTheCause)
{
    ServedExample example;
    for (const auto& [target, status] : std::vector<std::pair<const char*, int>>{
             {"/nothing", 404},
             {"/../etc/passwd", 404},
             {"/a%2fb", 400},
             {"/tiles/none.json", 404},
             {"/tiles/none/0/0/0.png", 404},
             {"/tiles/violence/0/0/0.mvt", 404},
             {"/tiles/wards/0/0/0.png", 404},
             {"/tiles/violence/1/2/0.png", 404},
             {"/tiles/violence/x/2/0.png", 400},
             {"/tiles/violence/1/0/0.png?hours=22-22", 400},
             {"/tiles/violence/1/0/0.png?days=friday", 400},
             {"/tiles/violence/1/0/0.png?colour=red", 400},
             {"/tiles/violence/1/0/0.png?run=1&run=1", 400},
             {"/tiles/violence/1/0/0.png?run=x", 400},
             {"/tiles/violence/1/0/0.png?run=ffffffffffffffff", 404},
             {"/point/violence/200,0", 400},
             {"/point/violence/0", 404},
             {"/collections/none/items", 404},
             {"/collections/wards/items/W9", 404},
             {"/collections/wards/items?limit=0", 400},
             {"/collections/wards/items?f=shp", 400},
             {"/collections/wards/items?datetime=x", 400},
             {"/static/violence/W9/100x100.png", 404},
             {"/static/violence/W1/100.png", 400},
             {"/static/violence/W1/1x1.png", 400},
             {"/static/violence/W1/99999x99999.png", 400},
             {"/static/violence/W1/100x100.png?title=yes", 400},
             {"/static/violence/1,2,3/100x100.png", 400}}) {
        const Response response = example.get(target);
        EXPECT_EQ(response.status, status) << target << response.body;
        EXPECT_EQ(response.content_type, "application/problem+json") << target;
        const auto problem = nlohmann::json::parse(response.body);
        EXPECT_EQ(problem.at("status"), status);
        EXPECT_FALSE(problem.at("title").get<std::string>().empty());
        EXPECT_FALSE(problem.at("detail").get<std::string>().empty());
        EXPECT_EQ(response.header("Cache-Control"), "no-store");
    }
    EXPECT_EQ(example.failures(), 0);
}

TEST(Service, OtherMethodsAreNotAllowed)
{
    ServedExample example;
    for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get", ""}) {
        const Response response = example.ask({method, "/health", {}, {}});
        EXPECT_EQ(response.status, 405) << method;
        EXPECT_THAT(response.header("Allow"), HasSubstr("GET, HEAD"));
    }
    EXPECT_EQ(example.ask({"OPTIONS", "/health", {}, {}}).status, 204);
    EXPECT_EQ(example.ask({"POST", "/nothing", {}, {}}).status, 404);
}

TEST(Service, LinksNeverHoldAHostThatIsNone)
{
    ServedExample example;
    EXPECT_EQ(example.ask({"GET", "/?f=json", {{"Host", "a b"}}, {}}).status, 400);
    EXPECT_EQ(example.ask({"GET", "/?f=json", {{"Host", "a/<script>"}}, {}}).status, 400);
    for (const char* host : {"[::1", "[]", "localhost:", "localhost:0", "localhost:99999999",
                             "localhost:80:80", "::1", "localhost:8a", ":80"}) {
        EXPECT_EQ(example.ask({"GET", "/?f=json", {{"Host", host}}, {}}).status, 400) << host;
    }
    EXPECT_EQ(example.ask({"GET", "/?f=json", {{"Host", "[::1]:8080"}}, {}}).status, 200);
    EXPECT_EQ(example.ask({"GET", "/?f=json", {{"Host", "evil.example"}}, {}}).status, 421);
    EXPECT_EQ(example.ask({"GET", "http://other/", {{"Host", "box:8080"}}, {}}).status, 400);
    EXPECT_EQ(example.ask({"GET", "http://box:8080/", {{"Host", "box:8080"}}, {}}).status, 200);
}

TEST(Service, ATierThatTheRunDoesNotHoldIsForbidden)
{
    ServedExample example(test::example_run_data(), Tier::public_);
    EXPECT_EQ(example.get("/health").status, 200);
    EXPECT_EQ(example.get("/ready").status, 200);
    for (const auto& [target, type] : kRepresentations) {
        if (target != "/api") {
            EXPECT_EQ(example.get(target).status, 403) << target;
        }
    }
}

TEST(Service, WithoutARunItIsHealthyButNotReady)
{
    ServedExample example;
    example.current = nullptr;
    EXPECT_EQ(example.get("/health").status, 200);
    for (const char* target : {"/ready", "/?f=json", "/tiles/violence/0/0/0.png"}) {
        const Response response = example.get(target);
        EXPECT_EQ(response.status, 503) << target;
        EXPECT_FALSE(response.header("Retry-After").empty());
    }
}

TEST(Service, ANewRunIsTakenUpAndAKeptOneCanBePinned)
{
    ServedExample example;
    const auto old = example.current;
    const std::string before = example.get("/collections/wards/items/W1").body;
    auto data = test::example_run_data();
    data.run_id = "fedcba9876543210";
    data.area_sets[1].rows[0][1] = "Renamed";
    example.current = run_store::Run::in_memory(std::move(data), Tier::analyst);
    EXPECT_EQ(example.json("/?f=json").at("run"), "fedcba9876543210");
    EXPECT_THAT(example.get("/collections/wards/items/W1").body, HasSubstr("Renamed"));
    const std::string pinned = "/collections/wards/items/W1?run=0123456789abcdef";
    EXPECT_EQ(example.get(pinned).status, 404);
    example.kept = old;
    for (int i = 0; i < 2; ++i) {
        const Response response = example.get(pinned);
        EXPECT_EQ(response.status, 200);
        EXPECT_THAT(response.header("Cache-Control"), HasSubstr("immutable"));
        EXPECT_THAT(response.body, ::testing::Not(HasSubstr("Renamed")));
    }
    EXPECT_THAT(before, HasSubstr("Ward 1"));
}

TEST(Service, MakingReadyOpensTheRunBeforeAnybodyAsks)
{
    ServedExample example;
    const auto users = example.current.use_count();
    example.service().make_ready(Tier::analyst);
    EXPECT_GT(example.current.use_count(), users);
    // A run that cannot be served fails here, not at its first request alone.
    auto data = test::example_run_data();
    data.run_id = "fedcba9876543210";
    data.layers.front().id = "unknown";
    example.current = run_store::Run::in_memory(std::move(data), Tier::analyst);
    EXPECT_THROW(example.service().make_ready(Tier::analyst), DataError);
    example.current = nullptr;
    EXPECT_NO_THROW(example.service().make_ready(Tier::analyst));
}

TEST(Service, WhatGoesWrongInsideIsLoggedAndNotShown)
{
    ServedExample example;
    example.is_failing = true;
    const Response response = example.get("/collections");
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_THAT(response.body, ::testing::Not(HasSubstr("secret")));
    EXPECT_EQ(example.failures(), 1);
}

TEST(Service, OriginsAreAllowedByName)
{
    ServedExample example(test::example_run_data(), Tier::analyst, {"https://gis.example"});
    const Response allowed = example.get("/health", {{"Origin", "https://gis.example"}});
    EXPECT_EQ(allowed.header("Access-Control-Allow-Origin"), "https://gis.example");
    const Response other = example.get("/health", {{"Origin", "https://evil.example"}});
    EXPECT_EQ(other.header("Access-Control-Allow-Origin"), "");
}

}  // namespace
}  // namespace heatward::server
