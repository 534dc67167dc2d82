#include "heatward/core/connection_string.hpp"

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(ConnectionString, FilesAreNone)
{
    for (const char* path : {"wards.geojson", "../data/a b.zip", "C:\\data\\a.csv", "/abs/x.csv",
                             "2025:01.csv", "/vsizip/a.zip/b.csv"}) {
        EXPECT_FALSE(is_connection_string(path)) << path;
        EXPECT_EQ(redact_connection(path), path);
    }
}

TEST(ConnectionString, SecretsAreRedacted)
{
    EXPECT_EQ(redact_connection("PG:dbname=x password=y"), "PG:[redacted]");
    EXPECT_EQ(redact_connection("MySQL:db,user=u,password=p"), "MySQL:[redacted]");
    EXPECT_EQ(redact_connection("postgresql://user:pw@host/db"), "postgresql:[redacted]");
    EXPECT_EQ(redact_connection("https://user:pw@host/a.geojson?token=t"), "https:[redacted]");
    EXPECT_EQ(redact_connection("/vsicurl/https://user:pw@host/a.zip"),
              "/vsicurl/https:[redacted]");
    EXPECT_EQ(redact_connection("<OGRVRTDataSource>pw</OGRVRTDataSource>"), "[redacted]");
    EXPECT_EQ(redact_connection("service=x Password=y"), "[redacted]");
}

}  // namespace
}  // namespace heatward
