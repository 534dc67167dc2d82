#!/usr/bin/python3
"""Sources and areas from a real PostGIS: the same figures as from files, no secret anywhere, and a
database that goes away in the middle harms nothing."""

import json
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import heatward_e2e
import private_postgres
import run_folder
import tiny_county
from heatward_e2e import heatward, skip_script

if not private_postgres.is_installed():
    skip_script("PostgreSQL is not installed (tools/install-deps --tests)")

SOURCE = """\
[[sources]]
id     = "police"
kind   = "police"
path   = "{connection}"
layer  = "{table}"
fields = {{ id = "reference", time = "at", category = "kind"{position} }}
"""
XY = ', x = "easting", y = "northing", crs = "EPSG:27700"'


def quoted(text):
    return "null" if text is None else "'" + str(text).replace("'", "''") + "'"


def insert_rows(database, county):
    """The county's rows as a table with points, and with the same points as numbers."""
    database.sql("""
        drop table if exists incidents cascade;
        create table incidents (key serial primary key, reference text, at timestamptz, kind text,
            easting double precision, northing double precision, patient text,
            geom geometry(Point, 27700));""")
    values = []
    for row in county.rows:
        place = row.place or (None, None)
        at = f"{row.month}-15 12:00+00"
        geometry = "null" if row.place is None else f"st_setsrid(st_point({place[0]}, {place[1]}), 27700)"
        values.append(f"({quoted(row.crime_id or None)}, '{at}', {quoted(row.crime_type)}, "
                      f"{place[0] or 'null'}, {place[1] or 'null'}, 'secret patient', {geometry})")
    database.sql("insert into incidents (reference, at, kind, easting, northing, patient, geom) values "
                 + ",\n".join(values))


def project_text(county, source, areas=""):
    text = county.project_text
    start, end = text.index("[[sources]]"), text.index("[[layers]]")
    return text[:start] + source + areas + "\n" + text[end:]


