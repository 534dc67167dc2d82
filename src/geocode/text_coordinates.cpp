#include "heatward/geocode/text_coordinates.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "heatward/geocode/great_britain.hpp"
#include "heatward/geocode/grid_reference.hpp"

namespace heatward::geocode {
namespace {

constexpr std::size_t kLeastDecimals = 3;
constexpr std::size_t kDecimalsAmongWords = 4;
constexpr std::size_t kFiguresOfSquare = 3;  // in each group, after letters that are a word
constexpr std::size_t kLeastMetreFigures = 5;
constexpr std::size_t kMostMetreFigures = 7;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }

/// What a word beside a number says of it.
enum class Label { none, latitude, longitude, easting, northing, west, south, of_position };

Label label_of(std::string_view word)
{
    struct Known {
        std::string_view word;
        Label label;
    };
    static constexpr std::array known{Known{"lat", Label::latitude},
                                      Known{"latitude", Label::latitude},
                                      Known{"lon", Label::longitude},
                                      Known{"long", Label::longitude},
                                      Known{"lng", Label::longitude},
                                      Known{"longitude", Label::longitude},
                                      Known{"e", Label::easting},
                                      Known{"x", Label::easting},
                                      Known{"east", Label::easting},
                                      Known{"easting", Label::easting},
                                      Known{"eastings", Label::easting},
                                      Known{"n", Label::northing},
                                      Known{"y", Label::northing},
                                      Known{"north", Label::northing},
                                      Known{"northing", Label::northing},
                                      Known{"northings", Label::northing},
                                      Known{"w", Label::west},
                                      Known{"s", Label::south},
                                      Known{"at", Label::of_position},
                                      Known{"grid", Label::of_position},
                                      Known{"ref", Label::of_position},
                                      Known{"reference", Label::of_position},
                                      Known{"coord", Label::of_position},
                                      Known{"coords", Label::of_position},
                                      Known{"coordinate", Label::of_position},
                                      Known{"coordinates", Label::of_position},
                                      Known{"gps", Label::of_position},
                                      Known{"osgb", Label::of_position},
                                      Known{"bng", Label::of_position},
                                      Known{"os", Label::of_position},
                                      Known{"ngr", Label::of_position},
                                      Known{"position", Label::of_position},
                                      Known{"location", Label::of_position},
                                      Known{"and", Label::of_position},
                                      Known{"deg", Label::of_position},
                                      Known{"degrees", Label::of_position}};
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const Known& entry) { return entry.word == word; });
    return found == known.end() ? Label::none : found->label;
}

/// A run of letters, or a number with its sign.
struct Token {
    bool is_number = false;
    std::string_view text;
    std::size_t figures = 0;   ///< before the point
    std::size_t decimals = 0;  ///< after it
    Label label = Label::none;
    bool follows_hyphen = false;  ///< "52.2280-0.1275": a sign, or what parts two numbers

    [[nodiscard]] double value() const { return std::strtod(std::string(text).c_str(), nullptr); }
};

Token number_at(std::string_view plain, std::size_t begin)
{
    std::size_t end = begin + (is_figure(plain[begin]) ? 0 : 1);
    Token number;
    number.is_number = true;
    for (; end < plain.size() && is_figure(plain[end]); ++end) {
        ++number.figures;
    }
    if (end + 1 < plain.size() && plain[end] == '.' && is_figure(plain[end + 1])) {
        for (++end; end < plain.size() && is_figure(plain[end]); ++end) {
            ++number.decimals;
        }
    }
    number.text = plain.substr(begin, end - begin);
    return number;
}

bool begins_number(std::string_view plain, std::size_t i)
{
    if (is_figure(plain[i])) {
        return true;
    }
    const bool is_sign = plain[i] == '-' || plain[i] == '+';
    return is_sign && i + 1 < plain.size() && is_figure(plain[i + 1]) &&
           (i == 0 || !is_figure(plain[i - 1]));
}

std::vector<Token> tokens_of(std::string_view plain)
{
    std::vector<Token> tokens;
    for (std::size_t i = 0; i < plain.size();) {
        Token token;
        if (begins_number(plain, i)) {
            token = number_at(plain, i);
            token.follows_hyphen = i > 0 && plain[i - 1] == '-';
        } else if (is_letter(plain[i])) {
            std::size_t end = i;
            while (end < plain.size() && is_letter(plain[end])) {
                ++end;
            }
            token.text = plain.substr(i, end - i);
            token.label = label_of(token.text);
        } else {
            ++i;
            continue;
        }
        i += token.text.size();
        tokens.push_back(token);
    }
    return tokens;
}

