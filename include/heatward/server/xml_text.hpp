#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heatward::server {

/// The text for the inside of an XML or HTML element or a quoted attribute: & < > " and ' become
/// character references; what XML 1.0 does not allow (control characters but tab and line ends,
/// U+FFFE, U+FFFF) and bytes that are no UTF-8 become U+FFFD.
std::string escape_markup(std::string_view text);

/// Writes an XML document from its start to its end; every text and value is escaped. Names are the
/// caller's own words and are taken as they are.
class XmlText {
public:
    using Attributes = std::vector<std::pair<std::string_view, std::string>>;

    /// `doctype` stands between the declaration and the first element, as it is; may be empty.
    explicit XmlText(std::string_view doctype = {});

    void open(std::string_view name, const Attributes& attributes = {});
    /// Ends the element opened last.
    void close();
    /// An element with nothing but text.
    void element(std::string_view name, std::string_view text, const Attributes& attributes = {});
    void empty(std::string_view name, const Attributes& attributes = {});

    /// Ends what is open and gives the document (UTF-8).
    std::string finish();

private:
    void begin(std::string_view name, const Attributes& attributes);

    std::string m_text;
    std::vector<std::string> m_open;
};

}  // namespace heatward::server
