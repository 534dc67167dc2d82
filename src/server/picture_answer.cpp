#include "picture_answer.hpp"

#include <fmt/format.h>

#include "density_headers.hpp"
#include "density_tile_answer.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/maps/density_picture.hpp"
#include "heatward/maps/outline_class.hpp"
#include "heatward/maps/picture_frame.hpp"
#include "heatward/render/palette_png.hpp"
#include "heatward/render/rgba_png.hpp"
#include "heatward/server/limits.hpp"
#include "heatward/server/picture_places.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

/// Larger pictures are rarely asked for twice, and one would push many tiles out of the cache.
constexpr std::size_t kMaxKeptPixels = std::size_t{512} * 512;

Raster<std::uint8_t> classes_of(const ServedRun& run, const LayerRequest& layer,
                                const maps::Pictured& density, const PictureWindow& window)
{
    const auto colours = colours_of(run, layer);
    if (is_resampled(window.crs, run.projection())) {
        return maps::density_classes_in(std::string(short_name(window.crs)), run.data().project.crs,
                                        density, window.frame, extent_of(run.data().study_area),
                                        *colours);
    }
    return maps::density_classes(density, window.frame, *colours);
}

Response density_picture(const ServedRun& run, const LayerRequest& layer,
                         const PictureWindow& window)
{
    const auto densities = run.densities(layer.density_key(plane_of(window.crs)));
    const auto colours = colours_of(run, layer);
    const auto classes = classes_of(run, layer, densities.pictured(), window);
    auto response = ok(kPng, window.is_transparent
                                 ? render::encode_palette_png(classes, colours->palette())
                                 : render::encode_palette_png(
                                       classes, maps::palette_over(*colours, window.background)));
    add_density_headers(response, run, densities);
    return response;
}

Response layered_picture(const ServedRun& run, const std::vector<OgcLayer>& layers,
                         const PictureWindow& window)
{
    render::RgbaImage picture(window.frame.columns, window.frame.rows,
                              window.is_transparent ? render::kTransparent : window.background);
    for (const OgcLayer& layer : layers) {
        if (layer.density) {
            const auto drawn = run.densities(layer.density->density_key(plane_of(window.crs)));
            maps::lay_over(picture, classes_of(run, *layer.density, drawn.pictured(), window),
                           *colours_of(run, *layer.density));
        } else {
            const maps::OutlineSet& outlines = run.outlines(*layer.table, window.crs);
            for (const auto& drawn : maps::outline_classes(*layer.table, "")) {
                outlines.lay_over(picture, window.frame, drawn.pen, drawn.rows);
            }
        }
    }
    return ok(kPng, render::encode_rgba_png(picture));
}

std::string text_of(const PictureWindow& window)
{
    const GridFrame& frame = window.frame;
    return fmt::format(
        "{} {} {} {} {} {} {} {}x{} {}",
        plane_of(window.crs) == maps::Plane::lonlat ? "degrees" : short_name(window.crs),
        frame.origin_x, frame.origin_y, frame.cell_width, frame.cell_height, frame.first_column,
        frame.first_row_north, frame.columns, frame.rows,
        window.is_transparent ? "transparent" : render::to_hex(window.background));
}

/// Of all layers together, with what the colours of a filter cost.
WorkSize work_size_of(const ServedRun& run, const std::vector<OgcLayer>& layers, std::size_t cells)
{
    WorkSize all{0, false};
    for (const OgcLayer& layer : layers) {
        const WorkSize size =
            layer.density ? work_size_of(run, *layer.density, cells) : WorkSize::of_picture(cells);
        all.pixels += size.pixels;
        all.is_long = all.is_long || size.is_long;
    }
    all.is_long = all.is_long || all.pixels > kLongWorkPixels;
    return all;
}

}  // namespace

GridFrame frame_of(PictureCrs crs, const Extent& bounds, int width, int height)
{
    return crs == PictureCrs::epsg_3857 ? maps::mercator_picture_frame(bounds, width, height)
                                        : maps::picture_frame(bounds, width, height);
}

Answer picture_answer(std::shared_ptr<const ServedRun> served, std::vector<OgcLayer> layers,
                      const PictureWindow& window)
{
    const bool is_density = layers.size() == 1 && layers.front().density;
    if (is_density && window.is_transparent && window.crs == PictureCrs::epsg_3857) {
        if (const auto found = maps::tile_of(window.frame)) {
            return density_tile_answer(std::move(served), std::move(*layers.front().density),
                                       found->tile, found->scale_log2);
        }
    }
    Answer answer;
    answer.canonical = "picture " + text_of(window);
    for (const OgcLayer& layer : layers) {
        answer.canonical += " | " + layer.canonical();
        answer.style += fmt::format("{}{}", answer.style.empty() ? "" : ",", layer.style());
        answer.subjects.push_back(layer.subject());
    }
    answer.size = work_size_of(*served, layers, window.frame.cell_count());
    answer.is_cached = window.frame.cell_count() <= kMaxKeptPixels;
    answer.produce = [run = std::move(served), layers = std::move(layers), window, is_density] {
        return is_density ? density_picture(*run, *layers.front().density, window)
                          : layered_picture(*run, layers, window);
    };
    return answer;
}

}  // namespace heatward::server
