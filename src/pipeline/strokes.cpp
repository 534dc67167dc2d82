#include "heatward/pipeline/strokes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <utility>

namespace heatward::pipeline {
namespace {

constexpr double kMostTurnOfOneName = std::numbers::pi / 3;
constexpr double kMostTurn = std::numbers::pi / 4;

/// Where more ends meet than at any crossing, none is taken to go on: comparing all pairs would
/// take their square.
constexpr std::size_t kMostEnds = 24;

/// An end of a line: where it is and the direction in which one leaves it along the line.
struct LineEnd {
    std::size_t feature;
    double direction;
};

struct PlaceLess {
    bool operator()(const ProjectedPoint& a, const ProjectedPoint& b) const
    {
        return a.x != b.x ? a.x < b.x : a.y < b.y;
    }
};

using EndsByPlace = std::map<ProjectedPoint, std::vector<LineEnd>, PlaceLess>;

double length_of(const std::vector<ProjectedPoint>& line)
{
    double length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    }
    return length;
}

EndsByPlace ends_of(const std::vector<BasemapFeature>& features)
{
    const auto direction = [](const ProjectedPoint& from, const ProjectedPoint& to) {
        return std::atan2(to.y - from.y, to.x - from.x);
    };
    EndsByPlace ends;
    for (std::size_t i = 0; i < features.size(); ++i) {
        for (const auto& line : features[i].lines) {
            ends[line.front()].push_back({i, direction(line[0], line[1])});
            ends[line.back()].push_back({i, direction(line.back(), line[line.size() - 2])});
        }
    }
    return ends;
}

/// By how much one turns from the one line into the other, 0 to π.
double turn_between(const LineEnd& a, const LineEnd& b)
{
    const double difference =
        std::abs(std::remainder(a.direction - b.direction, 2 * std::numbers::pi));
    return std::numbers::pi - difference;
}

/// Sets that grow together.
class Chains {
public:
    explicit Chains(std::size_t count) : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }

    std::size_t of(std::size_t i)
    {
        while (m_parent[i] != i) {
            m_parent[i] = m_parent[m_parent[i]];
            i = m_parent[i];
        }
        return i;
    }
    void join(std::size_t a, std::size_t b)
    {
        m_parent[std::max(of(a), of(b))] = std::min(of(a), of(b));
    }

private:
    std::vector<std::size_t> m_parent;
};

/// Two ends that might continue each other; the lesser, the better.
struct Continuation {
    bool is_by_name;
    double turn;
    std::size_t a;
    std::size_t b;

    bool operator<(const Continuation& other) const
    {
        return is_by_name != other.is_by_name ? is_by_name : turn < other.turn;
    }
};

void join_at(std::vector<LineEnd> ends, const std::vector<BasemapFeature>& features, Chains& chains)
{
    if (ends.size() > kMostEnds) {
        return;
    }
    // So that of two equally good continuations the same one is taken in whatever order they come.
    std::stable_sort(ends.begin(), ends.end(),
                     [](const LineEnd& a, const LineEnd& b) { return a.direction < b.direction; });
    std::vector<Continuation> continuations;
    for (std::size_t a = 0; a < ends.size(); ++a) {
        for (std::size_t b = a + 1; b < ends.size(); ++b) {
            const std::string& name = features[ends[a].feature].name;
            const bool is_by_name = !name.empty() && name == features[ends[b].feature].name;
            const double turn = turn_between(ends[a], ends[b]);
            if (turn <= (is_by_name ? kMostTurnOfOneName : kMostTurn)) {
                continuations.push_back({is_by_name, turn, a, b});
            }
        }
    }
    std::stable_sort(continuations.begin(), continuations.end());
    std::vector<bool> is_taken(ends.size(), false);
    for (const Continuation& pair : continuations) {
        if (!is_taken[pair.a] && !is_taken[pair.b]) {
            is_taken[pair.a] = is_taken[pair.b] = true;
            chains.join(ends[pair.a].feature, ends[pair.b].feature);
        }
    }
}

}  // namespace

void set_strokes(std::vector<BasemapFeature>& features)
{
    Chains chains(features.size());
    for (const auto& [place, ends] : ends_of(features)) {
        join_at(ends, features, chains);
    }
    std::vector<double> lengths(features.size(), 0);
    for (std::size_t i = 0; i < features.size(); ++i) {
        for (const auto& line : features[i].lines) {
            lengths[chains.of(i)] += length_of(line);
        }
    }
    for (std::size_t i = 0; i < features.size(); ++i) {
        // To whole metres: sums differ in their last bits with the order of the pieces.
        features[i].stroke_m = std::round(lengths[chains.of(i)]);
    }
}

}  // namespace heatward::pipeline
