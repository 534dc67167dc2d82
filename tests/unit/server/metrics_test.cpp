#include "heatward/server/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access_log.hpp"
#include "request_id.hpp"

namespace heatward::server {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

AccessRecord record(std::string_view route, int status, double milliseconds)
{
    AccessRecord made;
    made.trace.route = route;
    made.status = status;
    made.milliseconds = milliseconds;
    made.bytes = 100;
    return made;
}

TEST(Metrics, CountByRouteAndClassAndDuration)
{
    Metrics metrics({"/health", "/tiles/{layer}/{z}/{x}/{y}.png"});
    metrics.record(record("/health", 200, 0.5));
    metrics.record(record("/health", 204, 1));
    metrics.record(record("/health", 503, 11000));
    metrics.record(record("/made/up", 404, 7));
    metrics.record(record("", 400, 7));
    const std::string text = metrics.text({3, 2, {4, 0, 1, 5, 6}}, {10, 20, 30, 40}, {"ab", 0});
    EXPECT_THAT(text, HasSubstr("heatward_requests_total{route=\"/health\",status=\"2xx\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("heatward_requests_total{route=\"/health\",status=\"5xx\"} 1\n"));
    // An address that is no route has no label of its own.
    EXPECT_THAT(text, HasSubstr("heatward_requests_total{route=\"none\",status=\"4xx\"} 2\n"));
    EXPECT_THAT(text, Not(HasSubstr("made")));
    const std::string bucket = "heatward_request_duration_seconds_bucket{route=\"/health\",le=";
    EXPECT_THAT(text, HasSubstr(bucket + "\"0.001\"} 2\n"));
    EXPECT_THAT(text, HasSubstr(bucket + "\"10\"} 2\n"));
    EXPECT_THAT(text, HasSubstr(bucket + "\"+Inf\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("duration_seconds_sum{route=\"/health\"} 11.0015\n"));
    EXPECT_THAT(text, HasSubstr("heatward_connections 3\n"));
    EXPECT_THAT(text, HasSubstr("heatward_cache_hits_total 10\n"));
    EXPECT_THAT(text, HasSubstr("heatward_run_info{run=\"ab\","));
}

TEST(AccessLog, ALineIsJsonWhateverWasAsked)
{
    AccessRecord made = record("/tiles/{layer}.json", 404, 1.25);
    made.path = "/a\"b\\c\n\xff";
    made.remote = "127.0.0.1";
    made.request_id = "id-1";
    const std::string line = access_line(made);
    EXPECT_THAT(line,
                HasSubstr(R"("path":"/a%22b%5Cc%0A%FF","status":404,"bytes":100,"ms":1.250)"));
    EXPECT_THAT(line, HasSubstr(R"("request_id":"id-1")"));
    EXPECT_THAT(line, HasSubstr(R"("route":"/tiles/{layer}.json")"));
    EXPECT_THAT(line, EndsWith("\"complete\":true}\n"));
}

TEST(RequestId, IsAUuidOrAShortToken)
{
    const std::string id = new_request_id();
    EXPECT_THAT(
        id, ::testing::MatchesRegex("[0-9a-f]+-[0-9a-f]+-4[0-9a-f]+-[89ab][0-9a-f]+-[0-9a-f]+"));
    EXPECT_EQ(id.size(), 36U);
    EXPECT_NE(new_request_id(), id);
    EXPECT_TRUE(is_request_id(id));
    EXPECT_TRUE(is_request_id("req_1.2-Z"));
    for (const char* text : {"", "a b", "a\"b", "a\r\nX: y", "<script>"}) {
        EXPECT_FALSE(is_request_id(text)) << text;
    }
    EXPECT_FALSE(is_request_id(std::string(65, 'a')));
}

}  // namespace
}  // namespace heatward::server
