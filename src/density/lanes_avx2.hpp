#pragma once

#include <immintrin.h>

// Sixteen floats or eight doubles at once, by pairs of AVX2 registers.
namespace heatward::density {
namespace {

struct Lanes {
    struct F {
        __m256 low;
        __m256 high;
    };
    struct D {
        __m256d low;
        __m256d high;
    };
    using FMask = F;  ///< all bits of a lane set or none
    using DMask = D;

    static F set(float value) { return {_mm256_set1_ps(value), _mm256_set1_ps(value)}; }
    static F load(const float* from) { return {_mm256_load_ps(from), _mm256_load_ps(from + 8)}; }
    static void store(float* to, F a)
    {
        _mm256_store_ps(to, a.low);
        _mm256_store_ps(to + 8, a.high);
    }
    static F add(F a, F b) { return {_mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high)}; }
    static F sub(F a, F b) { return {_mm256_sub_ps(a.low, b.low), _mm256_sub_ps(a.high, b.high)}; }
    static F mul(F a, F b) { return {_mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high)}; }
    static F maximum(F a, F b)
    {
        return {_mm256_max_ps(a.low, b.low), _mm256_max_ps(a.high, b.high)};
    }
    static F mul_add(F a, F b, F c)
    {
        return {_mm256_fmadd_ps(a.low, b.low, c.low), _mm256_fmadd_ps(a.high, b.high, c.high)};
    }
    static F sub_mul(F a, F b, F c)  ///< a − b·c
    {
        return {_mm256_fnmadd_ps(b.low, c.low, a.low), _mm256_fnmadd_ps(b.high, c.high, a.high)};
    }
    static FMask above(F a, F b)
    {
        return {_mm256_cmp_ps(a.low, b.low, _CMP_GT_OQ), _mm256_cmp_ps(a.high, b.high, _CMP_GT_OQ)};
    }
    static F where_set(FMask where, F a)
    {
        return {_mm256_and_ps(where.low, a.low), _mm256_and_ps(where.high, a.high)};
    }
    static F add_where(FMask where, F sum, F a) { return add(sum, where_set(where, a)); }
    static F mul_add_where(FMask where, F a, F b, F sum)
    {
        return mul_add(where_set(where, a), b, sum);
    }
    static F count_up_from(float first)
    {
        const __m256 start = _mm256_set1_ps(first);
        return {_mm256_add_ps(_mm256_setr_ps(0, 1, 2, 3, 4, 5, 6, 7), start),
                _mm256_add_ps(_mm256_setr_ps(8, 9, 10, 11, 12, 13, 14, 15), start)};
    }

    static D set(double value) { return {_mm256_set1_pd(value), _mm256_set1_pd(value)}; }
    static D load(const double* from) { return {_mm256_load_pd(from), _mm256_load_pd(from + 4)}; }
    static void store(double* to, D a)
    {
        _mm256_store_pd(to, a.low);
        _mm256_store_pd(to + 4, a.high);
    }
    static D add(D a, D b) { return {_mm256_add_pd(a.low, b.low), _mm256_add_pd(a.high, b.high)}; }
    static D sub(D a, D b) { return {_mm256_sub_pd(a.low, b.low), _mm256_sub_pd(a.high, b.high)}; }
    static D mul(D a, D b) { return {_mm256_mul_pd(a.low, b.low), _mm256_mul_pd(a.high, b.high)}; }
    static D maximum(D a, D b)
    {
        return {_mm256_max_pd(a.low, b.low), _mm256_max_pd(a.high, b.high)};
    }
    static D mul_add(D a, D b, D c)
    {
        return {_mm256_fmadd_pd(a.low, b.low, c.low), _mm256_fmadd_pd(a.high, b.high, c.high)};
    }
    static D sub_mul(D a, D b, D c)  ///< a − b·c
    {
        return {_mm256_fnmadd_pd(b.low, c.low, a.low), _mm256_fnmadd_pd(b.high, c.high, a.high)};
    }
    static DMask above(D a, D b)
    {
        return {_mm256_cmp_pd(a.low, b.low, _CMP_GT_OQ), _mm256_cmp_pd(a.high, b.high, _CMP_GT_OQ)};
    }
    static D where_set(DMask where, D a)
    {
        return {_mm256_and_pd(where.low, a.low), _mm256_and_pd(where.high, a.high)};
    }
    static D add_where(DMask where, D sum, D a) { return add(sum, where_set(where, a)); }
    static D mul_add_where(DMask where, D a, D b, D sum)
    {
        return mul_add(where_set(where, a), b, sum);
    }
    static D widen_low(const float* from) { return widen(_mm256_loadu_ps(from)); }
    static D five(double a, double b, double c, double d, double e)
    {
        return {_mm256_setr_pd(a, b, c, d), _mm256_setr_pd(e, 0, 0, 0)};
    }
    static D count_up() { return {_mm256_setr_pd(0, 1, 2, 3), _mm256_setr_pd(4, 5, 6, 7)}; }

private:
    static D widen(__m256 a)
    {
        return {_mm256_cvtps_pd(_mm256_castps256_ps128(a)),
                _mm256_cvtps_pd(_mm256_extractf128_ps(a, 1))};
    }
};

}  // namespace
}  // namespace heatward::density
