#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "heatward/core/tier.hpp"
#include "heatward/run_store/view.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/served_run.hpp"

namespace heatward::server {

/// Pinned runs that stay prepared beside the current one.
inline constexpr std::size_t kPinnedRuns = 2;

/// Where runs come from.
struct RunSource {
    /// The current run, null where there is none yet. Must be quick.
    std::function<std::shared_ptr<const run_store::Run>()> current;
    /// A run that is still kept, by its id, or null. May take seconds.
    std::function<std::shared_ptr<const run_store::Run>(std::string_view run_id)> kept;
    /// The tiers of a run that is still kept, or nothing. Opens no run.
    std::function<std::optional<std::vector<Tier>>(std::string_view run_id)> kept_tiers;
};

/// The runs that are being served, each prepared once a tier. Safe from any thread.
class ServedRuns {
public:
    ServedRuns(RunSource source, unsigned threads);

    /// Whether there is a run at all.
    [[nodiscard]] bool has_run() const;

    /// Of the current run; empty where there is none. Quick.
    [[nodiscard]] std::string current_id() const;

    /// The current run's view. 503 where there is no run yet, 403 where it has no such view.
    tl::expected<std::shared_ptr<const ServedRun>, Problem> current(Tier tier);

    /// The view of the run of that id: 400 where the text is no run id, 404 where that run is not
    /// kept, 403 where it has no such view; a caller without the tier makes nobody open a run. May
    /// take seconds, and holds nobody up but those who wait for the same run.
    tl::expected<std::shared_ptr<const ServedRun>, Problem> pinned(std::string_view run_id,
                                                                   Tier tier);

    /// What `pinned` gives where that needs no file, else nothing. Quick.
    std::optional<tl::expected<std::shared_ptr<const ServedRun>, Problem>> at_hand(
        std::string_view run_id, Tier tier);

private:
    using Pointer = std::shared_ptr<const ServedRun>;
    /// Moves what was prepared of another run into `retired`, to be freed without the lock.
    tl::expected<Pointer, Problem> prepare_current(std::shared_ptr<const run_store::Run> run,
                                                   Tier tier, std::deque<Pointer>& retired);
    tl::expected<Pointer, Problem> prepare(std::shared_ptr<const run_store::Run> run,
                                           Tier tier) const;

    RunSource m_source;
    unsigned m_threads;
    std::mutex m_mutex;
    std::deque<Pointer> m_current;  ///< one a tier; guarded by m_mutex
    std::deque<Pointer> m_pinned;   ///< the one used last in front; guarded by m_mutex
};

}  // namespace heatward::server
