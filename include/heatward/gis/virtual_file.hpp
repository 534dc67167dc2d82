#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace heatward::gis {

/// A file of the disk or inside a zip (as "/vsizip/…", see list_recursively), open for reading
/// from front to back.
class VirtualFile {
public:
    /// Throws DataError naming the path where it is not there, no file, or on a network;
    /// EnvironmentError where it may not be read.
    explicit VirtualFile(std::string path);
    ~VirtualFile();
    VirtualFile(VirtualFile&&) noexcept;
    VirtualFile& operator=(VirtualFile&&) noexcept;
    VirtualFile(const VirtualFile&) = delete;
    VirtualFile& operator=(const VirtualFile&) = delete;

    /// Fills `bytes` from the front; fewer than asked for only at the file's end, where 0 comes
    /// back. Throws DataError naming the path where a zip's member is damaged, EnvironmentError
    /// where the disk fails.
    std::size_t read(std::span<char> bytes);

    /// Bytes in the file (uncompressed).
    [[nodiscard]] std::uint64_t size() const;
    [[nodiscard]] const std::string& path() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Whether there is a file or folder at the path (also "/vsizip/…").
bool exists(const std::string& path);

/// Whether the path ends in ".zip", in whatever letter case: then it is opened as an archive.
bool is_zip(const std::string& path);

/// Every file below a folder, or every member of a zip as a path that VirtualFile and GDAL open
/// ("/vsizip/{archive.zip}/member"), sorted by bytes; a plain file gives itself. Links to
/// folders are followed, each folder once. Throws
/// DataError naming the path where it is not there or the zip cannot be read.
std::vector<std::string> list_recursively(const std::string& path);

/// The part of a listed path below the folder or archive that was listed, e.g.
/// "2025-01/2025-01-force-street.csv"; the file's own name where `root` is that file.
std::string relative_to_root(const std::string& root, const std::string& listed);

/// SHA-256 of a file's bytes as 64 lower-case hexadecimal digits. Throws as VirtualFile.
std::string file_sha256(const std::string& path);

}  // namespace heatward::gis
