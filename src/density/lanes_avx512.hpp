#pragma once

// GCC 12 takes the undefined registers of its own headers for uninitialised variables.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#pragma GCC diagnostic pop

// Sixteen floats or eight doubles at once, by AVX-512. lanes_avx2.hpp and lanes_portable.hpp say
// the same in other instructions. Unnamed namespace: each instruction set's code stays in its own
// file.
namespace heatward::density {
namespace {

struct Lanes {
    using F = __m512;   ///< sixteen floats
    using D = __m512d;  ///< eight doubles
    using FMask = __mmask16;
    using DMask = __mmask8;

    static F set(float value) { return _mm512_set1_ps(value); }
    static F load(const float* from) { return _mm512_load_ps(from); }
    static void store(float* to, F a) { _mm512_store_ps(to, a); }
    static F add(F a, F b) { return _mm512_add_ps(a, b); }
    static F sub(F a, F b) { return _mm512_sub_ps(a, b); }
    static F mul(F a, F b) { return _mm512_mul_ps(a, b); }
    static F maximum(F a, F b) { return _mm512_max_ps(a, b); }
    static F mul_add(F a, F b, F c) { return _mm512_fmadd_ps(a, b, c); }
    static F sub_mul(F a, F b, F c) { return _mm512_fnmadd_ps(b, c, a); }  ///< a − b·c
    static FMask above(F a, F b) { return _mm512_cmp_ps_mask(a, b, _CMP_GT_OQ); }
    static F add_where(FMask where, F sum, F a) { return _mm512_mask_add_ps(sum, where, sum, a); }
    static F mul_add_where(FMask where, F a, F b, F sum)
    {
        return _mm512_mask3_fmadd_ps(a, b, sum, where);
    }
    static F count_up_from(float first)
    {
        return _mm512_add_ps(_mm512_setr_ps(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
                             _mm512_set1_ps(first));
    }

    static D set(double value) { return _mm512_set1_pd(value); }
    static D load(const double* from) { return _mm512_load_pd(from); }
    static void store(double* to, D a) { _mm512_store_pd(to, a); }
    static D add(D a, D b) { return _mm512_add_pd(a, b); }
    static D sub(D a, D b) { return _mm512_sub_pd(a, b); }
    static D mul(D a, D b) { return _mm512_mul_pd(a, b); }
    static D maximum(D a, D b) { return _mm512_max_pd(a, b); }
    static D mul_add(D a, D b, D c) { return _mm512_fmadd_pd(a, b, c); }
    static D sub_mul(D a, D b, D c) { return _mm512_fnmadd_pd(b, c, a); }  ///< a − b·c
    static DMask above(D a, D b) { return _mm512_cmp_pd_mask(a, b, _CMP_GT_OQ); }
    static D add_where(DMask where, D sum, D a) { return _mm512_mask_add_pd(sum, where, sum, a); }
    static D mul_add_where(DMask where, D a, D b, D sum)
    {
        return _mm512_mask3_fmadd_pd(a, b, sum, where);
    }
    static D widen_low(const float* from) { return _mm512_cvtps_pd(_mm256_loadu_ps(from)); }
    static D five(double a, double b, double c, double d, double e)
    {
        return _mm512_setr_pd(a, b, c, d, e, 0, 0, 0);
    }
    static D count_up() { return _mm512_setr_pd(0, 1, 2, 3, 4, 5, 6, 7); }
};

}  // namespace
}  // namespace heatward::density
