#!/usr/bin/python3
"""A filter asks for what a run built from the filtered rows alone would hold: the same densities,
bit for bit, and the same counts, from an extract with times to the minute."""

import datetime
import random

import heatward_e2e
import tiny_county

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
PLACES = [(tiny_county.WEST + 150 + 200 * i, tiny_county.SOUTH + 150 + 200 * j)
          for i in range(9) for j in range(9)]


def calls():
    """Calls at any minute of 2025, some of them in the hours that clocks skip or repeat around."""
    chance = random.Random(30)
    start = datetime.datetime(2025, 1, 1)
    rows = []
    for number in range(900):
        time = start + datetime.timedelta(minutes=chance.randrange(364 * 1440))
        if time.date() == datetime.date(2025, 3, 30) and time.hour == 1:
            continue
        rows.append((number, time, tiny_county.WEST + chance.randrange(20, 1980),
                     tiny_county.SOUTH + chance.randrange(20, 1980)))
    return rows


class FilteredExtract(heatward_e2e.TemporaryFolderCase):

    def run_of(self, name, rows):
        county = tiny_county.TinyCounty(self.folder / name)
        text = "ID,TIME,KIND,E,N\n" + "".join(
            f"{number},{time:%d/%m/%Y %H:%M},ASSAULT,{easting},{northing}\n"
            for number, time, easting, northing in rows)
        (county.folder / "calls.csv").write_text(text)
        source = ('[[sources]]\nid = "calls"\nkind = "ambulance"\npath = "calls.csv"\n'
                  'fields = { id = "ID", time = "TIME", category = "KIND", x = "E", y = "N", crs = "EPSG:27700" }\n'
                  'time_format = "%d/%m/%Y %H:%M"\n')
        start, end = county.project_text.index("[[sources]]"), county.project_text.index("[[layers]]")
        project = county.project_text[:start] + source + "\n" + county.project_text[end:]
        project = project.replace("police = [", "ambulance = [").replace('"Violence and sexual offences"]', '"ASSAULT"]')
        project = project[:project.index("[[layers]]", project.index("[[layers]]") + 1)]
        county.project.write_text(project)
        heatward_e2e.build(county.project, county.output)
        return county.output

    def densities(self, output, query=""):
        with heatward_e2e.Server(output) as server:
            answers = []
            for easting, northing in PLACES:
                lon, lat = tiny_county.lonlat(easting, northing)
                answers.append(server.json(f"/point/violence/{lon},{lat}{query}")["density"])
            months = server.json(f"/series/violence{query}")["months"]
            return answers, [month["count"] for month in months]

    def test_hours_days_and_months(self):
        rows = calls()
        whole = self.run_of("whole", rows)
        filters = {
            "?hours=22-04": lambda time: time.hour >= 22 or time.hour < 4,
            "?days=fri,sat": lambda time: WEEKDAYS[time.weekday()] in ("fri", "sat"),
            "?hours=8-20&days=mon,wed,sun": lambda time: 8 <= time.hour < 20
                                            and WEEKDAYS[time.weekday()] in ("mon", "wed", "sun"),
        }
        for number, (query, keeps) in enumerate(filters.items()):
            with self.subTest(query=query):
                chosen = [row for row in rows if keeps(row[1])]
                self.assertEqual(len({time.month for _, time, _, _ in chosen}), 12)  # the same months supplied
                filtered, filtered_counts = self.densities(whole, query)
                alone, alone_counts = self.densities(self.run_of(f"alone{number}", chosen))
                self.assertEqual(filtered, alone)
                self.assertGreater(sum(value > 0 for value in alone), 40)
                self.assertEqual(filtered_counts, alone_counts)
                self.assertEqual(sum(alone_counts), len(chosen))


if __name__ == "__main__":
    heatward_e2e.main()
