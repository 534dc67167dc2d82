#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::cql2 {

/// A word of the text form.
struct Token {
    enum class Kind : std::uint8_t { name, quoted_name, text, number, symbol, end };

    Kind kind = Kind::end;
    std::string text;    ///< what is in the quotes, their doubling undone; else as written
    double number = 0;   ///< without a sign
    std::size_t at = 0;  ///< byte in the filter
};

/// The words of a filter, the last of kind end. Refuses text that is no UTF-8, quotes that are not
/// closed, numbers that no double holds and characters that are in no word.
std::vector<Token> tokens_of(std::string_view filter);

/// "character 12", of the byte `at`: counted from 1, a character of several bytes as one.
std::string character_place(std::string_view filter, std::size_t at);

/// Walks along the words.
class TokenStream {
public:
    explicit TokenStream(std::string_view filter);

    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
    Token take();

    /// Whether the next word is this symbol, or this keyword (given in capitals, read in any case).
    [[nodiscard]] bool is_symbol(std::string_view symbol, std::size_t ahead = 0) const;
    [[nodiscard]] bool is_keyword(std::string_view keyword, std::size_t ahead = 0) const;

    /// Takes the next word if it is this one.
    bool take_symbol(std::string_view symbol);
    bool take_keyword(std::string_view keyword);

    /// Takes the symbol, or refuses what stands there instead. `after` says where it is wanted.
    void expect_symbol(std::string_view symbol, std::string_view after);

    /// Takes a number with or without its sign.
    double expect_number(std::string_view what);

    /// The place of the next word, for refusals.
    [[nodiscard]] std::string place() const;
    [[nodiscard]] std::string place_of(std::size_t at) const;

    /// The next word as errors name it: "“)”", "the end".
    [[nodiscard]] std::string found() const;

private:
    std::string_view m_filter;
    std::vector<Token> m_tokens;
    std::size_t m_next = 0;
};

}  // namespace heatward::cql2
