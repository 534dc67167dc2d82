#include "heatward/core/incident_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace heatward {
namespace {

constexpr double kMortonCell_m = 50;
constexpr double kMortonOffset_cells = 1e9;  // keeps cells west or south of the origin positive

std::uint64_t spread_bits(std::uint64_t v)
{
    v &= 0xFFFFFFFFULL;
    v = (v | (v << 16)) & 0x0000FFFF0000FFFFULL;
    v = (v | (v << 8)) & 0x00FF00FF00FF00FFULL;
    v = (v | (v << 4)) & 0x0F0F0F0F0F0F0F0FULL;
    v = (v | (v << 2)) & 0x3333333333333333ULL;
    v = (v | (v << 1)) & 0x5555555555555555ULL;
    return v;
}

std::uint64_t morton_code(double x, double y)
{
    const auto cell = [](double metres) {
        return static_cast<std::uint64_t>(std::floor(metres / kMortonCell_m) + kMortonOffset_cells);
    };
    return spread_bits(cell(x)) | (spread_bits(cell(y)) << 1);
}

template <class T>
void permute(std::vector<T>& column, const std::vector<std::size_t>& order)
{
    std::vector<T> sorted;
    sorted.reserve(column.size());
    for (const std::size_t i : order) {
        sorted.push_back(column[i]);
    }
    column = std::move(sorted);
}

}  // namespace

Incident IncidentTable::at(std::size_t i) const
{
    return {row[i],  file[i],      source[i],        category[i],      {x[i], y[i]},
            time[i], precision[i], located[i].level, uncertainty_m[i], located[i].in_study_area};
}

void IncidentTable::append(const Incident& incident)
{
    const TableMinutes minutes = incident.time;  // before anything is appended
    x.push_back(incident.position.x);
    y.push_back(incident.position.y);
    time.push_back(minutes);
    precision.push_back(incident.precision);
    source.push_back(incident.source);
    category.push_back(incident.category);
    row.push_back(incident.row);
    file.push_back(incident.file);
    located.push_back(LocatedBy{incident.level, incident.in_study_area});
    uncertainty_m.push_back(incident.uncertainty_m);
}

void IncidentTable::reserve(std::size_t n)
{
    x.reserve(n);
    y.reserve(n);
    time.reserve(n);
    precision.reserve(n);
    source.reserve(n);
    category.reserve(n);
    row.reserve(n);
    file.reserve(n);
    located.reserve(n);
    uncertainty_m.reserve(n);
}

void IncidentTable::sort_spatially()
{
    std::vector<std::uint64_t> code(size());
    for (std::size_t i = 0; i < size(); ++i) {
        code[i] = morton_code(x[i], y[i]);
    }
    std::vector<std::size_t> order(size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) {
        return std::tuple(code[i], x[i], y[i], time[i], source[i], category[i], file[i], row[i]);
    };
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    permute(x, order);
    permute(y, order);
    permute(time, order);
    permute(precision, order);
    permute(source, order);
    permute(category, order);
    permute(row, order);
    permute(file, order);
    permute(located, order);
    permute(uncertainty_m, order);
}

std::size_t IncidentTable::memory_bytes() const
{
    const auto bytes_of = [](const auto&... columns) {
        return (... + (columns.capacity() * sizeof(columns[0])));
    };
    return bytes_of(x, y, time, precision, source, category, row, file, located, uncertainty_m);
}

}  // namespace heatward
