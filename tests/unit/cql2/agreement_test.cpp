/// Random filters, written as text and as JSON and evaluated by a reference of its own: all three
/// agree on every feature.
#include <algorithm>
#include <cctype>
#include <functional>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "feature_support.hpp"

namespace heatward::cql2 {
namespace {

using nlohmann::json;
using Row = std::vector<Value>;

/// 0 false, 1 unknown, 2 true.
using Reference = std::function<int(const Row&)>;

struct Written {
    std::string text;
    json object;
    Reference truth;
};

class Generator {
public:
    explicit Generator(unsigned seed) : m_random(seed) {}

    unsigned pick(unsigned choices) { return static_cast<unsigned>(m_random() % choices); }

    Row row()
    {
        Row row(7);
        const auto some = [&] { return pick(4) != 0; };
        row[0] = some() ? Value{word()} : Value{};
        row[1] = some() ? Value{number()} : Value{};
        row[2] = some() ? Value{pick(2) == 0} : Value{};
        row[5] = some() ? Value{number()} : Value{};
        row[6] = some() ? Value{word()} : Value{};
        return row;
    }

    Written condition(int depth)
    {
        switch (depth == 0 ? 3 + pick(5) : pick(8)) {
            case 0:
                return joined(depth, "and");
            case 1:
                return joined(depth, "or");
            case 2:
                return negated(depth);
            case 3:
                return compared_numbers();
            case 4:
                return compared_texts();
            case 5:
                return listed();
            case 6:
                return between();
            default:
                return missing();
        }
    }

private:
    double number() { return static_cast<double>(pick(9)) / 2 - 1; }

    std::string word()
    {
        const char* const words[] = {"", "a", "A", "it's", "B%", "é", "\"q\"", "a\\b"};
        return words[pick(8)];
    }

    static std::string quoted(const std::string& text)
    {
        std::string out = "'";
        for (const char c : text) {
            out += c;
            if (c == '\'') {
                out += c;
            }
        }
        out += '\'';
        return out;
    }

    std::string keyword(std::string text)
    {
        if (pick(2) == 0) {
            std::transform(text.begin(), text.end(), text.begin(),
                           [](char c) { return static_cast<char>(std::toupper(c)); });
        }
        return text;
    }

    Written joined(int depth, const std::string& op)
    {
        Written all{"", {{"op", op}, {"args", json::array()}}, {}};
        std::vector<Reference> parts;
        const unsigned count = 2 + pick(2);
        for (unsigned i = 0; i < count; ++i) {
            const Written part = condition(depth - 1);
            // OR within AND needs its parentheses; others have them now and then.
            const bool enclosed = pick(3) == 0 || part.object["op"] == "or";
            all.text += i == 0 ? std::string{} : fmt::format(" {} ", keyword(op));
            all.text += enclosed ? fmt::format("({})", part.text) : part.text;
            all.object["args"].push_back(part.object);
            parts.push_back(part.truth);
        }
        const bool conjunction = op == "and";
        all.truth = [parts, conjunction](const Row& row) {
            int truth = conjunction ? 2 : 0;
            for (const Reference& part : parts) {
                truth = conjunction ? std::min(truth, part(row)) : std::max(truth, part(row));
            }
            return truth;
        };
        return all;
    }

    Written negated(int depth)
    {
        const Written part = condition(depth - 1);
        const bool compound = part.object["op"] == "and" || part.object["op"] == "or";
        return {fmt::format("{} {}{}{}", keyword("not"), compound ? "(" : "", part.text,
                            compound ? ")" : ""),
                {{"op", "not"}, {"args", {part.object}}},
                [truth = part.truth](const Row& row) { return 2 - truth(row); }};
    }

    template <class T>
    static int ordered(unsigned op, const T& a, const T& b)
    {
        const bool holds[] = {a == b, !(a == b), a < b, b < a, !(b < a), !(a < b)};
        return holds[op] ? 2 : 0;
    }

