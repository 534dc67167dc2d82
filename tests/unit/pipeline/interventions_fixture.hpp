#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "build_project_fixture.hpp"

namespace heatward::pipeline {

inline nlohmann::json counts(int before, int after)
{
    return {{"before", before}, {"after", after}};
}

/// Builds of the small county with one intervention. Street files of 2024-01 to 2025-06 without
/// 2024-03, in folder "q".
class InterventionsTest : public BuildProjectTest {
protected:
    /// So many incidents at one place in one month.
    struct Heap {
        double east_m = 0;
        double north_m = 0;
        int count = 0;
    };

    /// Writes each month's file; `heaps` says what lies in it.
    template <class Heaps>
    void write_months(const Heaps& heaps)
    {
        for (const Month& month : months_between({2024, 1}, {2025, 6})) {
            if (month == Month{2024, 3}) {
                continue;
            }
            std::vector<StreetRow> rows;
            for (const Heap& heap : heaps(month)) {
                for (int i = 0; i < heap.count; ++i) {
                    rows.push_back(
                        SmallCounty::row_at(heap.east_m, heap.north_m, to_string(month)));
                }
            }
            m_county.write_street_file("q/" + to_string(month) + "-force-street.csv", rows);
        }
    }

    static std::string text_with(const std::string& intervention_keys)
    {
        return SmallCounty::project_text("q") + "[[interventions]]\nid = \"patrols\"\n" +
               intervention_keys + "\n";
    }

    nlohmann::json report_of(const std::string& text)
    {
        build(text, "out");
        return *open("out").report;
    }

    nlohmann::json intervention_of(const std::string& text)
    {
        return report_of(text).at("interventions").at(0);
    }
};

}  // namespace heatward::pipeline
