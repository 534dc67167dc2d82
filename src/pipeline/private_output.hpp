#pragma once

#include <filesystem>
#include <string_view>

namespace heatward::pipeline {

/// A file that is there whole or not at all, and that only its owner may read (mode 0600). Until
/// `commit` its bytes have no name where the file system can hold such (O_TMPFILE), so that nothing
/// stays behind of a killed process; elsewhere they are in a file beside it that begins with a dot.
class PrivateOutput {
public:
    /// Throws EnvironmentError naming the path where its folder is not there or may not be written
    /// to, and DataError where it is there and is no plain file.
    explicit PrivateOutput(const std::filesystem::path& path);
    ~PrivateOutput();
    PrivateOutput(const PrivateOutput&) = delete;
    PrivateOutput& operator=(const PrivateOutput&) = delete;

    /// Throws EnvironmentError naming the path (disk full).
    void write(std::string_view bytes);
    /// Syncs the bytes to disk and puts them in the place of what was there. Throws
    /// EnvironmentError naming the path.
    void commit();

private:
    void open();
    /// Gives bytes without a name one beside the path.
    void give_name();

    std::filesystem::path m_path;
    std::filesystem::path m_temporary;  ///< empty while there is none
    int m_file = -1;
};

}  // namespace heatward::pipeline
