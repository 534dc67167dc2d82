#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cell_text.hpp"
#include "heatward/server/feature_writer.hpp"
#include "heatward/server/xml_text.hpp"
#include "html_page.hpp"

namespace heatward::server {

namespace {

/// Texts longer than this, in bytes, are sentences: their column is kept wide enough to read.
constexpr std::size_t kMostOfAName = 60;

class HtmlWriter final : public FeatureWriter {
public:
    explicit HtmlWriter(const FeatureWriting& writing)
        : m_collection(writing.collection),
          m_id(writing.collection_id),
          m_properties(writing.properties),
          m_marking(writing.marking)
    {
    }

    void begin(std::string& out) override
    {
        out += html_begin("Features of " + m_id, m_marking);
        out += "<div class=\"wide\"><table><thead><tr><th>id</th>";
        for (const std::size_t i : m_properties) {
            out += "<th>" + escape_markup(m_collection->properties()[i].name) + "</th>";
        }
        out += "</tr></thead><tbody>\n";
    }

    void write(std::size_t index, std::string& out) override
    {
        out += "<tr><td>" + escape_markup(m_collection->feature_id(index)) + "</td>";
        for (const std::size_t i : m_properties) {
            const std::string text =
                cell_text(m_collection->value(index, i), m_collection->properties()[i].type,
                          CellReader::people);
            out += text.size() > kMostOfAName ? "<td class=\"words\">" : "<td>";
            out += escape_markup(text);
            out += "</td>";
        }
        out += "</tr>\n";
    }

    [[nodiscard]] bool tells_matched() const override { return true; }
    void end(const PageEnd& end, std::string& out) override
    {
        out += fmt::format("</tbody></table></div>\n<p>{} of {} features.</p>\n<nav>", end.returned,
                           end.matched);
        for (const auto& link : *end.links) {
            out +=
                html_link(link.at("href").get<std::string>(), link.at("title").get<std::string>());
        }
        out += "</nav>\n";
        out += html_end();
    }

private:
    const Collection* m_collection;
    std::string m_id;
    std::vector<std::size_t> m_properties;
    std::string m_marking;
};

}  // namespace

std::unique_ptr<FeatureWriter> make_html_writer(const FeatureWriting& writing)
{
    return std::make_unique<HtmlWriter>(writing);
}

}  // namespace heatward::server
