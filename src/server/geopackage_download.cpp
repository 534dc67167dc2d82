#include "geopackage_download.hpp"

#include <fmt/format.h>

#include "heatward/server/feature_table_output.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/spool.hpp"

namespace heatward::server {

namespace {

/// Between two looks at the file's size.
constexpr std::size_t kRowsBetweenLooks = 4096;

}  // namespace

Response geopackage_download(Response response, const FeatureWriting& writing,
                             ChosenFeatures features, std::size_t limit)
{
    auto file = SpoolFile::make(writing.collection_id + ".gpkg");
    if (file == nullptr) {
        return problem_response(
            {503,
             fmt::format("{} GeoPackages are being downloaded; try again, or take f=fgb, which "
                         "needs no file here",
                         kMaxSpoolFiles),
             {}});
    }
    FeatureRows rows(writing);
    gis::GeoPackageOutput output(file->path().string(), rows.schema());
    std::size_t written = 0;
    for (; written < limit; ++written) {
        const auto index = features.next();
        if (!index) {
            break;
        }
        rows.add(*index, output);
        if (written % kRowsBetweenLooks == 0 && output.bytes() > kMaxSpoolFileBytes) {
            return problem_response(
                {413,
                 fmt::format("the GeoPackage would be larger than {} MiB; narrow it with filter, "
                             "bbox, datetime or limit, or take f=fgb",
                             kMaxSpoolFileBytes >> 20),
                 "f"});
        }
    }
    output.describe(fmt::format("{}; {} features", writing.provenance, written));
    output.close();
    response.stream = SpoolFile::read(std::move(file));
    return response;
}

}  // namespace heatward::server
