#include "stated_time.hpp"

#include <algorithm>

namespace heatward::pipeline {
namespace {

/// "YYYY/MM/DD…": how GDAL writes a date of a column that holds text too.
bool is_gdal_spelling(const std::string& cell)
{
    return cell.size() >= 10 && cell[4] == '/' && cell[7] == '/';
}

}  // namespace

expected<tabular::StatedTime> read_stated_time(const tabular::TimeFormat& format,
                                               const StreamRecord& record, std::size_t place)
{
    const std::string& cell = record.cells[place];
    if (place < record.is_date.size() && record.is_date[place]) {
        return tabular::TimeFormat().read(cell);
    }
    auto time = format.read(cell);
    if (!time && record.is_of_gdal && is_gdal_spelling(cell)) {
        std::string iso = cell;
        std::replace(iso.begin(), iso.end(), '/', '-');
        time = tabular::TimeFormat().read(iso);
    }
    return time;
}

}  // namespace heatward::pipeline
