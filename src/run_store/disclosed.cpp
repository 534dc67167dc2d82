#include "disclosed.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "heatward/core/named_collection.hpp"
#include "heatward/disclosure/column_class.hpp"

namespace heatward::run_store {

namespace {

bool has_sensitive_category(const project::Project& project, const project::Layer& layer)
{
    const auto has_one = [&](const std::vector<std::string>& categories) {
        return std::any_of(categories.begin(), categories.end(), [&](const auto& id) {
            const auto category = project.category_index(id);
            // What the project does not know cannot be told harmless.
            return !category || project.categories[*category].sensitive;
        });
    };
    return has_one(layer.categories) || (layer.controls && has_one(layer.controls->categories));
}

bool may_see_surface(Tier tier, const project::Project& project, const project::Layer& layer)
{
    return disclosure::lowest_tier_of_surface(layer.tier, has_sensitive_category(project, layer)) <=
           tier;
}

/// The tier of a column that several layers could claim is the highest of theirs.
Tier lowest_tier_of(const project::Project& project, std::string_view column)
{
    Tier lowest = disclosure::lowest_tier_of_area_column(column, {}, std::nullopt);
    if (lowest != Tier::analyst) {
        return lowest;
    }
    bool is_claimed = false;
    for (const auto& layer : project.layers) {
        const auto statistic = disclosure::statistic_of(column, layer.id);
        if (statistic && disclosure::has_class(*statistic)) {
            const Tier tier = disclosure::lowest_tier_of_area_column(column, layer.id, layer.tier);
            lowest = is_claimed ? std::max(lowest, tier) : tier;
            is_claimed = true;
        }
    }
    return lowest;
}

void keep_columns(FeatureTable& table, const std::function<bool(const Column&)>& is_kept)
{
    for (std::size_t i = table.columns.size(); i-- > 0;) {
        if (!is_kept(table.columns[i])) {
            const auto place = static_cast<std::ptrdiff_t>(i);
            table.columns.erase(table.columns.begin() + place);
            for (auto& row : table.rows) {
                row.erase(row.begin() + place);
            }
        }
    }
}

void keep_rows(FeatureTable& table, const std::function<bool(std::size_t)>& is_kept)
{
    FeatureTable kept{table.name, table.columns, {}, {}};
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (is_kept(i)) {
            kept.rows.push_back(std::move(table.rows[i]));
            kept.geometry.push_back(std::move(table.geometry[i]));
        }
    }
    table = std::move(kept);
}

void withhold_area_figures(Tier tier, RunData& data)
{
    std::erase_if(data.area_sets, [&](const FeatureTable& table) {
        const bool is_area_set = data.project.find_area_set(table.name) != nullptr;
        return disclosure::lowest_tier_of_collection(table.name, is_area_set) > tier;
    });
    for (auto& table : data.area_sets) {
        keep_columns(table, [&](const Column& column) {
            return lowest_tier_of(data.project, column.name) <= tier;
        });
    }
}

void withhold_hotspots(Tier tier, RunData& data)
{
    if (disclosure::lowest_tier_of_collection(kHotspots, false) > tier) {
        data.hotspots = {};
        return;
    }
    keep_rows(data.hotspots, [&](std::size_t row) {
        // A layer that the project has lost by now was for a higher tier.
        return data.project.find_layer(data.hotspots.text(row, "layer")) != nullptr;
    });
    keep_columns(data.hotspots, [&](const Column& column) {
        return disclosure::lowest_tier_of_hotspot_column(column.name) <= tier;
    });
}

/// Where inputs came from is of no use to a view, and folder and file names can tell of people and
/// places.
void withhold_file_names(RunData& data)
{
    data.folder.clear();
    project::Project& project = data.project;
    for (auto& source : project.sources) {
        source.path.clear();
        source.layer.clear();
    }
    for (auto& set : project.areas) {
        set.path.clear();
        if (set.population) {
            set.population->path.clear();
        }
    }
    project.gazetteer = {};
    for (auto& source : project.basemap) {
        source.path.clear();
    }
}

}  // namespace

project::Project disclosed_project(Tier tier, project::Project project)
{
    std::vector<project::Layer> kept;
    for (const auto& layer : project.layers) {
        if (may_see_surface(tier, project, layer)) {
            kept.push_back(layer);
        }
    }
    project.layers = std::move(kept);
    return project;
}

void withhold_from(Tier tier, RunData& data)
{
    if (tier == Tier::analyst) {
        return;
    }
    // Columns first: a layer may give area figures to a tier that its surface is kept from.
    withhold_area_figures(tier, data);
    data.project = disclosed_project(tier, std::move(data.project));
    const auto is_withheld = [&](const std::string& layer_id) {
        return data.project.find_layer(layer_id) == nullptr;
    };
    std::erase_if(data.layers, [&](const LayerSummary& layer) { return is_withheld(layer.id); });
    std::erase_if(data.surfaces, [&](const auto& entry) { return is_withheld(entry.first); });
    withhold_hotspots(tier, data);
    if (disclosure::lowest_tier_of_collection(kInterventions, false) > tier) {
        data.interventions = {};
    }
    if (disclosure::lowest_tier_of_collection(kIncidents, false) > tier) {
        data.incidents = {};
        data.bandwidth_factors.clear();
    }
    for (auto& source : data.sources) {
        source.by_month.clear();
    }
    data.report.reset();
    data.project.interventions.clear();
    withhold_file_names(data);
}

}  // namespace heatward::run_store
