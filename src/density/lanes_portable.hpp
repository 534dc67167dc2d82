#pragma once

#include <cmath>

// Sixteen floats or eight doubles at once, in plain C++ for the compiler to vectorise as it can.
namespace heatward::density {
namespace {

struct Lanes {
    struct F {
        float v[16];
    };
    struct D {
        double v[8];
    };
    struct FMask {
        bool v[16];
    };
    struct DMask {
        bool v[8];
    };

    template <class V, class Make>
    static V each(const Make& make)
    {
        V made;
        for (int i = 0; i < static_cast<int>(sizeof(made.v) / sizeof(made.v[0])); ++i) {
            made.v[i] = make(i);
        }
        return made;
    }

    static F set(float value)
    {
        return each<F>([&](int) { return value; });
    }
    static F load(const float* from)
    {
        return each<F>([&](int i) { return from[i]; });
    }
    static D set(double value)
    {
        return each<D>([&](int) { return value; });
    }
    static D load(const double* from)
    {
        return each<D>([&](int i) { return from[i]; });
    }
    static void store(float* to, const F& a)
    {
        for (int i = 0; i < 16; ++i) {
            to[i] = a.v[i];
        }
    }
    static void store(double* to, const D& a)
    {
        for (int i = 0; i < 8; ++i) {
            to[i] = a.v[i];
        }
    }

    template <class V>
    static V add(const V& a, const V& b)
    {
        return each<V>([&](int i) { return a.v[i] + b.v[i]; });
    }
    template <class V>
    static V sub(const V& a, const V& b)
    {
        return each<V>([&](int i) { return a.v[i] - b.v[i]; });
    }
    template <class V>
    static V mul(const V& a, const V& b)
    {
        return each<V>([&](int i) { return a.v[i] * b.v[i]; });
    }
    template <class V>
    static V maximum(const V& a, const V& b)
    {
        return each<V>([&](int i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
    }
    template <class V>
    static V mul_add(const V& a, const V& b, const V& c)
    {
        return each<V>([&](int i) { return a.v[i] * b.v[i] + c.v[i]; });
    }
    template <class V>
    static V sub_mul(const V& a, const V& b, const V& c)  ///< a − b·c
    {
        return each<V>([&](int i) { return a.v[i] - b.v[i] * c.v[i]; });
    }
    static FMask above(const F& a, const F& b)
    {
        return each<FMask>([&](int i) { return a.v[i] > b.v[i]; });
    }
    static DMask above(const D& a, const D& b)
    {
        return each<DMask>([&](int i) { return a.v[i] > b.v[i]; });
    }
    template <class Mask, class V>
    static V add_where(const Mask& where, const V& sum, const V& a)
    {
        return each<V>([&](int i) { return sum.v[i] + (where.v[i] ? a.v[i] : 0); });
    }
    template <class Mask, class V>
    static V mul_add_where(const Mask& where, const V& a, const V& b, const V& sum)
    {
        return each<V>([&](int i) { return sum.v[i] + (where.v[i] ? a.v[i] * b.v[i] : 0); });
    }
    static F count_up_from(float first)
    {
        return each<F>([&](int i) { return first + static_cast<float>(i); });
    }
    static D widen_low(const float* from)
    {
        return each<D>([&](int i) { return static_cast<double>(from[i]); });
    }
    static D five(double a, double b, double c, double d, double e)
    {
        return {{a, b, c, d, e, 0, 0, 0}};
    }
    static D count_up()
    {
        return each<D>([](int i) { return static_cast<double>(i); });
    }
};

}  // namespace
}  // namespace heatward::density
