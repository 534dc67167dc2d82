#include "heatward/gis/virtual_file.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include "heatward/core/sha256.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A little-endian number of `size` bytes.
std::string number(std::uint32_t value, int size)
{
    std::string bytes;
    for (int i = 0; i < size; ++i) {
        bytes += static_cast<char>(value >> (8 * i));
    }
    return bytes;
}

std::uint32_t crc32(const std::string& text)
{
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

/// A zip archive (APPNOTE 6.3) with its members stored as they are.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members)
{
    std::string archive;
    std::string directory;
    for (const auto& [name, text] : members) {
        const auto size = static_cast<std::uint32_t>(text.size());
        const std::string common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) +
                                   number(crc32(text), 4) + number(size, 4) + number(size, 4) +
                                   number(static_cast<std::uint32_t>(name.size()), 2) +
                                   number(0, 2);
        directory += number(0x02014b50, 4) + number(20, 2) + common + number(0, 2) + number(0, 2) +
                     number(0, 2) + number(0, 4) +
                     number(static_cast<std::uint32_t>(archive.size()), 4) + name;
        archive += number(0x04034b50, 4) + common + name + text;
    }
    const auto count = static_cast<std::uint32_t>(members.size());
    const auto start = static_cast<std::uint32_t>(archive.size());
    return archive + directory + number(0x06054b50, 4) + number(0, 4) + number(count, 2) +
           number(count, 2) + number(static_cast<std::uint32_t>(directory.size()), 4) +
           number(start, 4) + number(0, 2);
}

std::string text_of(const std::string& path, std::size_t piece)
{
    VirtualFile file(path);
    std::string text;
    std::vector<char> bytes(piece);
    while (const std::size_t count = file.read(bytes)) {
        text.append(bytes.data(), count);
    }
    return text;
}

TEST(VirtualFile, ReadsInPieces)
{
    const TemporaryFolder folder;
    const std::string text = "id,name\n1,Abbey\n" + std::string(100000, 'x');
    const std::string path = folder.write("a.csv", text);
    EXPECT_EQ(text_of(path, 7), text);
    EXPECT_EQ(text_of(path, 1 << 20), text);
    EXPECT_EQ(VirtualFile(path).size(), text.size());
    EXPECT_EQ(VirtualFile(path).path(), path);
}

TEST(VirtualFile, ListsFoldersByBytes)
{
    const TemporaryFolder folder;
    folder.write("b/2.csv", "");
    folder.write("B/1.csv", "");
    folder.write("a.csv", "");
    folder.write("b/10.csv", "");
    const auto files = list_recursively(folder / "");
    std::vector<std::string> names;
    for (const std::string& file : files) {
        names.push_back(relative_to_root(folder / "", file));
    }
    EXPECT_THAT(names, ElementsAre("B/1.csv", "a.csv", "b/10.csv", "b/2.csv"));
    EXPECT_THAT(list_recursively(folder / "a.csv"), ElementsAre(folder / "a.csv"));
    EXPECT_EQ(relative_to_root(folder / "a.csv", folder / "a.csv"), "a.csv");
}

TEST(VirtualFile, FollowsLinkedFoldersOnceEach)
{
    namespace fs = std::filesystem;
    const TemporaryFolder folder;
    const TemporaryFolder elsewhere;
    folder.write("z/own.csv", "");
    elsewhere.write("far.csv", "");
    elsewhere.write("below/deep.csv", "");
    fs::create_directory_symlink(elsewhere / "", folder / "months");
    fs::create_directory_symlink(elsewhere / "", folder / "again");
    fs::create_directory_symlink(folder / "z", folder / "a");    // has a name of its own
    fs::create_directory_symlink(folder / "", folder / "z/up");  // a loop
    fs::create_directory_symlink(elsewhere / "", elsewhere / "below/back");  // and another
    fs::create_symlink(folder / "nowhere", folder / "broken");
    fs::create_symlink(folder / "itself", folder / "itself");
    const auto files = list_recursively(folder / "");
    std::vector<std::string> names;
    for (const std::string& file : files) {
        names.push_back(relative_to_root(folder / "", file));
    }
    EXPECT_THAT(names, ElementsAre("again/below/deep.csv", "again/far.csv", "z/own.csv"));
}

