#include "spatial_index.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace heatward::gis {
namespace {

/// What SQLite takes itself for two dimensions: nodes of 4 + 51 · 24 bytes.
constexpr std::size_t kMaxEntries = 51;
constexpr std::size_t kEntryBytes = 24;
constexpr std::size_t kNodeBytes = 4 + kMaxEntries * kEntryBytes;

/// Statements stay well below SQLite's limit of a million bytes.
constexpr std::size_t kStatementBytes = 250'000;

constexpr std::int64_t kRootNode = 1;

std::string quoted(const std::string& text, char quote)
{
    std::string out(1, quote);
    for (const char c : text) {
        out += c;
        if (c == quote) {
            out += c;
        }
    }
    return out + quote;
}

/// The nearest float that is not above (below) the value: boxes never shrink.
float rounded_down(double value)
{
    const auto near = static_cast<float>(value);
    return static_cast<double>(near) > value
               ? std::nextafter(near, -std::numeric_limits<float>::infinity())
               : near;
}

float rounded_up(double value) { return -rounded_down(-value); }

void append_big_endian(std::string& hex, std::uint64_t value, int bytes)
{
    constexpr const char* kDigits = "0123456789abcdef";
    for (int shift = 8 * bytes - 4; shift >= 0; shift -= 4) {
        hex += kDigits[(value >> shift) & 0xFU];
    }
}

/// Inserts rows by statements of some size.
class RowInsertion {
public:
    /// `begin` is the statement's text before the rows.
    RowInsertion(std::string begin, std::function<void(const std::string&)> execute)
        : m_begin(std::move(begin)), m_execute(std::move(execute))
    {
    }

    void add(const std::string& row)
    {
        m_rows += (m_rows.empty() ? "" : ",") + row;
        if (m_rows.size() > kStatementBytes) {
            finish();
        }
    }

    void finish()
    {
        if (!m_rows.empty()) {
            m_execute(m_begin + m_rows);
            m_rows.clear();
        }
    }

private:
    std::string m_begin;
    std::function<void(const std::string&)> m_execute;
    std::string m_rows;
};

}  // namespace

SpatialIndex::SpatialIndex(GDALDatasetH dataset, OGRLayerH layer)
    : m_dataset(dataset),
      m_name(fmt::format("rtree_{}_{}", OGR_L_GetName(layer), OGR_L_GetGeometryColumn(layer)))
{
    const std::string trigger = m_name + "_insert";
    OGRLayerH found = GDALDatasetExecuteSQL(
        dataset,
        fmt::format("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = {}",
                    quoted(trigger, '\''))
            .c_str(),
        nullptr, nullptr);
    if (found == nullptr) {
        return;
    }
    if (const FeatureHandle row{OGR_L_GetNextFeature(found)}) {
        m_trigger = OGR_F_GetFieldAsString(row.get(), 0);
    }
    GDALDatasetReleaseResultSet(dataset, found);
    if (!m_trigger.empty()) {
        execute("DROP TRIGGER " + quoted(trigger, '"'));
    }
}

void SpatialIndex::execute(const std::string& sql) const
{
    OGRLayerH result = GDALDatasetExecuteSQL(m_dataset, sql.c_str(), nullptr, nullptr);
    if (result != nullptr) {
        GDALDatasetReleaseResultSet(m_dataset, result);
    }
}

std::string SpatialIndex::node_table(const char* kind) const
{
    return quoted(m_name + "_" + kind, '"');
}

void SpatialIndex::add(std::int64_t fid, const Extent& box)
{
    if (!m_trigger.empty() && !box.is_empty()) {
        m_entries.push_back({fid, rounded_down(box.min_x), rounded_up(box.max_x),
                             rounded_down(box.min_y), rounded_up(box.max_y)});
    }
}

