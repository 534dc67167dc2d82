#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "heatward/gis/point_source.hpp"

namespace heatward::gis {

class Chance {
public:
    explicit Chance(unsigned seed) : m_engine(seed) {}
    std::size_t below(std::size_t n) { return m_engine() % n; }
    bool one_in(std::size_t n) { return below(n) == 0; }
    template <class Item, std::size_t size>
    const Item& of(const std::array<Item, size>& items)
    {
        return items[below(size)];
    }

private:
    std::mt19937 m_engine;  // its numbers are the standard's, the distributions' are not
};

/// Reads the file in both ways and holds them against each other; the bulk reading's answer.
inline PointRecords read_both(const std::string& path, PointReadOptions options)
{
    PointRecords in_bulk = read_points(path, options);
    options.row_by_row = true;
    const PointRecords by_row = read_points(path, options);
    EXPECT_FALSE(by_row.is_read_in_bulk);
    EXPECT_EQ(in_bulk.points, by_row.points);
    EXPECT_EQ(in_bulk.weight, by_row.weight);
    EXPECT_EQ(in_bulk.crs, by_row.crs);
    EXPECT_EQ(in_bulk.skipped, by_row.skipped);
    EXPECT_EQ(in_bulk.skipped_by_reason, by_row.skipped_by_reason);
    for (const int threads : {1, 3}) {
        options.threads = threads;
        options.row_by_row = false;
        EXPECT_EQ(read_points(path, options).points, in_bulk.points);
    }
    return in_bulk;
}

}  // namespace heatward::gis
