#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "heatward/server/chosen_features.hpp"
#include "heatward/server/feature_choices.hpp"
#include "heatward/server/feature_writer.hpp"
#include "heatward/server/response.hpp"

namespace heatward::server {

/// What a stream of features is made from.
struct FeatureStreamParts {
    std::shared_ptr<const void> keeps;  ///< what all the rest stands on: the run
    ChosenFeatures features;
    std::size_t limit = 0;
    std::unique_ptr<FeatureWriter> writer;
    FeatureChoices* choices = nullptr;  ///< keeps how many the request chooses
    std::string chosen;                 ///< by this key
    /// The answer's links, given the last feature where more follow it.
    std::function<nlohmann::json(std::optional<std::size_t> last)> links;
};

std::shared_ptr<BodyStream> make_feature_stream(FeatureStreamParts parts);

/// The stream in `response`, or its whole body where that is made in a piece.
void put_body(Response& response, std::shared_ptr<BodyStream> stream);

}  // namespace heatward::server
