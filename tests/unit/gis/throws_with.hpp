#pragma once

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::gis {

/// The message of the exception of that type that the action throws.
template <class Exception, class Action>
std::string message_of(Action&& action)
{
    try {
        action();
    } catch (const Exception& error) {
        return error.what();
    } catch (const std::exception& error) {
        ADD_FAILURE() << "another exception: " << error.what();
        return {};
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

}  // namespace heatward::gis
