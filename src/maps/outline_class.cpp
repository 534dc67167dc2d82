#include "heatward/maps/outline_class.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "heatward/core/named_collection.hpp"

namespace heatward::maps {
namespace {

struct Part {
    const char* value;  ///< in the column `part`
    const char* title;
    OutlinePen pen;
};

/// The treated area last, so that it lies above the ring that begins at its border.
constexpr std::array<Part, 3> kParts{{{"ring", "Ring", {{0x1d, 0x25, 0x30, 215}, 1}},
                                      {"control", "Control area", {{0x0b, 0x53, 0x94, 235}, 2}},
                                      {"treated", "Treated area", {{0x1d, 0x25, 0x30, 240}, 3}}}};

}  // namespace

std::vector<OutlineClass> outline_classes(const FeatureTable& table, const std::string& title)
{
    if (table.name != kInterventions) {
        return {{title, {}, {}}};
    }
    std::vector<OutlineClass> classes;
    for (const Part& part : kParts) {
        std::vector<bool> rows;
        for (std::size_t row = 0; row < table.size(); ++row) {
            rows.push_back(table.text(row, "part") == part.value);
        }
        if (std::find(rows.begin(), rows.end(), true) != rows.end()) {
            classes.push_back({part.title, part.pen, std::move(rows)});
        }
    }
    return classes;
}

}  // namespace heatward::maps
