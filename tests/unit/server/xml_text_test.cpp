#include "heatward/server/xml_text.hpp"

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

TEST(XmlText, EscapesWhatWouldBeMarkup)
{
    EXPECT_EQ(escape_markup(R"(<script>alert('x' & "y")</script>)"),
              "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;");
    EXPECT_EQ(escape_markup("km² – 5\t\r\n"), "km² – 5\t\r\n");
    EXPECT_EQ(escape_markup(""), "");
}

TEST(XmlText, ReplacesWhatXmlDoesNotAllow)
{
    const std::string replacement = "\xEF\xBF\xBD";
    EXPECT_EQ(escape_markup(std::string("a\0b", 3)), "a" + replacement + "b");
    EXPECT_EQ(escape_markup("\x1b[1m"), replacement + "[1m");
    EXPECT_EQ(escape_markup("\x7f"), replacement);
    EXPECT_EQ(escape_markup("\xC2\x85"), replacement);      // U+0085
    EXPECT_EQ(escape_markup("\xC2\xA0"), "\xC2\xA0");       // U+00A0
    EXPECT_EQ(escape_markup("\xEF\xBF\xBE"), replacement);  // U+FFFE
    EXPECT_EQ(escape_markup("\xEF\xBF\xBF"), replacement);  // U+FFFF
    EXPECT_EQ(escape_markup("\xFFx"), replacement + "x");   // no UTF-8
    EXPECT_EQ(escape_markup("\xED\xA0\x80"), replacement + replacement + replacement);
    EXPECT_EQ(escape_markup("\xF0\x9F\x9A\x91"), "\xF0\x9F\x9A\x91");
    EXPECT_EQ(escape_markup("\xF0\x9F"), replacement + replacement);
}

TEST(XmlText, WritesADocumentThatEndsWhatItBegins)
{
    XmlText xml("<!DOCTYPE a SYSTEM \"a.dtd\">");
    xml.open("a", {{"title", "\"x\" & y"}});
    xml.element("b", "1 < 2");
    xml.open("c");
    xml.empty("d", {{"e", "f"}});
    EXPECT_EQ(xml.finish(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<!DOCTYPE a SYSTEM \"a.dtd\">\n"
              "<a title=\"&quot;x&quot; &amp; y\">\n"
              "  <b>1 &lt; 2</b>\n"
              "  <c>\n"
              "    <d e=\"f\"/>\n"
              "  </c>\n"
              "</a>\n");
}

}  // namespace
}  // namespace heatward::server
