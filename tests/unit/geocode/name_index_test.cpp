#include "heatward/geocode/name_index.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>

#include "heatward/geocode/name_key.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Optimal string alignment by its whole matrix.
unsigned plain_alignment(std::string_view a, std::string_view b)
{
    std::vector<std::vector<unsigned>> d(a.size() + 1, std::vector<unsigned>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t k = 0; k <= b.size(); ++k) {
            if (i == 0 || k == 0) {
                d[i][k] = static_cast<unsigned>(i + k);
                continue;
            }
            d[i][k] = std::min({d[i - 1][k] + 1, d[i][k - 1] + 1,
                                d[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1)});
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) {
                d[i][k] = std::min(d[i][k], d[i - 2][k - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}

std::string random_text(std::mt19937& random, std::size_t length, unsigned letters)
{
    std::string text(length, ' ');
    std::generate(text.begin(), text.end(),
                  [&] { return static_cast<char>('a' + random() % letters); });
    return text;
}

/// One letter wrong, missing, too many, or swapped with its neighbour.
std::string with_error(std::mt19937& random, std::string text)
{
    const std::size_t at = random() % text.size();
    const auto letter = static_cast<char>('a' + random() % 26);
    switch (random() % 4) {
        case 0:
            text[at] = letter;
            break;
        case 1:
            text.erase(at, 1);
            break;
        case 2:
            text.insert(at, 1, letter);
            break;
        default:
            std::swap(text[at], text[at + 1 < text.size() ? at + 1 : at - 1]);
    }
    return text;
}

TEST(TypingErrors, OfKnownPairs)
{
    EXPECT_EQ(typing_errors("millroad", "millroad", 2), 0U);
    EXPECT_EQ(typing_errors("millroad", "milroad", 2), 1U);
    EXPECT_EQ(typing_errors("millroad", "mlilroad", 2), 1U);
    EXPECT_EQ(typing_errors("millroad", "milkroed", 2), 2U);
    EXPECT_EQ(typing_errors("ca", "abc", 3), 3U);  // 2 only where a swapped pair may be parted
    EXPECT_EQ(typing_errors("", "ab", 2), 2U);
    EXPECT_EQ(typing_errors("millroad", "highstreet", 2), 3U);
    EXPECT_EQ(typing_errors("", "", 0), 0U);
}

TEST(TypingErrors, AreThoseOfTheWholeMatrix)
{
    std::mt19937 random(11);
    for (int i = 0; i < 20'000; ++i) {
        const std::string a = random_text(random, random() % 14, 3);
        std::string b = random_text(random, random() % 14, 3);
        if (i % 2 == 0 && !a.empty()) {
            b = a;
            for (std::size_t errors = random() % 4; errors > 0 && b.size() > 1; --errors) {
                b = with_error(random, b);
            }
        }
        const unsigned all = plain_alignment(a, b);
        for (const unsigned limit : {0U, 1U, 2U, 3U}) {
            ASSERT_EQ(typing_errors(a, b, limit), std::min(all, limit + 1)) << a << ' ' << b;
            ASSERT_EQ(typing_errors(b, a, limit), std::min(all, limit + 1)) << a << ' ' << b;
        }
    }
}

TEST(NameIndex, FindsNamesByTheirKeys)
{
    const std::vector<std::string> names{"Mill Road", "The Paddocks", "Elm Gr", "Elm Grove",
                                         "MILL RD"};
    const NameIndex index(names);
    EXPECT_EQ(index.size(), 5U);
    EXPECT_EQ(index.name(1), "The Paddocks");
    EXPECT_THAT(index.find("millroad"), ElementsAre(0, 4));
    EXPECT_THAT(index.find("paddocks"), ElementsAre(1));
    EXPECT_THAT(index.find("elmgrove"), ElementsAre(2, 3));
    EXPECT_THAT(index.find("elmgreen"), ElementsAre(2));
    EXPECT_THAT(index.find("milroad"), IsEmpty());
    EXPECT_THAT(index.find(""), IsEmpty());
    EXPECT_THAT(NameIndex().find("millroad"), IsEmpty());
    EXPECT_THAT(NameIndex(std::vector<std::string>{}).find("millroad"), IsEmpty());
}

TEST(NameIndex, KnowsTheWordsOfItsNames)
{
    const std::vector<std::string> names{"St Mark's Rd"};
    const NameIndex index(names);
    for (const char* word : {"st", "marks", "rd", "road"}) {
        EXPECT_TRUE(index.has_word(word)) << word;
    }
    EXPECT_FALSE(index.has_word("mark"));
    EXPECT_FALSE(index.has_word(""));
}

/// What find_misspelt promises, by trying every name.
std::vector<std::uint32_t> nearest_by_trying_all(const std::vector<std::string>& names,
                                                 const std::string& key, unsigned& errors)
{
    std::map<unsigned, std::set<std::uint32_t>> by_errors;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        for (const std::string& known : name_keys(names[i])) {
            const unsigned apart = plain_alignment(key, known);
            if (apart > 0 && apart <= forgiven_errors(known.size())) {
                by_errors[apart].insert(i);
            }
        }
    }
    if (by_errors.empty()) {
        return {};
    }
    errors = by_errors.begin()->first;
    return {by_errors.begin()->second.begin(), by_errors.begin()->second.end()};
}

void expect_all_found(const NameIndex& index, const std::vector<std::string>& names,
                      const std::string& key)
{
    unsigned errors = 0;
    const auto wanted = nearest_by_trying_all(names, key, errors);
    std::vector<NameHit> hits;
    index.find_misspelt(key, hits);
    std::vector<std::uint32_t> found;
    for (const NameHit& hit : hits) {
        found.push_back(hit.name);
        EXPECT_EQ(hit.errors, errors) << key;
    }
    EXPECT_EQ(found, wanted) << key;
}

TEST(NameIndex, FindsTheNearestMisspeltNamesAndAllOfThem)
{
    std::mt19937 random(5);
    std::vector<std::string> names;
    std::set<std::string> known;
    while (names.size() < 400) {
        // Few letters and short names, so that many lie as near as each other.
        const std::string name =
            random_text(random, 5 + random() % 12, names.size() % 2 == 0 ? 3 : 8);
        if (known.insert(name).second) {
            names.push_back(name);
        }
    }
    const NameIndex index(names);
    for (int i = 0; i < 4'000; ++i) {
        std::string key = with_error(random, names[random() % names.size()]);
        if (i % 2 == 0) {
            key = with_error(random, key);
        }
        expect_all_found(index, names, key);
        if (testing::Test::HasFailure()) {
            return;
        }
    }
}

TEST(NameIndex, FindsTwoSwapsWhereverTheyStand)
{
    const std::vector<std::string> names{"abcdefghij", "abcdefghijk", "abcdefghijkl",
                                         "abcdefghijklmnopq"};
    const NameIndex index(names);
    for (const std::string& name : names) {
        for (std::size_t i = 0; i + 1 < name.size(); ++i) {
            for (std::size_t k = i + 2; k + 1 < name.size(); ++k) {
                std::string key = name;
                std::swap(key[i], key[i + 1]);
                std::swap(key[k], key[k + 1]);
                expect_all_found(index, names, key);
                std::string other = name;
                std::swap(other[i], other[i + 1]);
                other[k] = 'z';
                expect_all_found(index, names, other);
            }
        }
    }
}

TEST(NameIndex, ShortNamesAreNeverTakenForMisspelt)
{
    const std::vector<std::string> names{"abcde", "abcdef", "abcdefghi", "abcdefghijklmn"};
    const NameIndex index(names);
    std::vector<NameHit> hits;
    const auto found = [&](std::string_view key) {
        index.find_misspelt(key, hits);
        return !hits.empty();
    };
    EXPECT_FALSE(found("abcd"));
    EXPECT_TRUE(found("abcdff"));
    EXPECT_FALSE(found("abxdff"));
    EXPECT_TRUE(found("abcdefxhi"));
    EXPECT_FALSE(found("abxdefxhi"));
    EXPECT_TRUE(found("abxdefghxjklmn"));
    EXPECT_FALSE(found("abxdexghxjklmn"));
    EXPECT_FALSE(found("abcdef"));  // as it is written, it is not misspelt
    EXPECT_FALSE(found(""));
    EXPECT_FALSE(found(std::string(1'000, 'a')));
}

TEST(NameIndex, IsTheSameAfterItWasWrittenAndRead)
{
    const std::vector<std::string> names{"Mill Road", "The Paddocks", "Elm Gr"};
    ByteWriter out;
    NameIndex(names).write(out);
    ByteReader in(out.bytes());
    const NameIndex index = NameIndex::read(in);
    EXPECT_TRUE(in.at_end());
    EXPECT_THAT(index.find("elmgreen"), ElementsAre(2));
    EXPECT_EQ(index.name(0), "Mill Road");
    EXPECT_TRUE(index.has_word("gr"));
    std::vector<NameHit> hits;
    index.find_misspelt("milroad", hits);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].name, 0U);
    ByteWriter again;
    index.write(again);
    EXPECT_EQ(again.bytes(), out.bytes());
}

TEST(TextPool, TextsThatDoNotFollowEachOtherAreDamaged)
{
    ByteWriter out;
    out.text("abc");
    out.column(std::vector<std::uint32_t>{2, 1});
    ByteReader in(out.bytes());
    EXPECT_THROW(TextPool::read(in), DataError);
    ByteWriter beyond;
    beyond.text("abc");
    beyond.column(std::vector<std::uint32_t>{2, 4});
    ByteReader in_beyond(beyond.bytes());
    EXPECT_THROW(TextPool::read(in_beyond), DataError);
}

}  // namespace
}  // namespace heatward::geocode
