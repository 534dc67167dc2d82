#!/usr/bin/python3
"""What chooses incidents beside OGC's own parameters, and what downloads say of themselves: held against SQL and GDAL over
the run's own GeoPackages."""

import datetime
import pathlib
import tempfile
import zoneinfo

import demo_county
import heatward_e2e
from ogcapi_case import OgcApiCase
from osgeo import ogr

REPORT = demo_county.REPORT
INCIDENTS = str(demo_county.ANALYST / "incidents.gpkg")
LONDON = zoneinfo.ZoneInfo("Europe/London")
RUN = demo_county.RUN.name


def counted(condition):
    """Rows of incidents.gpkg, counted by SQLite."""
    source = ogr.Open(INCIDENTS)
    found = source.ExecuteSQL(f"SELECT count(*) AS n FROM incidents WHERE {condition}", dialect="SQLITE")
    return found.GetNextFeature().GetField("n")


def wall_clock(text):
    """An RFC 3339 time as the county's clocks show it, to the minute."""
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(LONDON)
    return moment.strftime("%Y-%m-%dT%H:%M")


class IncidentChoiceTest(OgcApiCase):
    def hits(self, **parameters):
        page = self.items("incidents", resulttype="hits", **parameters).json()
        self.assertEqual((page["features"], page["numberReturned"]), ([], 0))
        return page["numberMatched"]

    def test_the_parameters_of_tiles(self):
        hour = "CAST(substr(time, 12, 2) AS INTEGER)"
        # SQLite's %w counts from Sunday.
        day = "strftime('%w', substr(time, 1, 10))"
        clock, days = "precision IN ('minute','hour')", "precision IN ('minute','hour','day')"
        categories = {row["category"] for row in demo_county.records("incidents.gpkg", "incidents") if row["category"]}
        sources = [source["id"] for source in REPORT["sources"]]
        for category in sorted(categories):
            self.assertEqual(self.hits(category=category), counted(f"category='{category}'"))
        for source in sources:
            self.assertEqual(self.hits(source=source), counted(f"source='{source}'"))
        self.assertEqual(self.hits(hours="22-04"), counted(f"{clock} AND ({hour} >= 22 OR {hour} < 4)"))
        self.assertEqual(self.hits(days="fri,sat"), counted(f"{days} AND {day} IN ('5','6')"))
        both = self.hits(hours="22-04", days="fri,sat", source=sources[-1], filter="in_study_area AND row > 10")
        self.assertEqual(both, counted(f"{clock} AND ({hour} >= 22 OR {hour} < 4) AND {day} IN ('5','6') AND "
                                       f"source='{sources[-1]}' AND in_study_area AND row > 10"))

    def test_an_area_holds_the_points_within_its_outline(self):
        areas = ogr.Open(str(demo_county.ANALYST / "areas.gpkg"))
        source = ogr.Open(INCIDENTS)
        incidents = source.GetLayer(0)
        for name in demo_county.area_sets():
            layer = areas.GetLayerByName(name)
            every = [(feature["code"], feature.GetGeometryRef().Clone()) for feature in layer][:6]
            together = 0
            for code, outline in every:
                incidents.SetSpatialFilterRect(*[outline.GetEnvelope()[i] for i in (0, 2, 1, 3)])
                within = sum(feature.GetGeometryRef().Within(outline) for feature in incidents)
                self.assertEqual(self.hits(area=f"{name}:{code}"), within, (name, code))
                together += within
            codes = ",".join(code for code, _ in every)
            self.assertEqual(self.hits(area=f"{name}:{codes}"), together)
            self.assertGreater(together, 0)

    def test_areas_of_a_layer_hold_what_its_figures_count(self):
        codes = {row["code"]: row for row in demo_county.records("areas.gpkg", "wards")}
        for layer in self.landing["layers"]:
            if layer["id"] not in demo_county.LAYERS:
                continue  # a relative risk counts cases and controls apart
            legend = self.server.json(f"/series/{layer['id']}")
            column = layer["id"].replace("-", "_") + "_count"
            months = f"{legend['months'][0]['month']}/{legend['months'][-1]['month']}"
            categories, sources = ",".join(layer["categories"]), ",".join(layer["sources"])
            code = max(codes, key=lambda each: codes[each][column])
            self.assertEqual(self.hits(area=f"wards:{code}", category=categories, source=sources, datetime=months,
                                       filter="in_study_area"), codes[code][column], layer["id"])

    def test_timestamps_are_brought_to_the_projects_clock(self):
        for text in ("2025-03-30T00:30:00Z", "2025-03-30T01:30:00Z", "2025-06-30T23:00:00Z", "2025-07-01T01:30:00+02:00",
                     "2025-10-26T00:30:00Z", "2025-01-15T12:00:00Z"):
            clock = wall_clock(text)
            with self.subTest(time=text):
                wanted = counted(f"precision='minute' AND time > '{clock}'")
                self.assertEqual(self.hits(filter=f"precision='minute' AND time > TIMESTAMP('{text}')"), wanted)
                self.assertEqual(self.hits(filter=f"precision='minute' AND time > TIMESTAMP('{clock}:00')"), wanted)
                at_least = counted(f"precision='minute' AND time >= '{clock}'")
                self.assertEqual(self.hits(filter="precision='minute'", datetime=f"{text}/.."), at_least)
                self.assertEqual(self.hits(filter=f"precision='minute' AND time_begin >= TIMESTAMP('{text}')"), at_least)

    def test_files_without_geometry(self):
        for word in ("csv", "fgb", "gpkg", "json"):
            body = self.items("wards", f=word, skipGeometry="true", limit=1000).body
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / f"wards.{word}"
                path.write_bytes(body)
                source = ogr.Open(str(path))
                layer = source.GetLayer(0)
                rows = {feature["code"]: feature for feature in layer}
                self.assertEqual(set(rows), {row["code"] for row in demo_county.records("areas.gpkg", "wards")}, word)
                for feature in rows.values():
                    self.assertIsNone(feature.GetGeometryRef(), word)

    def test_downloads_name_their_run(self):
        for word in ("csv", "fgb", "gpkg"):
            answer = self.items("incidents", f=word, limit=5, filter="row > 3")
            self.assertIn(f'filename="incidents-{RUN}.{word}"', answer.headers["content-disposition"])
            self.assertEqual(answer.headers["x-heatward-run"], RUN)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "incidents.gpkg"
            path.write_bytes(answer.body)
            source = ogr.Open(str(path))
            described = source.GetLayer(0).GetMetadataItem("DESCRIPTION")
            self.assertEqual(described, f"incidents of Heatward run {RUN}; limit=5; filter=row > 3; 5 features")

    def test_times_as_moments(self):
        for feature in self.every_feature("incidents", limit=500, filter="row < 40", skipGeometry="true"):
            values = feature["properties"]
            begin = datetime.datetime.fromisoformat(values["time_begin"])
            end = datetime.datetime.fromisoformat(values["time_end"])
            self.assertTrue(values["time_begin"].startswith(values["time"]))
            steps = {"minute": datetime.timedelta(minutes=1), "hour": datetime.timedelta(hours=1),
                     "day": datetime.timedelta(days=1)}
            if values["precision"] == "month":
                self.assertEqual((end.day, end.month), (1, begin.month % 12 + 1))
            else:
                self.assertEqual(end - begin, steps[values["precision"]])


if __name__ == "__main__":
    heatward_e2e.main()
