#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "list_columns.hpp"
#include "list_row.hpp"

namespace heatward::pipeline {

/// The columns of a list that say in which town or district something lies.
class LocalityCells {
public:
    explicit LocalityCells(const ListColumns& columns);

    /// The names in them (clean_name), each once.
    [[nodiscard]] std::vector<std::string> of(const ListRow& row) const;

private:
    std::vector<std::size_t> m_columns;
};

}  // namespace heatward::pipeline
