#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/incident_filter.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// A layer "robbery" of the sources "police" and, on demand, "council" over a line of square areas
/// of 1 km from west to east, and incidents put there by hand.
class OverTimeTest : public testing::Test {
protected:
    OverTimeTest()
    {
        m_project.categories = {{"robbery", "Robbery", std::nullopt, false, {}},
                                {"other", "Other", std::nullopt, false, {}}};
        m_project.sources.resize(2);
        m_project.sources[0].id = "police";
        m_project.sources[1].id = "council";
        m_project.layers.resize(1);
        project::Layer& layer = m_project.layers.front();
        layer.id = "robbery";
        layer.categories = {"robbery"};
        layer.sources = {"police"};
        set_period("2025");
        m_supply = {{"police", {}, {}}, {"council", {}, {}}};
    }

    void set_period(const std::string& text)
    {
        m_project.layers.front().period = parse_interval(text).value();
        m_project.layers.front().period_text = text;
    }

    void use_both_sources() { m_project.layers.front().sources = {"police", "council"}; }

    static std::vector<Month> months(const char* first, const char* last)
    {
        return months_between(parse_month(first).value(), parse_month(last).value());
    }

    /// One incident; `source` 0 is the police.
    void add_at(WallMinutes time, TimePrecision precision, ProjectedPoint place = {500, 500},
                std::uint16_t source = 0)
    {
        Incident incident;
        incident.time = time;
        incident.precision = precision;
        incident.position = place;
        incident.source = source;
        incident.category = 0;
        incident.in_study_area = true;
        m_incidents.append(incident);
    }

    /// That many incidents of a month in an area.
    void add(const Month& month, std::size_t count, std::size_t area = 0, std::uint16_t source = 0)
    {
        for (std::size_t i = 0; i < count; ++i) {
            add_at(start_of(month), TimePrecision::month,
                   {static_cast<double>(area) * 1000 + 500, 500}, source);
        }
    }

    [[nodiscard]] AnalysisInput input(unsigned threads = 1) const
    {
        return {&m_project, &m_incidents, nullptr, &m_supply, threads};
    }

    [[nodiscard]] const project::Layer& layer() const { return m_project.layers.front(); }

    [[nodiscard]] LayerAnalysis analysis() const
    {
        LayerAnalysis analysis;
        analysis.layer = &layer();
        analysis.rows = select(m_incidents, maps::layer_filter(m_project, layer())).rows;
        return analysis;
    }

    static AreaSetData areas(std::size_t count)
    {
        AreaSetData set;
        set.id = "wards";
        for (std::size_t i = 0; i < count; ++i) {
            const double west = static_cast<double>(i) * 1000;
            gis::AreaRecord area;
            area.code = "w" + std::to_string(i);
            area.polygons = {
                {{{west, 0}, {west + 1000, 0}, {west + 1000, 1000}, {west, 1000}}, {}}};
            set.areas.push_back(area);
        }
        set.population.resize(count);
        return set;
    }

    /// NaN where the cell is absent.
    static double real(const FeatureTable& table, std::size_t row, const std::string& column)
    {
        const AttributeValue& value = table.rows.at(row).at(table.find_column(column).value());
        if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            return static_cast<double>(*whole);
        }
        const auto* number = std::get_if<double>(&value);
        return number == nullptr ? std::nan("") : *number;
    }

    project::Project m_project;
    IncidentTable m_incidents;
    std::vector<run_store::SourceSupply> m_supply;
};

}  // namespace heatward::pipeline
