#pragma once

#include <stdexcept>
#include <string>

namespace heatward {

/// Why a value could not be had: one sentence that names the file, row, key or
/// parameter and says what to do.
struct Error {
    std::string message;

    friend bool operator==(const Error&, const Error&) = default;
};

/// Root of Heatward's own exceptions.
class HeatwardError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The data or the project file is wrong (exit status 1).
class DataError : public HeatwardError {
public:
    using HeatwardError::HeatwardError;
};

/// The program was called wrongly (exit status 2).
class UsageError : public HeatwardError {
public:
    using HeatwardError::HeatwardError;
};

/// The environment failed: no disk space, no permission, a port in use
/// (exit status 3).
class EnvironmentError : public HeatwardError {
public:
    using HeatwardError::HeatwardError;
};

}  // namespace heatward
