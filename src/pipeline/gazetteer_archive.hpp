#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/gazetteer.hpp"

namespace heatward::pipeline {

/// Raised whenever the bytes before the gazetteer change.
inline constexpr std::uint32_t kGazetteerArchiveFormat = 2;

/// A file that a gazetteer was made from, as it was then.
struct GazetteerInput {
    std::string path;
    std::uint64_t size = 0;        ///< bytes
    std::int64_t modified_ns = 0;  ///< since 1970
    std::int64_t changed_ns = 0;  ///< since 1970: of contents, name or times, which no program sets
    std::uint64_t inode = 0;      ///< another file in its place has another
    std::string sha256;           ///< empty where it was only looked at
};

/// What stands in a cache file before its gazetteer.
struct GazetteerArchiveHeader {
    std::string recipe;             ///< all that decides what is made of the inputs
    std::int64_t looked_at_ns = 0;  ///< when sizes and times of the inputs were taken
    std::vector<GazetteerInput> inputs;
    std::vector<std::string> warnings;
};

/// A cache file's bytes: a magic, the format's version, the header, the gazetteer, and a checksum
/// of all before it.
std::string gazetteer_archive(const GazetteerArchiveHeader& header,
                              const geocode::Gazetteer& gazetteer);

/// Reads such bytes, which outlive it.
class GazetteerArchive {
public:
    /// Throws DataError where they are another file's or damaged.
    explicit GazetteerArchive(std::string_view bytes);

    [[nodiscard]] const GazetteerArchiveHeader& header() const { return m_header; }
    /// Throws DataError where the bytes are no gazetteer.
    [[nodiscard]] geocode::Gazetteer gazetteer() const;
    /// The bytes of a file with the same gazetteer under another header.
    [[nodiscard]] std::string with_header(const GazetteerArchiveHeader& header) const;

private:
    GazetteerArchiveHeader m_header;
    std::string_view m_gazetteer;
};

}  // namespace heatward::pipeline
