#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "list_reader.hpp"

namespace heatward::pipeline {

/// Reads OS Open UPRN and other tables of property reference numbers with positions.
class UprnList final : public ListReader {
public:
    UprnList(const ListColumns& columns, const ListReaderContext& context);

    void take(const ListRow& row) override;

private:
    ListReaderContext m_context;
    ListPosition m_position;
    std::size_t m_uprn;
};

/// A unique property reference number: 1 to 12 figures, not 0, with blanks around it.
std::optional<std::uint64_t> parse_uprn(std::string_view text);

}  // namespace heatward::pipeline
