#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/tier.hpp"
#include "heatward/run_store/view.hpp"

namespace heatward::run_store {

/// The runs of an output folder that are still kept, by run id, for requests that pin one.
/// At most `capacity` older ones stay open. Safe from any thread.
class KeptRuns {
public:
    KeptRuns(std::filesystem::path output_folder, std::size_t capacity,
             RunOpener open = &open_verified);

    /// Opens runs/<run id>, or gives the one that is open already; null where no such run is kept
    /// or its files do not agree with its manifest. Callers that ask for a run that is being
    /// opened wait for it and get what that comes to; others do not wait. Throws what keeps the
    /// run from being opened just now (EnvironmentError).
    std::shared_ptr<const Run> find(std::string_view run_id);

    /// The tiers that the run's manifest names, without opening the run; nothing where no such
    /// run is kept. Reads one file. Throws EnvironmentError where that cannot be opened just now.
    [[nodiscard]] std::optional<std::vector<Tier>> tiers_of(std::string_view run_id) const;

private:
    using Pointer = std::shared_ptr<const Run>;
    Pointer open_anew(const std::string& run_id) const;

    std::filesystem::path m_folder;
    std::size_t m_capacity;
    RunOpener m_opener;
    std::mutex m_mutex;          ///< never held while a run is opened or freed
    std::deque<Pointer> m_open;  ///< the one used last in front; guarded by m_mutex
    std::map<std::string, std::shared_future<Pointer>> m_opening;  ///< guarded by m_mutex
};

}  // namespace heatward::run_store
