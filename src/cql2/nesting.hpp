#pragma once

#include <cstddef>

#include <fmt/format.h>

#include "heatward/cql2/limits.hpp"
#include "refusal.hpp"

namespace heatward::cql2 {

/// One level of the filter for as long as it lives; refuses the level beyond kDeepestFilter, so
/// that the parsers' recursion is bounded.
class Nesting {
public:
    explicit Nesting(std::size_t& depth) : m_depth(depth)
    {
        if (m_depth >= kDeepestFilter) {
            throw Refusal{fmt::format("the filter nests deeper than {} levels: make it flatter",
                                      kDeepestFilter),
                          {}};
        }
        ++m_depth;
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    ~Nesting() { --m_depth; }

private:
    std::size_t& m_depth;
};

}  // namespace heatward::cql2
