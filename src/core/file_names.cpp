#include "heatward/core/file_names.hpp"

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward {

std::uint16_t FileNames::number_of(const std::string& name)
{
    if (const auto place = m_numbers.find(name); place != m_numbers.end()) {
        return place->second;
    }
    if (m_names.size() == kNoFile) {
        throw DataError(fmt::format(
            "{}: one file more than the {} that a run may have: join small files", name, kNoFile));
    }
    const auto number = static_cast<std::uint16_t>(m_names.size());
    m_numbers.emplace(name, number);
    m_names.push_back(name);
    return number;
}

const std::string& FileNames::name_of(std::uint16_t number) const
{
    static const std::string none;
    return number < m_names.size() ? m_names[number] : none;
}

}  // namespace heatward
