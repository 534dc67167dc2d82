#include "list_tally.hpp"

#include <fmt/format.h>

namespace heatward::pipeline {

void ListTally::leave_out(std::string_view reason, std::uint64_t rows)
{
    if (rows == 0) {
        return;
    }
    const auto found = m_left_out.find(reason);
    if (found == m_left_out.end()) {
        m_left_out.emplace(reason, rows);
    } else {
        found->second += rows;
    }
}

std::vector<std::string> ListTally::sentences(const std::string& file, std::string_view what) const
{
    std::uint64_t total = m_taken;
    for (const auto& [reason, rows] : m_left_out) {
        total += rows;
    }
    std::vector<std::string> texts;
    for (const auto& [reason, rows] : m_left_out) {
        texts.push_back(fmt::format("{}: {} of {} {} {}", file, rows, total, what, reason));
    }
    return texts;
}

}  // namespace heatward::pipeline
