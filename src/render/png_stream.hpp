#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <png.h>

/// libpng's structs owned, its streams in memory and its errors thrown as DataError.
namespace heatward::render::png_stream {

struct WriterDeleter {
    void operator()(png_struct* png) const;
};
struct ReaderDeleter {
    void operator()(png_struct* png) const;
};
using Writer = std::unique_ptr<png_struct, WriterDeleter>;
using Reader = std::unique_ptr<png_struct, ReaderDeleter>;

struct InfoDeleter {
    png_struct* png = nullptr;
    void operator()(png_info* info) const;
};
using Info = std::unique_ptr<png_info, InfoDeleter>;

/// A writer that appends to `bytes`, which must outlive it.
Writer writer_to(std::string& bytes);

/// A reader that takes from the front of `bytes`, which must outlive it.
Reader reader_from(std::string_view& bytes);

Info info_of(png_struct* png);

}  // namespace heatward::render::png_stream
