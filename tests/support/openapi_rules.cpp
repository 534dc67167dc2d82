#include "openapi_rules.hpp"

#include <algorithm>
#include <charconv>
#include <regex>
#include <set>
#include <string_view>

namespace heatward::test {
namespace {

using nlohmann::json;
using Names = std::set<std::string>;

Names braces_of(const std::string& path)
{
    Names names;
    static const std::regex kBraces(R"(\{([^{}]*)\})");
    for (std::sregex_iterator match(path.begin(), path.end(), kBraces), end; match != end;
         ++match) {
        names.insert((*match)[1]);
    }
    return names;
}

/// Paths that differ by the names in their braces alone are the same.
std::string form_of(const std::string& path)
{
    return std::regex_replace(path, std::regex(R"(\{[^{}]*\})"), "{}");
}

/// A name as a part of a JSON Pointer (RFC 6901).
std::string escaped(const std::string& name)
{
    return std::regex_replace(std::regex_replace(name, std::regex("~"), "~0"), std::regex("/"),
                              "~1");
}

bool is_of_type(const json& value, const std::string& type)
{
    return (type == "integer" && value.is_number_integer()) ||
           (type == "number" && value.is_number()) || (type == "string" && value.is_string()) ||
           (type == "boolean" && value.is_boolean()) || (type == "array" && value.is_array()) ||
           (type == "object" && value.is_object());
}

class Checker {
public:
    explicit Checker(const json& document) : m_document(document) {}

    std::vector<std::string> violations()
    {
        members("", m_document, {"openapi", "info", "paths"},
                {"servers", "components", "tags", "externalDocs", "security"});
        if (!std::regex_match(text(m_document, "openapi"), std::regex(R"(3\.0\.\d+)"))) {
            say("", "openapi is no version 3.0");
        }
        members("/info", child(m_document, "info"), {"title", "version"},
                {"description", "termsOfService", "contact", "license"});
        check_servers();
        check_tags();
        check_paths();
        check_components();
        check_references("", m_document);
        return std::move(m_violations);
    }

private:
    void say(const std::string& place, const std::string& what)
    {
        m_violations.push_back((place.empty() ? "/" : place) + ": " + what);
    }

    static const json& child(const json& parent, const std::string& name)
    {
        static const json nothing;
        return parent.is_object() && parent.contains(name) ? parent.at(name) : nothing;
    }

    static std::string text(const json& parent, const std::string& name)
    {
        const json& value = child(parent, name);
        return value.is_string() ? value.get<std::string>() : "";
    }

    bool members(const std::string& place, const json& object, const Names& needed,
                 const Names& other)
    {
        if (!object.is_object()) {
            say(place, "is no object");
            return false;
        }
        for (const auto& name : needed) {
            if (!object.contains(name)) {
                say(place, "has no " + name);
            }
        }
        for (const auto& [name, value] : object.items()) {
            if (!needed.contains(name) && !other.contains(name) && !name.starts_with("x-")) {
                say(place, "has a member " + name + " that OpenAPI does not know");
            }
        }
        return true;
    }

    void check_servers()
    {
        for (const json& server : child(m_document, "servers")) {
            members("/servers", server, {"url"}, {"description", "variables"});
            const std::string url = text(server, "url");
            if (url.empty() || url.find_first_of("?# ") != std::string::npos) {
                say("/servers", "url is no address to put paths behind");
            }
        }
    }

    void check_tags()
    {
        for (const json& tag : child(m_document, "tags")) {
            members("/tags", tag, {"name"}, {"description", "externalDocs"});
            if (!m_tags.insert(text(tag, "name")).second) {
                say("/tags", text(tag, "name") + " is there twice");
            }
        }
    }

    void check_paths()
    {
        Names forms;
        for (const auto& [path, item] : child(m_document, "paths").items()) {
            const std::string place = "/paths/" + escaped(path);
            if (!path.starts_with('/')) {
                say(place, "does not begin with a slash");
            }
            if (!forms.insert(form_of(path)).second) {
                say(place, "is there twice");
            }
            members(place, item, {}, {"summary", "description", "get", "head", "options"});
            for (const char* method : {"get", "head", "options"}) {
                if (item.contains(method)) {
                    check_operation(place + "/" + method, item.at(method), braces_of(path));
                }
            }
        }
    }

