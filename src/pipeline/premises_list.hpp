#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "list_reader.hpp"
#include "locality_cells.hpp"

namespace heatward::pipeline {

/// How far from the named point an incident at a building may lie where its list does not say: an
/// assumption, a building and its grounds.
inline constexpr double kPremisesUncertainty_m = 50;

/// Reads lists of buildings, parks and other places with a name, aliases and perhaps a town and an
/// uncertainty in metres.
class PremisesList final : public ListReader {
public:
    PremisesList(const ListColumns& columns, const ListReaderContext& context);

    void take(const ListRow& row) override;

private:
    ListReaderContext m_context;
    ListPosition m_position;
    std::vector<std::size_t> m_names;  ///< its own first, then those of aliases
    std::optional<std::size_t> m_uncertainty;
    LocalityCells m_localities;
};

}  // namespace heatward::pipeline
