#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/server/parameter.hpp"
#include "heatward/server/router.hpp"
#include "served_example.hpp"
#include "support/openapi_rules.hpp"
#include "support/small_basemap.hpp"

namespace heatward::server {
namespace {

using nlohmann::json;
using test::ServedExample;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// The example run with everything that routes answer from.
run_store::RunData whole_run()
{
    auto data = test::example_run_data();
    data.basemap = test::small_basemap(540'000, 250'000, 20'000);
    return data;
}

/// A value of each path parameter of the example run.
std::string path_value(const std::string& path, const std::string& name)
{
    static const std::map<std::string, std::string> kValues{{"layer", "violence"},
                                                            {"tileset", "violence"},
                                                            {"collection", "wards"},
                                                            {"feature", "W1"},
                                                            {"code", "W1"},
                                                            {"style", "default"},
                                                            {"set", "WebMercatorQuad"},
                                                            {"z", "10"},
                                                            {"x", "512"},
                                                            {"y", "337"},
                                                            {"lon", "0.12"},
                                                            {"lat", "52.15"},
                                                            {"where", "D1"},
                                                            {"size", "300x200"}};
    const bool is_vector_tile = path.ends_with(".mvt");
    if (!kValues.contains(name)) {
        throw std::logic_error(path + ": these tests need a value of {" + name + "}");
    }
    return is_vector_tile && name == "layer" ? "wards" : kValues.at(name);
}

std::string address_of(const std::string& path)
{
    std::string address;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] == '{') {
            const auto end = path.find('}', i);
            address += path_value(path, path.substr(i + 1, end - i - 1));
            i = end;
        } else {
            address += path[i];
        }
    }
    return address;
}