TEST(VirtualFile, ReadsMembersOfAZip)
{
    const TemporaryFolder folder;
    for (const char* name : {"police.zip", "odd name.ZIP", "in.zip.folder/x.zip"}) {
        const std::string zip = folder.write(
            name, zip_of({{"2025-02/b-street.csv", "b\n2\n"}, {"2025-01/a-street.csv", "a\n1\n"}}));
        const auto files = list_recursively(zip);
        ASSERT_EQ(files.size(), 2U);
        EXPECT_EQ(relative_to_root(zip, files[0]), "2025-01/a-street.csv");
        EXPECT_EQ(text_of(files[0], 3), "a\n1\n");
        EXPECT_EQ(text_of(files[1], 100), "b\n2\n");
        EXPECT_TRUE(exists(files[1]));
    }
}

TEST(VirtualFile, NamesWhatItCannotRead)
{
    const TemporaryFolder folder;
    EXPECT_THAT(message_of<DataError>([&] { VirtualFile file(folder / "none.csv"); }),
                HasSubstr("none.csv"));
    EXPECT_THAT(message_of<DataError>([&] { VirtualFile file(folder / ""); }), HasSubstr("folder"));
    EXPECT_THAT(message_of<DataError>([&] { list_recursively(folder / "none"); }),
                HasSubstr("none"));
    const std::string zip = folder.write("broken.zip", "PK\3\4 but no more");
    EXPECT_THAT(message_of<DataError>([&] { list_recursively(zip); }), HasSubstr("broken.zip"));
    EXPECT_FALSE(exists(folder / "none.csv"));
    EXPECT_TRUE(exists(folder / "broken.zip"));
    EXPECT_THAT(message_of<DataError>([] { VirtualFile file("/vsicurl/http://127.0.0.1:9/x"); }),
                HasSubstr("offline"));
}

/// For a death test's child: ends with status 3 where opening fails as it should.
[[noreturn]] void open_without_rights(const std::string& path)
{
    constexpr uid_t kNobody = 65534;
    if (geteuid() == 0 && seteuid(kNobody) != 0) {
        std::_Exit(5);  // root may read every file, so that it would show nothing
    }
    try {
        VirtualFile file(path);
    } catch (const EnvironmentError& error) {
        std::fprintf(stderr, "%s\n", error.what());
        std::_Exit(3);
    }
    std::_Exit(0);
}

TEST(VirtualFileDeathTest, SaysThatItMayNotRead)
{
    using std::filesystem::perms;
    const TemporaryFolder folder;
    std::filesystem::permissions(folder / "", perms::owner_all | perms::others_exec);
    const std::string file = folder.write("secret.csv", "x");
    std::filesystem::permissions(file, perms::none);
    EXPECT_EXIT(open_without_rights(file), testing::ExitedWithCode(3), "secret.csv.*denied");

    const std::string inside = folder.write("locked/inside.csv", "x");
    std::filesystem::permissions(folder / "locked", perms::none);
    EXPECT_EXIT(open_without_rights(inside), testing::ExitedWithCode(3), "inside.csv.*denied");
    std::filesystem::permissions(folder / "locked", perms::owner_all);
}

TEST(VirtualFile, DigestsAFilesBytes)
{
    const TemporaryFolder folder;
    const std::string text(3'000'000, 'y');
    EXPECT_EQ(file_sha256(folder.write("a", text)), sha256_hex(text));
    EXPECT_EQ(file_sha256(folder.write("e", "")), sha256_hex(""));
}

TEST(VirtualFileShared, ListsThePoliceArchive)
{
    const char* shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set: no real data to read";
    }
    const std::string zip =
        std::string(shared) + "/data/cambridgeshire/police-uk-cambridgeshire.zip";
    const auto files = list_recursively(zip);
    EXPECT_EQ(files.size(), 21U);
    EXPECT_EQ(relative_to_root(zip, files[0]), "2018-10/2018-10-cambridgeshire-street.csv");
    EXPECT_EQ(text_of(files[0], 65536).size(), 1671844U);
}

}  // namespace
}  // namespace heatward::gis
