// libFuzzer target: whatever the bytes of a cache file, they are read or refused with a DataError;
// so too those of a gazetteer alone, without the checksum that keeps damage from it, and of a sound
// gazetteer with some bytes changed.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "../../src/pipeline/gazetteer_archive.hpp"
#include "heatward/core/error.hpp"

namespace {

using namespace heatward;  // NOLINT: a program of one file

/// The bytes of a gazetteer with a record of each kind.
std::string sound_bytes()
{
    geocode::GazetteerBuilder builder;
    builder.add(geocode::PostcodeRecord{"CB2 1TN", {545000, 258000}, 100, {}, false});
    builder.add(geocode::RoadRecord{
        {"Mill Road", "A603"}, {{{545000, 258000}, {545100, 258000}}}, {}, {"Cambridge"}});
    builder.add(
        geocode::RoadRecord{{"Hills Road"}, {{{545100, 258000}, {545100, 257000}}}, {}, {}});
    builder.add(geocode::PremisesRecord{{"Crown", "The Inn"}, {545000, 258000}, 50, {"Cambridge"}});
    builder.add(geocode::PlaceRecord{"Cambridge", {545000, 258000}, 4000});
    builder.add(geocode::AreaRecord{
        "Ward", {{{{545000, 258000}, {546000, 258000}, {546000, 259000}}, {}}}});
    builder.add(geocode::UprnRecord{10000001, {545000, 258000}});
    geocode::ByteWriter out;
    builder.build().write(out);
    return out.take();
}

void read_gazetteer(std::string_view bytes)
{
    try {
        geocode::ByteReader in(bytes);
        static_cast<void>(geocode::Gazetteer::read(in));
    } catch (const DataError&) {
        // refused with a reason
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        static_cast<void>(heatward::pipeline::GazetteerArchive(bytes).gazetteer());
    } catch (const heatward::DataError&) {
        // refused with a reason
    }
    read_gazetteer(bytes);
    static const std::string sound = sound_bytes();
    std::string damaged = sound;
    for (std::size_t i = 0; i + 2 < size; i += 3) {  // where, and what is changed there
        const std::size_t at = (data[i] * 256U + data[i + 1]) % damaged.size();
        damaged[at] = static_cast<char>(damaged[at] ^ data[i + 2]);
    }
    read_gazetteer(damaged);
    return 0;
}
