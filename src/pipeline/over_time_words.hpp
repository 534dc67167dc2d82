#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// What each source did not supply of a layer of report.json: "3 of 12 months of police are missing
/// (2025-02 to 2025-04); rates use the months supplied". Nothing of sources that supplied all. Of a
/// relative risk these are the sources of its cases and its controls.
std::vector<std::string> missing_words(const nlohmann::json& layer);

/// `time.change` in a sentence: "412 incidents in 2025 against 455 in the same months of 2024: 9 %
/// fewer; the true change is likely between 21 % fewer and 4 % more, so it may be chance." `noun`
/// is what the layer counts, "incidents" or "records".
std::string change_words(const nlohmann::json& change, std::string_view noun);

/// The months of `time.change`: "Jan–Mar 2024", "Jan–Mar 2025"; by numbers where they are of two
/// years; "part of 2024" where not
/// every source has all of them.
struct ComparedMonths {
    std::string before;
    std::string after;
};
/// Nothing where no months are compared.
std::optional<ComparedMonths> compared_months(const nlohmann::json& change);
/// Whether the sources of `time.change` are compared over different months.
bool has_sources_apart(const nlohmann::json& change);

/// After over before: "9 % fewer", "4 % more", "2.5 times as many", "as many".
std::string ratio_words(double ratio);

/// `time.near_repeats` in sentences.
std::string near_repeat_words(const nlohmann::json& repeats, std::string_view noun);

}  // namespace heatward::pipeline
