#include "png_stream.hpp"

#include <cstring>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::render::png_stream {
namespace {

// libpng is built with unwind tables on Debian, and this handler must not return: a
// throw passes through its frames and the owners above free what it held.
[[noreturn]] void on_error(png_struct*, const char* message)
{
    throw DataError(fmt::format("PNG: {}", message));
}

void on_warning(png_struct*, const char*) {}

void append(png_struct* png, png_byte* data, std::size_t size)
{
    static_cast<std::string*>(png_get_io_ptr(png))
        ->append(reinterpret_cast<const char*>(data), size);
}

void flush(png_struct*) {}

void take(png_struct* png, png_byte* data, std::size_t size)
{
    auto& bytes = *static_cast<std::string_view*>(png_get_io_ptr(png));
    if (size > bytes.size()) {
        png_error(png, "the file is cut short");
    }
    std::memcpy(data, bytes.data(), size);
    bytes.remove_prefix(size);
}

}  // namespace

void WriterDeleter::operator()(png_struct* png) const { png_destroy_write_struct(&png, nullptr); }

void ReaderDeleter::operator()(png_struct* png) const
{
    png_destroy_read_struct(&png, nullptr, nullptr);
}

void InfoDeleter::operator()(png_info* info) const { png_destroy_info_struct(png, &info); }

Writer writer_to(std::string& bytes)
{
    Writer png(png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, on_error, on_warning));
    if (!png) {
        throw EnvironmentError("libpng has no memory left for a picture");
    }
    png_set_write_fn(png.get(), &bytes, append, flush);
    return png;
}

Reader reader_from(std::string_view& bytes)
{
    Reader png(png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, on_error, on_warning));
    if (!png) {
        throw EnvironmentError("libpng has no memory left for a picture");
    }
    png_set_read_fn(png.get(), &bytes, take);
    return png;
}

Info info_of(png_struct* png)
{
    Info info(png_create_info_struct(png), InfoDeleter{png});
    if (!info) {
        throw EnvironmentError("libpng has no memory left for a picture");
    }
    return info;
}

}  // namespace heatward::render::png_stream
