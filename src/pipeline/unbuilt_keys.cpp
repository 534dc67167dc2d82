#include "unbuilt_keys.hpp"

#include <fmt/format.h>

namespace heatward::pipeline {
namespace {

/// Fields by which a source is looked up in lists that the project does not name.
void report_gazetteer(const project::Gazetteer& gazetteer, const project::Source& source,
                      FindingCollector& findings)
{
    const std::string key = "sources." + source.id + ".fields";
    if (project::looks_up_postcodes(source) && gazetteer.postcodes.empty()) {
        findings.warn(key + ".postcode",
                      "locates nothing without a list of postcodes; name one in "
                      "gazetteer.postcodes");
    }
    if (!source.fields.location.empty() && gazetteer.roads.empty() && gazetteer.premises.empty() &&
        gazetteer.places.empty()) {
        findings.warn(key + ".location",
                      "locates nothing without a list of roads, premises or places; name one in "
                      "gazetteer.roads, gazetteer.premises or gazetteer.places");
    }
    if (!source.fields.uprn.empty() && gazetteer.premises.empty() && gazetteer.postcodes.empty()) {
        findings.warn(key + ".uprn",
                      "locates nothing without OS Open UPRN; name it in gazetteer.premises");
    }
}

void report_server(const project::Project& project, FindingCollector& findings)
{
    if (!project.access.tokens.empty()) {
        findings.notice("access.tokens",
                        "tokens are not checked by this version: `serve` refuses to start with "
                        "them");
    }
}

}  // namespace

void report_unbuilt_keys(const project::Project& project, FindingCollector& findings)
{
    for (const project::Source& source : project.sources) {
        report_gazetteer(project.gazetteer, source, findings);
    }
    report_server(project, findings);
}

}  // namespace heatward::pipeline
