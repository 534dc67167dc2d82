#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::pipeline {

/// Why rows of a list locate nothing: the ends of sentences that begin "3 of 10 roads".
inline constexpr std::string_view kNoPosition = "have no position and locate nothing";
inline constexpr std::string_view kNoName = "have no name and locate nothing";
inline constexpr std::string_view kNoPostcode = "are no full postcodes and locate nothing";
inline constexpr std::string_view kNoUprn = "have no property reference number and locate nothing";
inline constexpr std::string_view kNoRoad = "are no roads and are left out";
inline constexpr std::string_view kBrokenRow = "are broken and are left out";
inline constexpr std::string_view kUnprojectable = "cannot be projected and locate nothing";

/// What became of a list's rows.
class ListTally {
public:
    void take() { ++m_taken; }
    void leave_out(std::string_view reason, std::uint64_t rows = 1);

    [[nodiscard]] std::uint64_t taken() const { return m_taken; }
    /// Sentences: "postcodes.csv: 3 of 10 postcodes have no position and locate nothing".
    [[nodiscard]] std::vector<std::string> sentences(const std::string& file,
                                                     std::string_view what) const;

private:
    std::uint64_t m_taken = 0;
    std::map<std::string, std::uint64_t, std::less<>> m_left_out;
};

}  // namespace heatward::pipeline
