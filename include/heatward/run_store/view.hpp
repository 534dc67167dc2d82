#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "heatward/core/expected.hpp"
#include "heatward/core/tier.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::run_store {

/// Whether a run's checksums are verified when it is opened.
enum class Trust : std::uint8_t {
    verify,  ///< every file's SHA-256 is compared with the manifest
    as_is,   ///< files are read without comparing (they were verified just before)
};

/// A run that was opened and whose files agree with its manifest. Says nothing
/// of its data: `View` is the only door to them.
class Run {
public:
    /// Opens `folder` (one run's folder), checks that every file the manifest names is there with
    /// its SHA-256, and reads it. Of each tier's folder only what the tier may see is taken in
    /// (see withhold_from in disclosed.hpp). Throws DataError naming the file that is missing or
    /// differs.
    static std::shared_ptr<const Run> open(const std::string& folder, Trust trust = Trust::verify);

    /// A run made in memory that holds one tier's view, for exports straight after a build and
    /// for tests. What that tier may not see is withheld as `open` does.
    static std::shared_ptr<const Run> in_memory(RunData data, Tier tier);

    ~Run();
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    [[nodiscard]] const std::string& id() const;

private:
    friend class View;
    Run();
    struct Contents;
    std::unique_ptr<Contents> m_contents;
};

/// How a run's folder is opened; throws as `Run::open` does. May be called from any thread.
using RunOpener = std::function<std::shared_ptr<const Run>(const std::filesystem::path& folder)>;

/// `Run::open` with every checksum verified.
std::shared_ptr<const Run> open_verified(const std::filesystem::path& folder);

/// Why a view cannot be had: the run holds nothing for that tier (HTTP 403).
struct NoSuchView {
    Tier tier;
    std::string message;
};

/// Everything that one tier may see of one run. Every route and exporter reads
/// through it; it keeps its run alive.
class View {
public:
    /// The tier's view, or NoSuchView where the run has none for it.
    static expected<View, NoSuchView> of(std::shared_ptr<const Run> run, Tier tier);

    [[nodiscard]] Tier tier() const { return m_tier; }
    [[nodiscard]] const std::string& run_id() const;
    [[nodiscard]] const RunData& data() const;

private:
    View(std::shared_ptr<const Run> run, Tier tier);
    std::shared_ptr<const Run> m_run;
    Tier m_tier;
};

}  // namespace heatward::run_store
