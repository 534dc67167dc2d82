#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/server/json_text.hpp"
#include "served_example.hpp"
#include "support/temporary_folder.hpp"

// What the API answers to filters, orders, chosen properties and reference systems.
namespace heatward::server {
namespace {

using test::body_of;
using test::ServedExample;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> ids(const nlohmann::json& page)
{
    std::vector<std::string> found;
    for (const auto& feature : page.at("features")) {
        found.push_back(feature.at("id"));
    }
    return found;
}

std::string next_link(const nlohmann::json& page)
{
    for (const auto& link : page.at("links")) {
        if (link.at("rel") == "next") {
            const std::string href = link.at("href");
            return href.substr(href.find("/collections"));
        }
    }
    return {};
}

class ItemsQuery : public ::testing::Test {
protected:
    std::vector<std::string> wards(const std::string& query)
    {
        return ids(nlohmann::json::parse(body_of(get("/collections/wards/items?" + query))));
    }

    Response get(const std::string& target)
    {
        Response response = m_example.get(target);
        EXPECT_EQ(response.status, 200) << target << "\n" << response.body;
        return response;
    }

    /// The parameter that a 400 names.
    std::string refused(const std::string& query)
    {
        const Response response = m_example.get("/collections/wards/items?" + query);
        EXPECT_EQ(response.status, 400) << query;
        const auto problem = nlohmann::json::parse(response.body);
        return problem.value("parameter", "none");
    }

