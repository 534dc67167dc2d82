#include "area_labels.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heatward/core/crossing.hpp"
#include "heatward/maps/label_point.hpp"
#include "map_palette.hpp"

namespace heatward::maps {
namespace {

/// Whether an area of another set is larger than the focus and holds its middle.
class FocusHolders {
public:
    explicit FocusHolders(const Focus& focus) : m_set(focus.set)
    {
        if (m_set != nullptr) {
            const ProjectedMultiPolygon& area = m_set->geometry[focus.row];
            m_area_m2 = area_m2(area);
            m_middle = label_point(area, std::max(1.0, std::sqrt(m_area_m2) / 100)).point;
        }
    }

    [[nodiscard]] bool has(const FeatureTable& table, std::size_t row) const
    {
        return m_set != nullptr && m_set != &table && area_m2(table.geometry[row]) > m_area_m2 &&
               WindingIndex(table.geometry[row]).contains(m_middle);
    }

private:
    const FeatureTable* m_set;
    double m_area_m2 = 0;
    ProjectedPoint m_middle;
};

void add_labels(std::vector<MapLabel>& labels, const FeatureTable& set, const Focus& focus,
                const TextStyle& style, bool must_fit)
{
    const FocusHolders holders(focus);
    std::vector<std::pair<double, std::size_t>> by_area;
    for (std::size_t row = 0; row < set.size(); ++row) {
        if (!focus.is(set, row) && !holders.has(set, row)) {
            by_area.emplace_back(-area_m2(set.geometry[row]), row);
        }
    }
    std::sort(by_area.begin(), by_area.end());
    for (const auto& [area, row] : by_area) {
        std::string name = set.text(row, "name");
        if (!name.empty()) {
            labels.push_back({std::move(name), &set.geometry[row], style, must_fit});
        }
    }
}

}  // namespace

Focus::Focus(const run_store::RunData& run, const MapExtent& extent)
{
    for (const FeatureTable& table : run.area_sets) {
        for (std::size_t i = 0; i < table.size(); ++i) {
            if (table.name == extent.area_set && table.text(i, "code") == extent.area_code) {
                set = &table;
                row = i;
            }
        }
    }
}

std::vector<MapLabel> labels_of(const AreaRoles& roles, const Focus& focus, double unit)
{
    const TextStyle district{.size = 13 * unit,
                             .bold = true,
                             .colour = palette::kInk,
                             .letter_spacing = 0.4 * unit,
                             .max_width = 170 * unit,
                             .halo = 2 * unit,
                             .align = TextStyle::Align::centre};
    // A map of one area has room for larger names.
    const TextStyle ward{.size = (focus.set == nullptr ? 9.5 : 11.5) * unit,
                         .colour = palette::kQuietInk,
                         .max_width = (focus.set == nullptr ? 84 : 110) * unit,
                         .halo = 1.6 * unit,
                         .align = TextStyle::Align::centre};
    std::vector<MapLabel> labels;
    if (focus.set != nullptr && !focus.set->text(focus.row, "name").empty()) {
        labels.push_back(
            {focus.set->text(focus.row, "name"), &focus.set->geometry[focus.row], district, false});
    }
    for (const FeatureTable* const set : roles.districts) {
        add_labels(labels, *set, focus, district, false);
    }
    for (const FeatureTable* const set : roles.wards) {
        add_labels(labels, *set, focus, ward, true);
    }
    return labels;
}

}  // namespace heatward::maps
