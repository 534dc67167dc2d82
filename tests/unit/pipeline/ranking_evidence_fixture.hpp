#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "build_project_fixture.hpp"

namespace heatward::pipeline {

/// Six robberies in w1, two in w2 and one in w4 over two months, and four with weapons in w2. In
/// the two months before, three robberies in w2 and one in w1; in the third before, ten in w4.
class RankingEvidenceTest : public BuildProjectTest {
protected:
    RankingEvidenceTest()
    {
        write_month("2024-10", {{3000, 3000, 10}});
        write_month("2024-11", {{3000, 1000, 3}});
        write_month("2024-12", {{1000, 1000, 1}});
        write_month("2025-01", {{1000, 1000, 6}, {3000, 900, 1}, {3010, 900, -4}});
        write_month("2025-02", {{3000, 1100, 1}, {3000, 3000, 1}});
    }

    struct Knot {
        double east;
        double north;
        int robberies;  ///< below 0: incidents with weapons
    };

    void write_month(const std::string& month, const std::vector<Knot>& knots)
    {
        std::vector<StreetRow> rows;
        for (const Knot& knot : knots) {
            for (int i = 0; i < std::abs(knot.robberies); ++i) {
                rows.push_back(SmallCounty::row_at(knot.east, knot.north, month));
                rows.back().crime_type = knot.robberies < 0 ? "Possession of weapons" : "Robbery";
            }
        }
        m_county.write_street_file("q/" + month + "-force-street.csv", rows);
    }

    static void replace(std::string& text, const std::string& from, const std::string& to)
    {
        text.replace(text.find(from), from.size(), to);
    }

    static std::string text_with(const std::string& layer_keys, const std::string& more = "",
                                 const std::string& period = "2025-01/2025-02")
    {
        std::string text = SmallCounty::project_text("q", layer_keys);
        replace(text, "[[sources]]",
                "[categories.weapons]\ntitle = \"Weapons\"\nharm = 10\n"
                "match = { police = [\"Possession of weapons\"] }\n[[sources]]");
        replace(text, "2025-01/2025-12", period);
        return text + "\n[evidence]\ntop = 1\n" + more;
    }

    std::string page(const std::string& text, const std::string& output)
    {
        const std::string id = build(text, output);
        std::ifstream file(m_county.path(output + "/runs/" + id + "/analyst/report.html"));
        return {std::istreambuf_iterator<char>(file), {}};
    }

    static std::vector<std::string> texts(const FeatureTable& table, const std::string& name)
    {
        std::vector<std::string> values;
        for (std::size_t row = 0; row < table.size(); ++row) {
            values.push_back(table.text(row, name));
        }
        return values;
    }
};

}  // namespace heatward::pipeline
