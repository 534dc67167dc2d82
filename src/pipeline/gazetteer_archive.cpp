#include "gazetteer_archive.hpp"

#include <array>
#include <cstring>
#include <utility>

#include "heatward/core/error.hpp"
#include "word_checksum.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::array<char, 8> kMagic{'H', 'W', 'G', 'A', 'Z', '\r', '\n', '\0'};
constexpr std::uint32_t kByteOrder = 0x01020304;
constexpr std::size_t kChecksumBytes = sizeof(std::uint64_t);

void write_header(geocode::ByteWriter& out, const GazetteerArchiveHeader& header)
{
    out.value(kMagic);
    out.value(kGazetteerArchiveFormat);
    out.value(kByteOrder);
    out.text(header.recipe);
    out.value(header.looked_at_ns);
    out.value(static_cast<std::uint64_t>(header.inputs.size()));
    for (const GazetteerInput& input : header.inputs) {
        out.text(input.path);
        out.value(input.size);
        out.value(input.modified_ns);
        out.value(input.changed_ns);
        out.value(input.inode);
        out.text(input.sha256);
    }
    out.value(static_cast<std::uint64_t>(header.warnings.size()));
    for (const std::string& warning : header.warnings) {
        out.text(warning);
    }
}

std::string sealed(std::string bytes)
{
    const std::uint64_t checksum = word_checksum(bytes);
    bytes.append(reinterpret_cast<const char*>(&checksum), kChecksumBytes);
    return bytes;
}

GazetteerArchiveHeader read_header(geocode::ByteReader& in)
{
    GazetteerArchiveHeader header;
    header.recipe = in.text();
    header.looked_at_ns = in.value<std::int64_t>();
    const auto inputs = in.value<std::uint64_t>();
    for (std::uint64_t i = 0; i < inputs; ++i) {
        GazetteerInput input;
        input.path = in.text();
        input.size = in.value<std::uint64_t>();
        input.modified_ns = in.value<std::int64_t>();
        input.changed_ns = in.value<std::int64_t>();
        input.inode = in.value<std::uint64_t>();
        input.sha256 = in.text();
        header.inputs.push_back(std::move(input));
    }
    const auto warnings = in.value<std::uint64_t>();
    for (std::uint64_t i = 0; i < warnings; ++i) {
        header.warnings.push_back(in.text());
    }
    return header;
}

}  // namespace

std::string gazetteer_archive(const GazetteerArchiveHeader& header,
                              const geocode::Gazetteer& gazetteer)
{
    geocode::ByteWriter out;
    write_header(out, header);
    gazetteer.write(out);
    return sealed(out.take());
}

GazetteerArchive::GazetteerArchive(std::string_view bytes)
{
    geocode::ByteReader in(bytes);
    if (in.value<std::array<char, kMagic.size()>>() != kMagic ||
        in.value<std::uint32_t>() != kGazetteerArchiveFormat ||
        in.value<std::uint32_t>() != kByteOrder) {
        throw DataError("is no gazetteer of this version");
    }
    std::uint64_t checksum = 0;
    if (bytes.size() < kChecksumBytes) {
        throw DataError("ends too soon");
    }
    const std::string_view sealed = bytes.substr(0, bytes.size() - kChecksumBytes);
    std::memcpy(&checksum, bytes.data() + sealed.size(), kChecksumBytes);
    if (checksum != word_checksum(sealed)) {
        throw DataError("is damaged: its checksum does not hold");
    }
    m_header = read_header(in);
    geocode::ByteWriter before;
    write_header(before, m_header);
    if (before.bytes().size() > sealed.size()) {
        throw DataError("ends too soon");
    }
    m_gazetteer = sealed.substr(before.bytes().size());
}

geocode::Gazetteer GazetteerArchive::gazetteer() const
{
    geocode::ByteReader in(m_gazetteer);
    geocode::Gazetteer gazetteer = geocode::Gazetteer::read(in);
    if (!in.at_end()) {
        throw DataError("is damaged: bytes follow its gazetteer");
    }
    return gazetteer;
}

std::string GazetteerArchive::with_header(const GazetteerArchiveHeader& header) const
{
    geocode::ByteWriter out;
    write_header(out, header);
    return sealed(out.take().append(m_gazetteer));
}

}  // namespace heatward::pipeline
