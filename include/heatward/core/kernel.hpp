#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heatward {

/// The kernels of docs/METHODS.md. For all but the Gaussian the bandwidth is the search
/// radius R in metres; for the Gaussian it is σ.
enum class Kernel : std::uint8_t { quartic, epanechnikov, uniform, triangular, gaussian };

inline constexpr std::array<std::string_view, 5> kKernelNames{"quartic", "epanechnikov", "uniform",
                                                              "triangular", "gaussian"};

inline std::string_view to_string(Kernel kernel)
{
    return kKernelNames[static_cast<std::size_t>(kernel)];
}

inline std::optional<Kernel> parse_kernel(std::string_view text)
{
    for (std::size_t i = 0; i < kKernelNames.size(); ++i) {
        if (kKernelNames[i] == text) {
            return static_cast<Kernel>(i);
        }
    }
    return std::nullopt;
}

/// How a density is corrected for the study area's border.
enum class EdgeCorrection : std::uint8_t { none, uniform, diggle };

inline constexpr std::array<std::string_view, 3> kEdgeCorrectionNames{"none", "uniform", "diggle"};

inline std::string_view to_string(EdgeCorrection edge)
{
    return kEdgeCorrectionNames[static_cast<std::size_t>(edge)];
}

inline std::optional<EdgeCorrection> parse_edge_correction(std::string_view text)
{
    for (std::size_t i = 0; i < kEdgeCorrectionNames.size(); ++i) {
        if (kEdgeCorrectionNames[i] == text) {
            return static_cast<EdgeCorrection>(i);
        }
    }
    return std::nullopt;
}

}  // namespace heatward
