#include "kernel_density_warnings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/density/kernel_shape.hpp"

namespace heatward::pipeline {
namespace {

/// A wider kernel smooths a study area's own pattern away.
constexpr double kWidestShare = 0.25;

std::size_t count_outside(std::span<const ProjectedPoint> points, const Extent& extent)
{
    return static_cast<std::size_t>(std::count_if(
        points.begin(), points.end(),
        [&](const ProjectedPoint& point) { return !extent.contains(point.x, point.y); }));
}

class Warnings {
public:
    Warnings(const KernelDensityOptions& options, const KernelDensityGround& ground)
        : m_options(options), m_ground(ground), m_shown(ground.frame.extent())
    {
    }

    std::vector<std::string> all()
    {
        on_points_left_out();
        on_one_place();
        on_narrow_kernel();
        on_wide_kernel();
        if (!m_ground.has_crs) {
            say("states no reference system and neither will the picture; give --crs, for example "
                "--crs EPSG:27700");
        }
        return std::move(m_found);
    }

private:
    void say(const std::string& sentence)
    {
        m_found.push_back(fmt::format("{}: {}", m_options.input, sentence));
    }

    void on_points_left_out()
    {
        if (m_ground.outside_window > 0) {
            say(fmt::format("{} points lie outside the window and do not count",
                            m_ground.outside_window));
        }
        const std::size_t outside = count_outside(m_ground.points, m_shown);
        const std::string picture =
            fmt::format("the picture ({:.0f},{:.0f} to {:.0f},{:.0f})", m_shown.min_x,
                        m_shown.min_y, m_shown.max_x, m_shown.max_y);
        if (is_out_of_reach(m_options, m_ground)) {
            say(
                fmt::format("no point lies in or within reach of {}, so all of it is 0: is "
                            "--extent in the points' own metres?",
                            picture));
        } else if (outside > 0 && outside == m_ground.points.size()) {
            say(fmt::format("no point lies in {}: it shows only what reaches it from outside",
                            picture));
        } else if (outside > 0) {
            say(fmt::format("{} of {} points lie outside {}", outside, m_ground.points.size(),
                            picture));
        }
    }

    void on_one_place()
    {
        const std::size_t count = m_ground.points.size();
        const auto is_elsewhere = [&](const ProjectedPoint& point) {
            return point != m_ground.points.front();
        };
        if (count == 0 ||
            std::any_of(m_ground.points.begin(), m_ground.points.end(), is_elsewhere)) {
            return;
        }
        say(fmt::format(
            "{} at one place ({:.0f},{:.0f}): the picture shows the kernel, and no "
            "pattern",
            count == 1 ? "the only point lies" : fmt::format("all {} points lie", count),
            m_ground.points.front().x, m_ground.points.front().y));
    }

    void on_narrow_kernel()
    {
        const double cell = std::max(m_ground.frame.cell_width, m_ground.frame.cell_height);
        if (m_options.bandwidth_m < cell) {
            say(
                fmt::format("the bandwidth of {:g} m is under the cell's {:g} m; values are at "
                            "cell centres, so a kernel narrower than a cell may be missed: choose "
                            "a smaller --cell or a larger --bandwidth",
                            m_options.bandwidth_m, cell));
        }
    }

    void on_wide_kernel()
    {
        const double picture = std::min(m_shown.width(), m_shown.height());
        if (m_options.bandwidth_m > picture) {
            say(fmt::format("the bandwidth of {:g} m is above the picture's shorter side of {:g} m",
                            m_options.bandwidth_m, picture));
        }
        const bool has_window = !m_ground.study_area.is_empty();
        const Extent& area = has_window ? m_ground.study_area : m_ground.all_points;
        const double side = std::min(area.width(), area.height());
        if (side > 0 && m_options.bandwidth_m > kWidestShare * side) {
            say(fmt::format(
                "the bandwidth of {:g} m is above a quarter of the shorter side of {} "
                "({:g} m), so little of its pattern remains",
                m_options.bandwidth_m, has_window ? "the window" : "the points' extent", side));
        }
    }

    const KernelDensityOptions& m_options;
    const KernelDensityGround& m_ground;
    Extent m_shown;
    std::vector<std::string> m_found;
};

}  // namespace

std::vector<std::string> kernel_density_warnings(const KernelDensityOptions& options,
                                                 const KernelDensityGround& ground)
{
    return Warnings(options, ground).all();
}

bool is_out_of_reach(const KernelDensityOptions& options, const KernelDensityGround& ground)
{
    const Extent reach =
        ground.frame.extent().grown(density::support_radius(options.kernel, options.bandwidth_m));
    return !ground.points.empty() && count_outside(ground.points, reach) == ground.points.size();
}

std::optional<std::string> empty_picture_warning(const KernelDensityOptions& options,
                                                 const Raster<float>& picture)
{
    // False for cells without data too.
    const auto is_above_0 = [](float value) { return value > 0; };
    if (std::any_of(picture.values.begin(), picture.values.end(), is_above_0)) {
        return std::nullopt;
    }
    return fmt::format(
        "{}: no cell of the picture is above 0, for no cell's centre is in reach of a point that "
        "counts: look for a --cell too large for the --bandwidth{}{}",
        options.input, options.weight_column.empty() ? "" : ", for weights that are all 0",
        options.window.empty() ? "" : ", or for a --window that leaves out points or cells");
}

}  // namespace heatward::pipeline
