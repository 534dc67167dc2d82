#include "heatward/pipeline/read_gazetteer.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gazetteer_lists.hpp"
#include "list_reader.hpp"
#include "list_table.hpp"
#include "name_list.hpp"

namespace heatward::pipeline {
namespace {

/// Files of a folder that are no lists are named up to this many.
constexpr std::size_t kMostNamedFiles = 5;

class BuilderSink final : public GazetteerSink {
public:
    bool add(const geocode::PostcodeRecord& record) override { return m_builder.add(record); }
    void add(geocode::RoadRecord record) override { m_builder.add(std::move(record)); }
    void add(geocode::PremisesRecord record) override { m_builder.add(std::move(record)); }
    void add(geocode::PlaceRecord record) override { m_builder.add(std::move(record)); }
    void add(const geocode::UprnRecord& record) override { m_builder.add(record); }

    geocode::GazetteerBuilder& builder() { return m_builder; }

private:
    geocode::GazetteerBuilder m_builder;
};

/// Reads one list after the other into one sink.
class ListsReader {
public:
    ListsReader(const GazetteerRequest& request, GazetteerSink& sink)
        : m_request(request), m_ground(request.projection), m_sink(sink)
    {
    }

    /// One entry of [gazetteer]. Throws DataError naming the file.
    void read(const GazetteerList& list);

    std::vector<std::string> warnings;

private:
    using Tallies = std::map<ListKind, ListTally>;  ///< one list may have sheets of several kinds

    void read_file(const ListTable& table, ListTally& tally);
    void report(const GazetteerList& list, const std::string& name, const Tallies& tallies,
                const std::vector<std::string>& no_lists);

    const GazetteerRequest& m_request;
    ListGround m_ground;
    GazetteerSink& m_sink;
};

void ListsReader::read_file(const ListTable& table, ListTally& tally)
{
    const auto reader =
        make_list_reader(table.kind, ListColumns(table.shape.columns), {m_ground, m_sink, tally});
    read_list(table, m_request.projection, tally, [&](const ListRow& row) { reader->take(row); });
}

void ListsReader::read(const GazetteerList& list)
{
    const project::Project& project = m_request.project;
    const bool is_one_file = is_plain_file(project, list.path);
    const auto files = files_of_list(project, list.path);
    Tallies tallies;
    std::vector<std::string> no_lists;
    std::optional<std::string> first_problem;
    for (const InputFile& file : files) {
        std::optional<ListTable> table;
        try {
            table = look_at_list(file, list.key);
        } catch (const DataError& error) {  // a folder or archive holds other things too
            if (is_one_file) {
                throw;
            }
            no_lists.push_back(file.name);
            first_problem = first_problem.value_or(error.what());
            continue;
        }
        read_file(*table, tallies[table->kind]);
    }
    if (tallies.empty()) {
        throw DataError(*first_problem);
    }
    const std::filesystem::path path(project.resolve(list.path));
    report(list,
           path.has_filename() ? path.filename().string() : path.parent_path().filename().string(),
           tallies, no_lists);
}

void ListsReader::report(const GazetteerList& list, const std::string& name, const Tallies& tallies,
                         const std::vector<std::string>& no_lists)
{
    std::uint64_t taken = 0;
    for (const auto& [kind, tally] : tallies) {
        taken += tally.taken();
        for (const std::string& sentence : tally.sentences(name, to_string(kind))) {
            warnings.push_back(fmt::format("gazetteer.{}: {}", list.key, sentence));
        }
    }
    if (taken == 0) {
        const ListKind kind = tallies.begin()->first;
        const std::string held = kind == ListKind::postcodes
                                     ? "postcode with a position"
                                     : std::string(to_string(kind)) + " that can be used";
        throw DataError(fmt::format("{}: holds no {}", name, held));
    }
    if (!no_lists.empty()) {
        const std::span named(no_lists.data(), std::min(no_lists.size(), kMostNamedFiles));
        warnings.push_back(fmt::format(
            "gazetteer.{}: {}: {} of its files are no list for this key and were left out: {}{}",
            list.key, name, no_lists.size(), fmt::join(named, ", "),
            named.size() < no_lists.size() ? ", …" : ""));
    }
}

void add_areas(std::span<const AreaSetData> area_sets, geocode::GazetteerBuilder& builder)
{
    for (const AreaSetData& set : area_sets) {
        for (const gis::AreaRecord& area : set.areas) {
            std::string name = clean_name(area.name);
            if (!name.empty()) {
                builder.add(geocode::AreaRecord{std::move(name), area.polygons});
            }
        }
    }
}

}  // namespace

GazetteerUse gazetteer_use(const project::Source& source)
{
    return {project::looks_up_postcodes(source), !source.fields.location.empty(),
            !source.fields.uprn.empty()};
}

GazetteerUse gazetteer_use(const project::Project& project)
{
    GazetteerUse use;
    for (const project::Source& source : project.sources) {
        const GazetteerUse own = gazetteer_use(source);
        use.postcodes |= own.postcodes;
        use.names |= own.names;
        use.uprns |= own.uprns;
    }
    return use;
}

GazetteerContents read_gazetteer(const GazetteerRequest& request, Progress& progress)
{
    const auto lists = gazetteer_lists(request.project, request.use);
    progress.begin("reading the gazetteer", lists.size(), "lists");
    BuilderSink sink;
    ListsReader reader(request, sink);
    for (const GazetteerList& list : lists) {
        try {
            reader.read(list);
        } catch (const DataError& error) {
            throw DataError(fmt::format("gazetteer.{}: {}", list.key, error.what()));
        }
        progress.advance(1);
    }
    if (request.use.names) {
        add_areas(request.area_sets, sink.builder());
    }
    GazetteerContents contents;
    contents.warnings = std::move(reader.warnings);
    const std::size_t disagreeing = sink.builder().disagreeing_postcodes();
    if (disagreeing > 0) {
        contents.warnings.push_back(fmt::format(
            "gazetteer.postcodes: {} more than {} m from where an earlier list has {}; the earlier "
            "stands",
            disagreeing == 1 ? "1 postcode lies" : fmt::format("{} postcodes lie", disagreeing),
            geocode::kPostcodeAgreement_m, disagreeing == 1 ? "it" : "them"));
    }
    contents.gazetteer = sink.builder().build();
    progress.end();
    return contents;
}

}  // namespace heatward::pipeline
