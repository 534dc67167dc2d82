// A cell's points as one polynomial, and the values of a band's. Part of sweep_lanes.hpp.
#pragma once

#include "block_sweep.hpp"

namespace heatward::density {
namespace {

using F = Lanes::F;
using D = Lanes::D;

struct Quartic {
    static constexpr bool kFine = false;
    static float top(const CellPoint& point) { return point.top; }
};
/// At its rim it falls as steeply as anywhere, so that a rim's rounding shows beside a lone peak.
struct Epanechnikov {
    static constexpr bool kFine = true;
    static float top(const CellPoint& point) { return point.top; }
};
/// Its step shows where single precision would not put a pixel on the right side.
struct Uniform {
    static constexpr bool kFine = true;
    static float top(const CellPoint&) { return 1; }
};

/// CellPoint's per_x and per_y with their rests.
inline double fine_per_x(const CellPoint& point)
{
    return static_cast<double>(point.per_x) + static_cast<double>(point.per_x_rest);
}
inline double fine_per_y(const CellPoint& point)
{
    return static_cast<double>(point.per_y) + static_cast<double>(point.per_y_rest);
}

/// The kernels' sum over a cell's points as a polynomial in column x and row y, for pixels that all
/// of them reach: coefficient [j][i] of yʲxⁱ. With each point's rest as in CellPoint.
class CellPolynomial {
public:
    void add(Quartic, const CellPoint* points, std::uint32_t count);
    void add(Epanechnikov, const CellPoint* points, std::uint32_t count);
    void add(Uniform, const CellPoint* points, std::uint32_t count);

    /// From columns x counted from the cell's pixel to t, which is −1 at the block's first column
    /// and 1 at its end; the cell's pixel is column `middle` of the block.
    void move_to_block(int middle);

    /// Polynomials in t for each power of the row counted from `shift` rows south of the cell's
    /// pixel.
    void in_band(int shift, D powers[SweepBlock::kPowers]) const;

private:
    /// rest = whole + x·cx + y·cy − xx·cx² − yy·cy² at (cx, cy) from the cell's pixel.
    struct Rest {
        double xx, yy, x, y, whole;

        Rest(const CellPoint& point, double per_x, double per_y)
            : xx(per_x * per_x), yy(per_y * per_y)
        {
            const auto px = static_cast<double>(point.x);
            const auto py = static_cast<double>(point.y);
            x = 2 * xx * px;
            y = 2 * yy * py;
            whole = static_cast<double>(point.top) - xx * px * px - yy * py * py;
        }
    };

