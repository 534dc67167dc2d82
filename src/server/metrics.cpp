#include "heatward/server/metrics.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "heatward/core/version.hpp"

namespace heatward::server {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

void describe(std::string& text, std::string_view name, std::string_view type,
              std::string_view help)
{
    fmt::format_to(std::back_inserter(text), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

template <class Value>
void single(std::string& text, std::string_view name, std::string_view type, std::string_view help,
            Value value)
{
    describe(text, name, type, help);
    fmt::format_to(std::back_inserter(text), "{} {}\n", name, value);
}

void append_server(std::string& text, const ServerFigures& server)
{
    single(text, "heatward_connections", "gauge", "Connections open.", server.connections);
    single(text, "heatward_streams", "gauge", "Bodies being streamed.", server.streams);
    single(text, "heatward_compute_waiting", "gauge", "Works waiting for a thread.",
           server.compute.waiting);
    single(text, "heatward_compute_running", "gauge", "Works under way.", server.compute.running);
    single(text, "heatward_compute_pixels", "gauge", "Pixels of works waiting or under way.",
           server.compute.pixels);
    single(text, "heatward_compute_refused_total", "counter", "Works refused (503).",
           server.compute.refused);
}

void append_cache(std::string& text, const CacheFigures& cache)
{
    single(text, "heatward_cache_hits_total", "counter", "Answers given from the cache.",
           cache.hits);
    single(text, "heatward_cache_misses_total", "counter", "Answers that were not in the cache.",
           cache.misses);
    single(text, "heatward_cache_bytes", "gauge", "Bytes of kept answers.", cache.bytes);
    single(text, "heatward_cache_entries", "gauge", "Kept answers.", cache.entries);
}

void append_run(std::string& text, const RunFigures& run)
{
    describe(text, "heatward_run_info", "gauge", "The run that is served.");
    text += fmt::format("heatward_run_info{{run=\"{}\",version=\"{}\"}} {}\n", run.run_id,
                        program_version(), run.run_id.empty() ? 0 : 1);
    if (run.taken_up_at_s > 0) {
        single(text, "heatward_run_taken_up_timestamp_seconds", "gauge",
               "When the run was taken up.", run.taken_up_at_s);
    }
}

}  // namespace

Metrics::Metrics(const std::vector<std::string>& routes)
{
    for (const auto& pattern : routes) {
        if (!m_index.contains(pattern)) {
            m_routes.emplace_back().pattern = pattern;
            m_index.emplace(m_routes.back().pattern, &m_routes.back());
        }
    }
    m_routes.emplace_back().pattern = "none";
}

void Metrics::record(const AccessRecord& record)
{
    const auto found = m_index.find(record.trace.route);
    Route& route = found == m_index.end() ? m_routes.back() : *found->second;
    const auto hundreds = static_cast<std::size_t>(std::clamp(record.status / 100, 0, 5));
    route.by_class.at(hundreds).fetch_add(1, kRelaxed);
    const auto bound = std::lower_bound(kDurationBounds.begin(), kDurationBounds.end(),
                                        record.milliseconds / 1000);
    route.by_duration.at(static_cast<std::size_t>(bound - kDurationBounds.begin()))
        .fetch_add(1, kRelaxed);
    route.microseconds.fetch_add(static_cast<std::uint64_t>(record.milliseconds * 1000), kRelaxed);
    route.bytes.fetch_add(record.bytes, kRelaxed);
    m_broken_off.fetch_add(record.is_complete ? 0 : 1, kRelaxed);
}

std::string Metrics::text(const ServerFigures& server, const CacheFigures& cache,
                          const RunFigures& run) const
{
    std::string text;
    append_requests(text);
    append_durations(text);
    append_bytes(text);
    single(text, "heatward_answers_broken_off_total", "counter",
           "Answers that no client got whole.", m_broken_off.load(kRelaxed));
    append_server(text, server);
    append_cache(text, cache);
    append_run(text, run);
    return text;
}

void Metrics::append_requests(std::string& text) const
{
    describe(text, "heatward_requests_total", "counter", "Requests by route and class of status.");
    for (const Route& route : m_routes) {
        for (std::size_t i = 0; i < route.by_class.size(); ++i) {
            if (const auto count = route.by_class.at(i).load(kRelaxed); count > 0) {
                text += fmt::format("heatward_requests_total{{route=\"{}\",status=\"{}\"}} {}\n",
                                    route.pattern, i == 0 ? "none" : fmt::format("{}xx", i), count);
            }
        }
    }
}

void Metrics::append_durations(std::string& text) const
{
    describe(text, "heatward_request_duration_seconds", "histogram",
             "From a request's last byte to its answer's.");
    for (const Route& route : m_routes) {
        std::uint64_t total = 0;
        for (const Count& count : route.by_duration) {
            total += count.load(kRelaxed);
        }
        if (total == 0) {
            continue;
        }
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < kDurationBounds.size(); ++i) {
            sum += route.by_duration.at(i).load(kRelaxed);
            text += fmt::format(
                "heatward_request_duration_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n",
                route.pattern, kDurationBounds.at(i), sum);
        }
        text += fmt::format(
            "heatward_request_duration_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
            "heatward_request_duration_seconds_sum{{route=\"{0}\"}} {2}\n"
            "heatward_request_duration_seconds_count{{route=\"{0}\"}} {1}\n",
            route.pattern, total,
            static_cast<double>(route.microseconds.load(kRelaxed)) / 1'000'000);
    }
}

void Metrics::append_bytes(std::string& text) const
{
    describe(text, "heatward_response_bytes_total", "counter", "Bytes of bodies sent, by route.");
    for (const Route& route : m_routes) {
        if (const auto bytes = route.bytes.load(kRelaxed); bytes > 0) {
            text += fmt::format("heatward_response_bytes_total{{route=\"{}\"}} {}\n", route.pattern,
                                bytes);
        }
    }
}

}  // namespace heatward::server