bool is_in_britain_either_way(double a, double b)
{
    return is_in_great_britain({a, b}) || is_in_great_britain({b, a});
}

/// Two neighbouring numbers and what is written about them.
struct NumberPair {
    const Token* first;
    const Token* second;
    Label before_first = Label::none;
    Label between = Label::none;      ///< the last word between them
    Label after_first = Label::none;  ///< the first word between them
    Label after_second = Label::none;
    std::size_t words_between = 0;
    bool is_alone = false;  ///< every word of the text is a label, and there is no other number
};

std::optional<NumberPair> pair_at(const std::vector<Token>& tokens, std::size_t i)
{
    NumberPair pair{&tokens[i], nullptr};
    std::size_t k = i + 1;
    while (k < tokens.size() && !tokens[k].is_number) {
        if (tokens[k].label == Label::none) {
            return std::nullopt;
        }
        ++k;
    }
    if (k == tokens.size()) {
        return std::nullopt;
    }
    pair.second = &tokens[k];
    pair.before_first = i > 0 ? tokens[i - 1].label : Label::none;
    pair.between = k > i + 1 ? tokens[k - 1].label : Label::none;
    pair.after_first = k > i + 1 ? tokens[i + 1].label : Label::none;
    pair.after_second = k + 1 < tokens.size() ? tokens[k + 1].label : Label::none;
    pair.words_between = k - i - 1;
    pair.is_alone = std::all_of(tokens.begin(), tokens.end(), [&](const Token& token) {
        return token.is_number ? &token == pair.first || &token == pair.second
                               : token.label != Label::none;
    });
    return pair;
}

std::string without_plus(std::string_view number)
{
    return std::string(number.substr(number.front() == '+' ? 1 : 0));
}

bool is_compass(Label label)
{
    return label == Label::easting || label == Label::northing || label == Label::west ||
           label == Label::south;
}

/// The points of the compass of both numbers: those before them ("N52.2280 W0.1275") or after them
/// ("52.2280N 0.1275W").
std::array<Label, 2> compass_of(const NumberPair& pair)
{
    if (is_compass(pair.after_second)) {
        return {pair.after_first, pair.after_second};
    }
    if (is_compass(pair.before_first)) {
        return {pair.before_first, pair.between};
    }
    return {pair.after_first, pair.words_between > 1 ? pair.between : Label::none};
}

std::optional<TextCoordinates> degrees_of(const NumberPair& pair)
{
    const std::size_t decimals = std::min(pair.first->decimals, pair.second->decimals);
    if (decimals < (pair.is_alone ? kLeastDecimals : kDecimalsAmongWords) ||
        pair.second->follows_hyphen) {
        return std::nullopt;
    }
    TextCoordinates found{true, without_plus(pair.first->text), without_plus(pair.second->text)};
    const auto [of_first, of_second] = compass_of(pair);
    if (of_first == Label::south || of_second == Label::south) {
        return std::nullopt;
    }
    if (of_first == Label::west && found.first.front() != '-') {
        found.first.insert(0, 1, '-');
    }
    if (of_second == Label::west && found.second.front() != '-') {
        found.second.insert(0, 1, '-');
    }
    if (!is_in_britain_either_way(std::strtod(found.first.c_str(), nullptr),
                                  std::strtod(found.second.c_str(), nullptr))) {
        return std::nullopt;
    }
    // In Great Britain the greater number is the latitude: longitude stands first in the answer.
    if (std::strtod(found.first.c_str(), nullptr) > std::strtod(found.second.c_str(), nullptr)) {
        std::swap(found.first, found.second);
    }
    return found;
}

bool may_be_metres(const Token& number)
{
    return is_figure(number.text.front()) && number.text.front() != '0' &&
           number.figures >= kLeastMetreFigures && number.figures <= kMostMetreFigures;
}