    alignas(64) double m_of[SweepBlock::kPowers][SweepBlock::kLanes] = {};
};

void CellPolynomial::add(Uniform, const CellPoint* points, std::uint32_t count)
{
    for (std::uint32_t i = 0; i < count; ++i) {
        m_of[0][0] += static_cast<double>(points[i].top);
        m_of[0][5] += static_cast<double>(points[i].incidents);
    }
}

void CellPolynomial::add(Epanechnikov, const CellPoint* points, std::uint32_t count)
{
    for (std::uint32_t i = 0; i < count; ++i) {
        m_of[0][5] += static_cast<double>(points[i].incidents);
        if (points[i].top <= kWeightlessTop) {
            continue;
        }
        const Rest rest(points[i], fine_per_x(points[i]), fine_per_y(points[i]));
        m_of[0][0] += rest.whole;
        m_of[0][1] += rest.x;
        m_of[0][2] -= rest.xx;
        m_of[1][0] += rest.y;
        m_of[2][0] -= rest.yy;
    }
}

void CellPolynomial::add(Quartic, const CellPoint* points, std::uint32_t count)
{
    // The square, a power of y in each row of coefficients: lanes are powers of x.
    D sum[3] = {Lanes::set(0.0), Lanes::set(0.0), Lanes::set(0.0)};
    double cubed = 0;
    double fourth = 0;
    double incidents = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        incidents += static_cast<double>(points[i].incidents);
        if (points[i].top <= kWeightlessTop) {
            continue;
        }
        const Rest rest(points[i], static_cast<double>(points[i].per_x),
                        static_cast<double>(points[i].per_y));
        const D along = Lanes::five(rest.whole, rest.x, -rest.xx, 0, 0);
        // (whole + x − xx)² and, of the products with y and −yy, twice each.
        sum[0] = Lanes::mul_add(along, Lanes::set(rest.whole), sum[0]);
        sum[0] = Lanes::mul_add(Lanes::five(0, rest.whole, rest.x, -rest.xx, 0), Lanes::set(rest.x),
                                sum[0]);
        sum[0] = Lanes::sub_mul(sum[0], Lanes::five(0, 0, rest.whole, rest.x, -rest.xx),
                                Lanes::set(rest.xx));
        sum[1] = Lanes::mul_add(along, Lanes::set(2 * rest.y), sum[1]);
        sum[2] = Lanes::sub_mul(sum[2], along, Lanes::set(2 * rest.yy));
        sum[2] = Lanes::add(sum[2], Lanes::five(rest.y * rest.y, 0, 0, 0, 0));
        cubed -= 2 * rest.y * rest.yy;
        fourth += rest.yy * rest.yy;
    }
    for (int j = 0; j < 3; ++j) {
        Lanes::store(m_of[j], sum[j]);
    }
    m_of[3][0] = cubed;
    m_of[4][0] = fourth;
    m_of[0][5] = incidents;
}

void CellPolynomial::move_to_block(int middle)
{
    // x = t·half + (half − middle): shift, then scale.
    constexpr double kHalf = kBlockColumns / 2;
    const double shift = kHalf - middle;
    constexpr int kDegree[] = {4, 2, 2};
    for (int j = 0; j < 3; ++j) {
        double* const of = m_of[j];
        for (int from = 0; from < kDegree[j]; ++from) {
            for (int i = kDegree[j] - 1; i >= from; --i) {
                of[i] += shift * of[i + 1];
            }
        }
        double scale = 1;
        for (int i = 1; i <= kDegree[j]; ++i) {
            scale *= kHalf;
            of[i] *= scale;
        }
    }
}

void CellPolynomial::in_band(int shift, D powers[SweepBlock::kPowers]) const
{
    const D by = Lanes::set(static_cast<double>(shift));
    for (int j = 0; j < SweepBlock::kPowers; ++j) {
        powers[j] = Lanes::load(m_of[j]);
    }
    for (int from = 0; from < 4; ++from) {
        for (int j = 3; j >= from; --j) {
            powers[j] = Lanes::mul_add(powers[j + 1], by, powers[j]);
        }
    }
}

/// Adds the values of a leaf's polynomial.
void add_polynomial(SweepBlock& block, int band, int leaf, const D powers[SweepBlock::kPowers])
{
    constexpr double kHalf = kBlockColumns / 2;
    const D t[2] = {
        Lanes::mul(Lanes::add(Lanes::set(leaf * kLeafWidth - kHalf), Lanes::count_up()),
                   Lanes::set(1 / kHalf)),
        Lanes::mul(Lanes::add(Lanes::set(leaf * kLeafWidth + 8 - kHalf), Lanes::count_up()),
                   Lanes::set(1 / kHalf))};
    const D zero = Lanes::set(0.0);
    for (int row = 0; row < kLeafHeight; ++row) {
        const D y = Lanes::set(static_cast<double>(row - kLeafHeight / 2));
        D along = Lanes::mul_add(powers[4], y, powers[3]);
        along = Lanes::mul_add(along, y, powers[2]);
        along = Lanes::mul_add(along, y, powers[1]);
        along = Lanes::mul_add(along, y, powers[0]);
        alignas(64) double of[SweepBlock::kLanes];
        Lanes::store(of, along);
        for (int half = 0; half < 2; ++half) {
            D value = Lanes::mul_add(Lanes::set(of[4]), t[half], Lanes::set(of[3]));
            value = Lanes::mul_add(value, t[half], Lanes::set(of[2]));
            value = Lanes::mul_add(value, t[half], Lanes::set(of[1]));
            value = Lanes::mul_add(value, t[half], Lanes::set(of[0]));
            double* const density =
                block.density[band * kLeafHeight + row] + leaf * kLeafWidth + 8 * half;
            double* const incidents =
                block.incidents[band * kLeafHeight + row] + leaf * kLeafWidth + 8 * half;
            Lanes::store(density, Lanes::add(Lanes::load(density), Lanes::maximum(value, zero)));
            Lanes::store(incidents, Lanes::add(Lanes::load(incidents), Lanes::set(of[5])));
        }
    }
}

/// Runs along a band's changes and clears them.
void finish_band(SweepBlock& block, int band)
{
    D sum[SweepBlock::kPowers];
    const D zero = Lanes::set(0.0);
    for (D& power : sum) {
        power = zero;
    }
    for (int leaf = 0; leaf <= kLeaves; ++leaf) {
        for (int j = 0; j < SweepBlock::kPowers; ++j) {
            double* const change = block.changes[band][leaf][j];
            sum[j] = Lanes::add(sum[j], Lanes::load(change));
            Lanes::store(change, zero);
        }
        alignas(64) double of[SweepBlock::kLanes];
        Lanes::store(of, sum[0]);
        // Where nothing counts, the sums are rounding and not zero.
        if (leaf < kLeaves && of[5] > 0.5) {
            add_polynomial(block, band, leaf, sum);
        }
    }
    block.is_changed[band] = false;
}

}  // namespace
}  // namespace heatward::density
