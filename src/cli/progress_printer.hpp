#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "heatward/core/progress.hpp"

namespace heatward::cli {

/// How progress is shown on standard error.
enum class ProgressStyle : std::uint8_t {
    bar,    ///< one line redrawn, with rate and time left
    plain,  ///< a line at the start, at every tenth and at the end of a stage
    json,   ///< one JSON object a line, for programs
    none,   ///< warnings alone
};

/// The printer for `--progress auto|plain|json|none`: auto is the bar where standard error is a
/// terminal and plain lines otherwise.
std::unique_ptr<Progress> make_progress(const std::string& choice);

/// Prints progress and warnings to standard error.
class ProgressPrinter final : public Progress {
public:
    explicit ProgressPrinter(ProgressStyle style) : m_style(style) {}

    void begin(std::string_view stage, std::uint64_t total, std::string_view unit) override;
    void advance(std::uint64_t steps) override;
    void end() override;
    void warn(std::string_view message) override;

private:
    using Clock = std::chrono::steady_clock;

    void print(bool last);
    [[nodiscard]] double elapsed_s() const;

    ProgressStyle m_style;
    std::string m_stage;
    std::string m_unit;
    std::uint64_t m_total = 0;
    std::uint64_t m_done = 0;
    std::uint64_t m_printed_tenth = 0;
    Clock::time_point m_begin;
    Clock::time_point m_printed;
};

}  // namespace heatward::cli
