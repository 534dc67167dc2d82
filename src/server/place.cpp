#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "density_headers.hpp"
#include "handlers.hpp"
#include "heatward/maps/absence.hpp"
#include "heatward/project/wards.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/server/numbers.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

const FeatureTable* ward_table(const ServedRun& run)
{
    const auto* set = project::ward_set(run.data().project);
    return set == nullptr ? nullptr : run.find_table(set->id);
}

/// The wards' parent set, else the study area's.
const FeatureTable* district_table(const ServedRun& run, const FeatureTable* wards)
{
    const auto* set = wards == nullptr ? nullptr : run.data().project.find_area_set(wards->name);
    const auto* district = run.find_table(
        set != nullptr && set->parent ? set->parent->set : run.data().project.study_area);
    return district == wards ? nullptr : district;
}

nlohmann::json area_at(const ServedRun& run, const FeatureTable* table, ProjectedPoint place)
{
    if (table == nullptr) {
        return nullptr;
    }
    const auto row = run.locator(*table).find(place);
    if (!row) {
        return nullptr;
    }
    return {{"code", table->text(*row, "code")}, {"name", table->text(*row, "name")}};
}

Response place_response(const ServedRun& run, const LayerRequest& request, LonLat position)
{
    nlohmann::json json{{"density", nullptr},    {"unit", run.summary(*request.layer).unit},
                        {"percentile", nullptr}, {"inside_study_area", false},
                        {"ward", nullptr},       {"district", nullptr}};
    json["excluded"] = 0;
    std::shared_ptr<const maps::DensityLayer> density;
    if (const auto point = run.project(position)) {
        density = run.density(request.density_key(maps::Plane::project));
        json["excluded"] = density->selection().too_coarse;
        if (request.filter.window) {
            json["left_out_sources"] = left_out_sources(run, *density);
        }
        const double value = density->evaluate_at(*point);
        // Months that nobody supplied are missing, not free of incidents.
        const auto absence = maps::absence_of(*density, run.data().incidents);
        if (absence != maps::Absence::none) {
            json["reason"] = maps::reason_text(absence, density->filter());
        } else if (std::isfinite(value)) {
            json["density"] = value;
            // The layer's surface says nothing of where a narrower selection stands.
            if (!request.is_filtered) {
                json["percentile"] = run.percentiles(*request.layer).at(value);
            }
        }
        json["inside_study_area"] =
            run.geometry(maps::Plane::project).mask().contains(point->x, point->y);
        const auto* wards = ward_table(run);
        json["ward"] = area_at(run, wards, *point);
        json["district"] = area_at(run, district_table(run, wards), *point);
    }
    auto response = json_response(json);
    if (density) {
        add_density_headers(response, run, *density);
    } else {
        response.headers.push_back({"X-Heatward-Excluded", "0"});
    }
    return response;
}

}  // namespace

Outcome place(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    auto layer = parse_layer_request(*context.run, context.captures.at("layer"), *context.query);
    if (!layer) {
        return tl::unexpected<Problem>(layer.error());
    }
    const auto position = parse_lonlat(context.captures.at("lon"), context.captures.at("lat"));
    if (!position) {
        return tl::unexpected<Problem>(position.error());
    }
    Answer answer;
    answer.canonical =
        fmt::format("point {},{} {}", position->lon, position->lat, layer->canonical);
    answer.produce = [run = context.run, layer = std::move(*layer), position = *position] {
        return place_response(*run, layer, position);
    };
    return answer;
}

}  // namespace heatward::server
