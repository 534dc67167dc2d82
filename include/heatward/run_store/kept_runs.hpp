#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "heatward/run_store/view.hpp"

namespace heatward::run_store {

/// The runs of an output folder that are still kept, by run id, for requests that pin one.
/// At most `capacity` older ones stay open.
class KeptRuns {
public:
    KeptRuns(std::filesystem::path output_folder, std::size_t capacity);

    /// Opens runs/<run id>, or gives the one that is open already; null where no such run is kept
    /// or its files do not agree with its manifest. Callers that come while a run is being opened
    /// wait for it.
    std::shared_ptr<const Run> find(std::string_view run_id);

private:
    std::filesystem::path m_folder;
    std::size_t m_capacity;
    std::mutex m_mutex;
    std::deque<std::shared_ptr<const Run>> m_open;  ///< the one used last in front
};

}  // namespace heatward::run_store
