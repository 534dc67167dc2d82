#include "heatward/core/file_names.hpp"

namespace heatward {

std::uint32_t FileNames::number_of(const std::string& name)
{
    const auto [place, is_new] =
        m_numbers.try_emplace(name, static_cast<std::uint32_t>(m_names.size()));
    if (is_new) {
        m_names.push_back(name);
    }
    return place->second;
}

const std::string& FileNames::name_of(std::uint32_t number) const
{
    static const std::string none;
    return number < m_names.size() ? m_names[number] : none;
}

}  // namespace heatward