    ServedExample m_example;
};

TEST_F(ItemsQuery, FiltersByTextAndJson)
{
    EXPECT_THAT(wards("filter=violence_count%3E41"), ElementsAre("W3", "W4"));
    EXPECT_THAT(wards("filter=parent%3D%27D1%27%20AND%20NOT%20name%3D%27Ward%201%27"),
                ElementsAre("W2"));
    EXPECT_THAT(wards("filter=name%20LIKE%20%27%25%203%27"), ElementsAre("W3"));
    EXPECT_THAT(wards("filter-lang=cql2-json&filter=%7B%22op%22%3A%22in%22%2C%22args%22%3A%5B%7B"
                      "%22property%22%3A%22code%22%7D%2C%5B%22W4%22%2C%22W2%22%5D%5D%7D"),
                ElementsAre("W2", "W4"));
    const auto districts = nlohmann::json::parse(
        body_of(get("/collections/districts/items?filter=population%20IS%20NULL")));
    EXPECT_THAT(ids(districts), ElementsAre("D2"));
    EXPECT_EQ(districts.at("numberMatched"), 1);
}

TEST_F(ItemsQuery, FiltersByPlaceInAnyReferenceSystem)
{
    // W3 is easting 550000 to 555000, northing 250000 to 260000.
    EXPECT_THAT(wards("filter-crs=EPSG:27700&filter=S_INTERSECTS(geometry,POINT(552000%20255000))"),
                ElementsAre("W3"));
    EXPECT_THAT(wards("bbox=551000,251000,554000,252000&bbox-crs=EPSG:27700"), ElementsAre("W3"));
    EXPECT_THAT(wards("bbox=555000,251000,556000,252000&bbox-crs=EPSG:27700"),
                ElementsAre("W3", "W4"))
        << "a shared border belongs to both";
    const auto w3 =
        nlohmann::json::parse(body_of(get("/collections/wards/items/W3?crs=EPSG:4326")));
    const auto corner = w3.at("geometry").at("coordinates").at(0).at(0).at(0);
    const double lat = corner.at(0).get<double>() + 0.01;
    const double lon = corner.at(1).get<double>() + 0.01;
    EXPECT_THAT(wards(fmt::format("bbox={},{},{},{}", lon, lat, lon + .001, lat + .001)),
                ElementsAre("W3"));
    EXPECT_THAT(wards(fmt::format("bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326"
                                  "&bbox={},{},{},{}",
                                  lat, lon, lat + .001, lon + .001)),
                ElementsAre("W3"));
    EXPECT_THAT(wards(fmt::format("filter=S_INTERSECTS(geometry,POINT({}%20{}))", lon, lat)),
                ElementsAre("W3"));
    EXPECT_THAT(wards(fmt::format(
                    "filter-crs=EPSG:4326&filter=S_INTERSECTS(geometry,POINT({}%20{}))", lat, lon)),
                ElementsAre("W3"));
}

TEST_F(ItemsQuery, WritesCoordinatesInTheSystemThatIsAskedFor)
{
    const auto response = get("/collections/wards/items/W1?crs=EPSG:27700");
    EXPECT_EQ(response.header("Content-Crs"), "<http://www.opengis.net/def/crs/EPSG/0/27700>");
    EXPECT_THAT(response.body, HasSubstr("[540000.000,250000.000],[545000.000,250000.000]"));
    EXPECT_EQ(get("/collections/wards/items").header("Content-Crs"),
              "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
    const auto mercator = get("/collections/wards/items/W1?crs=EPSG:3857").body;
    const auto degrees = nlohmann::json::parse(get("/collections/wards/items/W1").body);
    const double lon = degrees.at("geometry").at("coordinates").at(0).at(0).at(0).at(0);
    const double x =
        nlohmann::json::parse(mercator).at("geometry").at("coordinates").at(0).at(0).at(0).at(0);
    EXPECT_NEAR(x, lon / 180 * 20037508.342789244, 0.02);
}

TEST_F(ItemsQuery, SortsWithAbsentValuesLast)
{
    EXPECT_THAT(wards("sortby=-violence_count"), ElementsAre("W4", "W3", "W2", "W1"));
    EXPECT_THAT(wards("sortby=-parent,%2Bpopulation"), ElementsAre("W3", "W4", "W1", "W2"));
    for (const char* order : {"population", "-population"}) {
        EXPECT_THAT(ids(nlohmann::json::parse(body_of(
                        get(fmt::format("/collections/districts/items?sortby={}", order))))),
                    ElementsAre("D1", "D2"))
            << "the population of D2 is not known";
    }
}

TEST_F(ItemsQuery, GivesTheChosenPropertiesAlone)
{
    const auto page = nlohmann::json::parse(
        body_of(get("/collections/wards/items?properties=name,code&limit=1")));
    EXPECT_EQ(page.at("features").at(0).at("properties"),
              (nlohmann::json{{"code", "W1"}, {"name", "Ward 1"}}));
}

TEST_F(ItemsQuery, PagesToTheEndWhateverTheFilterAndOrder)
{
    for (const std::string query :
         {"limit=7", "limit=7&sortby=-row", "limit=9&filter=source%3D%27police%27",
          "limit=100&filter=row%3C%3D200&sortby=category,-row",
          "limit=50&bbox=540000,250000,550000,260000&bbox-crs=EPSG:27700"}) {
        std::string target = "/collections/incidents/items?" + query;
        const auto whole = ids(nlohmann::json::parse(body_of(get(
            "/collections/incidents/items?limit=1000000" +
            query.substr(query.find('&') == std::string::npos ? query.size() : query.find('&'))))));
        std::vector<std::string> paged;
        std::size_t pages = 0;
        while (!target.empty()) {
            const auto page = nlohmann::json::parse(body_of(get(target)));
            EXPECT_EQ(page.at("numberMatched"), whole.size());
            const auto more = ids(page);
            EXPECT_EQ(page.at("numberReturned"), more.size());
            paged.insert(paged.end(), more.begin(), more.end());
            target = next_link(page);
            ASSERT_LT(++pages, 100U);
        }
        EXPECT_EQ(paged, whole) << query;
        EXPECT_EQ(std::set<std::string>(paged.begin(), paged.end()).size(), whole.size());
        EXPECT_GT(pages, 1U);
    }
}

TEST_F(ItemsQuery, NextLinksStayOnTheRunTheyBeganWith)
{
    const auto page =
        nlohmann::json::parse(body_of(get("/collections/wards/items?limit=2&sortby=-code")));
    m_example.kept = m_example.current;
    auto newer = test::example_run_data();
    newer.run_id = "fedcba9876543210";
    newer.area_sets.clear();
    m_example.current = run_store::Run::in_memory(std::move(newer), Tier::analyst);
    EXPECT_THAT(ids(nlohmann::json::parse(body_of(get(next_link(page))))), ElementsAre("W2", "W1"));
}

TEST_F(ItemsQuery, NamesTheParameterThatIsWrong)
{
    EXPECT_EQ(refused("filter=cuont%3E1"), "filter");
    EXPECT_EQ(refused("filter=name%3E1"), "filter");
    EXPECT_EQ(refused("filter=(((("), "filter");
    EXPECT_EQ(refused("filter-lang=sql"), "filter-lang");
    EXPECT_EQ(refused("filter-lang=cql2-json&filter=%7B"), "filter");
    EXPECT_EQ(refused("filter=S_INTERSECTS(geometry,POINT(NaN%201))"), "filter");
    EXPECT_EQ(refused("filter-crs=EPSG:1"), "filter-crs");
    EXPECT_EQ(refused("crs=EPSG:32631"), "crs");
    EXPECT_EQ(refused("bbox-crs=x"), "bbox-crs");
    EXPECT_EQ(refused("bbox=0,0,1"), "bbox");
    EXPECT_EQ(refused("bbox=nan,0,1,1"), "bbox");
    EXPECT_EQ(refused("bbox=0,0,inf,1"), "bbox");
    EXPECT_EQ(refused("bbox=1,1,0,0"), "bbox");
    EXPECT_EQ(refused("sortby=nmae"), "sortby");
    EXPECT_EQ(refused("sortby="), "sortby");
    EXPECT_EQ(refused("sortby=name,-name"), "sortby");
    EXPECT_EQ(refused("sortby=name&filter=code%3D%27W2%27&after=W1"), "after");
    EXPECT_EQ(refused("properties=nmae"), "properties");
    EXPECT_EQ(refused("properties="), "properties");
    EXPECT_EQ(refused("after=nobody"), "after");
    EXPECT_EQ(refused("after=W1&offset=1"), "after");
    EXPECT_EQ(refused("f=shp"), "f");
    EXPECT_EQ(refused("datetime=2025-13"), "datetime");
}

TEST_F(ItemsQuery, ReadsTimesWithAnOffsetByTheProjectsClock)
{
    const auto count = [&](const std::string& datetime) {
        return nlohmann::json::parse(
                   body_of(get("/collections/incidents/items?limit=1&datetime=" + datetime)))
            .at("numberMatched")
            .get<int>();
    };
    EXPECT_EQ(count("2025-01/2025-06"), 202);
    EXPECT_EQ(count("../.."), 400);
    // A month that an end lies in may be of the time before it. The clock of the project, London's,
    // is an hour ahead of UTC at the end of June.
    EXPECT_EQ(count("2025-01-01T00:00:00Z/2025-06-30T22:59:59Z"), 202);
    EXPECT_EQ(count("2025-01-01T00:00:00Z/2025-06-30T23:00:00Z"), 235);
    EXPECT_EQ(count("2025-06-15T12:00:00Z"), 33);
    EXPECT_EQ(nlohmann::json::parse(body_of(get("/collections/wards/items?datetime=1999")))
                  .at("numberMatched"),
              4)
        << "what has no time is of every time";
}

TEST_F(ItemsQuery, FiltersReadTimesAsDatetimeDoes)
{
    const auto count = [&](const std::string& query) {
        return nlohmann::json::parse(body_of(get("/collections/incidents/items?limit=1&" + query)))
            .at("numberMatched")
            .get<int>();
    };
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"2025-01-01T00:00:00Z", "2025-06-30T22:59:59Z"},
             {"2025-01-01T00:00:00Z", "2025-06-30T23:00:00Z"},
             {"2025-01-01T00:00:00Z", "2025-07-01T00:59:59%2B02:00"},
             {"2025-01-01T00:00:00Z", "2025-07-01T00:59:59+02:00"},
             {"2025-01-01", "2025-06-30"},
             {"2025-01-01T00:00:00", "2025-06-30T23:59:59"},
             {"2025-03-31T22:59:59Z", "2025-03-31T23:30:00Z"}}) {
        const int expected = count("datetime=" + from + "/" + to);
        EXPECT_TRUE(expected == 202 || expected == 235 || from > "2025-03") << from << " " << to;
        EXPECT_EQ(count(fmt::format("filter=T_INTERSECTS(time,INTERVAL('{}','{}'))", from, to)),
                  expected);
        EXPECT_EQ(count(fmt::format(R"(filter-lang=cql2-json&filter=%7B"op":"t_intersects","args":)"
                                    R"([%7B"property":"time"%7D,%7B"interval":["{}","{}"]%7D]%7D)",
                                    from, to)),
                  expected);
    }
}