class PostGis(heatward_e2e.TemporaryFolderCase):

    @classmethod
    def setUpClass(cls):
        cls.database = cls.enterClassContext(private_postgres.PrivatePostgres())

    def setUp(self):
        super().setUp()
        self.county = tiny_county.TinyCounty(self.folder / "county")
        insert_rows(self.database, self.county)

    def write_project(self, table="incidents", position=XY):
        source = SOURCE.format(connection=self.database.connection, table=table, position=position)
        self.county.project.write_text(project_text(self.county, source))

    def build(self):
        return heatward("build", self.county.project, "--progress", "none")

    def run_of(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.county.output / "runs" / heatward_e2e.run_id_of(done)

    def ward_counts(self, run):
        return run_folder.column(run / "analyst/areas.gpkg", "wards", "violence_count")

    def source_report(self, run):
        return json.loads((run / "analyst/report.json").read_text())["sources"][0]

    def expected_counts(self):
        return {ward: self.county.count(tiny_county.VIOLENCE, ward) for ward in tiny_county.CORNERS}

    def test_columns_and_geometry_give_the_figures_of_the_files(self):
        for position in (XY, ""):
            with self.subTest(position=position):
                self.write_project(position=position)
                run = self.run_of(self.build())
                self.assertEqual(self.ward_counts(run), self.expected_counts())
                report = self.source_report(run)
                self.assertEqual(report["rows_in"], len(self.county.rows))
                self.assertEqual(report["rows_in"], report["rows_used"] + report["rows_rejected"])
                self.assertEqual(report["periods"], tiny_county.MONTHS)
                self.assertEqual(heatward_e2e.broken_files(run), [])

    def test_the_same_rows_are_the_same_run_and_others_another(self):
        self.write_project()
        first = self.run_of(self.build())
        self.assertEqual(self.run_of(self.build()), first)
        self.database.sql("update incidents set kind = kind where key in (2, 3, 5)")  # moves the rows
        self.assertEqual(self.run_of(self.build()), first)
        self.database.sql("update incidents set kind = 'Robbery' where key = 1")
        self.assertNotEqual(self.run_of(self.build()), first)

    def test_an_instant_is_shown_by_the_projects_clocks(self):
        self.database.sql("update incidents set at = '2025-03-31 23:30+00' where key = 2")
        self.write_project()
        run = self.run_of(self.build())
        self.assertIn("2025-04", self.source_report(run)["periods"])

    def test_no_secret_and_no_other_column_is_kept(self):
        self.write_project()
        done = self.build()
        run = self.run_of(done)
        self.assertNotIn(self.database.password, done.stdout + done.stderr)
        for path in run.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                self.assertNotIn(self.database.password.encode(), data, path)
                self.assertNotIn(b"secret patient", data, path)

    def test_a_wrong_password_is_not_repeated(self):
        self.write_project()
        text = self.county.project.read_text().replace(self.database.password, "wrongsecret")
        self.county.project.write_text(text)
        done = self.build()
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("sources.police", done.stderr)
        self.assertNotIn("wrongsecret", done.stderr)

    def test_pieces_of_a_password_are_not_repeated(self):
        for connection in ("PG:host=127.0.0.1 dbname=db password=hunter two2",
                           "PG:postgresql://u:s3cr@t9@127.0.0.1:1/db", "PG:postgresql://u:se/cret9@127.0.0.1/db"):
            with self.subTest(connection=connection):
                self.write_project()
                text = self.county.project.read_text().replace(self.database.connection, connection)
                self.county.project.write_text(text)
                done = self.build()
                self.assertEqual(done.returncode, 1)
                for piece in ("hunter", "two2", "s3cr", "t9", "cret9", '"se"'):
                    self.assertNotIn(piece, done.stderr)

    def test_a_column_that_is_not_there_is_named(self):
        self.write_project(position=', x = "eastin", y = "northing", crs = "EPSG:27700"')
        done = self.build()
        self.assertEqual(done.returncode, 1)
        self.assertIn('did you mean "easting"?', done.stderr)

    def test_rows_that_change_while_they_are_read_are_noticed(self):
        self.database.sql("""
            create view shifting as select key, reference, at, kind, easting + random() as easting,
                northing from incidents where easting is not null""")
        self.write_project(table="shifting")
        done = self.build()
        self.assertEqual(done.returncode, 1)
        self.assertIn("changed while they were read", done.stderr)

    def test_a_database_that_goes_away_leaves_the_run_before(self):
        self.write_project()
        before = self.run_of(self.build())
        # 30 ms a row: the reader is still at it when its connection is cut.
        self.database.sql("""
            create view slow as select i.key, reference, at, kind, easting, northing
            from incidents i, generate_series(1, 40) g, lateral (select pg_sleep(0.03 + 0 * g)) s""")
        self.write_project(table="slow")
        done = []
        builder = threading.Thread(target=lambda: done.append(self.build()))
        builder.start()
        cut = """select count(pg_terminate_backend(pid)) from pg_stat_activity
                 where pid <> pg_backend_pid() and query ilike '%from%slow%' and state = 'active'"""
        heatward_e2e.wait_until(lambda: self.database.sql(cut)[0] != "0", "the reader's query", timeout=60)
        builder.join(timeout=120)
        self.assertFalse(builder.is_alive())
        self.assertIn(done[0].returncode, (1, 3), done[0].stdout)
        self.assertIn("PG:[redacted]", done[0].stderr)
        self.assertNotIn(self.database.password, done[0].stderr)
        self.assertEqual((self.county.output / "current").resolve(), before.resolve())
        self.assertEqual(heatward_e2e.broken_files(before), [])
        left = {path.name for path in (self.county.output / "tmp").glob("*")}
        self.assertLessEqual(left, {"lock"})


if __name__ == "__main__":
    heatward_e2e.main()
