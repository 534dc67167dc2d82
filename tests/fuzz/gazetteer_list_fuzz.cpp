// libFuzzer target: whatever a text table holds, it is recognised or refused, and what its reader
// gives has positions in Great Britain's projection, names and uncertainties that can be used. The
// first byte chooses the key that it stands under.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>

#include "../../src/pipeline/list_kind.hpp"
#include "../../src/pipeline/list_reader.hpp"
#include "heatward/core/error.hpp"
#include "heatward/tabular/csv_reader.hpp"

namespace {

using namespace heatward;            // NOLINT: a program of one file
using namespace heatward::pipeline;  // NOLINT

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void require_place(ProjectedPoint point)
{
    require(std::isfinite(point.x) && std::isfinite(point.y));
}

void require_names(std::span<const std::string> names)
{
    require(!names.empty());
    for (const std::string& name : names) {
        require(!name.empty());
    }
}

class CheckingSink final : public GazetteerSink {
public:
    bool add(const geocode::PostcodeRecord& record) override
    {
        require_place(record.position);
        require(record.uncertainty_m > 0);
        return !record.postcode.empty();
    }
    void add(geocode::RoadRecord record) override
    {
        require_names(record.names);
        require(!record.lines.empty() || (record.extent && !record.extent->is_empty()));
    }
    void add(geocode::PremisesRecord record) override
    {
        require_names(record.names);
        require_place(record.position);
        require(record.uncertainty_m > 0);
    }
    void add(geocode::PlaceRecord record) override
    {
        require(!record.name.empty());
        require_place(record.position);
        require(record.radius_m > 0);
    }
    void add(const geocode::UprnRecord& record) override
    {
        require(record.uprn > 0);
        require_place(record.position);
    }
};

tabular::CsvReader reader_of(std::string_view text, std::vector<std::string> columns = {})
{
    tabular::CsvReadOptions options;
    options.name = "fuzz.csv";
    options.columns = std::move(columns);
    return {[text, at = std::size_t{0}](std::span<char> bytes) mutable {
                const std::size_t count = std::min(bytes.size(), text.size() - at);
                std::memcpy(bytes.data(), text.data() + at, count);
                at += count;
                return count;
            },
            options};
}

void read_as(std::string_view text, std::string_view key)
{
    static const gis::Projection projection("EPSG:27700");
    static const ListGround ground(projection);
    std::vector<std::string> columns = reader_of(text).header();
    const auto headless = columns_of_headless(columns);
    const ListShape shape{headless.value_or(columns), gis::LayerGeometry::none};
    const auto kind = kind_of_list(shape, key);
    if (!kind) {
        require(!kind.error().message.empty());
        return;
    }
    CheckingSink sink;
    ListTally tally;
    const auto reader = make_list_reader(*kind, ListColumns(shape.columns), {ground, sink, tally});
    auto csv = reader_of(text, headless.value_or(std::vector<std::string>()));
    for (tabular::CsvRecord record; csv.next(record);) {
        if (record.problem.empty()) {
            reader->take({record.cells, nullptr});
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::array<std::string_view, 4> kKeys{"postcodes", "roads", "places", "premises"};
    if (size == 0) {
        return 0;
    }
    std::string_view text(reinterpret_cast<const char*>(data), size);
    text.remove_prefix(1);
    try {
        read_as(text, kKeys.at(data[0] % kKeys.size()));
    } catch (const DataError&) {
        // no header, UTF-16: refused with a reason
    }
    return 0;
}
