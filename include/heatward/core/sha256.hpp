#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace heatward {

/// SHA-256 (FIPS 180-4) of bytes given in pieces.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    ~Sha256();

    void update(std::span<const std::byte> bytes);
    void update(std::string_view text);

    /// The digest as 64 lower-case hexadecimal digits. Call once, last.
    std::string hex_digest();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The digest of one text.
std::string sha256_hex(std::string_view text);

}  // namespace heatward
