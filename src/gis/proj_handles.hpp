#pragma once

#include <memory>

#include <proj.h>

namespace heatward::gis {

struct DestroyProj {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
    void operator()(PJ* object) const { proj_destroy(object); }
    void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* factory) const
    {
        proj_operation_factory_context_destroy(factory);
    }
};

using ProjContext = std::unique_ptr<PJ_CONTEXT, DestroyProj>;
using ProjObject = std::unique_ptr<PJ, DestroyProj>;
using ProjList = std::unique_ptr<PJ_OBJ_LIST, DestroyProj>;
using ProjOperationFactory = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, DestroyProj>;

}  // namespace heatward::gis
