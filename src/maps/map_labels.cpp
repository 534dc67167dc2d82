#include "map_labels.hpp"

#include <algorithm>
#include <optional>

#include "heatward/maps/label_point.hpp"
#include "window_clip.hpp"

namespace heatward::maps {
namespace {

constexpr double kPrecisionPixels = 2;

/// How far a name may reach beyond its area before it is dropped: half as wide again.
constexpr double kOverhang = 1.5;

/// label_point counts distances across at a third.
constexpr double kAcross = 3;

bool is_free(const Box& box, const Box& map, const std::vector<Box>& taken)
{
    const bool is_inside = box.x >= map.x && box.y >= map.y && box.right() <= map.right() &&
                           box.bottom() <= map.bottom();
    return is_inside && std::none_of(taken.begin(), taken.end(),
                                     [&](const Box& other) { return box.overlaps(other); });
}

std::optional<Box> place_of(const Canvas& canvas, const MapView& view, const MapLabel& label,
                            const std::vector<Box>& taken)
{
    const LabelPoint spot = label_point(clipped_to(*label.area, view.extent()),
                                        kPrecisionPixels * view.metres_per_pixel());
    if (!(spot.room_m > 0)) {
        return std::nullopt;
    }
    const double room = spot.room_m / view.metres_per_pixel();
    const TextSize size = canvas.measure(label.text, label.style);
    if (label.must_fit &&
        (size.width / 2 > kOverhang * kAcross * room || size.height / 2 > kOverhang * room)) {
        return std::nullopt;
    }
    const PagePoint centre = view.to_page(spot.point);
    const double line = label.style.size * 1.2;
    const std::vector<double> shifts =
        label.must_fit ? std::vector<double>{0}
                       : std::vector<double>{0, -line, line, -2 * line, 2 * line};
    for (const double shift : shifts) {
        const Box box{centre.x - size.width / 2, centre.y - size.height / 2 + shift, size.width,
                      size.height};
        if (is_free(box, view.box(), taken)) {
            return box;
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<DrawnLabel> draw_labels(Canvas& canvas, const MapView& view,
                                    const std::vector<MapLabel>& labels, std::vector<Box> obstacles)
{
    std::vector<DrawnLabel> drawn;
    for (const MapLabel& label : labels) {
        if (!extent_of(*label.area).intersects(view.extent())) {
            continue;
        }
        const auto box = place_of(canvas, view, label, obstacles);
        if (!box) {
            continue;
        }
        // A text that wraps is set within its own width, so that its lines are centred.
        TextStyle style = label.style;
        style.align = TextStyle::Align::centre;
        const double wrap = style.max_width;
        const double x = wrap > 0 ? box->x + box->width / 2 - wrap / 2 : box->x + box->width / 2;
        canvas.text(label.text, x, box->y, style);
        obstacles.push_back(*box);
        drawn.push_back({label.text, *box});
    }
    return drawn;
}

}  // namespace heatward::maps
