#include "crs_operation.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/environment.hpp"

namespace heatward::gis {
namespace {

std::string text_or_empty(const char* text) { return text != nullptr ? text : ""; }

ProjObject choose_operation(const ProjContext& context, const ProjObject& source,
                            const ProjObject& target)
{
    const ProjOperationFactory factory(
        proj_create_operation_factory_context(context.get(), nullptr));
    proj_operation_factory_context_set_grid_availability_use(
        context.get(), factory.get(), PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    proj_operation_factory_context_set_spatial_criterion(
        context.get(), factory.get(), PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    double west = 0;
    double south = 0;
    double east = 0;
    double north = 0;
    if (proj_get_area_of_use(context.get(), target.get(), &west, &south, &east, &north, nullptr) !=
            0 &&
        west > -1000) {  // -1000 stands for "not known"
        proj_operation_factory_context_set_area_of_interest(context.get(), factory.get(), west,
                                                            south, east, north);
    }
    const ProjList list(
        proj_create_operations(context.get(), source.get(), target.get(), factory.get()));
    if (!list || proj_list_get_count(list.get()) == 0) {
        return nullptr;
    }
    return ProjObject(proj_list_get(context.get(), list.get(), 0));
}

/// Adds a step to the description if it changes the datum; conversions are exact and are not named.
void describe_step(const ProjObject& step, Projection::Operation& description)
{
    if (proj_get_type(step.get()) != PJ_TYPE_TRANSFORMATION) {
        return;
    }
    std::string name = text_or_empty(proj_get_name(step.get()));
    constexpr std::string_view kInverse = "Inverse of ";
    if (name.starts_with(kInverse)) {
        name.erase(0, kInverse.size());
    }
    description.name += (description.name.empty() ? "" : " + ") + name;
    const std::string authority = text_or_empty(proj_get_id_auth_name(step.get(), 0));
    if (authority == "EPSG" || authority == "INVERSE(EPSG)") {
        description.epsg = code_number(text_or_empty(proj_get_id_code(step.get(), 0)));
    }
}

Projection::Operation describe(const ProjContext& context, const ProjObject& operation)
{
    Projection::Operation description;
    if (proj_get_type(operation.get()) == PJ_TYPE_CONCATENATED_OPERATION) {
        const int steps = proj_concatoperation_get_step_count(context.get(), operation.get());
        for (int i = 0; i < steps; ++i) {
            describe_step(
                ProjObject(proj_concatoperation_get_step(context.get(), operation.get(), i)),
                description);
        }
    } else {
        describe_step(operation, description);
    }
    if (description.name.empty()) {
        description.name = "no change of datum";
    }
    description.accuracy_m = proj_coordoperation_get_accuracy(context.get(), operation.get());
    return description;
}

}  // namespace

int code_number(std::string_view code)
{
    int number = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    return error == std::errc{} && end == code.data() + code.size() ? number : 0;
}

ProjContext make_proj_context()
{
    initialise();
    ProjContext context(proj_context_create());
    if (!context) {
        throw EnvironmentError("PROJ cannot make a context: out of memory");
    }
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

ProjObject read_crs(const ProjContext& context, const std::string& text)
{
    ProjObject crs(proj_create(context.get(), text.c_str()));
    if (!crs || proj_is_crs(crs.get()) == 0) {
        throw DataError(fmt::format(
            "\"{}\" is no reference system that PROJ knows; write a code such as EPSG:27700",
            text.substr(0, 80)));
    }
    return crs;
}

CrsOperation::CrsOperation(const std::string& source, const std::string& target)
    : m_context(make_proj_context())
{
    const ProjObject from = read_crs(m_context, source);
    const ProjObject to = read_crs(m_context, target);
    const ProjObject chosen = choose_operation(m_context, from, to);
    if (chosen) {
        m_operation.reset(proj_normalize_for_visualization(m_context.get(), chosen.get()));
    }
    if (!m_operation) {
        throw DataError(fmt::format("no operation leads from \"{}\" to \"{}\"",
                                    text_or_empty(proj_get_name(from.get())),
                                    text_or_empty(proj_get_name(to.get()))));
    }
    m_description = describe(m_context, chosen);
}

CrsOperation::CrsOperation(ProjContext context, ProjObject operation,
                           Projection::Operation description)
    : m_context(std::move(context)),
      m_operation(std::move(operation)),
      m_description(std::move(description))
{
}

CrsOperation CrsOperation::clone() const
{
    ProjContext context = make_proj_context();
    ProjObject operation(proj_clone(context.get(), m_operation.get()));
    if (!operation) {
        throw EnvironmentError("PROJ cannot copy an operation: out of memory");
    }
    return {std::move(context), std::move(operation), m_description};
}

void CrsOperation::transform(PJ_DIRECTION direction, std::span<double> x, std::span<double> y) const
{
    proj_errno_reset(m_operation.get());
    proj_trans_generic(m_operation.get(), direction, x.data(), sizeof(double), x.size(), y.data(),
                       sizeof(double), y.size(), nullptr, 0, 0, nullptr, 0, 0);
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isfinite(x[i]) || !std::isfinite(y[i])) {
            x[i] = y[i] = std::numeric_limits<double>::quiet_NaN();
        }
    }
}

void CrsOperation::forward(std::span<double> x, std::span<double> y) const
{
    transform(PJ_FWD, x, y);
}

void CrsOperation::backward(std::span<double> x, std::span<double> y) const
{
    transform(PJ_INV, x, y);
}

}  // namespace heatward::gis
