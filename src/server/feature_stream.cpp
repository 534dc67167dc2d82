#include "feature_stream.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "heatward/server/limits.hpp"
#include "heatward/server/work_slice.hpp"

namespace heatward::server {

namespace {

class FeatureStream final : public BodyStream {
public:
    explicit FeatureStream(FeatureStreamParts parts) : m_parts(std::move(parts)) {}

    BodyPiece next() override
    {
        BodyPiece piece;
        if (!std::exchange(m_has_begun, true)) {
            m_parts.writer->begin(piece.bytes);
        }
        WorkSlice slice;
        do {
            piece.is_last = go_on(slice, piece.bytes);
        } while (!piece.is_last && piece.bytes.size() < kStreamPieceBytes && !slice.is_over());
        return piece;
    }

private:
    /// By a feature or by what is left of the slice; whether that was the end.
    bool go_on(WorkSlice& slice, std::string& out)
    {
        m_is_page_whole = m_is_page_whole || (m_returned == m_parts.limit && !looks_behind_page());
        if (m_is_page_whole) {
            return end(slice, out);
        }
        const auto index = m_parts.features.next(slice);
        if (index && m_returned < m_parts.limit) {
            m_parts.writer->write(*index, out);
            m_last = index;
            ++m_returned;
        } else {
            m_has_more = index.has_value();
            m_is_page_whole = m_has_more || m_parts.features.is_at_end();
        }
        return false;
    }

    /// Whether one more feature is looked for, so that the links name a next page only where there
    /// is one. Files have no links, and a count alone has no page.
    [[nodiscard]] bool looks_behind_page() const
    {
        return m_parts.writer->tells_matched() && m_parts.limit > 0;
    }

    bool end(WorkSlice& slice, std::string& out)
    {
        std::optional<std::size_t> matched = 0;
        if (m_parts.writer->tells_matched()) {
            matched = m_parts.choices->find_count(m_parts.chosen);
            if (!matched && (matched = m_parts.features.count(slice))) {
                m_parts.choices->keep_count(m_parts.chosen, *matched);
            }
        }
        if (matched) {
            const nlohmann::json links = m_parts.links(m_has_more ? m_last : std::nullopt);
            m_parts.writer->end({*matched, m_returned, &links}, out);
        }
        return matched.has_value();
    }

    FeatureStreamParts m_parts;
    std::optional<std::size_t> m_last;
    std::size_t m_returned = 0;
    bool m_has_begun = false;
    bool m_is_page_whole = false;
    bool m_has_more = false;  ///< features behind the page
};

/// A stream whose first piece was taken already.
class BegunStream final : public BodyStream {
public:
    BegunStream(BodyPiece first, std::shared_ptr<BodyStream> rest)
        : m_first(std::move(first)), m_rest(std::move(rest))
    {
    }

    BodyPiece next() override
    {
        return m_first ? *std::exchange(m_first, std::nullopt) : m_rest->next();
    }

    [[nodiscard]] std::optional<std::uint64_t> total_bytes() const override
    {
        return m_rest->total_bytes();
    }

private:
    std::optional<BodyPiece> m_first;
    std::shared_ptr<BodyStream> m_rest;
};

}  // namespace

std::shared_ptr<BodyStream> make_feature_stream(FeatureStreamParts parts)
{
    return std::make_shared<FeatureStream>(std::move(parts));
}

void put_body(Response& response, std::shared_ptr<BodyStream> stream)
{
    BodyPiece first = stream->next();
    if (first.is_last) {
        response.body = std::move(first.bytes);
    } else {
        response.stream = std::make_shared<BegunStream>(std::move(first), std::move(stream));
    }
}

}  // namespace heatward::server
