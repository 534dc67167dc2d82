#include "case_folding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace heatward::cql2 {
namespace {

/// Capitals whose small letters stand `distance` further; of a range with `step` 2 every second
/// code point from the first on is a capital.
struct Capitals {
    char32_t first;
    char32_t last;
    char32_t step;
    std::int32_t distance;
};

constexpr std::array kCapitals{
    Capitals{0x0041, 0x005A, 1, 32},    Capitals{0x00B5, 0x00B5, 1, 775},
    Capitals{0x00C0, 0x00D6, 1, 32},    Capitals{0x00D8, 0x00DE, 1, 32},
    Capitals{0x0100, 0x012E, 2, 1},     Capitals{0x0132, 0x0136, 2, 1},
    Capitals{0x0139, 0x0147, 2, 1},     Capitals{0x014A, 0x0176, 2, 1},
    Capitals{0x0178, 0x0178, 1, -121},  Capitals{0x0179, 0x017D, 2, 1},
    Capitals{0x017F, 0x017F, 1, -268},  Capitals{0x0181, 0x0181, 1, 210},
    Capitals{0x0182, 0x0184, 2, 1},     Capitals{0x0186, 0x0186, 1, 206},
    Capitals{0x0187, 0x0187, 1, 1},     Capitals{0x0189, 0x018A, 1, 205},
    Capitals{0x018B, 0x018B, 1, 1},     Capitals{0x018E, 0x018E, 1, 79},
    Capitals{0x018F, 0x018F, 1, 202},   Capitals{0x0190, 0x0190, 1, 203},
    Capitals{0x0191, 0x0191, 1, 1},     Capitals{0x0193, 0x0193, 1, 205},
    Capitals{0x0194, 0x0194, 1, 207},   Capitals{0x0196, 0x0196, 1, 211},
    Capitals{0x0197, 0x0197, 1, 209},   Capitals{0x0198, 0x0198, 1, 1},
    Capitals{0x019C, 0x019C, 1, 211},   Capitals{0x019D, 0x019D, 1, 213},
    Capitals{0x019F, 0x019F, 1, 214},   Capitals{0x01A0, 0x01A4, 2, 1},
    Capitals{0x01A6, 0x01A6, 1, 218},   Capitals{0x01A7, 0x01A7, 1, 1},
    Capitals{0x01A9, 0x01A9, 1, 218},   Capitals{0x01AC, 0x01AC, 1, 1},
    Capitals{0x01AE, 0x01AE, 1, 218},   Capitals{0x01AF, 0x01AF, 1, 1},
    Capitals{0x01B1, 0x01B2, 1, 217},   Capitals{0x01B3, 0x01B5, 2, 1},
    Capitals{0x01B7, 0x01B7, 1, 219},   Capitals{0x01B8, 0x01B8, 1, 1},
    Capitals{0x01BC, 0x01BC, 1, 1},     Capitals{0x01C4, 0x01C4, 1, 2},
    Capitals{0x01C5, 0x01C5, 1, 1},     Capitals{0x01C7, 0x01C7, 1, 2},
    Capitals{0x01C8, 0x01C8, 1, 1},     Capitals{0x01CA, 0x01CA, 1, 2},
    Capitals{0x01CB, 0x01DB, 2, 1},     Capitals{0x01DE, 0x01EE, 2, 1},
    Capitals{0x01F1, 0x01F1, 1, 2},     Capitals{0x01F2, 0x01F4, 2, 1},
    Capitals{0x01F6, 0x01F6, 1, -97},   Capitals{0x01F7, 0x01F7, 1, -56},
    Capitals{0x01F8, 0x021E, 2, 1},     Capitals{0x0220, 0x0220, 1, -130},
    Capitals{0x0222, 0x0232, 2, 1},     Capitals{0x023A, 0x023A, 1, 10795},
    Capitals{0x023B, 0x023B, 1, 1},     Capitals{0x023D, 0x023D, 1, -163},
    Capitals{0x023E, 0x023E, 1, 10792}, Capitals{0x0241, 0x0241, 1, 1},
    Capitals{0x0243, 0x0243, 1, -195},  Capitals{0x0244, 0x0244, 1, 69},
    Capitals{0x0245, 0x0245, 1, 71},    Capitals{0x0246, 0x024E, 2, 1},
    Capitals{0x0345, 0x0345, 1, 116},   Capitals{0x0370, 0x0372, 2, 1},
    Capitals{0x0376, 0x0376, 1, 1},     Capitals{0x037F, 0x037F, 1, 116},
    Capitals{0x0386, 0x0386, 1, 38},    Capitals{0x0388, 0x038A, 1, 37},
    Capitals{0x038C, 0x038C, 1, 64},    Capitals{0x038E, 0x038F, 1, 63},
    Capitals{0x0391, 0x03A1, 1, 32},    Capitals{0x03A3, 0x03AB, 1, 32},
    Capitals{0x03C2, 0x03C2, 1, 1},     Capitals{0x03CF, 0x03CF, 1, 8},
    Capitals{0x03D0, 0x03D0, 1, -30},   Capitals{0x03D1, 0x03D1, 1, -25},
    Capitals{0x03D5, 0x03D5, 1, -15},   Capitals{0x03D6, 0x03D6, 1, -22},
    Capitals{0x03D8, 0x03EE, 2, 1},     Capitals{0x03F0, 0x03F0, 1, -54},
    Capitals{0x03F1, 0x03F1, 1, -48},   Capitals{0x03F4, 0x03F4, 1, -60},
    Capitals{0x03F5, 0x03F5, 1, -64},   Capitals{0x03F7, 0x03F7, 1, 1},
    Capitals{0x03F9, 0x03F9, 1, -7},    Capitals{0x03FA, 0x03FA, 1, 1},
    Capitals{0x03FD, 0x03FF, 1, -130},  Capitals{0x0400, 0x040F, 1, 80},
    Capitals{0x0410, 0x042F, 1, 32},    Capitals{0x0460, 0x0480, 2, 1},
    Capitals{0x048A, 0x04BE, 2, 1},     Capitals{0x04C0, 0x04C0, 1, 15},
    Capitals{0x04C1, 0x04CD, 2, 1},     Capitals{0x04D0, 0x052E, 2, 1},
    Capitals{0x0531, 0x0556, 1, 48},    Capitals{0x1E00, 0x1E94, 2, 1},
    Capitals{0x1E9B, 0x1E9B, 1, -58},   Capitals{0x1EA0, 0x1EFE, 2, 1},
    Capitals{0x2126, 0x2126, 1, -7517}, Capitals{0x212A, 0x212A, 1, -8383},
    Capitals{0x212B, 0x212B, 1, -8262}, Capitals{0xFF21, 0xFF3A, 1, 32},
};

/// Characters that fold to several.
struct Unfolding {
    char32_t from;
    std::string_view to;
};

constexpr std::array kUnfoldings{
    Unfolding{0x00DF, "ss"},
    Unfolding{0x0130, "i\u0307"},
    Unfolding{0x0149, "\u02BCn"},
    Unfolding{0x01F0, "j\u030C"},
    Unfolding{0x0390, "\u03B9\u0308\u0301"},
    Unfolding{0x03B0, "\u03C5\u0308\u0301"},
    Unfolding{0x0587, "\u0565\u0582"},
    Unfolding{0x1E96, "h\u0331"},
    Unfolding{0x1E97, "t\u0308"},
    Unfolding{0x1E98, "w\u030A"},
    Unfolding{0x1E99, "y\u030A"},
    Unfolding{0x1E9A, "a\u02BE"},
    Unfolding{0x1E9E, "ss"},
};

struct Decoded {
    char32_t code_point = 0;
    std::size_t length = 1;
    bool well_formed = false;
};

Decoded decode(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(at);
    if (first < 0x80) {
        return {first, 1, true};
    }
    // Four-byte characters have no case that is folded here.
    const std::size_t length = first >= 0xE0 && first < 0xF0   ? 3
                               : first >= 0xC2 && first < 0xE0 ? 2
                                                               : 0;
    if (length == 0 || text.size() - at < length) {
        return {};
    }
    char32_t code_point = length == 2 ? first & 0x1FU : first & 0x0FU;
    for (std::size_t k = 1; k < length; ++k) {
        if ((byte(at + k) & 0xC0U) != 0x80U) {
            return {};
        }
        code_point = (code_point << 6U) | (byte(at + k) & 0x3FU);
    }
    return {code_point, length, true};
}

void append(std::string& out, char32_t code_point)
{
    if (code_point < 0x80) {
        out += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        out += static_cast<char>(0xC0U | (code_point >> 6U));
        out += static_cast<char>(0x80U | (code_point & 0x3FU));
    } else {
        out += static_cast<char>(0xE0U | (code_point >> 12U));
        out += static_cast<char>(0x80U | ((code_point >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (code_point & 0x3FU));
    }
}

void append_folded(std::string& out, char32_t code_point)
{
    const auto* const unfolding =
        std::ranges::lower_bound(kUnfoldings, code_point, {}, &Unfolding::from);
    if (unfolding != kUnfoldings.end() && unfolding->from == code_point) {
        out += unfolding->to;
        return;
    }
    const auto* const range = std::ranges::lower_bound(kCapitals, code_point, {}, &Capitals::last);
    if (range != kCapitals.end() && code_point >= range->first &&
        (code_point - range->first) % range->step == 0) {
        code_point = static_cast<char32_t>(static_cast<std::int32_t>(code_point) + range->distance);
    }
    append(out, code_point);
}

}  // namespace

std::string fold_case(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const Decoded decoded = decode(text, at);
        if (decoded.well_formed) {
            append_folded(out, decoded.code_point);
        } else {
            out += text[at];
        }
        at += decoded.length;
    }
    return out;
}

}  // namespace heatward::cql2
