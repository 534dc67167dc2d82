#include "json_document.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "refusal.hpp"
#include "tokens.hpp"

namespace heatward::cql2 {
namespace {

using nlohmann::json;

/// Looks at a document without building it.
class Inspection : public nlohmann::json_sax<json> {
public:
    explicit Inspection(std::string_view text) : m_text(text) {}

    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(number_integer_t /*value*/) override { return true; }
    bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
    bool string(string_t& /*value*/) override { return true; }
    bool binary(binary_t& /*value*/) override { return true; }

    bool start_object(std::size_t /*members*/) override { return descend(); }
    bool start_array(std::size_t /*items*/) override { return descend(); }
    bool end_object() override { return ascend(); }
    bool end_array() override { return ascend(); }

    bool key(string_t& name) override
    {
        std::vector<std::string>& names = m_members.back();
        if (std::ranges::find(names, name) != names.end()) {
            throw Refusal{fmt::format("an object has the member “{:.40}” twice: keep one", name),
                          "in the JSON"};
        }
        names.push_back(std::move(name));
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& error) override
    {
        constexpr int kNumberOverflow = 406;
        if (error.id == kNumberOverflow) {
            throw Refusal{"a number is too large: write numbers below 1.8e308", "in the JSON"};
        }
        const std::size_t at = position == 0 ? 0 : std::min(position - 1, m_text.size());
        throw Refusal{"this is no JSON: check the quotes, commas and brackets here and before",
                      character_place(m_text, at)};
    }

private:
    bool descend()
    {
        if (m_members.size() == kDeepestJson) {
            throw Refusal{fmt::format("the filter nests deeper than {} levels of JSON: make it "
                                      "flatter",
                                      kDeepestJson),
                          "in the JSON"};
        }
        m_members.emplace_back();
        return true;
    }

    bool ascend()
    {
        m_members.pop_back();
        return true;
    }

    std::string_view m_text;
    std::vector<std::vector<std::string>> m_members;  // names met, of each open object and array
};

}  // namespace

json read_json_document(std::string_view text)
{
    Inspection inspection{text};
    json::sax_parse(text.begin(), text.end(), &inspection);
    return json::parse(text.begin(), text.end());
}

std::string JsonPlace::pointer() const
{
    if (m_parent == nullptr) {
        return {};
    }
    std::string step;
    for (const char c : m_member) {
        step += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return m_parent->pointer() + "/" + (m_member.empty() ? fmt::format("{}", m_index) : step);
}

std::string JsonPlace::text() const
{
    return m_parent == nullptr ? "at the top" : "at " + pointer();
}

}  // namespace heatward::cql2
