#pragma once

#include <string>

#include <cpl_error.h>

namespace heatward::gis {

/// While it lives, keeps what GDAL reports on this thread instead of printing it: the only way to
/// hear of an error that a closing call reports, since some of them return nothing.
class GdalErrors {
public:
    GdalErrors();
    ~GdalErrors();
    GdalErrors(const GdalErrors&) = delete;
    GdalErrors& operator=(const GdalErrors&) = delete;

    [[nodiscard]] bool any() const { return !m_first.empty(); }
    /// The first failure's words, or a stand-in where GDAL gave none.
    [[nodiscard]] std::string first() const;

    /// Throws EnvironmentError naming the path if there was a failure.
    void throw_if_any(const std::string& path) const;
    /// Throws EnvironmentError naming the path.
    [[noreturn]] void throw_cannot_write(const std::string& path) const;

private:
    static void CPL_STDCALL record(CPLErr severity, CPLErrorNum number, const char* message);

    std::string m_first;
};

}  // namespace heatward::gis