/// A query with a good value of the parameter, and what must stand beside it.
std::string query_with(const std::string& name)
{
    static const std::map<std::string, std::string> kQueries{
        {"run", "run=0123456789abcdef"},
        {"datetime", "datetime=2025-01/2025-06"},
        {"at", "at=2025-06-15"},
        {"span", "span=10&at=2025-06-15"},
        {"category", "category=robbery"},
        {"source", "source=police"},
        {"bandwidth", "bandwidth=1000"},
        {"scale", "scale=layer"},
        {"hours", "hours=22-04"},
        {"days", "days=fri,sat"},
        {"resulttype", "resulttype=hits"},
        {"skipGeometry", "skipGeometry=true"},
        {"area", "area=wards:W1"},
        {"limit", "limit=2"},
        {"offset", "offset=1"},
        {"after", "after=W1"},
        {"bbox", "bbox=0.1,52.1,0.2,52.2"},
        {"bbox-crs", "bbox-crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
        {"crs", "crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
        {"properties", "properties=name"},
        {"sortby", "sortby=-name"},
        {"filter", "filter=code%3D%27W1%27"},
        {"filter-lang", "filter-lang=cql2-text"},
        {"filter-crs", "filter-crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84"}};
    const auto found = kQueries.find(name);
    return found == kQueries.end() ? name + "=1" : found->second;
}

std::string essence_of(const std::string& content_type)
{
    return content_type.substr(0, content_type.find(';'));
}

/// The operations of the document, by path.
std::map<std::string, json> operations_of(const json& document)
{
    std::map<std::string, json> operations;
    for (const auto& [path, item] : document.at("paths").items()) {
        operations[path] = item.at("get");
    }
    return operations;
}

std::vector<json> parameters_in(const json& operation, const std::string& place)
{
    std::vector<json> found;
    for (const auto& parameter : operation.at("parameters")) {
        if (parameter.at("in") == place) {
            found.push_back(parameter);
        }
    }
    return found;
}

/// The address with the query, and before it what the services of key-value pairs need.
std::string with_query(const std::string& address, const std::string& query)
{
    if (address == "/wms") {
        return "/wms?service=WMS&version=1.3.0&request=GetLegendGraphic&layer=violence&format="
               "image/png&" +
               query;
    }
    if (address == "/wmts") {
        return "/wmts?service=WMTS&version=1.0.0&request=GetTile&layer=violence&style=default"
               "&format=image/png&tilematrixset=WebMercatorQuad&tilematrix=10&tilerow=337"
               "&tilecol=512&" +
               query;
    }
    return address + "?" + query;
}

/// Incidents alone have times to choose by; an address of theirs answers for all collections.
std::string address_for(const std::string& path, const std::string& parameter)
{
    static const std::set<std::string> kOfIncidents{"datetime", "area",  "category",
                                                    "days",     "hours", "source"};
    return path == "/collections/{collection}/items" && kOfIncidents.contains(parameter)
               ? "/collections/incidents/items"
               : address_of(path);
}

TEST(OpenApi, TheDocumentKeepsTheRulesOfTheSpecification)
{
    ServedExample example;
    EXPECT_THAT(test::openapi_violations(example.json("/api")), IsEmpty());
}

TEST(OpenApi, SaysWhereItsPathsStand)
{
    ServedExample example;
    const auto document = example.json("/api");
    EXPECT_EQ(document.at("servers"), json::parse(R"([{"url":"http://box:8080"}])"));
    const Response other = example.ask({"GET", "/api", {{"Host", "localhost:8080"}}, "127.0.0.1"});
    EXPECT_EQ(json::parse(other.body).at("servers").at(0).at("url"), "http://localhost:8080");
    EXPECT_NE(other.header("ETag"), example.get("/api").header("ETag"));
}

TEST(OpenApi, DescribesEveryRouteAndNothingElse)
{
    ServedExample example;
    const Router router;
    std::set<std::string> routes;
    for (const auto& route : router.routes()) {
        routes.insert(route.pattern.text());
    }
    std::set<std::string> paths;
    for (const auto& [path, operation] : operations_of(example.json("/api"))) {
        paths.insert(path);
        EXPECT_FALSE(operation.at("summary").get<std::string>().empty()) << path;
        EXPECT_NE(operation.at("tags").at(0), "Other") << path;
        EXPECT_TRUE(operation.at("responses").contains("default")) << path;
    }
    EXPECT_EQ(paths, routes);
}

TEST(OpenApi, AddressesLeadToThePathsThatDescribeThem)
{
    ServedExample example;
    const Router router;
    for (const auto& [path, operation] : operations_of(example.json("/api"))) {
        const auto url = parse_target(address_of(path));
        ASSERT_TRUE(url) << path;
        const auto match = router.match(*url, false);
        ASSERT_TRUE(match) << path;
        EXPECT_EQ(match->route->pattern.text(), path);
        for (const auto& parameter : parameters_in(operation, "path")) {
            const std::string name = parameter.at("name");
            EXPECT_TRUE(parameter.contains("description")) << path << " " << name;
            EXPECT_TRUE(test::fits_schema(path_value(path, name), parameter.at("schema")))
                << path << " " << name;
        }
    }
}

TEST(OpenApi, ParametersAreThoseThatTheRouteTakes)
{
    ServedExample example(whole_run());
    for (const auto& [path, operation] : operations_of(example.json("/api"))) {
        std::set<std::string> described;
        for (const auto& parameter : parameters_in(operation, "query")) {
            described.insert(parameter.at("name"));
        }
        const Router router;
        const auto match = router.match(*parse_target(address_of(path)), false);
        for (const auto& known : all_parameters()) {
            const std::string name(known.name);
            const std::string query = name == "f" ? "f=json" : query_with(name);
            const std::string target = with_query(address_for(path, name), query);
            const Response response = example.get(target);
            if (described.contains(name)) {
                EXPECT_LT(response.status, 300) << target << ": " << response.body.substr(0, 300);
            } else if (!match->route->takes_other_parameters) {
                EXPECT_EQ(response.status, 400) << target;
                EXPECT_EQ(json::parse(response.body).at("parameter"), name) << target;
            }
        }
    }
}

TEST(OpenApi, ValuesThatAreListedAreTaken)
{
    ServedExample example(whole_run());
    for (const auto& [path, operation] : operations_of(example.json("/api"))) {
        for (const auto& parameter : parameters_in(operation, "query")) {
            const std::string name = parameter.at("name");
            const json& schema = parameter.at("schema");
            const std::string query = query_with(name);
            const auto begin = query.find('=') + 1;
            if (name != "f") {
                EXPECT_TRUE(test::fits_schema(query.substr(begin, query.find('&') - begin), schema))
                    << path << " " << query;
            }
            for (const auto& value : schema.value("enum", json::array())) {
                const std::string text =
                    value.is_string() ? value.get<std::string>() : value.dump();
                const std::string target = with_query(address_of(path), name + "=" + text);
                EXPECT_LT(example.get(target).status, 300) << target;
            }
            if (schema.contains("enum")) {
                const std::string target = with_query(address_of(path), name + "=otherwise");
                EXPECT_EQ(example.get(target).status, 400) << target;
            }
        }
    }
}

TEST(OpenApi, AnswersAreOfTheMediaTypesThatAreListed)
{
    ServedExample example(whole_run());
    for (const auto& [path, operation] : operations_of(example.json("/api"))) {
        std::set<std::string> listed;
        for (const auto& [type, content] :
             operation.at("responses").at("200").at("content").items()) {
            listed.insert(essence_of(type));
        }
        std::set<std::string> answered;
        const std::string address = address_of(path);
        answered.insert(essence_of(example.get(address).content_type));
        for (const auto& parameter : parameters_in(operation, "query")) {
            if (parameter.at("name") == "f") {
                for (const auto& word : parameter.at("schema").at("enum")) {
                    answered.insert(essence_of(
                        example.get(address + "?f=" + word.get<std::string>()).content_type));
                }
            }
        }
        for (const char* wanted : {"text/html", "application/json"}) {
            answered.insert(essence_of(example.get(address, {{"Accept", wanted}}).content_type));
        }
        if (path == "/wms" || path == "/wmts") {
            // REQUEST and FORMAT choose among these: the tests of the services have them.
            EXPECT_TRUE(
                std::includes(listed.begin(), listed.end(), answered.begin(), answered.end()))
                << path;
        } else if (path != "/metrics") {  // there is no server here that measures
            EXPECT_EQ(answered, listed) << path;
        }
    }
}

TEST(OpenApi, AnEmptyTileIsDescribed)
{
    ServedExample example(whole_run());
    const auto operations = operations_of(example.json("/api"));
    for (const auto& [path, operation] : operations) {
        EXPECT_EQ(operation.at("responses").contains("204"), path.ends_with(".mvt")) << path;
    }
    EXPECT_EQ(example.get("/tiles/wards/10/0/0.mvt").status, 204);
}

/// The checker itself: each of these breaks one rule of a document that keeps them all.
TEST(OpenApiRules, FindWhatIsWrong)
{
    ServedExample example;
    const json good = example.json("/api");
    const json::json_pointer tile("/paths/~1tiles~1{layer}~1{z}~1{x}~1{y}.png/get");
    const json::json_pointer health("/paths/~1health/get");
    const json::json_pointer parameters = tile / "parameters";
    const auto violation = [&](const json& patch) {
        std::string found;
        for (const auto& sentence : test::openapi_violations(good.patch(patch))) {
            found += sentence + "\n";
        }
        return found;
    };
    const auto replaced = [&](const json::json_pointer& place, const json& value) {
        return violation({{{"op", "add"}, {"path", place.to_string()}, {"value", value}}});
    };
    const auto removed = [&](const json::json_pointer& place) {
        return violation({{{"op", "remove"}, {"path", place.to_string()}}});
    };
    EXPECT_THAT(removed(json::json_pointer("/info/title")), HasSubstr("no title"));
    EXPECT_THAT(replaced(json::json_pointer("/openapi"), "2.0"), HasSubstr("no version 3.0"));
    EXPECT_THAT(replaced(json::json_pointer("/routes"), 1), HasSubstr("does not know"));
    EXPECT_THAT(replaced(json::json_pointer("/servers/0/url"), "http://a b"), HasSubstr("address"));
    EXPECT_THAT(replaced(health / "operationId", good.at(tile / "operationId")),
                HasSubstr("there twice"));
    EXPECT_THAT(replaced(health / "tags" / 0, "Nobody"), HasSubstr("not declared"));
    EXPECT_THAT(removed(health / "responses" / "200" / "description"), HasSubstr("no description"));
    EXPECT_THAT(removed(health / "responses"), HasSubstr("no responses"));
    EXPECT_THAT(replaced(health / "responses" / "20", good.at(health / "responses" / "200")),
                HasSubstr("no status"));
    EXPECT_THAT(replaced(health / "responses" / "default" / "$ref", "#/components/responses/None"),
                HasSubstr("leads nowhere"));
    EXPECT_THAT(removed(parameters / 0), HasSubstr("not the same"));
    EXPECT_THAT(replaced(parameters / 0 / "required", false), HasSubstr("not required"));
    EXPECT_THAT(removed(parameters / 5 / "schema"), HasSubstr("no schema"));
    EXPECT_THAT(replaced(parameters / 5, good.at(parameters / 6)), HasSubstr("there twice"));
    EXPECT_THAT(replaced(parameters / 5 / "schema", {{"type", "text"}}), HasSubstr("known type"));
    EXPECT_THAT(replaced(parameters / 5 / "schema", {{"type", "array"}}), HasSubstr("items"));
    EXPECT_THAT(replaced(parameters / 5 / "schema",
                         {{"type", "string"}, {"enum", {"a"}}, {"default", "b"}}),
                HasSubstr("default"));
    EXPECT_THAT(
        replaced(parameters / 5 / "schema", {{"type", "integer"}, {"minimum", 2}, {"maximum", 1}}),
        HasSubstr("above"));
    EXPECT_THAT(
        replaced(json::json_pointer("/paths/~1tiles~1{a}~1{b}~1{c}~1{d}.png"), json::object()),
        HasSubstr("there twice"));
}

TEST(OpenApiRules, ValuesFitTheirSchemas)
{
    const json integer{{"type", "integer"}, {"minimum", 0}, {"maximum", 22}};
    EXPECT_TRUE(test::fits_schema("22", integer));
    EXPECT_FALSE(test::fits_schema("23", integer));
    EXPECT_FALSE(test::fits_schema("1.5", integer));
    EXPECT_FALSE(test::fits_schema("x", integer));
    const json flag{{"type", "integer"}, {"enum", {0, 1}}};
    EXPECT_TRUE(test::fits_schema("0", flag));
    EXPECT_FALSE(test::fits_schema("2", flag));
    const json box{
        {"type", "array"}, {"minItems", 4}, {"maxItems", 6}, {"items", {{"type", "number"}}}};
    EXPECT_TRUE(test::fits_schema("0.1,52.1,0.2,52.2", box));
    EXPECT_FALSE(test::fits_schema("0.1,52.1,0.2", box));
    EXPECT_FALSE(test::fits_schema("0.1,52.1,0.2,x", box));
    EXPECT_FALSE(test::fits_schema("4x", {{"type", "string"}, {"pattern", "^[0-9]+$"}}));
}

}  // namespace
}  // namespace heatward::server
