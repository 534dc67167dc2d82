#include <gtest/gtest.h>

#include "heatward/core/version.hpp"
#include "heatward/server/entity_tag.hpp"
#include "served_example.hpp"

namespace heatward::server {
namespace {

/// A viewer that was built anew from the same version must not pass for the one a browser has.
TEST(ViewerAssets, TagsAreOfTheirBytes)
{
    test::ServedExample example;
    for (const char* target : {"/viewer.js", "/viewer.css"}) {
        const Response response = example.get(target);
        ASSERT_FALSE(response.body.empty()) << target;
        const auto tag_of = [](const std::string& body) {
            // The viewer is of no run and no tier.
            return entity_tag({"", program_version(), "", "", entity_tag({body})});
        };
        EXPECT_EQ(response.header("ETag"), tag_of(response.body)) << target;
        EXPECT_NE(response.header("ETag"), tag_of(response.body + "\n")) << target;
        EXPECT_EQ(example.get(target, {{"If-None-Match", tag_of(response.body)}}).status, 304);
    }
}

}  // namespace
}  // namespace heatward::server
