#include "gdal_errors.hpp"

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::gis {

GdalErrors::GdalErrors()
{
    CPLErrorReset();
    CPLPushErrorHandlerEx(&GdalErrors::record, this);
}

GdalErrors::~GdalErrors() { CPLPopErrorHandler(); }

void CPL_STDCALL GdalErrors::record(CPLErr severity, CPLErrorNum, const char* message)
{
    auto* self = static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
    if (severity >= CE_Failure && self != nullptr && self->m_first.empty()) {
        self->m_first = message != nullptr && *message != '\0' ? message : "no reason given";
    }
}

std::string GdalErrors::first() const { return any() ? m_first : "no reason given"; }

void GdalErrors::throw_if_any(const std::string& path) const
{
    if (any()) {
        throw_cannot_write(path);
    }
}

void GdalErrors::throw_cannot_write(const std::string& path) const
{
    throw EnvironmentError(fmt::format(
        "{}: cannot be written ({}); check the folder, its permissions and the space on the disk",
        path, first()));
}

}  // namespace heatward::gis
