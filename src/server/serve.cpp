#include "heatward/server/serve.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "access_log.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/version.hpp"
#include "heatward/gis/environment.hpp"
#include "heatward/project/project_file.hpp"
#include "heatward/run_store/current_run.hpp"
#include "heatward/run_store/kept_runs.hpp"
#include "heatward/run_store/manifest.hpp"
#include "heatward/run_store/output_folder.hpp"
#include "heatward/server/metrics.hpp"
#include "heatward/server/server.hpp"
#include "heatward/server/service.hpp"
#include "log.hpp"

namespace heatward::server {

namespace fs = std::filesystem;

namespace {

/// Points that are gathered for a picture and freed go back to the system at once: by its own rule
/// the C library would keep blocks of up to 32 MB for each thread. The points of one filter, some
/// hundred kB, are of them: where they lay in the threads' heaps, small answers that are kept
/// longer came to stand between them and what was freed could not be used again.
void return_large_blocks()
{
#ifdef __GLIBC__
    constexpr int kLargeBytes = 128 << 10;
    mallopt(M_MMAP_THRESHOLD, kLargeBytes);
    mallopt(M_TRIM_THRESHOLD, kLargeBytes);
#endif
}

/// What a ServeOptions target means.
struct Target {
    fs::path watched;        ///< an output folder or one run's folder
    fs::path output_folder;  ///< that holds runs/
    ListenAddress listen;
    AccessRules access;
    project::Server server;
    bool is_folder = false;
};

ListenAddress listen_address(const ServeOptions& options, const std::string& otherwise)
{
    const auto address = parse_listen_address(options.listen.value_or(otherwise));
    if (!address) {
        if (options.listen) {
            throw UsageError("--listen: " + address.error().message);
        }
        throw DataError("[server] listen: " + address.error().message);
    }
    return *address;
}

Target folder_target(const ServeOptions& options)
{
    Target target;
    target.is_folder = true;
    target.listen = listen_address(options, project::Server{}.listen);
    target.access = folder_access_rules(target.listen);
    target.watched = options.target;
    target.output_folder = options.target;
    const fs::path run_folder = run_store::find_run_folder(options.target);
    if (fs::is_regular_file(target.watched / run_store::kManifestName)) {
        target.output_folder = run_folder.parent_path().parent_path();
    }
    return target;
}

Target project_target(const ServeOptions& options)
{
    const auto parsed = project::read_project_file(options.target);
    if (!parsed) {
        std::string text;
        for (const auto& finding : parsed.error()) {
            if (!text.empty()) {
                text += '\n';
            }
            text += finding.text();
        }
        throw DataError(text);
    }
    const auto& project = parsed->project;
    Target target;
    target.listen = listen_address(options, project.server.listen);
    target.access = access_rules(project.access, project.server, target.listen);
    target.server = project.server;
    target.watched = project.resolve(project.output);
    target.output_folder = target.watched;
    return target;
}

/// Connections that the system lets the process have: its limit of open files is raised as far as
/// it goes.
std::size_t connections_allowed()
{
    rlimit files = {};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) {
        return kMaxConnections;
    }
    const rlim_t wanted = kMaxConnections + kMaxRefusals + kOtherOpenFiles;
    if (files.rlim_cur != RLIM_INFINITY && files.rlim_cur < wanted) {
        rlimit raised = files;
        raised.rlim_cur =
            files.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, files.rlim_max);
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) {
            files = raised;
        }
    }
    if (files.rlim_cur == RLIM_INFINITY || files.rlim_cur >= wanted) {
        return kMaxConnections;
    }
    const auto most = static_cast<std::size_t>(files.rlim_cur);
    return most > 2 * kOtherOpenFiles ? most - kOtherOpenFiles - kMaxRefusals : most / 4;
}

double seconds_since_1970()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