int figures_at(std::string_view text, std::size_t at)
{
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

/// "231126 101500" is a day and a time, "447700 900123" a telephone number.
bool may_be_time_or_telephone(const Token& first, const Token& second)
{
    constexpr std::size_t figures = 6;
    if (first.text.size() != figures || second.text.size() != figures) {
        return false;
    }
    const bool is_day = figures_at(first.text, 0) >= 1 && figures_at(first.text, 0) <= 31 &&
                        figures_at(first.text, 2) >= 1 && figures_at(first.text, 2) <= 12;
    const bool is_time = figures_at(second.text, 0) < 24 && figures_at(second.text, 2) < 60 &&
                         figures_at(second.text, 4) < 60;
    return (is_day && is_time) || first.text.starts_with("447");
}

std::optional<TextCoordinates> metres_of(const NumberPair& pair)
{
    if (!may_be_metres(*pair.first) || !may_be_metres(*pair.second)) {
        return std::nullopt;
    }
    const bool east_first = pair.before_first == Label::easting;
    const bool north_first = pair.before_first == Label::northing && pair.between == Label::easting;
    const bool is_labelled = (east_first && pair.between == Label::northing) || north_first;
    if (!is_labelled && (!pair.is_alone || may_be_time_or_telephone(*pair.first, *pair.second))) {
        return std::nullopt;
    }
    TextCoordinates found{false, std::string(pair.first->text), std::string(pair.second->text)};
    if (north_first) {
        std::swap(found.first, found.second);
    }
    return found;
}

bool is_word_character(char c) { return is_letter(c) || is_figure(c); }

/// Letters and figures from a place of the text on that may be a grid reference.
struct SquareText {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::array<std::size_t, 2> figures{};  ///< in one group or two

    [[nodiscard]] bool is_even() const
    {
        return figures[1] == 0 ? figures[0] % 2 == 0 : figures[0] == figures[1];
    }
};

SquareText square_at(std::string_view plain, std::size_t begin)
{
    SquareText square{begin, begin + 2, {}};
    for (std::size_t& figures : square.figures) {
        std::size_t at = square.end;
        while (at < plain.size() && plain[at] == ' ') {
            ++at;
        }
        for (; at < plain.size() && is_figure(plain[at]); ++at) {
            ++figures;
        }
        square.end = figures > 0 ? at : square.end;
    }
    return square;
}

/// Whether the word before a place of the text says that a position follows.
bool is_labelled(std::string_view plain, std::size_t begin)
{
    std::size_t end = begin;
    while (end > 0 && !is_letter(plain[end - 1]) && !is_figure(plain[end - 1])) {
        --end;
    }
    std::size_t first = end;
    while (first > 0 && is_letter(plain[first - 1])) {
        --first;
    }
    const std::string_view word = plain.substr(first, end - first);
    return word != "at" && word != "and" && word != "location" &&
           label_of(word) == Label::of_position;
}

/// Whether letters of a square that are a word too ("CAD no 123456", "nr 12 14 High Street", "High
/// St 1234") mean a square: where a label stands before them, or where two groups of three figures
/// or more follow, and after what may number a thing nothing but these is said.
bool is_meant(std::string_view plain, const SquareText& square)
{
    const std::string_view word = plain.substr(square.begin, 2);
    const bool numbers = word == "no" || word == "nr" || word == "of";
    if ((!numbers && word != "so" && word != "st") || is_labelled(plain, square.begin)) {
        return true;
    }
    const std::string_view before = plain.substr(0, square.begin);
    const std::string_view after = plain.substr(square.end);
    const bool is_alone = std::none_of(before.begin(), before.end(), is_word_character) &&
                          std::none_of(after.begin(), after.end(), is_word_character);
    return square.figures[1] >= kFiguresOfSquare && (is_alone || !numbers);
}

}  // namespace

std::optional<TextCoordinates> text_coordinates(std::string_view plain)
{
    if (std::none_of(plain.begin(), plain.end(), is_figure)) {
        return std::nullopt;
    }
    const std::vector<Token> tokens = tokens_of(plain);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].is_number) {
            continue;
        }
        const auto pair = pair_at(tokens, i);
        if (!pair) {
            continue;
        }
        if (auto degrees = degrees_of(*pair)) {
            return degrees;
        }
        if (auto metres = metres_of(*pair)) {
            return metres;
        }
    }
    return std::nullopt;
}

std::optional<std::string> text_grid_reference(std::string_view plain)
{
    for (std::size_t i = 0; i + 2 < plain.size(); ++i) {
        if (!is_letter(plain[i]) || !is_letter(plain[i + 1]) || is_letter(plain[i + 2]) ||
            (i > 0 && is_word_character(plain[i - 1]))) {
            continue;
        }
        const SquareText square = square_at(plain, i);
        const bool is_whole = square.end == plain.size() || !is_word_character(plain[square.end]);
        const bool is_time = square.figures[0] == 4 && square.figures[1] == 0 &&
                             plain.substr(square.end).starts_with(" h");
        const std::string_view reference = plain.substr(i, square.end - i);
        if (is_whole && square.is_even() && !is_time && is_meant(plain, square) &&
            parse_grid_reference(reference)) {
            return std::string(reference);
        }
    }
    return std::nullopt;
}

}  // namespace heatward::geocode
