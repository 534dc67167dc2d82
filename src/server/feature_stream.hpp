#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "heatward/server/chosen_features.hpp"
#include "heatward/server/feature_writer.hpp"
#include "heatward/server/response.hpp"

namespace heatward::server {

/// What a stream of features is made from.
struct FeatureStreamParts {
    std::shared_ptr<const void> keeps;  ///< what all the rest stands on: the run
    ChosenFeatures features;
    std::size_t limit = 0;
    std::unique_ptr<FeatureWriter> writer;
    /// All that the request chooses, counted when the features are written.
    std::function<std::size_t()> count_matched;
    /// The answer's links, given the last feature where more follow it.
    std::function<nlohmann::json(std::optional<std::size_t> last)> links;
};

std::shared_ptr<BodyStream> make_feature_stream(FeatureStreamParts parts);

/// The stream's first pieces in `response`: its whole body where that is small, else the stream.
void put_body(Response& response, std::shared_ptr<BodyStream> stream);

}  // namespace heatward::server
