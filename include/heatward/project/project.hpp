#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "heatward/core/kernel.hpp"
#include "heatward/core/tier.hpp"
#include "heatward/core/time.hpp"

/// The project file (docs/PROJECT-FILE.md) as values. Paths stand as they are written in
/// the file; `Project::resolve` makes them absolute.
namespace heatward::project {

struct ParentLink {
    std::string set;    ///< area set id
    std::string field;  ///< field of this set's source that holds the parent's code
};

struct PopulationTable {
    std::string path;
    std::string key;                                  ///< column that holds the area's code
    std::string value;                                ///< column that holds its residents
    std::optional<std::string> layer = std::nullopt;  ///< of a source with several
};

enum class CellShape : std::uint8_t { square, hexagon };

/// Micro-places laid over the study area.
struct CellGrid {
    CellShape shape = CellShape::square;
    double size_m = 150;
};

/// Which areas of a set are neighbours.
struct NeighbourRule {
    enum class By : std::uint8_t { queen, rook, distance };
    By by = By::queen;
    std::optional<double> distance_m;  ///< between centroids; of By::distance alone
};

/// More neighbours than this on average are refused.
inline constexpr int kMostNeighbours = 500;

struct AreaSet {
    std::string id;
    std::string path;  ///< any GDAL vector source; empty for a grid
    std::string code;  ///< field names
    std::string name;
    std::optional<ParentLink> parent;
    std::optional<PopulationTable> population;
    std::optional<CellGrid> grid;
    std::optional<std::string> layer;         ///< of a source with several; never empty
    std::optional<NeighbourRule> neighbours;  ///< absent: queen
};

struct Gazetteer {
    std::vector<std::string> postcodes;
    std::vector<std::string> roads;
    std::vector<std::string> places;
    std::vector<std::string> premises;
};

struct Category {
    std::string id;
    std::string title;
    std::optional<double> harm;  ///< weight of one incident in harm-weighted layers
    bool sensitive = false;
    std::map<std::string, std::vector<std::string>> match;  ///< source id or kind → its own words
};

/// Which columns of a mapped source hold what; empty means not given.
struct SourceFields {
    std::string id;
    std::string time;
    std::string category;
    std::vector<std::string> location;
    std::string postcode;
    std::string x, y, crs;
    std::string lon, lat;
    std::string grid_reference;
    std::string uprn;
};

struct Source {
    std::string id;
    std::string kind;  ///< police | ambulance | health | council | other
    std::string path;
    std::string format;  ///< "police.uk" or empty for mapped fields
    std::string layer;   ///< of a GDAL source with several; empty: the first
    SourceFields fields;
    std::string time_format;  ///< empty: ISO 8601
    std::string timezone;     ///< of its clock; empty: the project's
    std::vector<std::string> drop;
    std::string postcode_of;
    std::vector<Month> missing_periods;
    std::optional<int> threshold;  ///< stricter disclosure threshold of this source
};

/// A bandwidth in metres, or the name of a selector that chooses one.
using Bandwidth = std::variant<double, std::string>;

enum class Weight : std::uint8_t { count, harm };

struct HotspotRule {
    enum class By : std::uint8_t { share_of_area, density, share_of_incidents };
    By by = By::share_of_area;
    double value = 0.01;
    int min_cells = 1;
};

/// Incidents by category and source.
struct IncidentGroup {
    std::vector<std::string> categories;
    std::vector<std::string> sources;  ///< never empty after parsing: default is all
};

struct Layer {
    std::string id;
    std::string title;
    std::vector<std::string> categories;  ///< of a relative risk those of its cases
    /// Another definition of what the layer counts, to compare the ranking with; never empty.
    std::optional<std::vector<std::string>> second_categories = std::nullopt;
    std::vector<std::string> sources;  ///< never empty after parsing: default is all
    /// Set in layers of type "relative-risk" alone.
    std::optional<IncidentGroup> controls = std::nullopt;
    std::string combine;  ///< "sum" or empty
    TimeInterval period;
    std::string period_text;
    Kernel kernel = Kernel::quartic;
    Bandwidth bandwidth = 400.0;
    std::vector<double> bandwidths;  ///< others that viewers may ask for, metres
    std::optional<double> cell_m;    ///< as written; see cell_size_m
    Weight weight = Weight::count;
    EdgeCorrection edge = EdgeCorrection::diggle;
    bool widen = false;
    std::optional<HotspotRule> hotspots;
    std::string style = "density";
    Tier tier = Tier::analyst;
};

/// The pilot's σ in metres of `bandwidth = "abramson:<metres>"`; nothing for any other bandwidth.
std::optional<double> abramson_pilot_m(const Bandwidth& bandwidth);

/// Whether the layer's incidents are drawn with bandwidths of their own: by Abramson's law, or
/// wider where their places are uncertain.
bool has_own_bandwidths(const Layer& layer);

/// Whether the layer shows cases against controls, not a density.
bool is_relative_risk(const Layer& layer);

/// Ids of the sources that the layer's figures come from, those of its controls included.
std::vector<std::string> sources_of(const Layer& layer);

/// The raster's cell for a bandwidth: the layer's own `cell`, else bandwidth/8 rounded down to
/// 5 m, at least 5 and at most 100 m.
double cell_size_m(const Layer& layer, double bandwidth_m);

struct BasemapSource {
    std::string path;
    std::string feature_class;  ///< land | water | green | building | road | rail | place
};

/// Which months an intervention's months are held against.
enum class BeforePeriod : std::uint8_t { year_earlier, preceding };

/// What was done somewhere for some months, to be held against a control area.
struct Intervention {
    std::string id;
    std::string areas_set;  ///< empty where `areas_path` is given
    std::vector<std::string> area_codes;
    std::string areas_path;
    Month from;
    std::optional<Month> to;  ///< nothing: still going on
    std::string control_set;  ///< at most one of the three controls is given
    std::vector<std::string> control_codes;
    std::optional<std::string> control_path = std::nullopt;
    std::optional<std::string> matched_set = std::nullopt;  ///< controls are chosen from this set
    std::optional<std::string> title = std::nullopt;
    std::optional<double> buffer_m = std::nullopt;  ///< as written; see ring_width_m
    std::optional<std::vector<std::string>> layers = std::nullopt;  ///< nothing: all
    std::optional<BeforePeriod> before = std::nullopt;              ///< nothing: year_earlier
};

/// Widest ring around an intervention's areas.
inline constexpr double kMaxRingWidthM = 20'000;

/// Width of the ring around an intervention's areas: its own `buffer`, else 300 m; 0: no ring.
double ring_width_m(const Intervention& intervention);

struct Disclosure {
    int threshold = 5;
    int rounding = 5;
};

/// How figures are judged.
struct Evidence {
    int top = 10;  ///< N of "among the top N" of a ranking
};

struct Server {
    std::string listen = "127.0.0.1:8080";
    std::string public_url;
    std::vector<std::string> cors;
    std::vector<std::string> trusted_proxies;
};

struct Token {
    std::string name;
    std::string sha256;
    Tier tier = Tier::public_;
    std::string expires;
    std::vector<std::string> districts;
};

struct Access {
    std::optional<Tier> anonymous;  ///< absent: see server docs for the default
    std::vector<Token> tokens;
};

struct Project {
    std::string title;
    std::string crs = "EPSG:27700";
    std::string output = "published";
    std::string study_area;  ///< area set id
    std::string timezone = "Europe/London";
    std::string marking;
    std::vector<AreaSet> areas;
    Gazetteer gazetteer;
    std::vector<Category> categories;  ///< in file order: IncidentTable's category indices
    std::vector<Source> sources;       ///< in file order: IncidentTable's source indices
    std::vector<Layer> layers;
    std::vector<BasemapSource> basemap;
    std::vector<Intervention> interventions;
    Disclosure disclosure;
    std::optional<Evidence> evidence;  ///< absent: all defaults
    Server server;
    Access access;

    std::string file;    ///< the project file's path as given; not part of the analysis
    std::string folder;  ///< absolute folder of the project file; not part of the analysis

    /// A path of the file made absolute; "PG:…" and other connection strings and
    /// "/vsi…" paths stay as they are.
    [[nodiscard]] std::string resolve(const std::string& path) const;

    [[nodiscard]] const AreaSet* find_area_set(std::string_view id) const;
    [[nodiscard]] const Layer* find_layer(std::string_view id) const;
    [[nodiscard]] std::optional<std::uint16_t> category_index(std::string_view id) const;
    [[nodiscard]] std::optional<std::uint16_t> source_index(std::string_view id) const;
};

/// Whether a source has a postcode by which its incidents may be located.
bool looks_up_postcodes(const Source& source);
/// Whether some source of the project does.
bool looks_up_postcodes(const Project& project);

}  // namespace heatward::project
