#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "feature_info.hpp"
#include "heatward/maps/legend.hpp"
#include "heatward/server/xml_text.hpp"
#include "json_answer.hpp"
#include "legend_answer.hpp"
#include "ogc_metadata.hpp"
#include "wms_operations.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kOldDoctype =
    "<!DOCTYPE WMT_MS_Capabilities SYSTEM "
    "\"http://schemas.opengis.net/wms/1.1.1/capabilities_1_1_1.dtd\">";

constexpr std::string_view kXlink = "http://www.w3.org/1999/xlink";

/// Writes the document of one version of one run.
class CapabilitiesWriter {
public:
    CapabilitiesWriter(const ServedRun& run, WmsVersion version, std::string address)
        : m_run(run),
          m_is_old(version == WmsVersion::v1_1_1),
          m_address(std::move(address)),
          m_xml(m_is_old ? kOldDoctype : "")
    {
        for (const PictureCrs crs : kPictureCrs) {
            if (const auto bounds = bounds_in(m_run, crs)) {
                m_boxes.emplace_back(crs, *bounds);
            }
        }
    }

    std::string write()
    {
        if (m_is_old) {
            m_xml.open("WMT_MS_Capabilities", {{"version", "1.1.1"}});
        } else {
            m_xml.open("WMS_Capabilities",
                       {{"version", "1.3.0"},
                        {"xmlns", "http://www.opengis.net/wms"},
                        {"xmlns:sld", "http://www.opengis.net/sld"},
                        {"xmlns:xlink", std::string(kXlink)},
                        {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
                        {"xsi:schemaLocation",
                         "http://www.opengis.net/wms "
                         "http://schemas.opengis.net/wms/1.3.0/capabilities_1_3_0.xsd "
                         "http://www.opengis.net/sld "
                         "http://schemas.opengis.net/sld/1.1.0/sld_capabilities.xsd"}});
        }
        write_service();
        m_xml.open("Capability");
        write_requests();
        m_xml.open("Exception");
        m_xml.element("Format", m_is_old ? "application/vnd.ogc.se_xml" : "XML");
        m_xml.close();
        write_layers();
        m_xml.close();
        return m_xml.finish();
    }

private:
    void write_resource(const std::string& address)
    {
        XmlText::Attributes attributes{{"xlink:type", "simple"}, {"xlink:href", address}};
        if (m_is_old) {
            attributes.insert(attributes.begin(), {"xmlns:xlink", std::string(kXlink)});
        }
        m_xml.empty("OnlineResource", attributes);
    }

    void write_service()
    {
        const auto& project = m_run.data().project;
        m_xml.open("Service");
        m_xml.element("Name", m_is_old ? "OGC:WMS" : "WMS");
        m_xml.element("Title", project.title);
        m_xml.element("Abstract",
                      fmt::format("Incident density maps of run {}. Densities are annualised; "
                                  "records are not events.",
                                  m_run.view().run_id()));
        write_resource(m_address);
        m_xml.element("Fees", "none");
        m_xml.element("AccessConstraints", project.marking.empty() ? "none" : project.marking);
        if (!m_is_old) {
            m_xml.element("LayerLimit", std::to_string(kMaxPictureLayers));
            m_xml.element("MaxWidth", std::to_string(kMaxPictureSide));
            m_xml.element("MaxHeight", std::to_string(kMaxPictureSide));
        }
        m_xml.close();
    }

    template <class Formats>
    void write_request(std::string_view name, const Formats& formats)
    {
        m_xml.open(name);
        for (const auto& format : formats) {
            m_xml.element("Format", format);
        }
        m_xml.open("DCPType");
        m_xml.open("HTTP");
        m_xml.open("Get");
        write_resource(m_address);
        for (int i = 0; i < 4; ++i) {
            m_xml.close();
        }
    }

    void write_requests()
    {
        using Formats = std::array<std::string_view, 1>;
        m_xml.open("Request");
        write_request("GetCapabilities",
                      Formats{m_is_old ? "application/vnd.ogc.wms_xml" : "text/xml"});
        write_request("GetMap", Formats{kPng});
        write_request("GetFeatureInfo", kInfoFormats);
        write_request(m_is_old ? "GetLegendGraphic" : "sld:GetLegendGraphic", Formats{kPng});
        m_xml.close();
    }

    void write_box(PictureCrs crs, const Extent& bounds)
    {
        const bool is_north_first = !m_is_old && crs == PictureCrs::epsg_4326;
        const Extent box = is_north_first
                               ? Extent{bounds.min_y, bounds.min_x, bounds.max_y, bounds.max_x}
                               : bounds;
        m_xml.empty("BoundingBox", {{m_is_old ? "SRS" : "CRS", std::string(short_name(crs))},
                                    {"minx", fmt::format("{}", box.min_x)},
                                    {"miny", fmt::format("{}", box.min_y)},
                                    {"maxx", fmt::format("{}", box.max_x)},
                                    {"maxy", fmt::format("{}", box.max_y)}});
    }

    void write_extents()
    {
        for (const auto& [crs, bounds] : m_boxes) {
            m_xml.element(m_is_old ? "SRS" : "CRS", short_name(crs));
        }
        const Extent degrees = m_run.bounds();
        const auto text = [](double value) { return fmt::format("{}", value); };
        if (m_is_old) {
            m_xml.empty("LatLonBoundingBox", {{"minx", text(degrees.min_x)},
                                              {"miny", text(degrees.min_y)},
                                              {"maxx", text(degrees.max_x)},
                                              {"maxy", text(degrees.max_y)}});
        } else {
            m_xml.open("EX_GeographicBoundingBox");
            m_xml.element("westBoundLongitude", text(degrees.min_x));
            m_xml.element("eastBoundLongitude", text(degrees.max_x));
            m_xml.element("southBoundLatitude", text(degrees.min_y));
            m_xml.element("northBoundLatitude", text(degrees.max_y));
            m_xml.close();
        }
        for (const auto& [crs, bounds] : m_boxes) {
            write_box(crs, bounds);
        }
    }

    void write_time(const project::Layer& layer)
    {
        const auto values = time_values(m_run, layer);
        if (!values) {
            return;
        }
        const XmlText::Attributes name{{"name", "time"}};
        const XmlText::Attributes unit{{"name", "time"}, {"units", "ISO8601"}};
        const XmlText::Attributes use{{"default", values->whole()},
                                      {"nearestValue", values->are_months ? "1" : "0"}};
        XmlText::Attributes all = m_is_old ? name : unit;
        all.insert(all.end(), use.begin(), use.end());
        if (m_is_old) {
            m_xml.empty("Dimension", unit);
            m_xml.element("Extent", values->extent(), all);
        } else {
            m_xml.element("Dimension", values->extent(), all);
        }
    }

    void write_style(const std::string& layer, std::string_view style, maps::LegendSize size)
    {
        m_xml.open("Style");
        m_xml.element("Name", style);
        m_xml.element("Title", style);
        m_xml.open("LegendURL", {{"width", std::to_string(size.width)},
                                 {"height", std::to_string(size.height)}});
        m_xml.element("Format", kPng);
        write_resource(fmt::format(
            "{}service=WMS&version={}&request=GetLegendGraphic&{}format=image/png&layer={}",
            m_address, m_is_old ? "1.1.1" : "1.3.0", m_is_old ? "" : "sld_version=1.1.0&",
            percent_encode(layer)));
        m_xml.close();
        m_xml.close();
    }

    void write_layer(const project::Layer& layer)
    {
        m_xml.open("Layer", {{"queryable", "1"}, {"opaque", "0"}});
        m_xml.element("Name", layer.id);
        m_xml.element("Title", layer.title);
        m_xml.element("Abstract", abstract_of(m_run, layer));
        write_extents();
        write_time(layer);
        const auto request = parse_layer_request(m_run, layer.id, {}).value();
        write_style(layer.id, layer.style, maps::legend_size(legend_of(m_run, request)));
        m_xml.close();
    }

    void write_table(const FeatureTable& table)
    {
        m_xml.open("Layer", {{"queryable", "1"}, {"opaque", "0"}});
        m_xml.element("Name", table.name);
        const std::string title = title_of_table(table);
        m_xml.element("Title", title);
        m_xml.element("Abstract", abstract_of_table(m_run, table));
        write_extents();
        write_style(table.name, OgcLayer{std::nullopt, &table}.style(),
                    maps::outline_legend_size(maps::outline_classes(table, title)));
        m_xml.close();
    }

    void write_layers()
    {
        m_xml.open("Layer");
        m_xml.element("Title", m_run.data().project.title);
        write_extents();
        for (const auto* layer : shown_layers(m_run)) {
            write_layer(*layer);
        }
        for (const auto* table : shown_tables(m_run)) {
            write_table(*table);
        }
        m_xml.close();
    }

    const ServedRun& m_run;
    bool m_is_old;
    std::string m_address;  ///< ends with ? or &
    std::vector<std::pair<PictureCrs, Extent>> m_boxes;
    XmlText m_xml;
};

}  // namespace

Answer wms_capabilities(const RouteContext& context, WmsVersion version)
{
    const std::string pin = pin_of(context, '?');
    std::string address = fmt::format("{}/wms{}", context.base_url, pin.empty() ? "?" : pin + "&");
    Answer answer;
    answer.canonical = fmt::format("wms capabilities {} {}", static_cast<int>(version), address);
    answer.subjects = {{.shown = Shown::overview}};
    answer.produce = [run = context.run, version, address = std::move(address)] {
        return ok(version == WmsVersion::v1_1_1 ? "application/vnd.ogc.wms_xml"
                                                : "text/xml; charset=utf-8",
                  CapabilitiesWriter(*run, version, address).write());
    };
    return answer;
}

}  // namespace heatward::server