ServiceOptions service_options(const Target& target, unsigned threads)
{
    ServiceOptions options;
    options.access = target.access;
    options.listen_text = target.listen.text();
    options.public_url = target.server.public_url;
    options.cors = target.server.cors;
    options.trusted_proxies = TrustedProxies(target.server.trusted_proxies);
    options.threads = threads;
    options.log_failure = [](const Request& request, std::string_view what) {
        log_event(LogLevel::error, "failure",
                  {{"request_id", request.id},
                   {"method", request.method},
                   {"path", request.target.substr(0, request.target.find('?'))},
                   {"what", what}});
    };
    return options;
}

/// Takes up new runs and says so in the log.
class WatchedRun {
public:
    explicit WatchedRun(const fs::path& folder) : m_current(folder, options()) {}

    run_store::CurrentRun& current() { return m_current; }
    std::function<void()> on_taken;  ///< set before the first `start`
    /// Why the last one was not taken up.
    [[nodiscard]] const std::string& last_refusal() const { return m_last_refusal; }
    [[nodiscard]] RunFigures figures() const
    {
        const auto run = m_current.snapshot();
        return {run ? std::string(run->id()) : std::string(), m_taken_up_at_s};
    }

private:
    run_store::CurrentRunOptions options()
    {
        run_store::CurrentRunOptions watching;
        watching.log = [this](bool taken, std::string_view message) {
            log_event(taken ? LogLevel::info : LogLevel::error, "run", {{"message", message}});
            if (taken) {
                m_taken_up_at_s = seconds_since_1970();
                if (on_taken) {
                    on_taken();
                }
            } else {
                m_last_refusal = message;
            }
        };
        return watching;
    }

    std::string m_last_refusal;
    std::atomic<double> m_taken_up_at_s = 0;
    run_store::CurrentRun m_current;
};

ServerOptions server_options(const Target& target, unsigned threads)
{
    ServerOptions options;
    options.listen = target.listen;
    options.threads = threads;
    options.max_connections = connections_allowed();
    return options;
}

/// A run that cannot be made ready fails at its first request, where somebody is told of it.
void make_ready(Service& service, Tier tier)
{
    try {
        service.make_ready(tier);
    } catch (const std::exception& error) {
        log_event(LogLevel::error, "run", {{"message", error.what()}});
    }
}

/// Until a signal ends it.
void run_until_told(Server& server, WatchedRun& watched, Tier anonymous)
{
    server.stop_on_signals();
    watched.current().start();
    log_event(LogLevel::info, "start",
              {{"version", program_version()},
               {"address", server.address().text()},
               {"anonymous", to_string(anonymous)}});
    fmt::print("listening on http://{}\n", server.address().text());
    std::fflush(stdout);
    server.run();
    watched.current().stop();
    log_event(LogLevel::info, "end", nlohmann::json::object());
}

}  // namespace

void serve(const ServeOptions& options)
{
    return_large_blocks();
    gis::initialise();
    const Target target =
        fs::is_directory(options.target) ? folder_target(options) : project_target(options);

    WatchedRun watched(target.watched);
    run_store::CurrentRun& current = watched.current();
    current.refresh();
    if (target.is_folder && current.snapshot() == nullptr) {
        throw DataError(watched.last_refusal());
    }
    run_store::KeptRuns kept(target.output_folder, kPinnedRuns);
    RunSource source{[&current] { return current.snapshot(); },
                     [&kept](std::string_view run_id) { return kept.find(run_id); },
                     [&kept](std::string_view run_id) { return kept.tiers_of(run_id); }};
    ServiceOptions answering = service_options(target, options.threads);
    std::function<std::string()> figures;  // of what is made below
    answering.metrics = [&figures] { return figures(); };
    Service service(std::move(answering), std::move(source));
    Metrics metrics(service.routes());
    AccessLog access_log(STDERR_FILENO);

    ServerOptions serving = server_options(target, options.threads);
    serving.log_access = [&](const AccessRecord& record) {
        metrics.record(record);
        access_log.add(record);
    };
    Server server(service, std::move(serving));
    figures = [&] {
        return metrics.text(server.figures(), service.cache_figures(), watched.figures());
    };
    watched.on_taken = [&service, tier = target.access.anonymous] { make_ready(service, tier); };
    watched.on_taken();
    run_until_told(server, watched, target.access.anonymous);
}

}  // namespace heatward::server
