#include "heatward/server/served_runs.hpp"

#include <algorithm>
#include <utility>

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

std::string ServedRuns::current_id() const
{
    const auto run = m_source.current();
    return run ? std::string(run->id()) : std::string();
}

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

std::optional<tl::expected<std::shared_ptr<const ServedRun>, Problem>> ServedRuns::at_hand(
    std::string_view run_id, Tier tier)
{
    if (!run_store::is_run_id(run_id)) {
        return bad_parameter("run", "is no run id: 16 hexadecimal digits");
    }
    std::deque<Pointer> retired;
    const std::lock_guard lock(m_mutex);
    // One snapshot: a second could be of a run that was published in between.
    if (auto run = m_source.current(); run && run->id() == run_id) {
        return prepare_current(std::move(run), tier, retired);
    }
    if (const auto found = std::find_if(m_pinned.begin(), m_pinned.end(), is_of(run_id, tier));
        found != m_pinned.end()) {
        std::rotate(m_pinned.begin(), found, found + 1);
        return m_pinned.front();
    }
    return std::nullopt;
}

tl::expected<std::shared_ptr<const ServedRun>, Problem> ServedRuns::pinned(std::string_view run_id,
                                                                           Tier tier)
{
    if (auto found = at_hand(run_id, tier)) {
        return std::move(*found);
    }
    const auto not_kept = [&] {
        return refuse(404, fmt::format("parameter \"run\": run {} is not kept", run_id), "run");
    };
    const auto tiers = m_source.kept_tiers(run_id);
    if (!tiers) {
        return not_kept();
    }
    // Before the run is opened, so that nobody without the tier can make the server work.
    if (std::find(tiers->begin(), tiers->end(), tier) == tiers->end()) {
        return refuse(
            403, fmt::format("run {} holds nothing for the tier \"{}\"", run_id, to_string(tier)));
    }
    auto run = m_source.kept(run_id);
    if (!run) {
        return not_kept();
    }
    auto prepared = prepare(std::move(run), tier);
    if (!prepared) {
        return prepared;
    }
    Pointer retired;  // freed once the lock is let go of
    const std::lock_guard lock(m_mutex);
    // Another caller may have prepared it meanwhile: one is enough, and it has caches by now.
    if (const auto found = std::find_if(m_pinned.begin(), m_pinned.end(), is_of(run_id, tier));
        found != m_pinned.end()) {
        retired = std::exchange(*prepared, *found);
        return prepared;
    }
    m_pinned.push_front(*prepared);
    if (m_pinned.size() > kPinnedRuns) {
        retired = std::move(m_pinned.back());
        m_pinned.pop_back();
    }
    return prepared;
}

tl::expected<std::shared_ptr<const ServedRun>, Problem> ServedRuns::prepare_current(
    std::shared_ptr<const run_store::Run> run, Tier tier, std::deque<Pointer>& retired)
{
    if (!m_current.empty() && m_current.front()->view().run_id() != run->id()) {
        retired.swap(m_current);
    }
    const auto found = std::find_if(m_current.begin(), m_current.end(), is_of(run->id(), tier));
    if (found != m_current.end()) {
        return *found;
    }
    auto prepared = prepare(std::move(run), tier);
    if (prepared) {
        m_current.push_front(*prepared);
    }
    return prepared;
}

tl::expected<std::shared_ptr<const ServedRun>, Problem> ServedRuns::prepare(
    std::shared_ptr<const run_store::Run> run, Tier tier) const
{
    auto view = run_store::View::of(std::move(run), tier);
    if (!view) {
        return refuse(403, view.error().message);
    }
    return std::make_shared<const ServedRun>(std::move(*view), m_threads);
}

}  // namespace heatward::server