/// Tiles: vertical slices of equal count by the boxes' middles, each cut into nodes by y. Nodes are
/// evenly filled, so that none but a root is under half full.
std::vector<SpatialIndex::Node> SpatialIndex::pack(std::vector<Entry> entries)
{
    const std::size_t nodes = (entries.size() + kMaxEntries - 1) / kMaxEntries;
    const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(nodes))));
    const auto by_x = [](const Entry& a, const Entry& b) {
        return std::pair(a.min_x + a.max_x, a.id) < std::pair(b.min_x + b.max_x, b.id);
    };
    const auto by_y = [](const Entry& a, const Entry& b) {
        return std::pair(a.min_y + a.max_y, a.id) < std::pair(b.min_y + b.max_y, b.id);
    };
    std::sort(entries.begin(), entries.end(), by_x);
    const auto place = [&](std::size_t node) {  // of the node's first entry
        return entries.begin() + static_cast<std::ptrdiff_t>(node * entries.size() / nodes);
    };
    std::vector<Node> packed;
    packed.reserve(nodes);
    for (std::size_t slice = 0; slice < slices; ++slice) {
        const std::size_t first = slice * nodes / slices;
        const std::size_t last = (slice + 1) * nodes / slices;
        std::sort(place(first), place(last), by_y);
        for (std::size_t node = first; node < last; ++node) {
            packed.emplace_back(place(node), place(node + 1));
        }
    }
    return packed;
}

SpatialIndex::Entry SpatialIndex::bounds_of(const Node& node, std::int64_t id)
{
    Entry bounds = node.front();
    bounds.id = id;
    for (const Entry& entry : node) {
        bounds.min_x = std::min(bounds.min_x, entry.min_x);
        bounds.max_x = std::max(bounds.max_x, entry.max_x);
        bounds.min_y = std::min(bounds.min_y, entry.min_y);
        bounds.max_y = std::max(bounds.max_y, entry.max_y);
    }
    return bounds;
}

/// Hexadecimal: depth (of the root; else 0), count, then id and box of each entry, all big-endian.
std::string SpatialIndex::bytes_of(const Node& node, std::size_t depth)
{
    std::string hex;
    hex.reserve(2 * kNodeBytes);
    append_big_endian(hex, depth, 2);
    append_big_endian(hex, node.size(), 2);
    for (const Entry& entry : node) {
        append_big_endian(hex, static_cast<std::uint64_t>(entry.id), 8);
        for (const float bound : {entry.min_x, entry.max_x, entry.min_y, entry.max_y}) {
            append_big_endian(hex, std::bit_cast<std::uint32_t>(bound), 4);
        }
    }
    hex.append(2 * kNodeBytes - hex.size(), '0');
    return hex;
}

/// Rows are made and handed on one by one, since as text they are several times their entries.
void SpatialIndex::write_levels(const std::vector<Level>& levels) const
{
    const auto for_each_node = [&](auto&& visit) {
        for (std::size_t depth = 0; depth < levels.size(); ++depth) {
            for (std::size_t i = 0; i < levels[depth].nodes.size(); ++i) {
                const auto number = levels[depth].first_number + static_cast<std::int64_t>(i);
                visit(depth, number, levels[depth].nodes[i]);
            }
        }
    };
    const auto insertion = [&](const char* kind) {
        return RowInsertion("INSERT OR REPLACE INTO " + node_table(kind) + " VALUES ",
                            [this](const std::string& sql) { execute(sql); });
    };
    RowInsertion nodes = insertion("node");
    for_each_node([&](std::size_t depth, std::int64_t number, const Node& node) {
        const std::size_t height = number == kRootNode ? depth : 0;
        nodes.add(fmt::format("({},x'{}')", number, bytes_of(node, height)));
    });
    nodes.finish();
    for (const bool leaves : {false, true}) {
        RowInsertion places = insertion(leaves ? "rowid" : "parent");
        for_each_node([&](std::size_t depth, std::int64_t number, const Node& node) {
            if (leaves == (depth == 0)) {
                for (const Entry& entry : node) {
                    places.add(fmt::format("({},{})", entry.id, number));
                }
            }
        });
        places.finish();
    }
}

void SpatialIndex::write()
{
    if (m_trigger.empty()) {
        return;
    }
    std::vector<Level> levels;
    std::int64_t next_node = kRootNode + 1;
    std::vector<Entry> entries = std::move(m_entries);
    while (entries.size() > kMaxEntries) {
        const Level& level = levels.emplace_back(Level{next_node, pack(std::move(entries))});
        entries = {};
        for (const Node& node : level.nodes) {
            entries.push_back(bounds_of(node, next_node++));
        }
    }
    levels.push_back({kRootNode, {std::move(entries)}});
    write_levels(levels);
    execute(m_trigger);
}

}  // namespace heatward::gis
