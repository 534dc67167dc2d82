#include "line_chains.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace heatward::maps {
namespace {

struct Piece {
    const BasemapFeature* feature;
    const std::vector<ProjectedPoint>* line;
};

/// One of a piece's two ends: 0 its first vertex, 1 its last.
struct PieceEnd {
    std::size_t piece;
    std::size_t side;
};

/// What goes on at each end of each piece, if one other piece does.
using Partners = std::vector<std::array<std::optional<PieceEnd>, 2>>;

std::vector<Piece> pieces_of(std::span<const BasemapFeature* const> features)
{
    std::vector<Piece> pieces;
    for (const BasemapFeature* const feature : features) {
        for (const auto& line : feature->lines) {
            pieces.push_back({feature, &line});
        }
    }
    return pieces;
}

Partners partners_of(const std::vector<Piece>& pieces)
{
    using Road = std::pair<double, std::string_view>;
    struct Meeting {
        std::size_t road;
        ProjectedPoint place;
        PieceEnd end;
    };
    std::map<Road, std::size_t> roads;
    std::vector<Meeting> meetings;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Road road{pieces[i].feature->stroke_m, pieces[i].feature->name};
        const std::size_t number = roads.emplace(road, roads.size()).first->second;
        meetings.push_back({number, pieces[i].line->front(), {i, 0}});
        meetings.push_back({number, pieces[i].line->back(), {i, 1}});
    }
    const auto key = [](const Meeting& m) { return std::tuple(m.road, m.place.x, m.place.y); };
    std::stable_sort(meetings.begin(), meetings.end(),
                     [&](const Meeting& a, const Meeting& b) { return key(a) < key(b); });
    Partners partners(pieces.size());
    for (std::size_t begin = 0, end = 0; begin < meetings.size(); begin = end) {
        while (end < meetings.size() && key(meetings[end]) == key(meetings[begin])) {
            ++end;
        }
        const PieceEnd& a = meetings[begin].end;
        const PieceEnd& b = meetings[end - 1].end;
        if (end - begin == 2 && a.piece != b.piece) {
            partners[a.piece][a.side] = b;
            partners[b.piece][b.side] = a;
        }
    }
    return partners;
}

/// The end of the chain that holds the piece, gone to from its first side; the piece's own where
/// the chain closes.
PieceEnd head_of(std::size_t piece, const Partners& partners)
{
    PieceEnd at{piece, 0};
    while (const auto& partner = partners[at.piece][at.side]) {
        if (partner->piece == piece) {
            return {piece, 0};
        }
        at = {partner->piece, 1 - partner->side};
    }
    return at;
}

void append(const std::vector<ProjectedPoint>& line, bool is_backward,
            std::vector<ProjectedPoint>& chain)
{
    std::vector<ProjectedPoint> piece = line;
    if (is_backward) {
        std::reverse(piece.begin(), piece.end());
    }
    chain.insert(chain.end(), piece.begin() + (chain.empty() ? 0 : 1), piece.end());
}

}  // namespace

std::vector<LineChain> line_chains(std::span<const BasemapFeature* const> features)
{
    const std::vector<Piece> pieces = pieces_of(features);
    const Partners partners = partners_of(pieces);
    std::vector<bool> is_done(pieces.size(), false);
    std::vector<LineChain> chains;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (is_done[i]) {
            continue;
        }
        LineChain chain{pieces[i].feature->name, pieces[i].feature->stroke_m, {}};
        std::optional<PieceEnd> entry = head_of(i, partners);
        while (entry && !is_done[entry->piece]) {
            is_done[entry->piece] = true;
            append(*pieces[entry->piece].line, entry->side == 1, chain.vertices);
            entry = partners[entry->piece][1 - entry->side];
        }
        chains.push_back(std::move(chain));
    }
    return chains;
}

}  // namespace heatward::maps
