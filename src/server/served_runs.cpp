#include "heatward/server/served_runs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/run_store/run_id.hpp"

namespace heatward::server {

namespace {

auto is_of(std::string_view run_id, Tier tier)
{
    return [run_id, tier](const std::shared_ptr<const ServedRun>& run) {
        return run->view().run_id() == run_id && run->view().tier() == tier;
    };
}

}  // namespace

ServedRuns::ServedRuns(RunSource source, unsigned threads)
    : m_source(std::move(source)), m_threads(threads)
{
}

bool ServedRuns::has_run() const { return m_source.current() != nullptr; }

tl::expected<std::shared_ptr<const ServedRun>, Problem> ServedRuns::current(Tier tier)
{
    std::deque<Pointer> retired;  // freed once the lock is let go of
    const std::lock_guard lock(m_mutex);
    // Under the lock, so that a late request cannot bring an older run back.
    auto run = m_source.current();
    if (!run) {
        return refuse(503, "there is no run yet: \"heatward build PROJECT.toml\" makes one");
    }
    return prepare_current(std::move(run), tier, retired);
}

tl::expected<std::shared_ptr<const ServedRun>, Problem> ServedRuns::pinned(std::string_view run_id,
                                                                           Tier tier)
{
    if (!run_store::is_run_id(run_id)) {
        return bad_parameter("run", "is no run id: 16 hexadecimal digits");
    }
    {
        std::deque<Pointer> retired;
        const std::lock_guard lock(m_mutex);
        // One snapshot: a second could be of a run that was published in between.
        if (auto run = m_source.current(); run && run->id() == run_id) {
            return prepare_current(std::move(run), tier, retired);
        }
    }
    auto run = m_source.kept(run_id);
    if (!run) {
        return refuse(404, fmt::format("parameter \"run\": run {} is not kept", run_id), "run");
    }
    const std::lock_guard lock(m_mutex);
    return prepare(std::move(run), tier, m_pinned, kPinnedRuns);
}

bool ServedRuns::is_at_hand(std::string_view run_id, Tier tier) const
{
    if (!run_store::is_run_id(run_id)) {
        return true;
    }
    if (const auto run = m_source.current(); run && run->id() == run_id) {
        return true;
    }
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_pinned.begin(), m_pinned.end(), is_of(run_id, tier));
}

tl::expected<std::shared_ptr<const ServedRun>, Problem> ServedRuns::prepare_current(
    std::shared_ptr<const run_store::Run> run, Tier tier, std::deque<Pointer>& retired)
{
    if (!m_current.empty() && m_current.front()->view().run_id() != run->id()) {
        retired.swap(m_current);
    }
    return prepare(std::move(run), tier, m_current, kTierNames.size());
}

tl::expected<std::shared_ptr<const ServedRun>, Problem> ServedRuns::prepare(
    std::shared_ptr<const run_store::Run> run, Tier tier, std::deque<Pointer>& shelf,
    std::size_t capacity)
{
    const auto found = std::find_if(shelf.begin(), shelf.end(), is_of(run->id(), tier));
    if (found != shelf.end()) {
        std::rotate(shelf.begin(), found, found + 1);
        return shelf.front();
    }
    auto view = run_store::View::of(std::move(run), tier);
    if (!view) {
        return refuse(403, view.error().message);
    }
    shelf.push_front(std::make_shared<const ServedRun>(std::move(*view), m_threads));
    if (shelf.size() > capacity) {
        shelf.pop_back();
    }
    return shelf.front();
}

}  // namespace heatward::server
