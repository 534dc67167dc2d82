#include "heatward/run_store/view.hpp"

#include <fmt/format.h>

#include "disclosed.hpp"
#include "heatward/core/error.hpp"
#include "heatward/gis/environment.hpp"
#include "heatward/run_store/verification.hpp"
#include "tier_folder.hpp"

namespace heatward::run_store {

struct Run::Contents {
    std::string run_id;
    std::map<Tier, RunData> tiers;

    /// The one way for data into a run, so that no view holds more than its tier may see.
    void add(Tier tier, RunData data)
    {
        withhold_from(tier, data);
        tiers.emplace(tier, std::move(data));
    }
};

Run::Run() : m_contents(std::make_unique<Contents>()) {}
Run::~Run() = default;

const std::string& Run::id() const { return m_contents->run_id; }

std::shared_ptr<const Run> Run::open(const std::string& folder, Trust trust)
{
    gis::initialise();
    const auto path = std::filesystem::absolute(folder).lexically_normal();
    const Manifest manifest = read_manifest(path);
    if (trust == Trust::verify) {
        if (const auto differences = verify_run_folder(path, manifest); !differences.empty()) {
            throw DataError(fmt::format("{} ({} in all); \"heatward build\" makes the run anew",
                                        differences.front(), differences.size()));
        }
    }
    const std::shared_ptr<Run> run(new Run);
    run->m_contents->run_id = manifest.run_id;
    for (const Tier tier : manifest.tiers) {
        run->m_contents->add(tier, read_tier_folder(path, tier, manifest));
    }
    return run;
}

std::shared_ptr<const Run> Run::in_memory(RunData data, Tier tier)
{
    const std::shared_ptr<Run> run(new Run);
    run->m_contents->run_id = data.run_id;
    run->m_contents->add(tier, std::move(data));
    return run;
}

std::shared_ptr<const Run> open_verified(const std::filesystem::path& folder)
{
    return Run::open(folder.string());
}

View::View(std::shared_ptr<const Run> run, Tier tier) : m_run(std::move(run)), m_tier(tier) {}

expected<View, NoSuchView> View::of(std::shared_ptr<const Run> run, Tier tier)
{
    if (!run->m_contents->tiers.contains(tier)) {
        return tl::unexpected<NoSuchView>(
            {tier,
             fmt::format("run {} holds nothing for the tier \"{}\"", run->id(), to_string(tier))});
    }
    return View(std::move(run), tier);
}

const std::string& View::run_id() const { return m_run->m_contents->run_id; }
const RunData& View::data() const { return m_run->m_contents->tiers.at(m_tier); }

}  // namespace heatward::run_store
