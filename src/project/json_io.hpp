#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "enum_names.hpp"
#include "heatward/core/connection_string.hpp"
#include "heatward/core/error.hpp"

namespace heatward::project {

/// Writes members of a value into a JSON object. `kMembers` (json_members.hpp) names them once for
/// both directions.
class JsonWriter {
public:
    explicit JsonWriter(nlohmann::json& object) : m_object(object) {}

    template <class T>
    void member(const char* key, const T& value)
    {
        m_object[key] = to_value(value);
    }
    template <class T>
    void member(const char* key, const std::optional<T>& value)
    {
        if (value) {
            m_object[key] = to_value(*value);
        }
    }
    /// A path, redacted where it is a connection string.
    void path(const char* key, const std::string& value)
    {
        m_object[key] = redact_connection(value);
    }
    void path(const char* key, const std::optional<std::string>& value)
    {
        if (value) {
            path(key, *value);
        }
    }
    void path(const char* key, const std::vector<std::string>& values)
    {
        nlohmann::json array = nlohmann::json::array();
        for (const std::string& value : values) {
            array.push_back(redact_connection(value));
        }
        m_object[key] = std::move(array);
    }

private:
    template <class T>
    static nlohmann::json to_value(const T& value)
    {
        if constexpr (std::is_enum_v<T>) {
            return kEnumNames<T>[static_cast<std::size_t>(value)];
        } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            return value;
        } else {
            nlohmann::json object = nlohmann::json::object();
            JsonWriter writer(object);
            visit_members(writer, value);
            return object;
        }
    }
    static nlohmann::json to_value(const Month& month) { return to_string(month); }
    static nlohmann::json to_value(const Bandwidth& bandwidth)
    {
        return std::visit([](const auto& value) { return nlohmann::json(value); }, bandwidth);
    }
    template <class T>
    static nlohmann::json to_value(const std::vector<T>& values)
    {
        nlohmann::json array = nlohmann::json::array();
        for (const T& value : values) {
            array.push_back(to_value(value));
        }
        return array;
    }
    template <class T>
    static nlohmann::json to_value(const std::map<std::string, T>& values)
    {
        nlohmann::json object = nlohmann::json::object();
        for (const auto& [key, value] : values) {
            object[key] = to_value(value);
        }
        return object;
    }

    nlohmann::json& m_object;
};

/// Reads members of a value from a JSON object; throws DataError naming a member that is
/// missing or of another type.
class JsonReader {
public:
    JsonReader(const nlohmann::json& object, std::string name)
        : m_object(object), m_name(std::move(name))
    {
        if (!object.is_object()) {
            wrong(m_name, "an object");
        }
    }

    template <class T>
    void member(const char* key, T& value) const
    {
        const auto it = m_object.find(key);
        if (it == m_object.end()) {
            throw DataError(m_name + "." + key + " is missing; build the run again");
        }
        from_value(*it, m_name + "." + key, value);
    }
    template <class T>
    void member(const char* key, std::optional<T>& value) const
    {
        const auto it = m_object.find(key);
        if (it != m_object.end()) {
            value.emplace();
            from_value(*it, m_name + "." + key, *value);
        }
    }
    template <class T>
    void path(const char* key, T& value) const
    {
        member(key, value);
    }

private:
    [[noreturn]] static void wrong(const std::string& name, const std::string& expected)
    {
        throw DataError(name + " is not " + expected + "; build the run again");
    }

    template <class T>
    static void from_scalar(const nlohmann::json& json, bool is_of_type, const std::string& name,
                            const char* expected, T& value)
    {
        if (!is_of_type) {
            wrong(name, expected);
        }
        value = json.get<T>();
    }

    template <class T>
    static void from_value(const nlohmann::json& json, const std::string& name, T& value)
    {
        if constexpr (std::is_enum_v<T>) {
            const auto& names = kEnumNames<T>;
            const auto it = json.is_string() ? std::find(names.begin(), names.end(),
                                                         json.get_ref<const std::string&>())
                                             : names.end();
            if (it == names.end()) {
                wrong(name, "one of the known names");
            }
            value = static_cast<T>(it - names.begin());
        } else if constexpr (std::is_same_v<T, std::string>) {
            from_scalar(json, json.is_string(), name, "a text", value);
        } else if constexpr (std::is_same_v<T, bool>) {
            from_scalar(json, json.is_boolean(), name, "true or false", value);
        } else if constexpr (std::is_integral_v<T>) {
            from_scalar(json, json.is_number_integer(), name, "a whole number", value);
        } else if constexpr (std::is_floating_point_v<T>) {
            from_scalar(json, json.is_number(), name, "a number", value);
        } else {
            const JsonReader reader(json, name);
            visit_members(reader, value);
        }
    }
    static void from_value(const nlohmann::json& json, const std::string& name, Month& value)
    {
        const auto month = json.is_string() ? parse_month(json.get_ref<const std::string&>())
                                            : expected<Month>(fail("no text"));
        if (!month) {
            wrong(name, "a month YYYY-MM");
        }
        value = *month;
    }
    static void from_value(const nlohmann::json& json, const std::string& name, Bandwidth& value)
    {
        if (json.is_string()) {
            value = json.get<std::string>();
            return;
        }
        double metres = 0;
        from_value(json, name, metres);
        value = metres;
    }
    template <class T>
    static void from_value(const nlohmann::json& json, const std::string& name,
                           std::vector<T>& values)
    {
        if (!json.is_array()) {
            wrong(name, "a list");
        }
        values.clear();
        for (std::size_t i = 0; i < json.size(); ++i) {
            from_value(json[i], name + "[" + std::to_string(i) + "]", values.emplace_back());
        }
    }
    template <class T>
    static void from_value(const nlohmann::json& json, const std::string& name,
                           std::map<std::string, T>& values)
    {
        if (!json.is_object()) {
            wrong(name, "an object");
        }
        values.clear();
        for (const auto& [key, value] : json.items()) {
            from_value(value, name + "." + key, values[key]);
        }
    }

    const nlohmann::json& m_object;
    std::string m_name;
};

}  // namespace heatward::project
