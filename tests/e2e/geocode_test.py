#!/usr/bin/python3
"""`heatward geocode`: the rows of a CSV located, every other byte of it kept."""

import csv
import io
import json
import os
import random
import re
import signal
import stat
import subprocess

import heatward_e2e
import tiny_county
from heatward_e2e import BINARY, heatward

APPENDED = ["match_level", "easting", "northing", "lon", "lat", "uncertainty_m", "match_score", "matched",
            "candidates"]
PLACES = {"CB1 1AA": (tiny_county.WEST + 500, tiny_county.SOUTH + 500),
          "CB1 1AB": (tiny_county.WEST + 1500, tiny_county.SOUTH + 1250)}
UNLOCATED = ["unlocated"] + [""] * 8


class GeocodeTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = tiny_county.TinyCounty(self.folder / "county")
        self.county.project.write_text(self.county.project_text + '\n[gazetteer]\npostcodes = ["postcodes.csv"]\n')
        (self.county.folder / "postcodes.csv").write_text(
            "postcode,easting,northing\n" + "".join(f"{code},{x},{y}\n" for code, (x, y) in PLACES.items()))
        self.input, self.output = self.folder / "in.csv", self.folder / "out" / "located.csv"
        self.output.parent.mkdir()

    def run_on(self, data, *arguments, status=0):
        self.input.write_bytes(data if isinstance(data, bytes) else data.encode())
        done = heatward("geocode", self.input, self.output, "--project", self.county.project, *arguments)
        self.assertEqual(done.returncode, status, done.stderr)
        if status != 0:
            self.assertEqual(list(self.output.parent.iterdir()), [], "a failed run leaves a file")
        return done.stderr

    def located(self, data, *arguments, **options):
        """Header and rows of what comes out."""
        self.said = self.run_on(data, *arguments)
        with self.output.open(newline="", encoding="utf-8") as file:
            csv.field_size_limit(1 << 24)
            rows = list(csv.reader(file, strict=True, **options))
        self.assertEqual(len({len(row) for row in rows}), 1, "every row has the header's width")
        return rows[0], rows[1:]

    def test_columns_rows_and_their_order_are_kept(self):
        text = "id, Note ,postcode,id\n3,c,CB1 1AA,x\n1,,nowhere,y\n2, b ,cb11ab,z\n1,,,\n"
        header, rows = self.located(text)
        self.assertEqual(header, ["id", " Note ", "postcode", "id", *APPENDED])
        self.assertEqual([row[:4] for row in rows], [["3", "c", "CB1 1AA", "x"], ["1", "", "nowhere", "y"],
                                                     ["2", " b ", "cb11ab", "z"], ["1", "", "", ""]])
        self.assertEqual([row[4] for row in rows], ["postcode", "unlocated", "postcode", "unlocated"])
        self.assertEqual(rows[1][4:], UNLOCATED)
        self.assertEqual(rows[3][4:], UNLOCATED)

    def test_figures_are_those_of_the_place(self):
        _, rows = self.located("postcode\nCB11AB\n")
        level, easting, northing, lon, lat, uncertainty, score, matched, candidates = rows[0][1:]
        x, y = PLACES["CB1 1AB"]
        self.assertEqual((level, easting, northing), ("postcode", f"{x}.0", f"{y}.0"))
        true_lon, true_lat = tiny_county.lonlat(x, y)
        self.assertRegex(lon, r"^-?\d+\.\d{6}$")
        self.assertAlmostEqual(float(lon), true_lon, delta=1e-6)
        self.assertAlmostEqual(float(lat), true_lat, delta=1e-6)
        self.assertRegex(uncertainty, r"^[1-9]\d*$")
        self.assertRegex(score, r"^[01]\.\d\d$")
        self.assertEqual((matched, candidates), ("CB1 1AB", ""))

    def test_every_kind_of_column(self):
        x, y = PLACES["CB1 1AA"]
        lon, lat = tiny_county.lonlat(x, y)
        for header, cells, arguments in (
                ("a,b", f"{lon},{lat}", ["--lon", "a", "--lat", "b"]),
                ("E,N", f"{x},{y}", ["--x", "e", "--y", "n"]),
                ("E,N", f"{lon},{lat}", ["--x", "E", "--y", "N", "--crs", "EPSG:4326"]),
                ("Where", "TL 45500 58500", ["--grid-reference", "Where"]),
                ("PC", "cb1 1aa", ["--postcode", "PC"])):
            _, rows = self.located(f"{header}\n{cells}\n", *arguments)
            position = rows[0][-8:-6]
            self.assertAlmostEqual(float(position[0]), x, delta=1, msg=arguments)
            self.assertAlmostEqual(float(position[1]), y, delta=1, msg=arguments)

    def test_text_that_a_spreadsheet_would_run_is_escaped(self):
        cells = {'=HYPERLINK("http://x","y")': '\'=HYPERLINK("http://x","y")', "+1": "+1", "-5": "-5", "-5.5e3": "-5.5e3",
                 "+44 1223": "'+44 1223", "-2+3": "'-2+3", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "'=x": "'=x",
                 "it's": "it's", "a=b": "a=b"}
        text = io.StringIO()
        csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([["=note", "postcode"], *([cell, ""] for cell in cells)])
        header, rows = self.located(text.getvalue())
        self.assertEqual(header[0], "'=note")
        self.assertEqual([row[0] for row in rows], list(cells.values()))

    def test_large_and_odd_cells_are_kept(self):
        large = "x" * (1 << 20)
        controls = "a\x01\x1b\x7fb\u0085\u202e"
        names = [f"c{i}" for i in range(99)] + ["postcode"]
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(names)
        writer.writerow([large, controls, "two\nlines\n\nand more", 'a "quote"', "a,b", *[""] * 94, "CB1 1AA"])
        writer.writerow(["", *["é€😀"] * 98, "CB1 1AB"])
        header, rows = self.located(text.getvalue())
        self.assertEqual(header, names + APPENDED)
        self.assertEqual(rows[0][:5], [large, controls, "two\nlines\n\nand more", 'a "quote"', "a,b"])
        self.assertEqual(rows[1][:100], ["", *["é€😀"] * 98, "CB1 1AB"])
        self.assertEqual([row[100] for row in rows], ["postcode"] * 2)

    def test_line_ends_delimiter_and_mark_are_those_of_the_input(self):
        self.located("\ufeffid;postcode\r\n1;CB1 1AA\r\n2;\r\n", delimiter=";")
        data = self.output.read_bytes()
        self.assertTrue(data.startswith(b"\xef\xbb\xbfid;postcode;match_level;"))
        self.assertEqual(data.count(b"\r\n"), 3)
        self.assertEqual(data.count(b"\n"), 3)
        self.located("id,postcode\n1,CB1 1AA\r\n2,\r\n")
        self.assertNotIn(b"\r", self.output.read_bytes())
        self.located("id,postcode\n1,CB1 1AA")  # without an end
        self.assertTrue(self.output.read_bytes().endswith(b",\n"))

    def test_a_latin_1_file_comes_out_as_utf_8(self):
        _, rows = self.located("note,postcode\nCafé,CB1 1AA\nplain,\n".encode("latin-1"))
        self.assertEqual(rows[0][0], "Café")
        self.assertIn("1 row is not UTF-8", self.said)

    def test_broken_rows_come_out_with_what_they_have(self):
        _, rows = self.located("a,b,postcode\n1,2,CB1 1AA\n3\n4,5,CB1 1AA,6,7\n\"x\"y,2,3\n8,9,CB1 1AB\n")
        self.assertEqual([row[:3] for row in rows], [["1", "2", "CB1 1AA"], ["3", "", ""], ["4", "5", "CB1 1AA,6,7"],
                                                     rows[3][:3], ["8", "9", "CB1 1AB"]])
        self.assertEqual([row[3] for row in rows], ["postcode", "unlocated", "unlocated", "unlocated", "postcode"])
        self.assertIn("3 rows are broken", self.said)
        self.assertIn("on line 3", self.said)

    def test_a_lost_quote_costs_one_row(self):
        _, rows = self.located('a,postcode\n1,CB1 1AA\n"2,CB1 1AA\n3,CB1 1AA\n4,CB1 1AA\n')
        self.assertEqual([row[0] for row in rows], ["1", '"2,CB1 1AA', "3", "4"])
        self.assertEqual([row[2] for row in rows], ["postcode", "unlocated", "postcode", "postcode"])

    def test_rows_that_cannot_be_told_apart_are_not_left_out_in_silence(self):
        # From whichever line one starts, each line closes the quote before it and opens the next.
        said = self.run_on("a,postcode\n" + 'x","\n' * 150, status=1)
        self.assertIn("can be told apart", said)

    def test_no_rows(self):
        for text in ("id,postcode\n", "id,postcode", "id,postcode\n\n\n"):
            header, rows = self.located(text)
            self.assertEqual((header, rows), (["id", "postcode", *APPENDED], []))
        self.assertIn("there are no rows", self.said)
        self.assertIn("in.csv: is empty", self.run_on_empty())

    def run_on_empty(self):
        self.output.unlink()
        return self.run_on("", status=1)

    def test_a_column_that_would_be_appended_is_refused(self):
        self.assertIn('"Easting"', self.run_on("postcode,Easting\nCB1 1AA,1\n", status=1))

    def test_columns_that_are_not_there(self):
        said = self.run_on("id,PC,Street\n1,CB1 1AA,x\n", status=2)
        self.assertIn("id, PC, Street", said)
        self.assertIn('did you mean "Street"', self.run_on("id,Street\n1,x\n", "--location", "Stret", status=1))
        self.assertIn("2 columns are named", self.run_on("postcode,Postcode\nx,y\n", "--postcode", "POSTCODE", status=1))
        self.assertIn("--lat", self.run_on("lon,lat\n1,2\n", "--lon", "lon", status=2))
        self.assertIn("--crs", self.run_on("x,y\n1,2\n", "--x", "x", "--y", "y", "--crs", "EPSG:1", status=2))

    def test_input_and_output_that_cannot_be(self):
        done = heatward("geocode", self.folder / "none.csv", self.output, "--project", self.county.project)
        self.assertEqual((done.returncode, list(self.output.parent.iterdir())), (1, []))
        self.assertIn("none.csv", done.stderr)
        self.input.write_text("postcode\nCB1 1AA\n")
        before = self.input.read_bytes()
        (self.folder / "link.csv").symlink_to(self.input)
        for output, status in ((self.folder / "nowhere" / "out.csv", 3), (self.input, 2), (self.folder / "link.csv", 2),
                               (self.county.project, 2), (self.folder, 1), ("/dev/null", 1)):
            done = heatward("geocode", self.input, output, "--project", self.county.project)
            self.assertEqual(done.returncode, status, f"{output}: {done.stderr}")
            self.assertIn(str(output), done.stderr)
        self.assertEqual(self.input.read_bytes(), before)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))

    def test_the_output_is_its_owners_alone_even_over_an_older_one(self):
        self.output.write_text("older")
        self.output.chmod(0o644)
        self.run_on("postcode\nCB1 1AA\n")
        self.assertEqual(stat.S_IMODE(self.output.stat().st_mode), 0o600)
        self.assertEqual(os.listdir(self.output.parent), [self.output.name])

    def test_killed_in_the_middle_it_leaves_no_output(self):
        with subprocess.Popen([BINARY, "geocode", "-", str(self.output), "--project", str(self.county.project)],
                              stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdin.write(b"postcode\n" + b"CB1 1AA\n" * 500_000)
            process.stdin.flush()
            process.send_signal(signal.SIGKILL)
            process.wait(30)
        self.assertFalse(self.output.exists())
        try:
            os.close(os.open(self.output.parent, os.O_TMPFILE | os.O_WRONLY, 0o600))
        except OSError:
            return  # a file system that cannot hold bytes without a name keeps a hidden file
        self.assertEqual(os.listdir(self.output.parent), [])

    def test_standard_streams(self):
        text = "postcode\nCB1 1AA\nx\n"
        done = heatward("geocode", "-", "-", "--project", self.county.project, input=text)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.run_on(text)
        self.assertEqual(done.stdout, self.output.read_text())

    def test_any_number_of_threads_gives_the_same_bytes(self):
        chance = random.Random(6)
        lines = [f'{i},{chance.choice(["CB1 1AA", "CB1 1AB", "x", ""])},"{"n" * chance.randint(0, 400)}"\n'
                 + ("broken\n" if i % 5000 == 77 else "") for i in range(20_000)]
        outputs = set()
        for threads in (1, 2, 5):
            said = self.run_on("id,postcode,note\n" + "".join(lines), "--threads", threads)
            outputs.add(self.output.read_bytes())
            self.assertIn("4 rows are broken and kept unlocated; the first is on line 80:", said)
        self.assertEqual(len(outputs), 1)
        self.assertEqual(outputs.pop().count(b"\n"), 20_005)

    def test_memory_does_not_grow_with_the_table(self):
        command = [BINARY, "geocode", "-", "-", "--project", str(self.county.project), "--threads", "2"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            process.stdin.write(b"postcode,note\n")
            for _ in range(300):  # a large cell at another place of each batch
                process.stdin.write(b"CB1 1AA," + b"n" * 1_000_000 + b"\n" + b"x,y\n" * 3000)
            process.stdin.close()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        self.assertLess(used.ru_maxrss, 150_000, "kilobytes")

    def test_the_hit_rate_is_said_and_judged(self):
        said = self.run_on("postcode\n" + "CB1 1AA\n" * 84 + "x\n" * 16)
        self.assertIn("hit rate: 84.0 %", said)
        self.assertIn("Ratcliffe 2004", said)
        self.assertRegex(said, r"postcode +84 +84\.0 %")
        self.assertRegex(said, r"100 rows in .* rows a second")
        said = self.run_on("postcode\n" + "CB1 1AA\n" * 86 + "x\n" * 14)
        self.assertNotIn("Ratcliffe", said)
        for line in self.run_on("postcode\nCB1 1AA\nx\n", "--progress", "json").splitlines():
            last = json.loads(line) if "by_level" in line else None
            if last:
                self.assertEqual((last["rows"], last["by_level"]["postcode"], last["hit_rate"]), (2, 1, 0.5))
                break
        else:
            self.fail("no summary in JSON")

    def test_what_is_odd_about_places_is_said(self):
        x, y = PLACES["CB1 1AA"]
        lon, lat = tiny_county.lonlat(x, y)
        header, rows = self.located(f"a,b\n{lon},{lat}\n{lat},{lon}\n{lon + 1},{lat}\n", "--lon", "a", "--lat", "b")
        self.assertEqual([row[2] for row in rows], ["coordinate"] * 3)
        self.assertEqual(rows[0][3:8], rows[1][3:8])
        self.assertIn("1 row has its two coordinates in each other's place", self.said)
        self.assertIn("1 row is located outside", self.said)
        self.county.project.write_text(self.county.project_text)
        self.assertIn("has no [gazetteer]", self.run_on("postcode\nCB1 1AA\n"))

    def test_help_says_units(self):
        said = heatward("geocode", "--help").stdout
        for word in ("reference system", "metres", "degrees", "--location", "--grid-reference", "uncertainty_m"):
            self.assertIn(word, re.sub(r"\s+", " ", said))


if __name__ == "__main__":
    heatward_e2e.main()
