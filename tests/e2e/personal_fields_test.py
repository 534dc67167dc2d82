#!/usr/bin/python3
"""What identifies people: refused by its column's name, dropped before it is stored, and texts that an
analyst may see in nothing that others may."""

import json

import heatward_e2e
import tiny_county
from heatward_e2e import heatward

CANARY = "QZXCANARY"
COLUMNS = ["CAD", "TIME", "NATURE", "WHERE", "E", "N", "PATIENT_NAME", "UNLISTED"]
FIELDS = ('fields = { id = "CAD", time = "TIME", category = "NATURE", location = ["WHERE"], x = "E", y = "N", '
          'crs = "EPSG:27700" }')


class PersonalFieldsTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = tiny_county.TinyCounty(self.folder / "county")

    def write(self, rows, columns=COLUMNS):
        (self.county.folder / "calls.csv").write_text(
            "\n".join([",".join(columns), *(",".join(map(str, row)) for row in rows)]) + "\n")

    def project(self, keys="", kind="ambulance"):
        source = f'[[sources]]\nid = "calls"\nkind = "{kind}"\npath = "calls.csv"\n{FIELDS}\n{keys}\n'
        text = self.county.project_text.replace(
            'match = { police = ["Violence and sexual offences"] }',
            'match = { police = ["Violence and sexual offences"], calls = ["ASSAULT"] }')
        self.county.project.write_text(text.replace("[[layers]]", source + "[[layers]]", 1).replace(
            "period ", 'sources = ["police"]\nperiod '))

    @staticmethod
    def row(number, where="Mill Road", place=True, month=1, nature="ASSAULT"):
        x, y = (tiny_county.WEST + 100 + number % 700, tiny_county.SOUTH + 200) if place else ("", "")
        return [f"C{number}", f"2025-{month:02}-03T12:{number % 60:02}", nature, where, x, y, f"{CANARY}-NAME-{number}",
                f"{CANARY}-OTHER-{number}"]

    def holding(self, run, text):
        """The run's files that hold the text, below its folder."""
        return sorted(str(path.relative_to(run)) for path in run.rglob("*")
                      if path.is_file() and text.encode() in path.read_bytes())

    def test_no_cell_of_a_dropped_or_unlisted_column_is_stored_or_said(self):
        self.write([self.row(i, place=i % 3 != 0) for i in range(60)])
        self.project(keys='drop = ["PATIENT_NAME"]')
        done = heatward("build", self.county.project)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.holding(self.county.output, CANARY), [])
        self.assertNotIn(CANARY, done.stdout + done.stderr)

    def test_a_health_source_with_a_personal_column_is_refused(self):
        for column in ("NHS_NO", "Patient Name", "D.O.B", "Date of Birth", "home postcode", "SURNAME"):
            self.write([self.row(1)], [*COLUMNS[:6], column, "UNLISTED"])
            self.project(kind="health", keys='postcode_of = "patient"')
            for command in ("check", "build"):
                done = heatward(command, self.county.project)
                self.assertEqual(done.returncode, 1, column)
                self.assertIn("sources.calls.drop", done.stderr)
                self.assertIn(f'calls.csv: column "{column}"', done.stderr)
                self.assertIn(f'write drop = ["{column}"]', done.stderr)
                self.assertNotIn(CANARY, done.stdout + done.stderr)
            self.assertFalse(self.county.output.exists())
            self.project(kind="health", keys=f'postcode_of = "patient"\ndrop = ["{column}"]')
            self.assertEqual(heatward("check", self.county.project).returncode, 0)

    def test_other_kinds_are_warned_and_places_names_are_not_personal(self):
        self.write([self.row(1)], [*COLUMNS[:6], "Patient Name", "Street Name"])
        self.project()
        done = heatward("check", self.county.project)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('column "Patient Name" is named like one that identifies a person', done.stderr)
        self.assertNotIn("Street Name", done.stderr)
        self.project(keys='drop = ["patient name"]')
        self.assertNotIn("identifies a person", heatward("check", self.county.project).stderr)
        self.write([self.row(1)], [*COLUMNS[:6], "Site name", "Street Name"])
        self.project(kind="health", keys='postcode_of = "patient"')
        self.assertEqual(heatward("check", self.county.project).returncode, 0)

    def test_texts_that_gave_no_position_are_the_analysts_alone(self):
        long, rows = "x" * 200, []
        texts = {f"{CANARY} Mill Lane": 9, "By the\tcanal": 8, long: 7, "  Old Fair  ": 5, "<b>": 6, "Rare Lane": 4}
        texts.update({f"Lane {i:02}": 1 for i in range(30)})
        for text, count in texts.items():
            rows += [self.row(len(rows) + i, text, place=False) for i in range(count)]
        rows += [self.row(len(rows) + i, f"{CANARY} located") for i in range(300)]
        self.write(rows)
        self.project(keys='drop = ["PATIENT_NAME"]')
        done = heatward("build", self.county.project)
        self.assertEqual(done.returncode, 0, done.stderr)
        run = self.county.output / "runs" / heatward_e2e.run_id_of(done)
        self.assertEqual(self.holding(self.county.output, CANARY),
                         [f"runs/{run.name}/analyst/report.html", f"runs/{run.name}/analyst/report.json"])
        self.assertNotIn(CANARY, done.stdout + done.stderr)
        self.assertEqual(self.holding(run, f"{CANARY} located"), [])
        locating = next(source for source in json.loads((run / "analyst/report.json").read_text())["sources"]
                        if source["id"] == "calls")["locating"]
        listed = [(entry["text"], entry["rows"]) for entry in locating["unmatched_texts"]]
        self.assertEqual(listed, [(f"{CANARY} Mill Lane", 9), ("By the\ufffdcanal", 8), ("x" * 80 + "…", 7),
                                  ("<b>", 6), ("Old Fair", 5)])
        self.assertEqual(locating["unmatched_from_rows"], 5)
        self.assertEqual({level["level"]: level["rows"] for level in locating["levels"]},
                         {"coordinate": 300, "unlocated": 69})
        self.assertIn("&lt;b&gt;", (run / "analyst/report.html").read_text())
        with heatward_e2e.Server(run) as server:
            for path in ("/", "/collections", "/conformance", "/api"):
                self.assertNotIn(CANARY.encode(), server.ask(path).body, path)

    def test_a_loss_that_is_not_like_the_rest_is_said(self):
        # January loses half of its rows, the other two months a tenth.
        rows = []
        for month, lost in ((1, 50), (2, 10), (3, 10)):
            rows += [self.row(len(rows) + i, place=i >= lost, month=month, nature="ASSAULT" if i % 2 else "FALL")
                     for i in range(100)]
        self.write(rows)
        self.project(keys='drop = ["PATIENT_NAME"]')
        done = heatward("build", self.county.project)
        self.assertEqual(done.returncode, 0, done.stderr)
        run = self.county.output / "runs" / heatward_e2e.run_id_of(done)
        report = json.loads((run / "analyst/report.json").read_text())
        calls = next(source for source in report["sources"] if source["id"] == "calls")["locating"]
        # Expected 70/3 lost of 100 and 230/3 kept: χ² = ((80/3)² + 2 (40/3)²) (3/70 + 3/230).
        chi_squared = ((80 / 3) ** 2 + 2 * (40 / 3) ** 2) * (3 / 70 + 3 / 230)
        self.assertAlmostEqual(calls["by_month"]["chi_squared"], chi_squared, places=9)
        self.assertEqual(calls["by_month"]["degrees"], 2)
        self.assertTrue(calls["by_month"]["differs"])
        self.assertEqual(calls["by_month"]["furthest"][0]["name"], "2025-01")
        self.assertGreater(calls["by_month"]["furthest"][0]["residual"], 5)
        self.assertFalse(calls["by_category"]["differs"])
        warnings = [warning for warning in report["warnings"] if "a biased loss shifts the map" in warning]
        self.assertEqual(len(warnings), 1)
        self.assertIn("calls: rows without a position differ by month", warnings[0])
        self.assertIn("2025-01 (more lost than expected)", warnings[0])
        self.assertIn("a biased loss shifts the map", done.stderr)


if __name__ == "__main__":
    heatward_e2e.main()
