#include "heatward/pipeline/row_account.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heatward::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// Two files: two rows used and one rejected, one used and none rejected.
SourceRows sound_rows()
{
    SourceRows rows;
    rows.rows_in = 4;
    rows.files = {{"a.csv", 3, 3}, {"b.csv", 1, 1}};
    using RowAndFile = std::pair<std::uint32_t, std::uint16_t>;
    for (const auto& [row, file] : {RowAndFile{1, 0}, RowAndFile{3, 0}, RowAndFile{1, 1}}) {
        Incident incident;
        incident.row = row;
        incident.file = static_cast<std::uint16_t>(file);
        rows.used.push_back(incident);
    }
    rows.rejected = {{2, "a.csv", "no location", "Longitude; Latitude"}};
    rows.by_reason = {{"no location", 1}};
    return rows;
}

std::string refusal(const SourceRows& rows)
{
    try {
        require_every_row("police", rows);
    } catch (const DataError& error) {
        return error.what();
    }
    return "none";
}

TEST(RowAccount, HoldsWhereEveryRowWasUsedOrRejected) { EXPECT_EQ(refusal(sound_rows()), "none"); }

TEST(RowAccount, ALineThatNoRecordCameFromIsAnErrorOfItsFile)
{
    SourceRows rows = sound_rows();
    rows.files[1].lines = 3;
    EXPECT_THAT(refusal(rows), HasSubstr("b.csv: holds 3 rows, but 1 were read"));
}

TEST(RowAccount, ARowThatWasNeitherUsedNorRejectedIsAnErrorOfItsFile)
{
    SourceRows rows = sound_rows();
    rows.rejected.clear();
    rows.by_reason.clear();
    EXPECT_THAT(refusal(rows), HasSubstr("a.csv: of 3 rows 2 were used and 0 rejected"));
    rows = sound_rows();
    rows.used[2].file = 0;
    EXPECT_THAT(refusal(rows), HasSubstr("a.csv: of 3 rows 3 were used and 1 rejected"));
}

TEST(RowAccount, CountsOfTheSourceMustAgreeWithThoseOfItsFiles)
{
    SourceRows rows = sound_rows();
    rows.rows_in = 5;
    EXPECT_THAT(refusal(rows), AllOf(HasSubstr("police"), HasSubstr("4 rows, but 5 were taken")));
    rows = sound_rows();
    rows.by_reason["no location"] = 2;
    EXPECT_THAT(refusal(rows), HasSubstr("1 rows were rejected, but 2 reasons were given"));
}

TEST(RowAccount, RowsOfNoFileAreRefused)
{
    SourceRows rows = sound_rows();
    rows.rejected[0].file = "c.csv";
    EXPECT_THAT(refusal(rows), HasSubstr("rejected row 2 stands in no file"));
    rows = sound_rows();
    rows.used[0].file = kNoFile;
    EXPECT_THAT(refusal(rows), HasSubstr("used row 1 stands in no file"));
}

}  // namespace
}  // namespace heatward::pipeline
