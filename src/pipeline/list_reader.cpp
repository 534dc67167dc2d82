#include "list_reader.hpp"

#include "open_names_list.hpp"
#include "place_list.hpp"
#include "postcode_list.hpp"
#include "premises_list.hpp"
#include "road_list.hpp"
#include "uprn_list.hpp"

namespace heatward::pipeline {

std::unique_ptr<ListReader> make_list_reader(ListKind kind, const ListColumns& columns,
                                             const ListReaderContext& context)
{
    switch (kind) {
        case ListKind::postcodes:
            return std::make_unique<PostcodeList>(columns, context);
        case ListKind::uprns:
            return std::make_unique<UprnList>(columns, context);
        case ListKind::open_names:
            return std::make_unique<OpenNamesList>(columns, context);
        case ListKind::roads:
            return std::make_unique<RoadList>(columns, context);
        case ListKind::premises:
            return std::make_unique<PremisesList>(columns, context);
        case ListKind::places:
            return std::make_unique<PlaceList>(columns, context);
    }
    return nullptr;
}

}  // namespace heatward::pipeline