    void check_operation(const std::string& place, const json& operation, const Names& braces)
    {
        if (!members(place, operation, {"responses", "operationId"},
                     {"tags", "summary", "description", "parameters", "deprecated"})) {
            return;
        }
        if (!m_operation_ids.insert(text(operation, "operationId")).second) {
            say(place, "operationId " + text(operation, "operationId") + " is there twice");
        }
        for (const json& tag : child(operation, "tags")) {
            if (!tag.is_string() || !m_tags.contains(tag.get<std::string>())) {
                say(place, "has a tag that is not declared");
            }
        }
        check_parameters(place + "/parameters", child(operation, "parameters"), braces);
        const json& responses = child(operation, "responses");
        if (!responses.is_object() || responses.empty()) {
            say(place, "has no responses");
            return;
        }
        for (const auto& [status, response] : responses.items()) {
            if (!std::regex_match(status, std::regex("default|[1-5]([0-9]{2}|XX)"))) {
                say(place, status + " is no status");
            }
            check_response(place + "/responses/" + status, response);
        }
    }

    void check_parameters(const std::string& place, const json& parameters, const Names& braces)
    {
        Names in_path;
        Names seen;
        for (const json& written : parameters) {
            const json& parameter = resolved(written);
            check_parameter(place, parameter);
            const std::string name = text(parameter, "name");
            if (!seen.insert(text(parameter, "in") + " " + name).second) {
                say(place, name + " is there twice");
            }
            if (text(parameter, "in") == "path") {
                in_path.insert(name);
                if (child(parameter, "required") != json(true)) {
                    say(place, name + " is in the path but not required");
                }
            }
        }
        if (in_path != braces) {
            say(place, "the path's braces and its path parameters are not the same");
        }
    }

    void check_parameter(const std::string& place, const json& parameter)
    {
        if (!members(place, parameter, {"name", "in", "schema"},
                     {"description", "required", "deprecated", "style", "explode", "allowReserved",
                      "allowEmptyValue", "example", "examples"})) {
            return;
        }
        if (!Names{"path", "query", "header", "cookie"}.contains(text(parameter, "in"))) {
            say(place, text(parameter, "name") + " is in no known place");
        }
        check_schema(place + "/" + text(parameter, "name"), child(parameter, "schema"));
    }

    void check_response(const std::string& place, const json& written)
    {
        const json& response = resolved(written);
        members(place, response, {"description"}, {"headers", "content", "links"});
        if (text(response, "description").empty()) {
            say(place, "has no description");
        }
        check_content(place, child(response, "content"));
        for (const auto& [name, header] : child(response, "headers").items()) {
            members(place + "/headers/" + name, header, {"schema"},
                    {"description", "required", "deprecated"});
            check_schema(place + "/headers/" + name, child(header, "schema"));
        }
    }

    void check_content(const std::string& place, const json& content)
    {
        for (const auto& [type, media] : content.items()) {
            if (!std::regex_match(type, std::regex(R"([a-z]+/[a-z0-9.+-]+(;[a-z0-9.=-]+)*)"))) {
                say(place, type + " is no media type");
            }
            if (members(place, media, {}, {"schema", "example", "examples", "encoding"}) &&
                media.contains("schema")) {
                check_schema(place + "/" + escaped(type), media.at("schema"));
            }
        }
    }

    void check_schema(const std::string& place, const json& written)
    {
        const json& schema = resolved(written);
        static const Names kKnown{"type",      "format",      "enum",
                                  "default",   "description", "title",
                                  "minimum",   "maximum",     "pattern",
                                  "items",     "minItems",    "maxItems",
                                  "minLength", "maxLength",   "properties",
                                  "required",  "nullable",    "additionalProperties",
                                  "example",   "oneOf"};
        if (!members(place, schema, {}, kKnown)) {
            return;
        }
        const std::string type = text(schema, "type");
        if (!schema.contains("oneOf") &&
            !Names{"string", "number", "integer", "boolean", "array", "object"}.contains(type)) {
            say(place, "has a schema without a known type");
        }
        if ((type == "array") != schema.contains("items")) {
            say(place, "has items without being an array, or is an array without them");
        }
        check_values(place, schema, type);
        for (const auto& [name, property] : child(schema, "properties").items()) {
            check_schema(place + "/" + name, property);
        }
        if (schema.contains("items")) {
            check_schema(place + "/items", schema.at("items"));
        }
    }