TEST_F(ItemsQuery, TheExtentsTimesAreThoseOfUtc)
{
    auto data = test::example_run_data();
    for (auto& source : data.sources) {
        source.periods = months_between({2025, 4}, {2025, 9});
    }
    m_example.current = run_store::Run::in_memory(std::move(data), Tier::analyst);
    const auto collection = nlohmann::json::parse(get("/collections/incidents").body);
    EXPECT_EQ(collection.at("extent").at("temporal").at("interval"),
              nlohmann::json::parse(R"([["2025-03-31T23:00:00Z","2025-09-30T22:59:59Z"]])"))
        << "midnights of London's summer";
}

TEST_F(ItemsQuery, WritesCsvWithPointsAndWellKnownText)
{
    const auto wards = get("/collections/wards/items?f=csv&crs=EPSG:27700&properties=name");
    EXPECT_EQ(wards.content_type, "text/csv; charset=utf-8");
    EXPECT_THAT(wards.header("Content-Disposition"), HasSubstr("wards-0123456789abcdef.csv"));
    EXPECT_THAT(body_of(wards),
                HasSubstr("id,geometry,name\n"
                          "W1,\"MULTIPOLYGON (((540000.000 250000.000,545000.000 250000.000,"
                          "545000.000 260000.000,540000.000 260000.000,540000.000 250000.000)))\","
                          "Ward 1\n"));
    const std::string incidents = body_of(get("/collections/incidents/items?f=csv&crs=EPSG:27700"));
    EXPECT_THAT(incidents, HasSubstr("id,x,y,source,file,row,category,time,"));
    EXPECT_EQ(std::count(incidents.begin(), incidents.end(), '\n'), 401) << "all, not a page";
}

