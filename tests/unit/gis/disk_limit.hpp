#pragma once

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <sys/resource.h>

#include "heatward/core/error.hpp"

namespace heatward::gis {

/// For a death test's child: no file may grow beyond `bytes`, as on a full disk. Ends with status 3
/// and the message on standard error where the action says so by EnvironmentError.
template <class Action>
[[noreturn]] void run_on_full_disk(rlim_t bytes, Action&& action)
{
    std::signal(SIGXFSZ, SIG_IGN);  // writes then fail with an error instead
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
        action();
    } catch (const EnvironmentError& error) {
        std::fprintf(stderr, "%s\n", error.what());
        std::_Exit(3);
    } catch (...) {
        std::_Exit(4);
    }
    std::_Exit(0);
}

}  // namespace heatward::gis
