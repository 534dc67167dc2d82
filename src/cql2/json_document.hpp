#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace heatward::cql2 {

/// The deepest nesting of a JSON filter: an operation takes two levels (its object and its args), a
/// geometry's coordinates four more.
inline constexpr std::size_t kDeepestJson = 140;

/// Parses JSON. Refuses what is none, and, before anything is built of it, what nests deeper than
/// kDeepestJson, names a member of an object twice or holds a number beyond a double.
nlohmann::json read_json_document(std::string_view text);

/// A place in a JSON document, for refusals: a chain of steps from the document down, each on the
/// stack of the function that took it.
class JsonPlace {
public:
    JsonPlace() = default;
    JsonPlace(const JsonPlace& parent, std::string_view member)
        : m_parent(&parent), m_member(member)
    {
    }
    JsonPlace(const JsonPlace& parent, std::size_t index) : m_parent(&parent), m_index(index) {}

    /// "at /args/0/op" (RFC 6901), or "at the top".
    [[nodiscard]] std::string text() const;

private:
    [[nodiscard]] std::string pointer() const;

    const JsonPlace* m_parent = nullptr;
    std::string_view m_member;
    std::size_t m_index = 0;
};

}  // namespace heatward::cql2
