#include "wmts_capabilities.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "feature_info.hpp"
#include "heatward/core/tile_id.hpp"
#include "heatward/maps/legend.hpp"
#include "heatward/server/wmts_request.hpp"
#include "heatward/server/xml_text.hpp"
#include "json_answer.hpp"
#include "legend_answer.hpp"
#include "ogc_metadata.hpp"

namespace heatward::server {

namespace {

/// The standard's pixel (OGC 07-057r7, 6.1).
constexpr double kStandardPixel_m = 0.00028;

/// Most months that a dimension lists one by one; of more only the whole is named.
constexpr int kMaxListedMonths = 240;

/// Writes the document of one run.
class CapabilitiesWriter {
public:
    CapabilitiesWriter(const ServedRun& run, std::string base_url, std::string pin)
        : m_run(run), m_base_url(std::move(base_url)), m_pin(std::move(pin))
    {
    }

    std::string write()
    {
        m_xml.open("Capabilities",
                   {{"xmlns", "http://www.opengis.net/wmts/1.0"},
                    {"xmlns:ows", "http://www.opengis.net/ows/1.1"},
                    {"xmlns:xlink", "http://www.w3.org/1999/xlink"},
                    {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
                    {"xsi:schemaLocation",
                     "http://www.opengis.net/wmts/1.0 "
                     "http://schemas.opengis.net/wmts/1.0/wmtsGetCapabilities_response.xsd"},
                    {"version", "1.0.0"}});
        write_service();
        write_operations();
        m_xml.open("Contents");
        for (const auto* layer : shown_layers(m_run)) {
            write_layer(*layer);
        }
        for (const auto* table : shown_tables(m_run)) {
            write_table(*table);
        }
        write_matrix_set();
        m_xml.close();
        m_xml.empty("ServiceMetadataURL", {{"xlink:href", document_address()}});
        return m_xml.finish();
    }

private:
    [[nodiscard]] std::string document_address() const
    {
        return fmt::format("{}/wmts/1.0.0/WMTSCapabilities.xml{}", m_base_url,
                           m_pin.empty() ? "" : "?" + m_pin);
    }

    void write_service()
    {
        const auto& project = m_run.data().project;
        m_xml.open("ows:ServiceIdentification");
        m_xml.element("ows:Title", project.title);
        m_xml.element("ows:Abstract",
                      fmt::format("Incident density maps of run {}. Densities are annualised; "
                                  "records are not events.",
                                  m_run.view().run_id()));
        m_xml.element("ows:ServiceType", "OGC WMTS");
        m_xml.element("ows:ServiceTypeVersion", "1.0.0");
        m_xml.element("ows:Fees", "none");
        m_xml.element("ows:AccessConstraints", project.marking.empty() ? "none" : project.marking);
        m_xml.close();
    }

    void write_operations()
    {
        const std::string address =
            fmt::format("{}/wmts?{}", m_base_url, m_pin.empty() ? "" : m_pin + "&");
        m_xml.open("ows:OperationsMetadata");
        for (const char* name : {"GetCapabilities", "GetTile", "GetFeatureInfo"}) {
            m_xml.open("ows:Operation", {{"name", name}});
            m_xml.open("ows:DCP");
            m_xml.open("ows:HTTP");
            m_xml.open("ows:Get", {{"xlink:href", address}});
            m_xml.open("ows:Constraint", {{"name", "GetEncoding"}});
            m_xml.open("ows:AllowedValues");
            m_xml.element("ows:Value", "KVP");
            for (int i = 0; i < 6; ++i) {
                m_xml.close();
            }
        }
        m_xml.close();
    }

    void begin_layer(const std::string& id, const std::string& title, const std::string& abstract)
    {
        const Extent degrees = m_run.bounds();
        m_xml.open("Layer");
        m_xml.element("ows:Title", title);
        m_xml.element("ows:Abstract", abstract);
        m_xml.open("ows:WGS84BoundingBox");
        m_xml.element("ows:LowerCorner", fmt::format("{} {}", degrees.min_x, degrees.min_y));
        m_xml.element("ows:UpperCorner", fmt::format("{} {}", degrees.max_x, degrees.max_y));
        m_xml.close();
        m_xml.element("ows:Identifier", id);
    }

    void write_style(const std::string& id, std::string_view style, maps::LegendSize size)
    {
        m_xml.open("Style", {{"isDefault", "true"}});
        m_xml.element("ows:Identifier", style);
        m_xml.empty(
            "LegendURL",
            {{"format", std::string(kPng)},
             {"xlink:href",
              fmt::format("{}/wms?{}service=WMS&version=1.3.0&request="
                          "GetLegendGraphic&sld_version=1.1.0&format=image/png&"
                          "layer={}",
                          m_base_url, m_pin.empty() ? "" : m_pin + "&", percent_encode(id))},
             {"width", std::to_string(size.width)},
             {"height", std::to_string(size.height)}});
        m_xml.close();
    }

    void write_formats()
    {
        m_xml.element("Format", kPng);
        for (const auto format : kInfoFormats) {
            m_xml.element("InfoFormat", format);
        }
    }

    void write_time(const TimeValues& values)
    {
        m_xml.open("Dimension");
        m_xml.element("ows:Identifier", "Time");
        m_xml.element("ows:UOM", "ISO8601");
        m_xml.element("Default", values.whole());
        m_xml.element("Value", values.whole());
        const int first = values.months.first.index();
        const int last = values.months.last.index();
        for (int month = first; last - first < kMaxListedMonths && month <= last; ++month) {
            m_xml.element("Value", to_string(Month::from_index(month)));
        }
        m_xml.close();
    }

    /// Tiles that the study area touches, matrix by matrix.
    void write_matrix_link()
    {
        m_xml.open("TileMatrixSetLink");
        m_xml.element("TileMatrixSet", kTileMatrixSet);
        m_xml.open("TileMatrixSetLimits");
        const Extent bounds = bounds_in(m_run, PictureCrs::epsg_3857).value();
        for (int zoom = 0; zoom <= kMaxZoom; ++zoom) {
            const double side = pixel_size_at(zoom) * kTileSize;
            const double last = std::ldexp(1.0, zoom) - 1;
            const auto tile = [&](double metres) {
                return fmt::format("{:.0f}", std::clamp(std::floor(metres / side), 0.0, last));
            };
            m_xml.open("TileMatrixLimits");
            m_xml.element("TileMatrix", std::to_string(zoom));
            m_xml.element("MinTileRow", tile(kMercatorHalfWidth - bounds.max_y));
            m_xml.element("MaxTileRow", tile(kMercatorHalfWidth - bounds.min_y));
            m_xml.element("MinTileCol", tile(bounds.min_x + kMercatorHalfWidth));
            m_xml.element("MaxTileCol", tile(bounds.max_x + kMercatorHalfWidth));
            m_xml.close();
        }
        m_xml.close();
        m_xml.close();
    }

    void write_template(const std::string& id)
    {
        // Without {Time}: OWSLib 0.27 leaves it standing. Clients that have times add TIME=.
        const std::string query = m_pin.empty() ? "" : "?" + m_pin;
        m_xml.empty("ResourceURL",
                    {{"format", std::string(kPng)},
                     {"resourceType", "tile"},
                     {"template", fmt::format("{}/wmts/1.0.0/{}/{{Style}}/{{TileMatrixSet}}/"
                                              "{{TileMatrix}}/{{TileRow}}/{{TileCol}}.png{}",
                                              m_base_url, percent_encode(id), query)}});
    }

    void write_layer(const project::Layer& layer)
    {
        begin_layer(layer.id, layer.title, abstract_of(m_run, layer));
        const auto request = parse_layer_request(m_run, layer.id, {}).value();
        write_style(layer.id, layer.style, maps::legend_size(legend_of(m_run, request)));
        write_formats();
        const auto values = time_values(m_run, layer);
        if (values) {
            write_time(*values);
        }
        write_matrix_link();
        write_template(layer.id);
        m_xml.close();
    }

    void write_table(const FeatureTable& table)
    {
        const std::string title = title_of_table(table);
        begin_layer(table.name, title, abstract_of_table(m_run, table));
        write_style(table.name, OgcLayer{std::nullopt, &table}.style(),
                    maps::outline_legend_size(maps::outline_classes(table, title)));
        write_formats();
        write_matrix_link();
        write_template(table.name);
        m_xml.close();
    }

    void write_matrix_set()
    {
        m_xml.open("TileMatrixSet");
        m_xml.element("ows:Identifier", kTileMatrixSet);
        m_xml.element("ows:SupportedCRS", "urn:ogc:def:crs:EPSG::3857");
        m_xml.element("WellKnownScaleSet", "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible");
        for (int zoom = 0; zoom <= kMaxZoom; ++zoom) {
            const std::string tiles = std::to_string(1 << zoom);
            m_xml.open("TileMatrix");
            m_xml.element("ows:Identifier", std::to_string(zoom));
            m_xml.element("ScaleDenominator",
                          fmt::format("{}", pixel_size_at(zoom) / kStandardPixel_m));
            m_xml.element("TopLeftCorner",
                          fmt::format("{} {}", -kMercatorHalfWidth, kMercatorHalfWidth));
            m_xml.element("TileWidth", std::to_string(kTileSize));
            m_xml.element("TileHeight", std::to_string(kTileSize));
            m_xml.element("MatrixWidth", tiles);
            m_xml.element("MatrixHeight", tiles);
            m_xml.close();
        }
        m_xml.close();
    }

    const ServedRun& m_run;
    std::string m_base_url;
    std::string m_pin;  ///< "run=…" or empty
    XmlText m_xml;
};

}  // namespace

Answer wmts_capabilities(const RouteContext& context)
{
    const std::string pin = context.is_pinned ? "run=" + context.run->view().run_id() : "";
    Answer answer;
    answer.canonical = fmt::format("wmts capabilities {} {}", context.base_url, pin);
    answer.subjects = {{.shown = Shown::overview}};
    answer.produce = [run = context.run, base_url = context.base_url, pin] {
        return ok("text/xml; charset=utf-8", CapabilitiesWriter(*run, base_url, pin).write());
    };
    return answer;
}

}  // namespace heatward::server
