#include "heatward/server/client_shares.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "heatward/server/spool.hpp"

namespace heatward::server {
namespace {

TEST(ClientShares, AClientHasItsShareAndAllHaveTheWhole)
{
    ClientShares shares(5, 2);
    std::vector<std::unique_ptr<ClientShares::Place>> places;
    for (const char* client : {"192.0.2.1", "192.0.2.1", "2001:db8::1", "2001:db8::2"}) {
        places.push_back(shares.take(client));
        EXPECT_NE(places.back(), nullptr) << client;
    }
    EXPECT_EQ(shares.take("192.0.2.1"), nullptr);
    EXPECT_EQ(shares.take("2001:db8::3"), nullptr);  // of the same /64
    places.push_back(shares.take("192.0.2.2"));
    EXPECT_NE(places.back(), nullptr);
    EXPECT_EQ(shares.taken(), 5U);
    EXPECT_EQ(shares.take("192.0.2.3"), nullptr);  // all are taken
    places.erase(places.begin());
    EXPECT_EQ(shares.taken(), 4U);
    EXPECT_NE(shares.take("192.0.2.1"), nullptr);
    places.clear();
    EXPECT_EQ(shares.taken(), 0U);
}

TEST(Spool, OneClientLeavesFilesToOthers)
{
    std::vector<std::shared_ptr<SpoolFile>> files;
    for (std::size_t i = 0; i < kClientSpoolFiles; ++i) {
        files.push_back(SpoolFile::make("a.gpkg", "192.0.2.1"));
        ASSERT_NE(files.back(), nullptr);
    }
    EXPECT_EQ(SpoolFile::make("a.gpkg", "192.0.2.1"), nullptr);
    EXPECT_NE(SpoolFile::make("a.gpkg", "192.0.2.2"), nullptr);
    const auto folder = files.front()->path().parent_path();
    EXPECT_TRUE(std::filesystem::exists(folder));
    files.clear();
    EXPECT_FALSE(std::filesystem::exists(folder));
    EXPECT_NE(SpoolFile::make("a.gpkg", "192.0.2.1"), nullptr);
}

}  // namespace
}  // namespace heatward::server
