#include "geopackage_points.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/parallel.hpp"
#include "sqlite_database.hpp"

namespace heatward::gis {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are taken as they stand");

/// Ranges of ids, small enough that threads end together.
constexpr std::uint64_t kRanges = 32;

using Bytes = std::span<const unsigned char>;

template <class Number>
Number take(Bytes bytes, std::size_t at)
{
    Number number;
    std::memcpy(&number, bytes.data() + at, sizeof(Number));
    return number;
}

/// The point at the front of `wkb`, which it shortens; false for what is no point of that kind.
bool take_point(Bytes& wkb, std::uint32_t kind, std::size_t size,
                std::vector<ProjectedPoint>& points)
{
    if (wkb.size() < size || wkb[0] != 1 || take<std::uint32_t>(wkb, 1) != kind) {
        return false;
    }
    const ProjectedPoint point{take<double>(wkb, 5), take<double>(wkb, 13)};
    if (std::isfinite(point.x) && std::isfinite(point.y)) {
        points.push_back(point);
    }
    wkb = wkb.subspan(size);
    return true;
}

/// The WKB behind GeoPackage's own header; nothing where the header is not the standard's.
std::optional<Bytes> wkb_of(Bytes blob)
{
    constexpr std::array<std::size_t, 5> kEnvelopeBytes{0, 32, 48, 48, 64};
    constexpr std::size_t kFixedBytes = 8;
    constexpr unsigned kExtended = 0x20;
    if (blob.size() < kFixedBytes || blob[0] != 'G' || blob[1] != 'P' || blob[2] != 0 ||
        (blob[3] & kExtended) != 0) {
        return std::nullopt;
    }
    const std::size_t envelope = (blob[3] >> 1U) & 7U;
    if (envelope >= kEnvelopeBytes.size() || blob.size() < kFixedBytes + kEnvelopeBytes[envelope]) {
        return std::nullopt;
    }
    return blob.subspan(kFixedBytes + kEnvelopeBytes[envelope]);
}

/// Appends the points of a geometry, those that are not finite left out; false where it is none of
/// a point and a multipoint in little-endian ISO WKB.
bool take_points(Bytes blob, std::vector<ProjectedPoint>& points)
{
    constexpr std::uint32_t kPoint = 1;
    constexpr std::uint32_t kMultiPoint = 4;
    constexpr std::size_t kHeaderBytes = 5;
    std::optional<Bytes> wkb = wkb_of(blob);
    if (!wkb || wkb->size() < kHeaderBytes || wkb->front() != 1) {
        return false;
    }
    const auto type = take<std::uint32_t>(*wkb, 1);
    constexpr std::array<std::size_t, 4> kOrdinates{2, 3, 3, 4};  // XY, XYZ, XYM, XYZM
    const std::uint32_t dimension = type / 1000;
    if (dimension >= kOrdinates.size()) {
        return false;
    }
    const std::uint32_t point_type = dimension * 1000 + kPoint;
    const std::size_t point_size = kHeaderBytes + kOrdinates[dimension] * sizeof(double);
    if (type == point_type) {
        return take_point(*wkb, point_type, point_size, points);
    }
    if (type != dimension * 1000 + kMultiPoint || wkb->size() < kHeaderBytes + 4) {
        return false;
    }
    const auto count = take<std::uint32_t>(*wkb, kHeaderBytes);
    *wkb = wkb->subspan(kHeaderBytes + 4);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (!take_point(*wkb, point_type, point_size, points)) {
            return false;
        }
    }
    return true;
}

enum class Weight : std::uint8_t { found, absent, unknown };

Weight weight_in(sqlite3_stmt* row, int column, NumberColumn expected, double& weight)
{
    const int type = sqlite3_column_type(row, column);
    if (type == SQLITE_NULL) {
        return Weight::absent;
    }
    if (expected == NumberColumn::real) {
        if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) {
            return Weight::unknown;
        }
        weight = sqlite3_column_double(row, column);
    } else {
        const std::int64_t whole = sqlite3_column_int64(row, column);
        if (type != SQLITE_INTEGER || (expected == NumberColumn::whole_32_bit &&
                                       whole > std::numeric_limits<std::int32_t>::max())) {
            return Weight::unknown;
        }
        weight = static_cast<double>(whole);
    }
    return is_weight(weight) ? Weight::found : Weight::unknown;
}

/// One row; false where it is of a kind that is not known here.
bool take_row(sqlite3_stmt* row, const GeoPackagePoints& wanted, PointRows& rows)
{
    double weight = 1;
    if (!wanted.weight_column.empty()) {
        const Weight found = weight_in(row, 1, wanted.weight_type, weight);
        if (found == Weight::unknown) {
            return false;
        }
        if (found == Weight::absent) {
            ++rows.without_number;
            return true;
        }
    }
    const std::size_t before = rows.points.size();
    const int type = sqlite3_column_type(row, 0);
    if (type == SQLITE_BLOB) {
        const auto* const begin = static_cast<const unsigned char*>(sqlite3_column_blob(row, 0));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, 0));
        if (!take_points({begin, size}, rows.points)) {
            return false;
        }
    } else if (type != SQLITE_NULL) {
        return false;
    }
    rows.without_position += rows.points.size() == before ? 1U : 0U;
    rows.weight.resize(rows.points.size(), weight);
    return true;
}

