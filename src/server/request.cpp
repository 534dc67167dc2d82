#include "heatward/server/request.hpp"

#include <algorithm>

#include "heatward/tabular/text_encoding.hpp"

namespace heatward::server {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* Request::find_header(std::string_view name) const
{
    for (const auto& header : headers) {
        if (equal_ignoring_case(header.name, name)) {
            return &header.value;
        }
    }
    return nullptr;
}

bool accepts_html(const Request& request)
{
    const std::string* accept = request.find_header("Accept");
    if (accept == nullptr) {
        return false;
    }
    std::string_view rest = *accept;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const auto range = rest.substr(0, comma);
        if (equal_ignoring_case(tabular::trimmed(range.substr(0, range.find(';'))), "text/html")) {
            return true;
        }
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    return false;
}

}  // namespace heatward::server
