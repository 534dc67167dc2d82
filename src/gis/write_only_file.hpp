#pragma once

#include <memory>
#include <string>

namespace heatward::gis {

/// A file that GDAL writes front to back and that is kept nowhere: what is written can be taken.
/// It cannot be read, nor written at another place than its end. One thread at a time.
class WriteOnlyFile {
public:
    /// A file of a name of its own that ends in `.extension`.
    explicit WriteOnlyFile(const std::string& extension);
    /// GDAL must have closed it.
    ~WriteOnlyFile();
    WriteOnlyFile(const WriteOnlyFile&) = delete;
    WriteOnlyFile& operator=(const WriteOnlyFile&) = delete;

    /// What GDAL opens it by.
    [[nodiscard]] const std::string& path() const { return m_path; }

    /// Written and not taken yet; may be changed and shortened.
    [[nodiscard]] std::string& pending();

    struct State;

private:
    std::string m_path;
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::gis
