#include "text_table.hpp"

#include <array>
#include <memory>
#include <utility>

#include "heatward/gis/virtual_file.hpp"
#include "heatward/tabular/delimiter.hpp"

namespace heatward::pipeline {
namespace {

/// The first bytes of a text table, which say what parts its cells.
constexpr std::size_t kLookedAt = 65'536;

}  // namespace

tabular::CsvReader open_text_table(const std::string& path, const std::string& name,
                                   std::vector<std::string> columns)
{
    std::array<char, kLookedAt> begin{};
    const std::size_t size = gis::VirtualFile(path).read(begin);
    auto stream = std::make_shared<gis::VirtualFile>(path);
    tabular::CsvReadOptions csv;
    csv.name = name;
    csv.delimiter = tabular::detect_delimiter({begin.data(), size});
    csv.columns = std::move(columns);
    return {[stream](std::span<char> bytes) { return stream->read(bytes); }, csv};
}

}  // namespace heatward::pipeline
