#include "heatward/cql2/queryables.hpp"

namespace heatward::cql2 {

std::string_view to_string(Type type)
{
    switch (type) {
        case Type::text:
            return "text";
        case Type::number:
            return "a number";
        case Type::boolean:
            return "true or false";
        case Type::time:
            return "a time";
        case Type::geometry:
            return "a geometry";
    }
    return "";
}

}  // namespace heatward::cql2
