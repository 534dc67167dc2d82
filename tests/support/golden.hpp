#pragma once

#include <string>

namespace heatward::test {

/// Expects a picture to have the pixels of tests/golden/<name>.png, whatever its compression.
///
/// Where the golden picture is missing or differs, the test fails and the picture is written beside
/// it as <name>.new.png, to be looked at: tools/bless-goldens then puts it in place. In CI
/// (environment variable CI set) nothing is written.
void expect_golden(const std::string& png, const std::string& name);

}  // namespace heatward::test
