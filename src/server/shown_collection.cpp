#include "heatward/server/shown_collection.hpp"

#include <algorithm>
#include <utility>

#include "subject_of.hpp"

namespace heatward::server {

namespace {

/// A collection without some of its properties.
class ShownCollection final : public Collection {
public:
    ShownCollection(std::unique_ptr<const Collection> whole, std::vector<std::size_t> shown)
        : m_whole(std::move(whole)), m_shown(std::move(shown))
    {
        for (const std::size_t number : m_shown) {
            m_properties.push_back(m_whole->properties()[number]);
        }
        m_shows_time = std::any_of(
            m_properties.begin(), m_properties.end(),
            [](const Property& property) { return property.type == PropertyType::time; });
    }

    [[nodiscard]] std::size_t size() const override { return m_whole->size(); }
    [[nodiscard]] std::string feature_id(std::size_t index) const override
    {
        return m_whole->feature_id(index);
    }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view feature_id) const override
    {
        return m_whole->find(feature_id);
    }
    [[nodiscard]] Extent extent() const override { return m_whole->extent(); }
    [[nodiscard]] bool has_points() const override { return m_whole->has_points(); }
    [[nodiscard]] std::span<const Property> properties() const override { return m_properties; }
    [[nodiscard]] AttributeValue value(std::size_t index, std::size_t property) const override
    {
        return m_whole->value(index, m_shown.at(property));
    }
    [[nodiscard]] std::optional<PossibleTime> time(std::size_t index) const override
    {
        return m_shows_time ? m_whole->time(index) : std::nullopt;
    }
    [[nodiscard]] Shape shape(std::size_t index) const override { return m_whole->shape(index); }
    [[nodiscard]] Extent nearly_at(std::size_t index) const override
    {
        return m_whole->nearly_at(index);
    }
    [[nodiscard]] const LonLatMultiPolygon* degrees(std::size_t index) const override
    {
        return m_whole->degrees(index);
    }
    [[nodiscard]] bool has_times() const override { return m_shows_time && m_whole->has_times(); }

private:
    std::unique_ptr<const Collection> m_whole;
    std::vector<std::size_t> m_shown;  ///< numbers in m_whole
    std::vector<Property> m_properties;
    bool m_shows_time = false;
};

/// The numbers of the columns that the tier may be shown.
template <class Columns>
std::vector<std::size_t> shown_of(const Columns& columns, Subject subject, Tier tier)
{
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        subject.column = columns[i].name;
        if (decide_access(tier, subject)) {
            shown.push_back(i);
        }
    }
    return shown;
}

}  // namespace

std::vector<std::size_t> shown_columns(const FeatureTable& table, Tier tier)
{
    return shown_of(table.columns, subject_of(table), tier);
}

std::unique_ptr<const Collection> shown_collection(std::unique_ptr<const Collection> collection,
                                                   Subject subject, Tier tier)
{
    auto shown = shown_of(collection->properties(), std::move(subject), tier);
    if (shown.size() == collection->properties().size()) {
        return collection;
    }
    return std::make_unique<const ShownCollection>(std::move(collection), std::move(shown));
}

}  // namespace heatward::server
