#include "heatward/geocode/name_mentions.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "heatward/geocode/name_key.hpp"

namespace heatward::geocode {
namespace {

const NameIndex& index_of(const Gazetteer& gazetteer, NameKind kind)
{
    switch (kind) {
        case NameKind::street:
            return gazetteer.streets.names();
        case NameKind::premises:
            return gazetteer.premises.names();
        default:
            return gazetteer.localities.names();
    }
}

constexpr std::array kKinds{NameKind::premises, NameKind::street, NameKind::locality};

bool has_figures(std::string_view word)
{
    return word.find_first_of("0123456789") != std::string_view::npos;
}

/// Calls `visit(first, words)` for all stretches of words that may be a name.
template <class Visit>
void for_each_stretch(const LocationText& text, std::size_t first, std::size_t end,
                      const Visit& visit)
{
    const auto all = text.words();
    std::vector<std::string_view> words;
    for (std::size_t begin = first; begin < end; ++begin) {
        words.clear();
        for (std::size_t i = begin; i < end && words.size() < kMostNameWords; ++i) {
            const bool is_joined = i > begin && all[i].joint != WordJoint::none &&
                                   all[i].joint != WordJoint::ampersand;
            if (all[i].segment != all[begin].segment || is_joined) {
                break;
            }
            if (i > begin && all[i].joint == WordJoint::ampersand) {
                words.emplace_back("and");
            }
            words.push_back(all[i].text);
            visit(begin, i + 1, std::span<const std::string_view>(words));
        }
    }
}

bool are_all_common(std::span<const std::string_view> words)
{
    return std::all_of(words.begin(), words.end(), [](std::string_view word) {
        return is_common_word(word) || (word.size() <= 4 && has_figures(word));
    });
}

/// One common word names nothing; several may ("The Street", "High Street", "Station Road").
bool names_nothing(std::span<const std::string_view> words)
{
    return words.size() == 1 && are_all_common(words);
}

/// A name found by two of its keys counts once.
void sort_out(std::vector<std::uint32_t>& names)
{
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

std::vector<Mention> written_mentions(const Gazetteer& gazetteer, const LocationText& text,
                                      std::size_t first, std::size_t end)
{
    std::vector<Mention> mentions;
    std::vector<std::string> keys;
    for_each_stretch(
        text, first, end,
        [&](std::size_t begin, std::size_t stop, std::span<const std::string_view> words) {
            if (names_nothing(words)) {
                return;
            }
            name_keys(words, keys);
            for (const NameKind kind : kKinds) {
                if (begin >= text.location_words() && kind != NameKind::locality) {
                    continue;  // the town's column names towns
                }
                Mention mention{kind, begin, stop - begin, 0, 0, {}};
                for (const std::string& key : keys) {
                    const auto names = index_of(gazetteer, kind).find(key);
                    mention.names.insert(mention.names.end(), names.begin(), names.end());
                    mention.key_length = std::max(mention.key_length, key.size());
                }
                sort_out(mention.names);
                if (!mention.names.empty()) {
                    mentions.push_back(std::move(mention));
                }
            }
        });
    return mentions;
}

/// The longest of those that overlap.
std::vector<Mention> without_overlaps(std::vector<Mention> mentions)
{
    std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) {
        return a.key_length > b.key_length;
    });
    std::vector<Mention> kept;
    for (Mention& mention : mentions) {
        const bool is_free = std::none_of(kept.begin(), kept.end(), [&](const Mention& other) {
            return other.overlaps(mention);
        });
        if (is_free) {
            kept.push_back(std::move(mention));
        }
    }
    std::sort(kept.begin(), kept.end(),
              [](const Mention& a, const Mention& b) { return a.first < b.first; });
    return kept;
}

/// A town's name that streets or premises bear too means the town where another name stands before
/// it, and a bare "Silverpit" is the town and not the club "The Silverpit".
void prefer_localities(const LocationText& text, std::vector<Mention>& mentions)
{
    const auto is_locality_at = [&](const Mention& mention) {
        return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& other) {
            return other.kind == NameKind::locality && other.first == mention.first &&
                   other.count == mention.count;
        });
    };
    const auto is_after_a_name = [&](const Mention& mention) {
        return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& other) {
            return other.kind != NameKind::locality && other.end() <= mention.first;
        });
    };
    std::vector<bool> gives_way;
    for (const Mention& mention : mentions) {
        const bool is_bare = mention.count == 1 && mention.kind == NameKind::premises &&
                             (mention.first == 0 || text.words()[mention.first - 1].text != "the");
        gives_way.push_back(mention.kind != NameKind::locality && is_locality_at(mention) &&
                            (is_bare || is_after_a_name(mention)));
    }
    std::size_t i = 0;
    std::erase_if(mentions, [&](const Mention&) { return gives_way[i++]; });
}

/// Towns behind the first segment that are misspelt: whole segments, and the town's column.
void append_misspelt_towns(const Gazetteer& gazetteer, const LocationText& text,
                           std::vector<Mention>& mentions)
{
    const auto words = text.words();
    std::vector<std::string> keys;
    std::vector<NameHit> hits;
    std::size_t begin = 0;
    for (std::size_t end = 1; end <= words.size(); ++end) {
        if (end < words.size() && words[end].segment == words[begin].segment) {
            continue;
        }
        const Mention whole{NameKind::locality, begin, end - begin, 0, 0, {}};
        const bool is_read = std::any_of(mentions.begin(), mentions.end(),
                                         [&](const Mention& m) { return m.overlaps(whole); });
        std::vector<std::string_view> town;
        for (std::size_t i = begin; i < end; ++i) {
            town.push_back(words[i].text);
        }
        if (begin > 0 && !is_read && town.size() <= 3) {
            name_keys(town, keys);
            for (const std::string& key : keys) {
                gazetteer.localities.names().find_misspelt(key, hits);
                Mention mention = whole;
                for (const NameHit& hit : hits) {
                    mention.names.push_back(hit.name);
                    mention.errors = hit.errors;
                }
                mention.key_length = key.size();
                if (!mention.names.empty()) {
                    mentions.push_back(std::move(mention));
                    break;
                }
            }
        }
        begin = end;
    }
}

