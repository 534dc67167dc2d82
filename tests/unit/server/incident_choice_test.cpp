#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/incident_filter.hpp"
#include "served_example.hpp"

// What chooses incidents beside OGC's own parameters, counted again from the table.
namespace heatward::server {
namespace {

using test::body_of;
using test::ServedExample;
using ::testing::HasSubstr;

/// The example run with times of every precision.
run_store::RunData run_of_all_precisions()
{
    auto data = test::example_run_data();
    auto& table = data.incidents;
    constexpr std::array kPrecisions{TimePrecision::minute, TimePrecision::hour, TimePrecision::day,
                                     TimePrecision::month};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const TimePrecision precision = kPrecisions.at(i % 4);
        const WallMinutes day = table.time[i] + static_cast<WallMinutes>(i * 7 % 28) * 1440;
        const auto hour = static_cast<WallMinutes>(i * 5 % 24) * 60;
        table.precision[i] = precision;
        table.time[i] = precision == TimePrecision::month ? WallMinutes{table.time[i]}
                        : precision == TimePrecision::day ? day
                        : precision == TimePrecision::hour
                            ? day + hour
                            : day + hour + static_cast<WallMinutes>(i % 60);
    }
    return data;
}

class ChosenIncidents : public ::testing::Test {
protected:
    std::size_t count(const std::string& query)
    {
        const auto response =
            m_example.get("/collections/incidents/items?resulttype=hits&" + query);
        EXPECT_EQ(response.status, 200) << query << "\n" << response.body;
        const auto page = nlohmann::json::parse(body_of(response));
        EXPECT_TRUE(page.at("features").empty());
        EXPECT_EQ(page.at("numberReturned"), 0);
        return page.at("numberMatched");
    }

    template <class Holds>
    std::size_t rows(const Holds& holds)
    {
        std::size_t count = 0;
        for (std::size_t i = 0; i < m_data.incidents.size(); ++i) {
            count += holds(m_data.incidents.at(i)) ? 1U : 0U;
        }
        return count;
    }

    std::string refusal(const std::string& target)
    {
        const Response response = m_example.get(target);
        EXPECT_EQ(response.status, 400) << target;
        const auto problem = nlohmann::json::parse(response.body);
        return problem.at("parameter").get<std::string>() + ": " +
               problem.at("detail").get<std::string>();
    }

