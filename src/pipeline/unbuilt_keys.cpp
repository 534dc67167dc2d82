#include "unbuilt_keys.hpp"

#include <fmt/format.h>

namespace heatward::pipeline {
namespace {

void report_layer(const project::Layer& layer, FindingCollector& findings)
{
    const std::string key = "layers." + layer.id;
    if (const auto* selector = std::get_if<std::string>(&layer.bandwidth)) {
        findings.error(key + ".bandwidth",
                       fmt::format("the selector \"{}\" cannot be built by this version yet; give "
                                   "metres",
                                   *selector));
    }
    if (layer.widen) {
        findings.error(key + ".widen",
                       "cannot be built by this version yet; remove it or write "
                       "widen = false");
    }
}

}  // namespace

void report_unbuilt_keys(const project::Project& project, FindingCollector& findings)
{
    for (const project::AreaSet& set : project.areas) {
        if (set.grid) {
            findings.error("areas." + set.id + ".grid",
                           "cell grids cannot be built by this version yet; leave the set out");
        }
    }
    for (const project::Layer& layer : project.layers) {
        report_layer(layer, findings);
    }
    for (const project::Source& source : project.sources) {
        const std::string key = "sources." + source.id + ".fields";
        if (!source.fields.uprn.empty()) {
            findings.warn(key + ".uprn", "is not looked up by this version yet");
        }
        if (project::looks_up_postcodes(source) && project.gazetteer.postcodes.empty()) {
            findings.warn(key + ".postcode",
                          "locates nothing without a list of postcodes; name one in "
                          "gazetteer.postcodes");
        }
    }
    for (const project::Intervention& intervention : project.interventions) {
        findings.warn("interventions." + intervention.id,
                      "interventions are not evaluated by this version yet");
    }
}

}  // namespace heatward::pipeline
