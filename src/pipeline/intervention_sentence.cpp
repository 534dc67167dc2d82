#include "intervention_sentence.hpp"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

using stats::BeforeAfter;
using stats::DifferenceInDifferences;

/// A number of incidents for people; a limit is never rounded to 0.
std::string figure(double value)
{
    const double size = std::abs(value);
    return size < 1 ? "less than 1"
                    : number(nlohmann::json(static_cast<std::uint64_t>(std::llround(size))));
}

std::string figure(std::uint64_t count) { return number(nlohmann::json(count)); }

std::string more_or_fewer(double difference)
{
    return figure(difference) + (difference < 0 ? " fewer" : " more");
}

/// "2 to 66 fewer", "66 fewer to 3 more".
std::string interval(const DifferenceInDifferences& change)
{
    const double low = change.difference_low;
    const double high = change.difference_high;
    if (high < 0) {
        return fmt::format("{} to {} fewer", figure(high), figure(low));
    }
    if (low > 0) {
        return fmt::format("{} to {} more", figure(low), figure(high));
    }
    return fmt::format("{} to {}", more_or_fewer(low), more_or_fewer(high));
}

bool is_fall(const DifferenceInDifferences& change) { return change.high < 1; }
bool is_rise(const DifferenceInDifferences& change) { return change.low > 1; }

std::string course(const BeforeAfter& counts)
{
    if (counts.before == counts.after) {
        return "stayed at " + figure(counts.after);
    }
    return fmt::format("{} from {} to {}", counts.after < counts.before ? "fell" : "rose",
                       figure(counts.before), figure(counts.after));
}

/// "about 32 fewer than expected", "less than 1 fewer than expected", "about as many as expected".
std::string beside_expected(double difference)
{
    if (std::abs(difference) < 0.5) {
        return "about as many as expected";
    }
    return fmt::format("{}{} than expected", std::abs(difference) < 1 ? "" : "about ",
                       more_or_fewer(difference));
}

/// The difference from what the control leads to expect, and whether chance alone may make it.
std::string difference(const DifferenceInDifferences& change)
{
    const bool is_clear = is_fall(change) || is_rise(change);
    return fmt::format(": {} from the control area (95 % interval {}){}",
                       beside_expected(change.difference), interval(change),
                       is_clear ? "." : "; this could be chance.");
}

/// Where raw counts say less than the ratio. They say something only where the control is about as
/// large as the treated area: a common trend takes more from the larger.
std::string raw_count_words(const InterventionLayer& layer)
{
    constexpr double about_as_large = 2;
    const bool is_clear = is_fall(*layer.change) || is_rise(*layer.change);
    const auto treated = static_cast<double>(layer.treated.before);
    const auto control = static_cast<double>(layer.control.before);
    const bool is_comparable =
        control <= about_as_large * treated && treated <= about_as_large * control;
    if (!is_clear || !layer.displacement || !is_comparable) {
        return "";
    }
    const bool agrees =
        is_fall(*layer.change) ? layer.displacement->high < 0 : layer.displacement->low > 0;
    return agrees ? "" : " By raw counts (weighted displacement difference) it could be chance.";
}

/// What became of the ring: whether some may have moved there. Nothing where it shows nothing.
std::string ring_words(const InterventionLayer& layer)
{
    if (layer.rough_places.value_or(0) > kMostRoughPlaces) {
        return " Places are known too roughly to tell what happened next door.";
    }
    const auto& ring = layer.ring_change;
    const bool fell = layer.change && is_fall(*layer.change);
    if (!ring) {
        return fell ? " The ring around it has too few to tell whether any moved next door." : "";
    }
    if (is_rise(*ring)) {
        return fmt::format(" The ring around it had {} (95 % interval {}){}.",
                           beside_expected(ring->difference), interval(*ring),
                           fell ? ": some may have moved next door" : "");
    }
    if (is_fall(*ring)) {
        return fmt::format(" The ring around it had {}{} (95 % interval {}).",
                           beside_expected(ring->difference), layer.change ? " too" : "",
                           interval(*ring));
    }
    return fell ? " Nothing shows that it moved next door."
                : " The ring around it shows no clear change.";
}

/// "in 6 of the 7 months " where some cannot be compared.
std::string months_words(const InterventionLayer& layer)
{
    return layer.compared < layer.months.size()
               ? fmt::format("in {} of the {} months ", layer.compared, layer.months.size())
               : "";
}

std::string weight_words(const InterventionLayer& layer)
{
    return layer.layer->weight == project::Weight::harm ? " Counted are incidents, not their harm."
                                                        : "";
}

/// Why there are no words of the ring.
std::string no_ring_words(const InterventionEvidence& evidence, const InterventionLayer& layer)
{
    const char* reason = "too few incidents or months to compare";
    if (layer.compared == 0) {
        reason = "no month can be compared";
    } else if (!evidence.control_reason.empty()) {
        reason = "there is no control area";
    }
    return fmt::format(" Nothing can be said of the ring around it: {}.", reason);
}

}  // namespace

std::string intervention_sentence(const InterventionEvidence& evidence,
                                  const InterventionLayer& layer)
{
    const std::string& title = layer.layer->title;
    const char* const counted = layer.layer->sources.size() > 1 ? "records" : "incidents";
    if (layer.compared == 0) {
        return fmt::format(
            "{}: no month can be compared, as none was supplied by every source "
            "both times.",
            title);
    }
    const std::string weight = weight_words(layer);
    if (layer.treated.before + layer.treated.after == 0) {
        return fmt::format(
            "{}: no {} in the treated area before or after, so that nothing can be "
            "said.{}",
            title, counted, weight);
    }
    std::string text = fmt::format("{}: {}{} {} in the treated area", title, months_words(layer),
                                   counted, course(layer.treated));
    if (!evidence.control_reason.empty()) {
        return text +
               ". Without a control area nothing can be said of what would have happened "
               "anyway." +
               weight;
    }
    text += fmt::format(" while in the control area they {}", course(layer.control));
    if (!layer.change) {
        return text + ". " + "Nothing more can be said: " + layer.change.error().message + "." +
               weight;
    }
    text += difference(*layer.change) + raw_count_words(layer);
    if (evidence.ring_km2 > 0) {
        text += ring_words(layer);
    }
    return text + weight;
}

std::string ring_sentence(const InterventionEvidence& evidence, const InterventionLayer& layer)
{
    if (evidence.ring_km2 <= 0) {
        return "";
    }
    std::string words = ring_words(layer);
    if (words.empty()) {
        words = no_ring_words(evidence, layer);
    }
    return words.substr(1) + weight_words(layer);
}

}  // namespace heatward::pipeline
