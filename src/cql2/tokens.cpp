#include "tokens.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/utf8.hpp"
#include "names.hpp"
#include "refusal.hpp"

namespace heatward::cql2 {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool begins_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool continues_name(char c) { return begins_name(c) || is_digit(c) || c == '.'; }

class Scanner {
public:
    explicit Scanner(std::string_view filter) : m_filter(filter) {}

    Token next()
    {
        while (m_at < m_filter.size() && is_space(m_filter[m_at])) {
            ++m_at;
        }
        if (m_at == m_filter.size()) {
            return {Token::Kind::end, {}, 0, m_at};
        }
        const char c = m_filter[m_at];
        if (c == '\'' || c == '"') {
            return quoted(c);
        }
        if (is_digit(c) || (c == '.' && is_digit(at(m_at + 1)))) {
            return number();
        }
        if (begins_name(c)) {
            return name();
        }
        return symbol();
    }

private:
    [[nodiscard]] char at(std::size_t i) const { return i < m_filter.size() ? m_filter[i] : '\0'; }

    [[noreturn]] void refuse(std::size_t where, std::string why) const
    {
        throw Refusal{std::move(why), character_place(m_filter, where)};
    }

    /// A quote within is doubled, or in text follows a backslash. A doubled backslash stays so,
    /// as LIKE reads it.
    Token quoted(char quote)
    {
        const bool is_text = quote == '\'';
        Token token{is_text ? Token::Kind::text : Token::Kind::quoted_name, {}, 0, m_at++};
        while (m_at < m_filter.size()) {
            const char c = m_filter[m_at];
            if (c == quote && at(m_at + 1) != quote) {
                ++m_at;
                return token;
            }
            const bool escaped_quote =
                c == quote || (is_text && c == '\\' && at(m_at + 1) == quote);
            if (escaped_quote) {
                token.text += quote;
                m_at += 2;
            } else if (is_text && c == '\\' && at(m_at + 1) == '\\') {
                token.text += "\\\\";
                m_at += 2;
            } else {
                token.text += c;
                ++m_at;
            }
        }
        refuse(token.at, fmt::format("the quote {} is not closed: close it, and double each such "
                                     "quote within",
                                     quote));
    }

    void skip_digits()
    {
        while (is_digit(at(m_at))) {
            ++m_at;
        }
    }

    Token number()
    {
        const std::size_t begin = m_at;
        skip_digits();
        if (at(m_at) == '.') {
            ++m_at;
            skip_digits();
        }
        const bool signed_exponent = at(m_at + 1) == '+' || at(m_at + 1) == '-';
        if ((at(m_at) == 'e' || at(m_at) == 'E') &&
            is_digit(at(m_at + (signed_exponent ? 2 : 1)))) {
            m_at += signed_exponent ? 2 : 1;
            skip_digits();
        }
        if (begins_name(at(m_at)) || at(m_at) == '.') {
            refuse(m_at, "a number runs into what follows: put a space or quotes between");
        }
        const std::string_view written = m_filter.substr(begin, m_at - begin);
        Token token{Token::Kind::number, std::string{written}, 0, begin};
        const auto [end, error] =
            std::from_chars(written.data(), written.data() + written.size(), token.number);
        if (error != std::errc{}) {
            refuse(begin, fmt::format("the number {:.40} is too large or too small: write one "
                                      "between 2.3e-308 and 1.8e308",
                                      written));
        }
        return token;
    }

    Token name()
    {
        const std::size_t begin = m_at;
        while (continues_name(at(m_at))) {
            ++m_at;
        }
        return {Token::Kind::name, std::string{m_filter.substr(begin, m_at - begin)}, 0, begin};
    }

    Token symbol()
    {
        constexpr std::array<std::string_view, 14> kSymbols{"<>", "<=", ">=", "(", ")", ",", "=",
                                                            "<",  ">",  "+",  "-", "*", "/", "^"};
        for (const std::string_view known : kSymbols) {
            if (m_filter.substr(m_at).starts_with(known)) {
                const std::size_t begin = std::exchange(m_at, m_at + known.size());
                return {Token::Kind::symbol, std::string{known}, 0, begin};
            }
        }
        if (m_filter.substr(m_at).starts_with("!=")) {
            refuse(m_at, "“!=” is not of CQL2: write <>");
        }
        const char c = m_filter[m_at];
        const bool printable = c > ' ' && c < '\x7F';
        refuse(m_at, printable ? fmt::format("“{}” has no place here: take it out, or put text in "
                                             "single and names in double quotes",
                                             c)
                               : std::string{"a control character has no place here: take it out"});
    }

    std::string_view m_filter;
    std::size_t m_at = 0;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view filter)
{
    if (!is_utf8(filter)) {
        throw Refusal{"the filter is not UTF-8: encode it so", "character 1"};
    }
    Scanner scanner{filter};
    std::vector<Token> tokens;
    do {
        tokens.push_back(scanner.next());
    } while (tokens.back().kind != Token::Kind::end);
    return tokens;
}

std::string character_place(std::string_view filter, std::size_t at)
{
    const auto characters = std::ranges::count_if(filter.substr(0, at), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    return fmt::format("character {}", characters + 1);
}

TokenStream::TokenStream(std::string_view filter) : m_filter(filter), m_tokens(tokens_of(filter)) {}

const Token& TokenStream::peek(std::size_t ahead) const
{
    return m_tokens[std::min(m_next + ahead, m_tokens.size() - 1)];
}

Token TokenStream::take()
{
    Token token = peek();
    m_next = std::min(m_next + 1, m_tokens.size() - 1);
    return token;
}

bool TokenStream::is_symbol(std::string_view symbol, std::size_t ahead) const
{
    return peek(ahead).kind == Token::Kind::symbol && peek(ahead).text == symbol;
}

bool TokenStream::is_keyword(std::string_view keyword, std::size_t ahead) const
{
    return peek(ahead).kind == Token::Kind::name && keyword_of(peek(ahead).text) == keyword;
}

bool TokenStream::take_symbol(std::string_view symbol)
{
    const bool is = is_symbol(symbol);
    if (is) {
        take();
    }
    return is;
}

bool TokenStream::take_keyword(std::string_view keyword)
{
    const bool is = is_keyword(keyword);
    if (is) {
        take();
    }
    return is;
}

void TokenStream::expect_symbol(std::string_view symbol, std::string_view after)
{
    if (!take_symbol(symbol)) {
        throw Refusal{fmt::format("“{}” is wanted {}, not {}", symbol, after, found()), place()};
    }
}

double TokenStream::expect_number(std::string_view what)
{
    const bool negative = is_symbol("-");
    if (negative || is_symbol("+")) {
        take();
    }
    if (peek().kind != Token::Kind::number) {
        throw Refusal{fmt::format("{} wants a number here, not {}", what, found()), place()};
    }
    const double number = take().number;
    return negative ? -number : number;
}

std::string TokenStream::place() const { return place_of(peek().at); }

std::string TokenStream::place_of(std::size_t at) const { return character_place(m_filter, at); }

std::string TokenStream::found() const
{
    constexpr std::size_t kShownBytes = 40;
    const Token& token = peek();
    switch (token.kind) {
        case Token::Kind::end:
            return "the end";
        case Token::Kind::text:
            return "a text in quotes";
        case Token::Kind::name:
        case Token::Kind::quoted_name:
        case Token::Kind::number:
        case Token::Kind::symbol:
            break;
    }
    return token.text.size() > kShownBytes ? "a long word" : fmt::format("“{}”", token.text);
}

}  // namespace heatward::cql2