    Written compared_numbers()
    {
        const std::string signs[] = {"=", "<>", "<", ">", "<=", ">="};
        const unsigned op = pick(6);
        const double constant = number();
        const bool other = pick(4) == 0;
        const bool mirrored = pick(2) == 0;
        const std::string right = other ? "\"rate\"" : fmt::format("{}", constant);
        const json right_json = other ? json{{"property", "rate"}} : json(constant);
        const json left_json{{"property", "count"}};
        Written written;
        written.text = mirrored ? right + signs[op] + "count" : "count " + signs[op] + right;
        written.object = {{"op", signs[op]},
                          {"args", mirrored ? json::array({right_json, left_json})
                                            : json::array({left_json, right_json})}};
        written.truth = [=](const Row& row) {
            const auto* const count = std::get_if<double>(&row[1]);
            const auto* const rate = std::get_if<double>(&row[5]);
            if (count == nullptr || (other && rate == nullptr)) {
                return 1;
            }
            const double against = other ? *rate : constant;
            return mirrored ? ordered(op, against, *count) : ordered(op, *count, against);
        };
        return written;
    }

    Written compared_texts()
    {
        const std::string signs[] = {"=", "<>", "<", ">", "<=", ">="};
        const unsigned op = pick(6);
        const std::string constant = word();
        return {fmt::format("\"crime type\" {} {}", signs[op], quoted(constant)),
                {{"op", signs[op]}, {"args", {{{"property", "crime type"}}, constant}}},
                [=](const Row& row) {
                    const auto* const text = std::get_if<std::string>(&row[6]);
                    return text == nullptr ? 1 : ordered(op, *text, constant);
                }};
    }

    Written listed()
    {
        std::vector<std::string> words;
        std::string text;
        json list = json::array();
        for (unsigned i = 0; i <= pick(4); ++i) {
            words.push_back(word());
            text += fmt::format("{}{}", i == 0 ? "" : ",", quoted(words.back()));
            list.push_back(words.back());
        }
        const bool negated = pick(2) == 0;
        json object{{"op", "in"}, {"args", json::array({json{{"property", "ward"}}, list})}};
        if (negated) {
            object = {{"op", "not"}, {"args", json::array({object})}};
        }
        return {fmt::format("ward {}({})", negated ? "NOT IN" : "in", text), object,
                [=](const Row& row) {
                    const auto* const ward = std::get_if<std::string>(&row[0]);
                    if (ward == nullptr) {
                        return 1;
                    }
                    const bool found = std::find(words.begin(), words.end(), *ward) != words.end();
                    return found != negated ? 2 : 0;
                }};
    }

    Written between()
    {
        const double low = number();
        const double high = number();
        return {fmt::format("rate BETWEEN {} AND {}", low, high),
                {{"op", "between"}, {"args", {{{"property", "rate"}}, low, high}}},
                [=](const Row& row) {
                    const auto* const rate = std::get_if<double>(&row[5]);
                    return rate == nullptr ? 1 : low <= *rate && *rate <= high ? 2 : 0;
                }};
    }

    Written missing()
    {
        return {"open IS NULL",
                {{"op", "isNull"}, {"args", json::array({json{{"property", "open"}}})}},
                [](const Row& row) { return row[2].index() == 0 ? 2 : 0; }};
    }

    std::mt19937 m_random;
};

TEST(Agreement, TextJsonAndReferenceAgree)
{
    Generator generator{618};
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        const Written written = generator.condition(static_cast<int>(generator.pick(5)));
        const auto text = parse_text(written.text, test_queryables());
        const auto object = parse_json(written.object.dump(), test_queryables());
        if (written.text.size() > 4000 || written.object.dump().size() > 8192) {
            continue;
        }
        ASSERT_TRUE(text) << written.text << ": " << text.error().message;
        ASSERT_TRUE(object) << written.object << ": " << object.error().message;
        ASSERT_EQ(text->canonical(), object->canonical()) << written.text;
        const auto again = parse_text(text->canonical(), test_queryables());
        ASSERT_TRUE(again) << text->canonical() << ": " << again.error().message;
        ASSERT_EQ(again->canonical(), text->canonical());
        for (int k = 0; k < 20; ++k) {
            const Row row = generator.row();
            const bool expected = written.truth(row) == 2;
            (expected ? accepted : refused) += 1;
            ASSERT_EQ(text->accepts(TestFeature{row}), expected) << written.text;
            ASSERT_EQ(object->accepts(TestFeature{row}), expected) << written.object;
            ASSERT_EQ(again->accepts(TestFeature{row}), expected) << again->canonical();
        }
    }
    EXPECT_GT(accepted, 5000);
    EXPECT_GT(refused, 5000);
}

}  // namespace
}  // namespace heatward::cql2
