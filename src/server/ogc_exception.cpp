#include "ogc_exception.hpp"

#include "heatward/server/key_value_query.hpp"
#include "heatward/server/xml_text.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kOldDoctype =
    "<!DOCTYPE ServiceExceptionReport SYSTEM "
    "\"http://schemas.opengis.net/wms/1.1.1/exception_1_1_1.dtd\">";

Response exception_response(int status, std::string_view content_type, std::string body)
{
    Response response = ok(content_type, std::move(body));
    response.status = status;
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

}  // namespace

Response wms_exception(WmsVersion version, const ServiceException& exception)
{
    const bool is_old = version == WmsVersion::v1_1_1;
    XmlText xml(is_old ? kOldDoctype : "");
    XmlText::Attributes report{{"version", is_old ? "1.1.1" : "1.3.0"}};
    if (!is_old) {
        report.emplace_back("xmlns", "http://www.opengis.net/ogc");
    }
    xml.open("ServiceExceptionReport", report);
    XmlText::Attributes attributes;
    if (!exception.code.empty()) {
        attributes.emplace_back("code", exception.code);
    }
    if (!exception.locator.empty() && !is_old) {
        attributes.emplace_back("locator", exception.locator);
    }
    xml.element("ServiceException", exception.text, attributes);
    return exception_response(exception.status,
                              is_old ? "application/vnd.ogc.se_xml" : "text/xml; charset=utf-8",
                              xml.finish());
}

Response wmts_exception(const ServiceException& exception)
{
    XmlText xml;
    xml.open(
        "ExceptionReport",
        {{"xmlns", "http://www.opengis.net/ows/1.1"}, {"version", "1.1.0"}, {"xml:lang", "en"}});
    XmlText::Attributes attributes{{"exceptionCode", exception.code}};
    if (!exception.locator.empty()) {
        attributes.emplace_back("locator", exception.locator);
    }
    xml.open("Exception", attributes);
    xml.element("ExceptionText", exception.text);
    return exception_response(exception.status, "text/xml; charset=utf-8", xml.finish());
}

Answer exception_answer(Response response)
{
    Answer answer;
    answer.canonical = "service exception";
    answer.is_heavy = false;
    answer.is_certain = false;
    answer.subjects = {{.shown = Shown::program}};
    answer.produce = [response = std::move(response)] { return response; };
    return answer;
}

ServiceException exception_of(const Problem& problem)
{
    if (problem.status == 404) {
        return {"LayerNotDefined", problem.detail, "LAYERS"};
    }
    return {"InvalidParameterValue", problem.detail, problem.parameter};
}

}  // namespace heatward::server
