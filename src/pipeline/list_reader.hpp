#pragma once

#include <memory>

#include "gazetteer_sink.hpp"
#include "list_columns.hpp"
#include "list_ground.hpp"
#include "list_kind.hpp"
#include "list_row.hpp"
#include "list_tally.hpp"

namespace heatward::pipeline {

/// What readers of lists share; all outlive them.
struct ListReaderContext {
    const ListGround& ground;
    GazetteerSink& sink;
    ListTally& tally;  ///< of the list, whatever its files
};

/// Reads the rows of one kind of list.
class ListReader {
public:
    ListReader() = default;
    ListReader(const ListReader&) = delete;
    ListReader& operator=(const ListReader&) = delete;
    virtual ~ListReader() = default;

    /// Puts what the row holds into the sink, or counts why it holds nothing.
    virtual void take(const ListRow& row) = 0;
};

/// The reader of a kind of list whose columns are these.
std::unique_ptr<ListReader> make_list_reader(ListKind kind, const ListColumns& columns,
                                             const ListReaderContext& context);

}  // namespace heatward::pipeline
