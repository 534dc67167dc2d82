#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "list_reader.hpp"

namespace heatward::pipeline {

/// Reads lists of towns, villages and suburbs: how wide they are comes from their population, else
/// from their kind (place_radius.hpp).
class PlaceList final : public ListReader {
public:
    PlaceList(const ListColumns& columns, const ListReaderContext& context);

    void take(const ListRow& row) override;

private:
    [[nodiscard]] double radius_m(const ListRow& row) const;

    ListReaderContext m_context;
    ListPosition m_position;
    std::vector<std::size_t> m_names;
    std::optional<std::size_t> m_population;
    std::optional<std::size_t> m_kind;
};

}  // namespace heatward::pipeline
