#!/usr/bin/python3
"""Extracts as agencies really send them, broken in every way: each is refused with a sentence that
says what to do, or read with every bad row named; nothing is lost and nothing falls over."""

import csv
import json

import heatward_e2e
import tiny_county
from heatward_e2e import heatward
from osgeo import ogr

ogr.UseExceptions()

FIELDS = """fields = { id = "ID", time = "TIME", category = "KIND", x = "E", y = "N", crs = "EPSG:27700" }"""
FORMAT = 'time_format = "%d/%m/%Y %H:%M"'
HEADER = "ID,TIME,KIND,E,N"


def row(number, time="03/04/2025 17:05", kind="ASSAULT"):
    return f"{number},{time},{kind},{tiny_county.WEST + 100 + number},{tiny_county.SOUTH + 200}"


class BadExtracts(heatward_e2e.TemporaryFolderCase):

    def setUp(self):
        super().setUp()
        self.county = tiny_county.TinyCounty(self.folder / "county")

    def write(self, data, name="calls.csv"):
        data = data if isinstance(data, bytes) else data.encode()
        (self.county.folder / name).write_bytes(data)

    def project(self, keys=FORMAT, path="calls.csv", kind="ambulance", fields=FIELDS):
        source = f'[[sources]]\nid = "calls"\nkind = "{kind}"\npath = "{path}"\n{fields}\n{keys}\n'
        layer = ('[[layers]]\nid = "calls-layer"\ntitle = "Calls"\ncategories = ["violence"]\nsources = ["calls"]\n'
                 'period = "2025-01/2025-12"\nbandwidth = 200\n')
        text = self.county.project_text
        text = text.replace('match = { police = ["Violence and sexual offences"] }',
                            'match = { police = ["Violence and sexual offences"], calls = ["ASSAULT"] }')
        text = text.replace("period ", 'sources = ["police"]\nperiod ')
        text = text.replace("[[layers]]", source + layer + "[[layers]]", 1)
        self.county.project.write_text(text)

    def refused(self, *words, command="check"):
        done = heatward(command, self.county.project)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def built(self):
        run = heatward_e2e.build(self.county.project, self.county.output)
        report = json.loads((run / "analyst/report.json").read_text())
        source = next(entry for entry in report["sources"] if entry["id"] == "calls")
        self.assertEqual(source["rows_in"], source["rows_used"] + source["rows_rejected"])
        with (run / "analyst/rejects/calls.csv").open() as file:
            rejects = {int(entry["row"]): entry["reason"] for entry in csv.DictReader(file)}
        self.assertEqual(len(rejects), source["rows_rejected"])
        return source, rejects, report

    def test_times_without_a_format(self):
        self.write("\n".join([HEADER, row(1)]))
        self.project(keys="")
        said = self.refused("sources.calls.time_format", '"00/00/0000 00:00"', "%d/%m/%Y %H:%M")
        self.assertNotIn("03/04", said)

    def test_day_and_month_in_each_others_place(self):
        self.write("\n".join([HEADER, *(row(i, f"{i}/04/2025 10:00") for i in range(13, 29))]))
        self.project(keys='time_format = "%m/%d/%Y %H:%M"')
        self.refused("sources.calls.time_format", 'did you mean "%d/%m/%Y %H:%M"?')

    def test_dates_and_hours_that_do_not_exist(self):
        self.write("\n".join([HEADER, row(1, "31/04/2025 10:00"), row(2, "30/03/2025 01:30"),
                              row(3, "26/10/2025 01:30"), row(4, "01/01/2199 10:00"), row(5)]))
        self.project()
        source, rejects, _ = self.built()
        self.assertEqual(source["rows_used"], 2)
        self.assertIn("does not exist", rejects[1])
        self.assertIn("clocks went forward", rejects[2])
        self.assertIn("after the day of the build", rejects[4])

    def test_encodings_that_are_mixed_in_one_file(self):
        rows = [HEADER.encode(), *(row(i, kind="Café").encode() for i in range(3)),
                *(row(i, kind="Café").encode("latin-1") for i in range(3, 6)), row(6).encode()]
        self.write(b"\n".join(rows))
        self.project()
        source, rejects, report = self.built()
        self.assertEqual((source["rows_used"], rejects), (7, {}))
        words = {entry["words"]: entry["rows"] for entry in report["uncategorised"]
                 if entry["source"] == "calls"}
        self.assertEqual(words, {"Café": 6})

    def test_a_header_of_a_million_columns(self):
        self.write(",".join(f"c{i}" for i in range(1_000_000)) + "\n1\n")
        self.project()
        self.refused("sources.calls.path", "calls.csv:1", "the header row cannot be read")

    def test_a_spreadsheet_with_a_title_above_its_header(self):
        driver = ogr.GetDriverByName("XLSX")
        book = driver.CreateDataSource(str(self.county.folder / "calls.xlsx"))
        sheet = book.CreateLayer("Sheet1")
        for name in ["Ambulance calls 2025", "Field2", "Field3", "Field4", "Field5"]:
            sheet.CreateField(ogr.FieldDefn(name, ogr.OFTString))
        for line in [HEADER, row(1)]:
            feature = ogr.Feature(sheet.GetLayerDefn())
            for i, cell in enumerate(line.split(",")):
                feature.SetField(i, cell)
            sheet.CreateFeature(feature)
        del sheet, book
        self.project(path="calls.xlsx")
        self.refused("sources.calls.path", "calls.xlsx", "title seems to stand above")

    def test_a_spreadsheets_own_dates_need_no_format(self):
        driver = ogr.GetDriverByName("XLSX")
        book = driver.CreateDataSource(str(self.county.folder / "calls.xlsx"))
        sheet = book.CreateLayer("Sheet1")
        for name, kind in [("ID", ogr.OFTInteger), ("TIME", ogr.OFTDateTime), ("KIND", ogr.OFTString),
                           ("E", ogr.OFTReal), ("N", ogr.OFTReal)]:
            sheet.CreateField(ogr.FieldDefn(name, kind))
        for number in range(1, 4):
            feature = ogr.Feature(sheet.GetLayerDefn())
            feature.SetField("ID", number)
            feature.SetField("TIME", 2025, 4, number, 17, 5, 0, 0)
            feature.SetField("KIND", "ASSAULT")
            feature.SetField("E", tiny_county.WEST + 100.5)
            feature.SetField("N", tiny_county.SOUTH + 200.5)
            sheet.CreateFeature(feature)
        del sheet, book
        self.project(path="calls.xlsx", keys="")
        source, rejects, report = self.built()
        self.assertEqual((source["rows_used"], rejects, source["periods"]), (3, {}, ["2025-04"]))
        layer = next(entry for entry in report["layers"] if entry["id"] == "calls-layer")
        self.assertEqual(layer["count"], 3)

    def test_a_health_source_that_names_patients(self):
        for column in ("NHS Number", "HOME_POSTCODE", "Date of Birth"):
            with self.subTest(column=column):
                self.write(f"{HEADER},{column}\n{row(1)},secret\n")
                self.project(kind="health", keys=FORMAT + '\npostcode_of = "incident"')
                said = self.refused("sources.calls.drop", column)
                self.assertNotIn("secret", said)
        self.project(kind="health", keys=FORMAT + '\npostcode_of = "incident"\ndrop = ["Date of Birth"]')
        self.built()
        for path in self.county.output.rglob("*"):
            if path.is_file() and not path.is_symlink():
                self.assertNotIn(b"secret", path.read_bytes(), path)

    def test_a_story_in_place_of_a_category_is_not_kept(self):
        self.write("\n".join([HEADER, row(1), row(2, kind="Hit by a neighbour NHS 943 476 5919")]))
        self.project()
        done = heatward("build", self.county.project)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("5919", done.stderr)
        for path in self.county.output.rglob("*"):
            if path.is_file() and not path.is_symlink():
                self.assertNotIn(b"5919", path.read_bytes(), path)

    def test_a_first_row_of_contents_is_not_repeated(self):
        self.write("7,03/04/2025 10:00,ASSAULT,943 476 5919,Jane Doe\n")
        self.project()
        said = self.refused("sources.calls.path", "its first row has 5 cells")
        self.assertNotIn("Doe", said)
        self.assertNotIn("5919", said)

    def test_a_home_postcode_is_never_read_of_a_health_source(self):
        self.write(f"{HEADER},HOME_PC\n{row(1)},CB2 1TN\n")
        fields = FIELDS.replace('id = "ID"', 'id = "ID", postcode = "HOME_PC"')
        self.project(kind="health", keys=FORMAT + '\npostcode_of = "incident"', fields=fields)
        self.refused("sources.calls.fields", "HOME_PC")
        self.project(kind="health", keys=FORMAT + '\npostcode_of = "incident"\ndrop = ["home_pc"]', fields=fields)
        self.refused("drop", "home_pc")

    def test_a_spreadsheet_of_texts_alone(self):
        driver = ogr.GetDriverByName("XLSX")
        book = driver.CreateDataSource(str(self.county.folder / "calls.xlsx"))
        sheet = book.CreateLayer("Sheet1")
        for name in HEADER.split(","):
            sheet.CreateField(ogr.FieldDefn(name, ogr.OFTString))
        for number in range(1, 4):
            feature = ogr.Feature(sheet.GetLayerDefn())
            for i, cell in enumerate(row(number).split(",")):
                feature.SetField(i, cell)
            sheet.CreateFeature(feature)
        del sheet, book
        self.project(path="calls.xlsx")
        source, rejects, _ = self.built()
        self.assertEqual((source["rows_used"], rejects), (3, {}))

    def test_a_category_that_matches_nothing(self):
        self.write("\n".join([HEADER, row(1, kind="FALL")]))
        self.project()
        done = heatward("build", self.county.project)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('category "violence": no row of source "calls" has the words "ASSAULT"', done.stderr)

    def test_two_categories_for_the_same_words(self):
        self.write("\n".join([HEADER, row(1)]))
        self.project()
        text = self.county.project.read_text().replace('match = { police = ["Robbery"] }',
                                                       'match = { police = ["Robbery"], calls = ["assault"] }')
        self.county.project.write_text(text)
        self.refused("categories.robbery.match", '"violence" too')

    def test_a_column_that_is_not_there(self):
        self.write("\n".join([HEADER.replace("TIME", "TIMES"), row(1)]))
        self.project()
        self.refused("sources.calls.fields", 'did you mean "TIMES"?')

    def test_quotes_that_are_lost_again_and_again(self):
        """Each costs its own line and no other."""
        broken = [f'{i},"03/04/2025 17:05,ASSAULT,{tiny_county.WEST},{tiny_county.SOUTH}' for i in range(100, 500)]
        for count in (20, 400):
            with self.subTest(broken=count):
                self.write("\n".join([HEADER, *map(row, range(1, 6)), *broken[:count]]))
                self.project()
                source, rejects, _ = self.built()
                self.assertEqual(source["rows_in"], 5 + count)
                self.assertEqual((source["rows_used"], sorted(rejects)), (5, list(range(6, 6 + count))))


if __name__ == "__main__":
    heatward_e2e.main()
