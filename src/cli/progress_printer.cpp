#include "progress_printer.hpp"

#include <unistd.h>

#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/core/error.hpp"

namespace heatward::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kRedraw = 100ms;  // often enough to look alive, rarely enough to cost nothing
constexpr int kBarWidth = 24;

}  // namespace

std::unique_ptr<Progress> make_progress(const std::string& choice)
{
    if (choice == "auto") {
        const bool terminal = isatty(STDERR_FILENO) != 0;
        return std::make_unique<ProgressPrinter>(terminal ? ProgressStyle::bar
                                                          : ProgressStyle::plain);
    }
    if (choice == "plain") {
        return std::make_unique<ProgressPrinter>(ProgressStyle::plain);
    }
    if (choice == "json") {
        return std::make_unique<ProgressPrinter>(ProgressStyle::json);
    }
    if (choice == "none") {
        return std::make_unique<ProgressPrinter>(ProgressStyle::none);
    }
    throw UsageError("--progress is auto, plain, json or none, not \"" + choice + "\"");
}

void ProgressPrinter::begin(std::string_view stage, std::uint64_t total, std::string_view unit)
{
    m_stage = stage;
    m_unit = unit;
    m_total = total;
    m_done = 0;
    m_printed_tenth = 0;
    m_begin = Clock::now();
    m_printed = m_begin;
    print(false);
}

void ProgressPrinter::advance(std::uint64_t steps)
{
    m_done += steps;
    const auto now = Clock::now();
    if (m_style == ProgressStyle::plain) {
        const std::uint64_t tenth = m_total == 0 ? 0 : m_done * 10 / m_total;
        if (tenth > m_printed_tenth && m_done < m_total && now - m_printed >= 1s) {
            m_printed_tenth = tenth;
            m_printed = now;
            print(false);
        }
    } else if (now - m_printed >= kRedraw) {
        m_printed = now;
        print(false);
    }
}

void ProgressPrinter::end() { print(true); }

void ProgressPrinter::warn(std::string_view message)
{
    if (m_style == ProgressStyle::json) {
        fmt::print(stderr, "{}\n", nlohmann::json{{"warning", message}}.dump());
    } else {
        fmt::print(stderr, "{}warning: {}\n", m_style == ProgressStyle::bar ? "\r\033[K" : "",
                   message);
    }
}

double ProgressPrinter::elapsed_s() const
{
    return std::chrono::duration<double>(Clock::now() - m_begin).count();
}

void ProgressPrinter::print(bool last)
{
    const double seconds = elapsed_s();
    const double rate = seconds > 0 ? static_cast<double>(m_done) / seconds : 0;
    if (m_style == ProgressStyle::json) {
        fmt::print(stderr, "{}\n",
                   nlohmann::json{{"stage", m_stage},
                                  {"done", m_done},
                                  {"total", m_total},
                                  {"unit", m_unit},
                                  {"elapsed_s", std::round(seconds * 1000) / 1000},
                                  {"finished", last}}
                       .dump());
    } else if (m_style == ProgressStyle::plain) {
        if (last) {
            fmt::print(stderr, "{}: {} {} in {:.1f} s\n", m_stage, m_done, m_unit, seconds);
        } else if (m_done > 0) {
            fmt::print(stderr, "{}: {} of {} {}\n", m_stage, m_done, m_total, m_unit);
        }
    } else if (m_style == ProgressStyle::bar) {
        std::string text = fmt::format("{} {} {}", m_stage, m_done, m_unit);
        if (m_total > 0) {
            const auto filled =
                static_cast<std::size_t>(kBarWidth * std::min(m_done, m_total) / m_total);
            text = fmt::format("{:<28} [{:<{}}] {} of {} {}", m_stage, std::string(filled, '#'),
                               kBarWidth, m_done, m_total, m_unit);
            if (!last && m_done > 0 && rate > 0 && m_done < m_total) {
                text += fmt::format(", {:.0f}/s, {:.0f} s left", rate,
                                    static_cast<double>(m_total - m_done) / rate);
            }
        }
        fmt::print(stderr, "\r\033[K{}{}", text, last ? "\n" : "");
    }
    static_cast<void>(std::fflush(stderr));
}

}  // namespace heatward::cli
