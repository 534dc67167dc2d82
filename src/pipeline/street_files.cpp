#include "heatward/pipeline/street_files.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>

#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::string_view kStreetEnding = "-street.csv";
constexpr std::size_t kMonthLength = 7;

std::string lower_base_name(const std::string& name)
{
    return tabular::ascii_lower(std::filesystem::path(name).filename().string());
}

std::vector<Month> months_lacking(const std::set<Month>& all, const std::set<Month>& some)
{
    std::vector<Month> lacking;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(),
                        std::back_inserter(lacking));
    return lacking;
}

}  // namespace

std::optional<StreetFileName> street_file_name(const std::string& name)
{
    const std::string base = lower_base_name(name);
    const std::size_t around = kMonthLength + 1 + kStreetEnding.size();
    if (base.size() <= around || base[kMonthLength] != '-' || !base.ends_with(kStreetEnding)) {
        return std::nullopt;
    }
    const auto month = parse_month(std::string_view(base).substr(0, kMonthLength));
    if (!month) {
        return std::nullopt;
    }
    return StreetFileName{*month, base.substr(kMonthLength + 1, base.size() - around)};
}

bool looks_like_street_file(const std::string& name)
{
    const std::string base = lower_base_name(name);
    return !base.starts_with("._") && base.find("-street") != std::string::npos &&
           !street_file_name(name);
}

void StreetSupply::add(const StreetFileName& name)
{
    m_months_by_force[name.force].insert(name.month);
    m_months.insert(name.month);
}

std::vector<Month> StreetSupply::complete_months() const
{
    std::set<Month> complete = m_months;
    for (const auto& [force, months] : m_months_by_force) {
        for (const Month& month : months_lacking(m_months, months)) {
            complete.erase(month);
        }
    }
    return {complete.begin(), complete.end()};
}

std::map<std::string, std::vector<Month>> StreetSupply::gaps() const
{
    std::map<std::string, std::vector<Month>> gaps;
    for (const auto& [force, months] : m_months_by_force) {
        if (auto lacking = months_lacking(m_months, months); !lacking.empty()) {
            gaps.emplace(force, std::move(lacking));
        }
    }
    return gaps;
}

}  // namespace heatward::pipeline
