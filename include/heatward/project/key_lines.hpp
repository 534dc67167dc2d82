#pragma once

#include <map>
#include <string>
#include <string_view>

namespace heatward::project {

/// Where the keys of a project file stand, for findings that come from looking at other files.
class KeyLines {
public:
    /// Nothing is known where the file cannot be read or is no TOML.
    static KeyLines of_file(const std::string& path);
    static KeyLines of_text(std::string_view toml);

    /// 1-based line of the dotted key as findings name it ("layers.violence.bandwidth",
    /// "basemap[1].path"), or of the innermost table around it that the file has; 0 where it has
    /// none.
    [[nodiscard]] int line_of(std::string_view key) const;

private:
    std::map<std::string, int, std::less<>> m_lines;
};

}  // namespace heatward::project