/// What lies nearest to a misspelt stretch; better ones take its place.
class NearestNames {
public:
    NearestNames(const Gazetteer& gazetteer, NameKind kind)
        : m_index(&index_of(gazetteer, kind)), m_kind(kind)
    {
    }

    void consider(std::size_t first, std::size_t end, std::span<const std::string_view> words,
                  const std::vector<std::string>& keys)
    {
        const bool is_known = std::all_of(words.begin(), words.end(), [&](std::string_view word) {
            return m_index->has_word(word) || is_common_word(word);
        });
        for (const std::string& key : keys) {
            m_index->find_misspelt(key, m_hits);
            if (is_known) {
                std::erase_if(m_hits, [&](const NameHit& hit) { return !is_plural(key, hit); });
            }
            if (m_hits.empty()) {
                continue;
            }
            const auto rank = std::tuple(m_hits.front().errors, -static_cast<long>(key.size()));
            const auto best = std::tuple(m_best.errors, -static_cast<long>(m_best.key_length));
            if (!m_best.names.empty() && rank > best) {
                continue;
            }
            if (m_best.names.empty() || rank < best) {
                m_best = {m_kind, first, end - first, key.size(), m_hits.front().errors, {}};
            }
            for (const NameHit& hit : m_hits) {
                m_best.names.push_back(hit.name);
            }
        }
    }

    [[nodiscard]] const Mention& best() const { return m_best; }

private:
    /// Whether the name is the key with one s more or less: "Malting Close", "Maltings Close".
    [[nodiscard]] bool is_plural(const std::string& key, const NameHit& hit) const
    {
        const std::vector<std::string> known = name_keys(m_index->name(hit.name));
        return std::any_of(known.begin(), known.end(), [&](const std::string& other) {
            const std::string& longer = key.size() > other.size() ? key : other;
            const std::string& shorter = key.size() > other.size() ? other : key;
            const auto differs =
                std::mismatch(shorter.begin(), shorter.end(), longer.begin(), longer.end());
            return longer.size() == shorter.size() + 1 && *differs.second == 's' &&
                   std::equal(differs.first, shorter.end(), differs.second + 1);
        });
    }

    const NameIndex* m_index;
    NameKind m_kind;
    Mention m_best;
    std::vector<NameHit> m_hits;
};

std::vector<Mention> misspelt_mentions(const Gazetteer& gazetteer, const LocationText& text,
                                       std::size_t first, std::size_t end,
                                       const std::vector<Mention>& written)
{
    std::array nearest{NearestNames(gazetteer, NameKind::premises),
                       NearestNames(gazetteer, NameKind::street)};
    std::vector<std::string> keys;
    for_each_stretch(
        text, first, end,
        [&](std::size_t begin, std::size_t stop, std::span<const std::string_view> words) {
            const bool is_taken =
                std::any_of(written.begin(), written.end(), [&](const Mention& mention) {
                    return mention.first <= begin && stop <= mention.end();
                });
            if (is_taken || has_figures(words.front())) {  // a house number is no part of a name
                return;
            }
            name_keys(words, keys);
            for (NearestNames& of_kind : nearest) {
                of_kind.consider(begin, stop, words, keys);
            }
        });
    const Mention& premises = nearest[0].best();
    const Mention& street = nearest[1].best();
    const auto is_better = [](const Mention& a, const Mention& b) {
        return std::tuple(a.errors, b.key_length) <= std::tuple(b.errors, a.key_length);
    };
    std::vector<Mention> found;
    if (!premises.names.empty() && (street.names.empty() || is_better(premises, street))) {
        found.push_back(premises);
    } else if (!street.names.empty()) {
        found.push_back(street);
    }
    for (Mention& mention : found) {
        sort_out(mention.names);
    }
    return found;
}

}  // namespace

std::vector<Mention> find_mentions(const Gazetteer& gazetteer, const LocationText& text,
                                   std::size_t first, std::size_t end)
{
    std::vector<Mention> mentions = written_mentions(gazetteer, text, first, end);
    prefer_localities(text, mentions);
    mentions = without_overlaps(std::move(mentions));
    if (first == 0 && end == text.words().size()) {
        append_misspelt_towns(gazetteer, text, mentions);
    }
    const bool has_place = std::any_of(mentions.begin(), mentions.end(), [](const Mention& m) {
        return m.kind != NameKind::locality;
    });
    if (has_place) {
        return mentions;
    }
    std::vector<Mention> misspelt =
        misspelt_mentions(gazetteer, text, first, std::min(end, text.location_words()), mentions);
    for (Mention& mention : mentions) {
        const bool is_free = std::none_of(misspelt.begin(), misspelt.end(),
                                          [&](const Mention& m) { return m.overlaps(mention); });
        if (is_free) {
            misspelt.push_back(std::move(mention));
        }
    }
    std::sort(misspelt.begin(), misspelt.end(),
              [](const Mention& a, const Mention& b) { return a.first < b.first; });
    return misspelt;
}

}  // namespace heatward::geocode
