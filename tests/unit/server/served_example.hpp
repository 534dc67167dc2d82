#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "heatward/server/service.hpp"
#include "support/example_run.hpp"

namespace heatward::test {

/// All of a response's bytes, streamed or not.
inline std::string body_of(const server::Response& response)
{
    std::string body = response.body;
    for (bool is_over = !response.stream; !is_over;) {
        const server::BodyPiece piece = response.stream->next();
        body += piece.bytes;
        is_over = piece.is_last;
    }
    return body;
}

/// A Service over the example run, asked without sockets.
class ServedExample {
public:
    explicit ServedExample(run_store::RunData data = example_run_data(),
                           Tier anonymous = Tier::analyst, std::vector<std::string> cors = {})
        : current(run_store::Run::in_memory(std::move(data), Tier::analyst)),
          m_service(options(anonymous, std::move(cors)), source())
    {
    }

    server::Response ask(const server::Request& request) { return m_service.respond(request); }

    server::Response get(const std::string& target, std::vector<server::Header> headers = {})
    {
        headers.push_back({"Host", "box:8080"});
        return ask({"GET", target, std::move(headers), "127.0.0.1"});
    }

    nlohmann::json json(const std::string& target)
    {
        const auto response = get(target);
        if (response.status != 200) {
            throw std::runtime_error(target + ": " + response.body);
        }
        return nlohmann::json::parse(body_of(response));
    }

    server::Service& service() { return m_service; }
    [[nodiscard]] int failures() const { return m_failures; }

    std::shared_ptr<const run_store::Run> current;
    std::shared_ptr<const run_store::Run> kept;
    /// Opens kept runs in place of `kept`; all are for analysts.
    std::function<std::shared_ptr<const run_store::Run>(std::string_view)> open_kept;
    bool is_failing = false;

private:
    server::ServiceOptions options(Tier anonymous, std::vector<std::string> cors)
    {
        server::ServiceOptions made;
        made.access.anonymous = anonymous;
        made.access.host_name = "box";
        made.listen_text = "127.0.0.1:8080";
        made.cors = std::move(cors);
        made.threads = 1;
        made.log_failure = [this](const server::Request&, std::string_view) { ++m_failures; };
        return made;
    }

    server::RunSource source()
    {
        return {[this] {
                    if (is_failing) {
                        throw std::runtime_error("the secret reason");
                    }
                    return current;
                },
                [this](std::string_view run_id) {
                    if (open_kept) {
                        return open_kept(run_id);
                    }
                    return kept && kept->id() == run_id ? kept : nullptr;
                },
                [this](std::string_view run_id) {
                    return open_kept || (kept && kept->id() == run_id)
                               ? std::optional(std::vector{Tier::analyst})
                               : std::nullopt;
                }};
    }

    std::atomic<int> m_failures{0};
    server::Service m_service;
};

}  // namespace heatward::test
