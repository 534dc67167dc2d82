#include "feature_stream.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "heatward/server/limits.hpp"

namespace heatward::server {

namespace {

class FeatureStream final : public BodyStream {
public:
    explicit FeatureStream(FeatureStreamParts parts) : m_parts(std::move(parts)) {}

    std::string next() override
    {
        std::string piece;
        if (!std::exchange(m_has_begun, true)) {
            m_parts.writer->begin(piece);
        }
        while (!m_has_ended && piece.size() < kStreamPieceBytes) {
            const auto index = m_parts.features.next();
            if (index && m_returned < m_parts.limit) {
                m_parts.writer->write(*index, piece);
                m_last = index;
                ++m_returned;
            } else {
                end(index.has_value(), piece);
            }
        }
        return piece;
    }

private:
    void end(bool has_more, std::string& piece)
    {
        m_has_ended = true;
        const nlohmann::json links = m_parts.links(has_more ? m_last : std::nullopt);
        m_parts.writer->end({m_parts.count_matched(), m_returned, &links}, piece);
    }

    FeatureStreamParts m_parts;
    std::optional<std::size_t> m_last;
    std::size_t m_returned = 0;
    bool m_has_begun = false;
    bool m_has_ended = false;
};

/// A stream whose first piece was taken already.
class BegunStream final : public BodyStream {
public:
    BegunStream(std::string first, std::shared_ptr<BodyStream> rest)
        : m_first(std::move(first)), m_rest(std::move(rest))
    {
    }

    std::string next() override
    {
        if (!m_first.empty()) {
            return std::exchange(m_first, {});
        }
        return m_rest->next();
    }

    [[nodiscard]] std::optional<std::uint64_t> total_bytes() const override
    {
        return m_rest->total_bytes();
    }

private:
    std::string m_first;
    std::shared_ptr<BodyStream> m_rest;
};

}  // namespace

std::shared_ptr<BodyStream> make_feature_stream(FeatureStreamParts parts)
{
    return std::make_shared<FeatureStream>(std::move(parts));
}

void put_body(Response& response, std::shared_ptr<BodyStream> stream)
{
    std::string first = stream->next();
    // A feature stream ends within its last piece, which alone is a short one.
    if (first.size() < kStreamPieceBytes) {
        response.body = std::move(first);
    } else {
        response.stream = std::make_shared<BegunStream>(std::move(first), std::move(stream));
    }
}

}  // namespace heatward::server