    void check_values(const std::string& place, const json& schema, const std::string& type)
    {
        for (const json& value : child(schema, "enum")) {
            if (!is_of_type(value, type)) {
                say(place, "allows a value that is not of its type");
            }
        }
        if (schema.contains("default")) {
            const json& value = schema.at("default");
            const json& allowed = child(schema, "enum");
            if (!is_of_type(value, type) ||
                (!allowed.is_null() &&
                 std::find(allowed.begin(), allowed.end(), value) == allowed.end())) {
                say(place, "has a default that it does not allow");
            }
        }
        for (const auto& [least, most] : {std::pair{"minimum", "maximum"},
                                          {"minItems", "maxItems"},
                                          {"minLength", "maxLength"}}) {
            if (schema.contains(least) && schema.contains(most) &&
                schema.at(least) > schema.at(most)) {
                say(place, std::string(least) + " is above " + most);
            }
        }
    }

    void check_components()
    {
        const json& components = child(m_document, "components");
        if (components.is_null()) {
            return;
        }
        members("/components", components, {},
                {"schemas", "responses", "parameters", "headers", "securitySchemes"});
        for (const auto& [name, response] : child(components, "responses").items()) {
            check_response("/components/responses/" + name, response);
        }
        for (const auto& [name, schema] : child(components, "schemas").items()) {
            check_schema("/components/schemas/" + name, schema);
        }
        for (const auto& [name, parameter] : child(components, "parameters").items()) {
            check_parameter("/components/parameters/" + name, parameter);
        }
    }

    /// What a reference leads to, or the value itself.
    const json& resolved(const json& value) const
    {
        const std::string reference = text(value, "$ref");
        if (!reference.starts_with("#/")) {
            return value;
        }
        const json::json_pointer pointer(reference.substr(1));
        return m_document.contains(pointer) ? m_document.at(pointer) : value;
    }

    void check_references(const std::string& place, const json& value)
    {
        if (value.is_object() && value.contains("$ref")) {
            const std::string reference = text(value, "$ref");
            if (value.size() != 1 || !reference.starts_with("#/") ||
                !m_document.contains(json::json_pointer(reference.substr(1)))) {
                say(place, "$ref " + reference + " leads nowhere, or is not alone");
            }
            return;
        }
        if (value.is_structured()) {
            for (const auto& [name, part] : value.items()) {
                check_references(place + "/" + escaped(name), part);
            }
        }
    }

    const json& m_document;
    std::vector<std::string> m_violations;
    Names m_tags;
    Names m_operation_ids;
};

bool is_number(const std::string& text, bool is_integer, const json& schema)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() &&
           (!is_integer || text.find('.') == std::string::npos) &&
           (!schema.contains("minimum") || number >= schema.at("minimum").get<double>()) &&
           (!schema.contains("maximum") || number <= schema.at("maximum").get<double>());
}

bool are_items(std::string_view text, const json& schema)
{
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        const auto comma = text.find(',');
        more = comma != std::string_view::npos;
        if (!fits_schema(std::string(text.substr(0, comma)), schema.at("items"))) {
            return false;
        }
        text.remove_prefix(more ? comma + 1 : text.size());
    }
    return count >= schema.value("minItems", std::size_t{0}) &&
           count <= schema.value("maxItems", count);
}

}  // namespace

std::vector<std::string> openapi_violations(const nlohmann::json& document)
{
    return Checker(document).violations();
}

bool fits_schema(const std::string& text, const nlohmann::json& schema)
{
    const std::string type = schema.at("type");
    if (schema.contains("enum")) {
        const auto& allowed = schema.at("enum");
        return std::any_of(allowed.begin(), allowed.end(), [&](const json& value) {
            return (value.is_string() ? value.get<std::string>() : value.dump()) == text;
        });
    }
    if (type == "array") {
        return are_items(text, schema);
    }
    if (type == "integer" || type == "number") {
        return is_number(text, type == "integer", schema);
    }
    return !schema.contains("pattern") ||
           std::regex_search(text, std::regex(schema.at("pattern").get<std::string>()));
}

}  // namespace heatward::test
