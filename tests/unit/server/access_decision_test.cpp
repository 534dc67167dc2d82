#include "heatward/server/access_decision.hpp"

#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/server/router.hpp"
#include "served_example.hpp"

namespace heatward::server {
namespace {

bool may_see(Tier tier, const Subject& subject) { return decide_access(tier, subject).has_value(); }

/// The lowest tier that may see it.
Tier lowest(const Subject& subject)
{
    for (const Tier tier : {Tier::nobody, Tier::public_, Tier::partner, Tier::analyst}) {
        if (may_see(tier, subject)) {
            return tier;
        }
    }
    throw std::logic_error("nobody may see it");
}

TEST(AccessDecision, IsMadeByWhatIsShown)
{
    EXPECT_EQ(lowest({.shown = Shown::overview}), Tier::public_);
    EXPECT_EQ(lowest({.shown = Shown::legend}), Tier::public_);
    EXPECT_EQ(lowest({.shown = Shown::legend, .is_filtered = true}), Tier::analyst);
    EXPECT_EQ(lowest({.shown = Shown::density}), Tier::analyst);
    EXPECT_EQ(lowest({.shown = Shown::counts}), Tier::analyst);
    EXPECT_EQ(lowest({.shown = Shown::operation}), Tier::analyst);
}

TEST(AccessDecision, OfACollectionIsThatOfItsClass)
{
    const auto collection = [](std::string id, bool is_area_set) {
        return Subject{
            .shown = Shown::collection, .collection = std::move(id), .is_area_set = is_area_set};
    };
    EXPECT_EQ(lowest(collection("wards", true)), Tier::public_);
    EXPECT_EQ(lowest(collection("hotspots", false)), Tier::partner);
    EXPECT_EQ(lowest(collection("interventions", false)), Tier::analyst);
    EXPECT_EQ(lowest(collection("incidents", false)), Tier::analyst);
    // What has no class, and what nobody named, stays with analysts.
    EXPECT_EQ(lowest(collection("anything", false)), Tier::analyst);
    EXPECT_EQ(lowest({.shown = Shown::collection}), Tier::analyst);
    EXPECT_EQ(lowest({.shown = Shown::collection, .collection = "hotspots", .column = "typed_in"}),
              Tier::analyst);
    // A column that hotspots have too opens no other collection.
    EXPECT_EQ(
        lowest({.shown = Shown::collection, .collection = "interventions", .column = "layer"}),
        Tier::analyst);
}

TEST(AccessDecision, IsThereForEveryRoute)
{
    Router router;
    EXPECT_GT(router.routes().size(), 20U);
    for (const auto& route : router.routes()) {
        EXPECT_NE(route.shown, Shown::undecided) << route.pattern.text();
    }
    Route forgotten{RoutePattern("/new"), Shown::undecided, "A route", "text/plain", {}};
    EXPECT_THROW(Router::check_decided(forgotten), std::logic_error);
    EXPECT_THROW(static_cast<void>(decide_access(Tier::analyst, {})), std::logic_error);
}

TEST(AccessDecision, ComesBeforeTheEntityTag)
{
    // A tag that an analyst was given must not tell a partner that the answer is still the same.
    auto data = test::example_run_data();
    data.project.layers[0].tier = Tier::partner;
    test::ServedExample example(data, Tier::partner);
    example.current = run_store::Run::in_memory(data, Tier::partner);
    const Response response =
        example.get("/tiles/violence/10/512/337.png", {{"If-None-Match", "*"}});
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(response.header("ETag"), "");
}

}  // namespace
}  // namespace heatward::server
