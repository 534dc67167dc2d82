#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heatward/project/project_file.hpp"

namespace heatward::project {

/// A project file with every section that a build needs and nothing more; line 1 is [project].
inline std::string example_project()
{
    return R"([project]
title = "Example"
study_area = "districts"

[areas.districts]
path = "districts.geojson"
code = "LAD"
name = "NAME"

[areas.wards]
path = "wards.geojson"
code = "WD"
name = "NAME"
parent = { set = "districts", field = "LAD" }

[categories.violence]
title = "Violence"
harm = 180.48
match = { police = ["Violence and sexual offences"] }

[categories.robbery]
title = "Robbery"
match = { police = ["Robbery"] }

[[sources]]
id = "police"
path = "police.zip"
format = "police.uk"

[[layers]]
id = "violence"
title = "Violence"
categories = ["violence"]
period = "2025-01/2025-12"
bandwidth = 400
)";
}

/// The example with the first `from` replaced by `to`.
inline std::string example_with(std::string_view from, std::string_view to)
{
    std::string text = example_project();
    return text.replace(text.find(from), from.size(), to);
}

/// What is wrong with the project file; empty where nothing is.
inline std::vector<std::string> errors_of(const std::string& toml)
{
    std::vector<std::string> texts;
    const auto parsed = parse_project(toml, "project.toml");
    if (!parsed) {
        for (const Finding& finding : parsed.error()) {
            texts.push_back(finding.text());
        }
    }
    return texts;
}

}  // namespace heatward::project
