#pragma once

#include <cstdint>
#include <string_view>

namespace heatward {

/// Where long work says how far it is. Called from one thread.
class Progress {
public:
    Progress() = default;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    virtual ~Progress() = default;

    /// Starts a stage of `total` steps of `unit` ("rows", "cells"); 0 where the total is not known.
    virtual void begin(std::string_view stage, std::uint64_t total, std::string_view unit) = 0;
    /// `steps` more are done.
    virtual void advance(std::uint64_t steps) = 0;
    /// The stage is done.
    virtual void end() = 0;
    /// Something the user should know that does not stop the work.
    virtual void warn(std::string_view message) = 0;
};

/// Says nothing.
class SilentProgress final : public Progress {
public:
    void begin(std::string_view, std::uint64_t, std::string_view) override {}
    void advance(std::uint64_t) override {}
    void end() override {}
    void warn(std::string_view) override {}
};

}  // namespace heatward