std::string quoted(const std::string& name)
{
    std::string text = "\"";
    for (const char c : name) {
        text.append(c == '"' ? 2 : 1, c);
    }
    return text + '"';
}

/// The one whole number that a query gives; nothing where it gives none.
std::optional<std::int64_t> number_from(sqlite3* database, const std::string& sql,
                                        const std::vector<std::string>& values)
{
    const SqliteStatement statement = prepare(database, sql);
    if (!statement) {
        return std::nullopt;
    }
    int i = 0;
    for (const std::string& value : values) {
        sqlite3_bind_text(statement.get(), ++i, value.c_str(), static_cast<int>(value.size()),
                          SQLITE_TRANSIENT);
    }
    if (sqlite3_step(statement.get()) != SQLITE_ROW ||
        sqlite3_column_type(statement.get(), 0) != SQLITE_INTEGER) {
        return std::nullopt;
    }
    return sqlite3_column_int64(statement.get(), 0);
}

/// Whether rows come in the order of their ids: a table, not a view; the id is SQLite's row number
/// (one INTEGER key without an index of its own); no index holds the geometry.
bool is_in_order_of_ids(sqlite3* database, const GeoPackagePoints& wanted)
{
    return number_from(database,
                       "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1",
                       {wanted.table}) == 1 &&
           number_from(database,
                       "SELECT count(*) FROM pragma_table_info(?1) WHERE pk > 0 AND name = ?2 AND "
                       "upper(type) = 'INTEGER'",
                       {wanted.table, wanted.id_column}) == 1 &&
           number_from(database, "SELECT count(*) FROM pragma_table_info(?1) WHERE pk > 0",
                       {wanted.table}) == 1 &&
           number_from(database,
                       "SELECT count(*) FROM pragma_index_list(?1) AS list WHERE list.origin = "
                       "'pk' OR ?2 IN (SELECT name FROM pragma_index_info(list.name))",
                       {wanted.table, wanted.geometry_column}) == 0;
}

std::string columns_of(const GeoPackagePoints& wanted)
{
    return quoted(wanted.geometry_column) +
           (wanted.weight_column.empty() ? "" : ", " + quoted(wanted.weight_column));
}

/// The rows with ids from `first` to `last`; nothing where one is not known.
std::optional<PointRows> read_range(const GeoPackagePoints& wanted, std::int64_t first,
                                    std::int64_t last)
{
    const SqliteDatabase database = open_database(wanted.path);
    const std::string id = quoted(wanted.id_column);
    const SqliteStatement statement =
        database ? prepare(database.get(),
                           fmt::format("SELECT {} FROM {} WHERE {} BETWEEN ?1 AND ?2 ORDER BY {}",
                                       columns_of(wanted), quoted(wanted.table), id, id))
                 : nullptr;
    if (!statement) {
        return std::nullopt;
    }
    sqlite3_bind_int64(statement.get(), 1, first);
    sqlite3_bind_int64(statement.get(), 2, last);
    PointRows rows;
    int state = SQLITE_ROW;
    while ((state = sqlite3_step(statement.get())) == SQLITE_ROW) {
        if (!take_row(statement.get(), wanted, rows)) {
            return std::nullopt;
        }
    }
    return state == SQLITE_DONE ? std::optional(std::move(rows)) : std::nullopt;
}

struct Range {
    std::int64_t first;
    std::int64_t last;
};

/// From the lowest to the highest id, in order; ids may span all whole numbers.
std::vector<Range> ranges_of(std::int64_t lowest, std::int64_t highest)
{
    const std::uint64_t span =
        static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest);
    const std::uint64_t step = span / kRanges;
    std::vector<Range> ranges;
    auto at = static_cast<std::uint64_t>(lowest);
    while (static_cast<std::uint64_t>(highest) - at > step) {
        ranges.push_back({static_cast<std::int64_t>(at), static_cast<std::int64_t>(at + step)});
        at += step + 1;
    }
    ranges.push_back({static_cast<std::int64_t>(at), highest});
    return ranges;
}

}  // namespace

std::optional<PointRows> read_geopackage_points(const GeoPackagePoints& wanted)
{
    if (!is_plain_file(wanted.path) || has_log(wanted.path)) {
        return std::nullopt;
    }
    const SqliteDatabase database = open_database(wanted.path);
    if (!database || !is_in_order_of_ids(database.get(), wanted)) {
        return std::nullopt;
    }
    const std::string ids =
        fmt::format("({}) FROM {}", quoted(wanted.id_column), quoted(wanted.table));
    const auto lowest = number_from(database.get(), "SELECT min" + ids, {});
    const auto highest = number_from(database.get(), "SELECT max" + ids, {});
    if (!lowest || !highest) {
        return std::nullopt;
    }
    const std::vector<Range> ranges = ranges_of(*lowest, *highest);
    std::vector<std::optional<PointRows>> parts(ranges.size());
    for_each_index(ranges.size(), wanted.threads, [&](std::size_t i) {
        parts[i] = read_range(wanted, ranges[i].first, ranges[i].last);
    });
    PointRows rows;
    std::size_t total = 0;
    for (const auto& part : parts) {
        if (!part) {
            return std::nullopt;
        }
        total += part->points.size();
    }
    rows.points.reserve(total);
    rows.weight.reserve(total);
    for (auto& part : parts) {
        rows.append(*part);
        part.reset();
    }
    return rows;
}

}  // namespace heatward::gis
