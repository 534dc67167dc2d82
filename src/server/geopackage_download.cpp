#include "geopackage_download.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "heatward/server/feature_table_output.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/spool.hpp"

namespace heatward::server {

namespace {

/// Between two looks at the file's size.
constexpr std::size_t kRowsBetweenLooks = 4096;

class Unmade final : public BodyStream {
public:
    BodyPiece next() override { throw std::logic_error("the body of an answer to HEAD"); }
};

}  // namespace

Response geopackage_download(Response response, const FeatureWriting& writing,
                             ChosenFeatures features, const DownloadLimits& limits)
{
    auto file = SpoolFile::make(writing.collection_id + ".gpkg", limits.client);
    if (file == nullptr) {
        return problem_response(
            {503,
             fmt::format("{} GeoPackages are being downloaded, or {} of them by you; try again, or "
                         "take f=fgb, which needs no file here",
                         kMaxSpoolFiles, kClientSpoolFiles),
             {}});
    }
    FeatureRows rows(writing);
    gis::GeoPackageOutput output(file->path().string(), rows.schema());
    WorkSlice slice;
    std::size_t written = 0;
    while (written < limits.features && !features.is_at_end()) {
        if (slice.is_over()) {
            if (limits.has_left()) {
                return problem_response(client_left());
            }
            slice = WorkSlice();
        }
        const auto index = features.next(slice);
        if (!index) {
            continue;
        }
        rows.add(*index, output);
        if (written++ % kRowsBetweenLooks == 0 && output.bytes() > kMaxSpoolFileBytes) {
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

Response unmade_download(Response response)
{
    response.stream = std::make_shared<Unmade>();
    return response;
}

}  // namespace heatward::server