TEST_F(ItemsQuery, WritesPagesForPeopleWithoutTheirScripts)
{
    const auto page = get("/collections/districts/items?f=html");
    EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
    EXPECT_THAT(page.body, HasSubstr("West &lt;End&gt; &amp; Sons"));
    EXPECT_THAT(page.body, HasSubstr("2 of 2 features"));
    const Response asked = m_example.get("/collections/districts/items/D1",
                                         {{"Accept", "text/html,application/xhtml+xml;q=0.9"}});
    EXPECT_EQ(asked.content_type, "text/html; charset=utf-8");
    EXPECT_THAT(asked.header("Vary"), HasSubstr("Accept"));
    EXPECT_THAT(asked.body, HasSubstr("West &lt;End&gt; &amp; Sons"));
    const std::string echoed =
        get("/collections/districts/items?f=html&filter=name%3C%3E%27%3Cscript%3E%22%27").body;
    EXPECT_THAT(echoed, ::testing::Not(HasSubstr("<script>")));
    EXPECT_THAT(get("/collections?f=html").body, HasSubstr("All its features as CSV"));
}

TEST_F(ItemsQuery, LinksToFilesLeadToAllThatIsChosen)
{
    const auto page = nlohmann::json::parse(
        body_of(get("/collections/wards/items?limit=1&after=W2&filter=violence_count%3E40")));
    std::string file;
    for (const auto& link : page.at("links")) {
        if (link.at("type") == "text/csv") {
            file = link.at("href");
        }
    }
    const std::string rows = body_of(get(file.substr(file.find("/collections"))));
    EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 4) << "W2, W3, W4 and the header";
}

TEST_F(ItemsQuery, RealNumbersLookLikeSuch)
{
    // GDAL and QGIS guess a column's type from the first page.
    EXPECT_THAT(body_of(get("/collections/incidents/items?limit=1")),
                HasSubstr("\"uncertainty_m\":250.0,"));
    EXPECT_THAT(body_of(get("/collections/wards/items?limit=1")), HasSubstr("\"population\":500,"));
}

TEST_F(ItemsQuery, StreamsWhatIsLarge)
{
    const auto response = get("/collections/incidents/items?limit=1000");
    ASSERT_NE(response.stream, nullptr) << "400 incidents are more than one piece";
    const auto page = nlohmann::json::parse(body_of(response));
    EXPECT_EQ(page.at("features").size(), 400);
    EXPECT_EQ(page.at("numberMatched"), 400);
    EXPECT_EQ(get("/collections/incidents/items?limit=3").stream, nullptr);
}

TEST_F(ItemsQuery, TellsWhatFiltersMayName)
{
    const auto schema = nlohmann::json::parse(get("/collections/incidents/queryables").body);
    EXPECT_EQ(schema.at("properties").at("row").at("type"), "integer");
    EXPECT_EQ(schema.at("properties").at("in_study_area").at("type"), "boolean");
    EXPECT_EQ(schema.at("properties").at("geometry").at("$ref"),
              "https://geojson.org/schema/Point.json");
    EXPECT_EQ(m_example.get("/collections/none/queryables").status, 404);
}

TEST_F(ItemsQuery, HeadOfAGeoPackageWritesNone)
{
    const test::TemporaryFolder folder;
    ASSERT_EQ(::setenv("TMPDIR", folder.path().c_str(), 1), 0);
    const auto ask = [&](const std::string& method) {
        return m_example.ask(
            {method, "/collections/wards/items?f=gpkg", {{"Host", "box:8080"}}, "127.0.0.1"});
    };
    const Response head = ask("HEAD");
    EXPECT_EQ(head.status, 200);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    const Response got = ask("GET");
    EXPECT_FALSE(std::filesystem::is_empty(folder.path()));
    EXPECT_EQ(head.content_type, got.content_type);
    EXPECT_EQ(head.header("Content-Disposition"), got.header("Content-Disposition"));
    ::unsetenv("TMPDIR");
}

}  // namespace
}  // namespace heatward::server
