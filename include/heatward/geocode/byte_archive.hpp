#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "heatward/core/error.hpp"

namespace heatward::geocode {

/// Values one after the other as bytes of this machine's byte order: what a gazetteer's cache is
/// made of. Never for exchange.
class ByteWriter {
public:
    template <class T>
    void value(const T& value)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        const auto* const bytes = reinterpret_cast<const char*>(&value);
        m_bytes.append(bytes, sizeof value);
    }

    template <class T>
    void column(const std::vector<T>& values)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        value(static_cast<std::uint64_t>(values.size()));
        m_bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    }

    void text(std::string_view text)
    {
        value(static_cast<std::uint64_t>(text.size()));
        m_bytes.append(text);
    }

    [[nodiscard]] const std::string& bytes() const { return m_bytes; }
    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

/// Whether a flag that was read as bytes is one: any byte but 0 and 1 is damage.
inline bool is_flag(const bool& flag)
{
    unsigned char byte = 0;
    std::memcpy(&byte, &flag, sizeof byte);
    return byte <= 1;
}

/// Reads what a ByteWriter wrote. Every call throws DataError where the bytes end too soon.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_rest(bytes) {}

    template <class T>
    T value()
    {
        static_assert(std::is_trivially_copyable_v<T>);
        T value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }

    template <class T>
    std::vector<T> column()
    {
        static_assert(std::is_trivially_copyable_v<T>);
        const auto size = value<std::uint64_t>();
        if (size > m_rest.size() / sizeof(T)) {
            throw DataError("ends too soon");
        }
        std::vector<T> values(size);
        if (size > 0) {
            std::memcpy(values.data(), take(size * sizeof(T)).data(), size * sizeof(T));
        }
        return values;
    }

    std::string text()
    {
        const auto size = value<std::uint64_t>();
        return std::string(take(size));
    }

    [[nodiscard]] bool at_end() const { return m_rest.empty(); }

private:
    std::string_view take(std::uint64_t size)
    {
        if (size > m_rest.size()) {
            throw DataError("ends too soon");
        }
        const std::string_view taken = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return taken;
    }

    std::string_view m_rest;
};

}  // namespace heatward::geocode
