#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "example_project.hpp"
#include "heatward/project/project_file.hpp"
#include "heatward/project/project_json.hpp"

namespace heatward::project {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// The example's layer made a relative risk, with `more` lines in it.
std::string risk_project(const std::string& more = "",
                         const std::string& controls = R"({ categories = ["robbery"] })")
{
    return example_with("categories = [\"violence\"]\n",
                        "type = \"relative-risk\"\ncases = { categories = [\"violence\"] }\n" +
                            (controls.empty() ? "" : "controls = " + controls + "\n") + more);
}

TEST(RelativeRiskSection, IsGaussianAndUniformlyCorrectedUnlessItSaysOtherwise)
{
    const auto parsed = parse_project(risk_project(), "project.toml");
    ASSERT_TRUE(parsed) << parsed.error().front().text();
    const Layer& layer = parsed->project.layers.at(0);
    ASSERT_TRUE(is_relative_risk(layer));
    EXPECT_THAT(layer.categories, ElementsAre("violence"));
    EXPECT_THAT(layer.controls->categories, ElementsAre("robbery"));
    EXPECT_THAT(layer.controls->sources, ElementsAre("police"));
    EXPECT_EQ(layer.kernel, Kernel::gaussian);
    EXPECT_EQ(layer.edge, EdgeCorrection::uniform);
    EXPECT_EQ(layer.style, "risk");
}

TEST(RelativeRiskSection, OtherLayersHaveNoControls)
{
    const auto parsed = parse_project(example_project(), "project.toml");
    ASSERT_TRUE(parsed);
    EXPECT_FALSE(is_relative_risk(parsed->project.layers.at(0)));
    EXPECT_THAT(
        errors_of(example_with("bandwidth = 400",
                               "bandwidth = 400\ncontrols = { categories = [\"robbery\"] }")),
        Contains(HasSubstr("layers.violence.controls: is used by a relative risk alone")));
}

TEST(RelativeRiskSection, BadInputIsNamed)
{
    const auto error = [](const std::string& toml, const std::string& text) {
        EXPECT_THAT(errors_of(toml), Contains(HasSubstr(text))) << toml;
    };
    error(risk_project("", ""), "layers.violence.controls: is missing");
    error(risk_project("", R"({ categories = ["robery"] })"),
          "layers.violence.controls.categories: there is no category \"robery\"; did you mean "
          "\"robbery\"");
    error(risk_project("", R"({ categories = ["robbery", "violence"] })"),
          "layers.violence.controls: holds incidents of the cases: both have the category "
          "\"violence\" of the source \"police\"");
    error(risk_project("categories = [\"violence\"]\n"), "layers.violence.categories: is not used");
    error(risk_project("kernel = \"quartic\"\n"), "layers.violence.kernel: of a relative risk");
    error(risk_project("widen = true\nedge = \"diggle\"\n"), "layers.violence.widen");
    error(risk_project("weight = \"harm\"\n"), "layers.violence.weight");
    error(risk_project("hotspots = { share_of_area = 0.01 }\n"), "layers.violence.hotspots");
    error(risk_project("", R"({ categories = ["robbery"], sourcs = ["police"] })"),
          "layers.violence.controls.sourcs: unknown");
    error(example_with("bandwidth = 400", "bandwidth = 400\ntype = \"risk\""),
          "layers.violence.type: \"risk\" is none of density, relative-risk");
}

TEST(RelativeRiskSection, IsWrittenAndReadBack)
{
    const auto parsed = parse_project(risk_project(), "project.toml");
    ASSERT_TRUE(parsed);
    const auto json = to_json(parsed->project);
    const Project back = from_json(json);
    ASSERT_TRUE(back.layers.at(0).controls);
    EXPECT_THAT(back.layers.at(0).controls->categories, ElementsAre("robbery"));
    const auto plain = parse_project(example_project(), "project.toml");
    EXPECT_FALSE(to_json(plain->project).at("layers").at(0).contains("controls"));
}

}  // namespace
}  // namespace heatward::project