    run_store::RunData m_data = run_of_all_precisions();
    ServedExample m_example{run_of_all_precisions()};
};

TEST_F(ChosenIncidents, TakeTheParametersOfTiles)
{
    EXPECT_EQ(count(""), 400U);
    EXPECT_EQ(count("category=robbery"), rows([](const Incident& i) { return i.category == 1; }));
    EXPECT_EQ(count("source=police"), rows([](const Incident& i) { return i.source == 0; }));
    EXPECT_EQ(count("source=police,ambulance&category=violence,robbery"), 400U);
    const auto hours = parse_hours("22-04").value();
    const auto days = parse_weekdays("fri,sat").value();
    EXPECT_EQ(count("hours=22-04"), rows([&](const Incident& i) {
                  return i.precision <= TimePrecision::hour && hours.contains(i.time);
              }));
    EXPECT_EQ(count("days=fri,sat"), rows([&](const Incident& i) {
                  return i.precision <= TimePrecision::day && days.contains(i.time);
              }));
    const std::size_t all = rows([&](const Incident& i) {
        return i.precision <= TimePrecision::hour && hours.contains(i.time) &&
               days.contains(i.time) && i.category == 0 && i.source == 1 && i.row <= 300;
    });
    EXPECT_GT(all, 0U);
    EXPECT_EQ(count("hours=22-04&days=sat,fri&category=violence&source=ambulance&"
                    "filter=row%3C%3D300"),
              all);
    EXPECT_EQ(count("hours=0-24&days=mon,tue,wed,thu,fri,sat,sun"), 400U);
}

TEST_F(ChosenIncidents, OfATilesFilterAreThoseThatTheDensityCounts)
{
    // Of the layer's categories and sources, whole months: nothing lies in them by half.
    IncidentFilter filter{{0, 1}, {0}, parse_interval("2025-02/2025-09").value()};
    filter.hours = parse_hours("8-20").value();
    filter.days = parse_weekdays("mon,tue,wed").value();
    const auto selection = select(m_data.incidents, filter);
    EXPECT_EQ(count("datetime=2025-02/2025-09&hours=8-20&days=mon,tue,wed&source=police&"
                    "category=violence,robbery&filter=in_study_area"),
              selection.rows.size());
}

TEST_F(ChosenIncidents, OfAreasAreThoseThatLieInThem)
{
    // Wards are strips of 5,000 m from easting 540,000 on.
    const auto in_ward = [&](int ward) {
        return rows([&](const Incident& i) {
            return static_cast<int>((i.position.x - 540000) / 5000) + 1 == ward;
        });
    };
    std::size_t all = 0;
    for (int ward = 1; ward <= 4; ++ward) {
        EXPECT_EQ(count(fmt::format("area=wards:W{}", ward)), in_ward(ward));
        all += in_ward(ward);
    }
    EXPECT_EQ(all, 400U);
    EXPECT_EQ(count("area=wards:W1,W4,W1"), in_ward(1) + in_ward(4));
    EXPECT_EQ(count("area=districts:D1"), in_ward(1) + in_ward(2));
    EXPECT_EQ(count("area=wards:W2&category=robbery&filter=row%3E100"), rows([](const Incident& i) {
                  return i.position.x >= 545000 && i.position.x < 550000 && i.category == 1 &&
                         i.row > 100;
              }));
}

TEST_F(ChosenIncidents, OnABorderAreInOneAreaAlone)
{
    for (std::size_t i = 0; i < m_data.incidents.size(); ++i) {
        m_data.incidents.x[i] = 545000;
    }
    m_example.current = run_store::Run::in_memory(std::move(m_data), Tier::analyst);
    EXPECT_EQ(count("area=wards:W1") + count("area=wards:W2"), 400U);
    EXPECT_EQ(count("area=wards:W1") * count("area=wards:W2"), 0U);
}

TEST_F(ChosenIncidents, KeepTheirChoiceInLinks)
{
    const auto page = nlohmann::json::parse(body_of(
        m_example.get("/collections/incidents/items?limit=3&area=wards:W2&category=robbery")));
    std::string next;
    for (const auto& link : page.at("links")) {
        next = link.at("rel") == "next" ? link.at("href").get<std::string>() : next;
    }
    EXPECT_THAT(next, HasSubstr("area=wards%3AW2"));
    const auto second =
        nlohmann::json::parse(body_of(m_example.get(next.substr(next.find("/collections")))));
    EXPECT_EQ(second.at("numberMatched"), page.at("numberMatched"));
}

TEST_F(ChosenIncidents, NameWhatIsWrong)
{
    const std::string items = "/collections/incidents/items?";
    EXPECT_THAT(refusal(items + "area=W1"), HasSubstr("there are districts, wards"));
    EXPECT_THAT(refusal(items + "area=wardz:W1"), HasSubstr("there are districts, wards"));
    EXPECT_THAT(refusal(items + "area=wards:W9"), HasSubstr("did you mean \"W1\""));
    EXPECT_THAT(refusal(items + "area=wards:"), HasSubstr("no code \"\""));
    EXPECT_THAT(refusal(items + "category=arson"), HasSubstr("it has violence, robbery"));
    EXPECT_THAT(refusal(items + "hours=5-5"), HasSubstr("hours: "));
    EXPECT_THAT(refusal(items + "days=fryday"), HasSubstr("days: "));
    EXPECT_THAT(refusal("/collections/wards/items?category=robbery"),
                HasSubstr("chooses incidents alone"));
    EXPECT_THAT(refusal(items + "resulttype=hit"), HasSubstr("resulttype: "));
    EXPECT_THAT(refusal(items + "resulttype=hits&f=csv"), HasSubstr("resulttype: "));
    EXPECT_THAT(refusal(items + "skipGeometry=1"), HasSubstr("skipGeometry: "));
    EXPECT_THAT(refusal(items + "limit=0"), HasSubstr("resulttype=hits"));
}

TEST_F(ChosenIncidents, HintsNameWhatWasProbablyMeant)
{
    const std::string items = "/collections/incidents/items?";
    EXPECT_THAT(refusal(items + "bbox=540000,250000,545000,260000"),
                HasSubstr("bbox-crs=EPSG:27700"));
    EXPECT_THAT(refusal(items + "bbox=0,52,181,53"), ::testing::Not(HasSubstr("bbox-crs")));
    EXPECT_THAT(refusal(items + "filter=%7B%22op%22:%22=%22%7D"),
                HasSubstr("filter-lang=cql2-json"));
    EXPECT_THAT(refusal(items + "filter=source=%22police%22"), HasSubstr("single ones, 'police'"));
    EXPECT_THAT(refusal(items + "sortby=xyzzyx"), HasSubstr("there are source, file, row"));
    EXPECT_THAT(refusal(items + "datetime=lately"), HasSubstr("2025-06-30T22:00:00Z"));
    EXPECT_THAT(m_example.get("/tiles/xyzzyx.json").body, HasSubstr("there are violence"));
}

TEST_F(ChosenIncidents, SayTheirTimesAsMoments)
{
    const auto page = nlohmann::json::parse(
        body_of(m_example.get("/collections/incidents/items?limit=400&properties="
                              "time,time_begin,time_end,precision&skipGeometry=true")));
    for (const auto& feature : page.at("features")) {
        EXPECT_TRUE(feature.at("geometry").is_null());
        const auto& properties = feature.at("properties");
        const auto interval = parse_interval(properties.at("time").get<std::string>());
        if (properties.at("precision") != "hour") {
            ASSERT_TRUE(interval);
            EXPECT_EQ(properties.at("time_begin"),
                      format_time(interval->begin, TimePrecision::minute));
            EXPECT_EQ(properties.at("time_end"), format_time(interval->end, TimePrecision::minute));
        }
    }
    EXPECT_EQ(count("filter=time_end%3C%3DTIMESTAMP('2025-07-01T00:00:00')"),
              count("filter=time%3CDATE('2025-07-01')"));
    EXPECT_EQ(count("filter=time_begin%3E%3DTIMESTAMP('2025-06-30T23:00:00Z')"),
              count("filter=time%3E%3DDATE('2025-07-01')"));
    EXPECT_EQ(count("filter=time_begin%3D'2025-02-01T00:00:00'"),
              rows([](const Incident& i) { return i.time == wall_minutes(2025, 2, 1); }));
}

TEST_F(ChosenIncidents, AreCountedWithoutGeometryInEveryFormat)
{
    const std::string csv = body_of(
        m_example.get("/collections/incidents/items?f=csv&skipGeometry=true&properties=row"));
    EXPECT_EQ(csv.substr(0, csv.find('\n')), "id,row");
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 401);
    const auto wards =
        m_example.get("/collections/wards/items?f=csv&skipGeometry=true&properties=name");
    EXPECT_EQ(body_of(wards), "id,name\nW1,Ward 1\nW2,Ward 2\nW3,Ward 3\nW4,Ward 4\n");
    EXPECT_EQ(wards.header("X-Heatward-Run"), "0123456789abcdef");
    EXPECT_THAT(wards.header("Content-Disposition"), HasSubstr("wards-0123456789abcdef.csv"));
    EXPECT_THAT(m_example.get("/collections/wards/items?resulttype=hits&f=html").body,
                HasSubstr("0 of 4 features"));
}

TEST_F(ChosenIncidents, EveryQueryableHasItsWords)
{
    for (const char* id : {"incidents", "hotspots", "wards", "districts"}) {
        const auto schema = m_example.json(fmt::format("/collections/{}/queryables", id));
        for (const auto& [name, property] : schema.at("properties").items()) {
            EXPECT_FALSE(property.at("title").get<std::string>().empty()) << name;
            EXPECT_FALSE(property.at("description").get<std::string>().empty()) << name;
            EXPECT_NE(property.at("description"), "As the collection has it.") << name;
        }
        if (id == std::string("wards")) {
            EXPECT_EQ(schema.at("properties").at("violence_rate_per_1000").at("x-ogc-unit"),
                      "10*-3.a-1");
        }
        if (id == std::string("incidents")) {
            EXPECT_EQ(schema.at("properties").at("uncertainty_m").at("x-ogc-unit"), "m");
            EXPECT_THAT(schema.at("description"), HasSubstr("area="));
        }
    }
}

}  // namespace
}  // namespace heatward::server
