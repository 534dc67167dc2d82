#!/usr/bin/python3
"""Every route of `heatward serve` once, as curl sees it: status, media type, shape, caching headers."""

import re
import unittest

import demo_county
import heatward_e2e
import mercator
import pictures
from demo_county import LAYER, LAYERS, REPORT, RUN

LON, LAT, HOTTEST = demo_county.hottest_place()
ZOOM = 12
X, Y = mercator.tile_of(LON, LAT, ZOOM)
TILE = f"/tiles/{LAYER}/{ZOOM}/{X}/{Y}.png"
AREA_SET = demo_county.area_sets()[0]
AREAS = demo_county.records("areas.gpkg", AREA_SET)
CODE = AREAS[0]["code"]

# Each route that answers with a representation of the run, and its media type.
REPRESENTATIONS = {
    "/?f=json": "application/json",
    "/conformance": "application/json",
    "/api": "application/vnd.oai.openapi+json",
    f"/tiles/{LAYER}.json": "application/json",
    TILE: "image/png",
    TILE.replace(".png", "@2x.png"): "image/png",
    f"/tiles/{AREA_SET}/{ZOOM}/{X}/{Y}.mvt": "application/vnd.mapbox-vector-tile",
    f"/tiles/hotspots/{ZOOM}/{X}/{Y}.mvt": "application/vnd.mapbox-vector-tile",
    f"/legend/{LAYER}.png": "image/png",
    f"/legend/{LAYER}@2x.png": "image/png",
    f"/legend/{LAYER}.json": "application/json",
    f"/point/{LAYER}/{LON:.6f},{LAT:.6f}": "application/json",
    "/collections": "application/json",
    f"/collections/{AREA_SET}": "application/json",
    f"/collections/{AREA_SET}/items?limit=1": "application/geo+json",
    f"/collections/{AREA_SET}/items/{CODE}": "application/geo+json",
    "/collections/hotspots/items?limit=3": "application/geo+json",
    "/collections/interventions/items?limit=3": "application/geo+json",
    "/collections/incidents/items?limit=3": "application/geo+json",
    f"/static/{LAYER}/{CODE}/400x300.png": "image/png",
}


class ServedOnce(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)

    def ask(self, path, **options):
        return self.server.ask(path, **options)

    def problem(self, answer, status):
        """The answer is a JSON problem (RFC 9457) of that status; gives its text."""
        self.assertEqual(answer.status, status, answer.body[:300])
        self.assertEqual(answer.media_type, "application/problem+json")
        problem = answer.json()
        self.assertEqual(problem["status"], status)
        self.assertTrue(problem["title"])
        return f"{problem['title']} {problem.get('detail', '')}"


class RepresentationTest(ServedOnce):
    def test_every_route_answers_with_its_media_type(self):
        for path, media_type in REPRESENTATIONS.items():
            with self.subTest(path=path):
                answer = self.ask(path)
                self.assertEqual(answer.status, 200, answer.body[:300])
                self.assertEqual(answer.media_type, media_type)
                self.assertGreater(len(answer.body), 0)
                self.assertEqual(answer.headers.get("x-content-type-options"), "nosniff")

    def test_head_is_get_without_the_body(self):
        for path in [*REPRESENTATIONS, "/", "/health", "/ready"]:
            with self.subTest(path=path):
                whole, head = self.ask(path), self.ask(path, method="HEAD")
                self.assertEqual((head.status, head.body), (whole.status, b""))
                for name in ("content-type", "content-length", "etag", "cache-control"):
                    self.assertEqual(head.headers.get(name), whole.headers.get(name), name)
                self.assertEqual(int(head.headers["content-length"]), len(whole.body))

    def test_a_known_etag_is_answered_304_without_a_body(self):
        for path in REPRESENTATIONS:
            with self.subTest(path=path):
                etag = self.ask(path).headers["etag"]
                self.assertRegex(etag, r'^(W/)?"[^"]+"$')
                for known in (etag, f'"other", {etag}', "*"):
                    again = self.ask(path, headers=[f"If-None-Match: {known}"])
                    self.assertEqual((again.status, again.body), (304, b""), known)
                    self.assertEqual(again.headers.get("etag"), etag)
                self.assertEqual(self.ask(path, headers=['If-None-Match: "other"']).status, 200)

    def test_a_304_changes_nothing_of_the_stored_answer(self):
        """A cache overwrites the stored headers by those of the 304 (RFC 9111, section 3.2)."""
        html = "Accept: text/html"
        for path, headers in [*((path, []) for path in REPRESENTATIONS), ("/", [html])]:
            with self.subTest(path=path):
                whole = self.ask(path, headers=headers)
                again = self.ask(path, headers=[*headers, f"If-None-Match: {whole.headers['etag']}"])
                self.assertEqual(again.status, 304)
                for name, value in again.headers.items():
                    if name not in ("date", "connection", "content-length", "x-request-id"):
                        self.assertEqual(value, whole.headers.get(name), name)

    def test_etags_tell_requests_apart(self):
        paths = [TILE, TILE + "?datetime=2025-01", TILE + "?bandwidth=800", TILE.replace(".png", "@2x.png"),
                 f"/tiles/{LAYER}/{ZOOM}/{X + 1}/{Y}.png"]
        etags = {self.ask(path).headers["etag"] for path in paths}
        self.assertEqual(len(etags), len(paths))

    def test_analysts_answers_are_private(self):
        for path in REPRESENTATIONS:
            control = self.ask(path).headers["cache-control"]
            self.assertIn("private", control, path)
            self.assertNotIn("immutable", control, path)

    def test_a_pinned_run_is_immutable(self):
        for path in [TILE, f"/legend/{LAYER}.json", f"/collections/{AREA_SET}/items?limit=3"]:
            with self.subTest(path=path):
                pinned = path + ("&" if "?" in path else "?") + f"run={RUN.name}"
                answer = self.ask(pinned)
                self.assertEqual(answer.status, 200)
                self.assertIn("immutable", answer.headers["cache-control"])
        self.assertEqual(self.ask(f"{TILE}?run={RUN.name}").body, self.ask(TILE).body)

    def test_a_run_that_is_not_kept(self):
        self.assertIn("run", self.problem(self.ask(f"{TILE}?run={'0' * 16}"), 404))

    def test_other_methods_are_not_allowed(self):
        for path in ["/", TILE, f"/collections/{AREA_SET}/items", "/health"]:
            for method in ("POST", "PUT", "DELETE", "PATCH"):
                with self.subTest(path=path, method=method):
                    answer = self.ask(path, method=method)
                    self.problem(answer, 405)
                    self.assertLessEqual({"GET", "HEAD"}, set(re.split(r",\s*", answer.headers["allow"])))

    def test_unknown_and_repeated_parameters(self):
        for path in [TILE, f"/tiles/{LAYER}.json", f"/legend/{LAYER}.png", f"/collections/{AREA_SET}/items",
                     f"/point/{LAYER}/{LON:.6f},{LAT:.6f}", f"/static/{LAYER}/{CODE}/400x300.png"]:
            with self.subTest(path=path):
                self.assertIn("colour", self.problem(self.ask(f"{path}?colour=red"), 400))
                repeated = f"{path}?run={RUN.name}&run={RUN.name}"
                self.assertIn("run", self.problem(self.ask(repeated), 400))

    def test_unknown_paths(self):
        for path in ["/nothing", "/tiles", "/tiles/none.json", "/tiles/none/0/0/0.png", f"/tiles/{LAYER}/0/0/0.gif",
                     "/collections/none", f"/collections/{AREA_SET}/items/none", "/legend/none.png",
                     "/legend/none.json", "/point/none/0,0", "/static/none/0,0,1,1/100x100.png", "//", "/.",
                     "/../../etc/passwd", f"/static/{LAYER}/none/400x300.png"]:
            with self.subTest(path=path):
                self.problem(self.ask(path), 404)

    def test_tiles_outside_the_matrix(self):
        for tile in ["0/1/0", "0/0/1", "5/32/0", "5/0/32", "22/4194304/0", "23/0/0"]:
            for address in [f"{LAYER}/{tile}.png", f"{LAYER}/{tile}@2x.png", f"{AREA_SET}/{tile}.mvt"]:
                with self.subTest(tile=address):
                    self.problem(self.ask(f"/tiles/{address}"), 404)

    def test_empty_tiles(self):
        sea = mercator.tile_of(-150, -40, 8)
        answer = self.ask(f"/tiles/{LAYER}/8/{sea[0]}/{sea[1]}.png")
        self.assertEqual(answer.status, 200)
        self.assertTrue((pictures.decode(answer.body)[:, :, 3] == 0).all())
        answer = self.ask(f"/tiles/{AREA_SET}/8/{sea[0]}/{sea[1]}.mvt")
        self.assertEqual((answer.status, answer.body), (204, b""))


class DocumentTest(ServedOnce):
    def test_browsers_get_the_viewer_and_programs_the_landing_page(self):
        page = self.ask("/", headers=["Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"])
        self.assertEqual((page.status, page.media_type), (200, "text/html"))
        self.assertRegex(page.body[:200].decode().lower(), "<!doctype html>")
        self.assertIn("accept", page.headers["vary"].lower())
        self.assertIn("content-security-policy", page.headers)
        for accept in ("Accept: */*", "Accept: application/json"):
            self.assertEqual(self.ask("/", headers=[accept]).media_type, "application/json")
        self.assertEqual(self.ask("/?f=json", headers=["Accept: text/html"]).media_type, "application/json")

    def test_the_viewer_is_served_whole_and_from_here(self):
        page = self.ask("/", headers=["Accept: text/html"]).body.decode()
        names = re.findall(r'(?:src|href)="([^"]+\.(?:js|css))"', page)
        self.assertTrue(names)
        for name in names:
            self.assertNotRegex(name, "^(https?:)?//")
            answer = self.ask("/" + name.removeprefix("./").lstrip("/"))
            self.assertEqual(answer.status, 200, name)
            self.assertRegex(answer.media_type, "javascript" if name.endswith(".js") else "text/css")

    def test_landing_page(self):
        landing = self.server.json("/?f=json")
        self.assertEqual(landing["run"], RUN.name)
        self.assertEqual([layer["id"] for layer in landing["layers"]], [layer["id"] for layer in REPORT["layers"]])
        self.assertEqual([entry["id"] for entry in landing["area_sets"]], demo_county.area_sets())
        west, south, east, north = landing["bounds"]
        self.assertTrue(west < LON < east and south < LAT < north)
        relations = {link["rel"]: link["href"] for link in landing["links"]}
        for relation in ("self", "conformance", "data", "service-desc"):
            self.assertIn(relation, relations)
            self.assertTrue(relations[relation].startswith(self.server.url), relations[relation])
            self.assertEqual(heatward_e2e.ask(relations[relation]).status, 200, relation)

    def test_conformance(self):
        classes = self.server.json("/conformance")["conformsTo"]
        for name in ("core", "geojson", "oas30"):
            self.assertIn(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}", classes)

    def test_the_api_document_names_every_route(self):
        document = self.server.json("/api")
        self.assertRegex(document["openapi"], r"^3\.")
        self.assertTrue(document["info"]["version"])
        text = " ".join(document["paths"])
        for part in ("/conformance", "/collections", "/items", "/tiles/", ".mvt", "/legend/", "/point/", "/static/",
                     "/health", "/ready"):
            self.assertIn(part, text)
        for path, item in document["paths"].items():
            self.assertIn("get", item, path)
            self.assertIn("200", item["get"]["responses"], path)

    def test_tilejson_leads_to_tiles(self):
        for layer in LAYERS:
            document = self.server.json(f"/tiles/{layer}.json")
            self.assertEqual(document["tilejson"], "3.0.0")
            self.assertLessEqual(document["minzoom"], document["maxzoom"])
            self.assertLessEqual(document["maxzoom"], 22)
            west, south, east, north = document["bounds"]
            self.assertTrue(west < LON < east and south < LAT < north)
            (template,) = document["tiles"]
            address = template.replace("{z}", str(ZOOM)).replace("{x}", str(X)).replace("{y}", str(Y))
            self.assertTrue(address.startswith(self.server.url))
            self.assertEqual(heatward_e2e.ask(address).body, self.ask(f"/tiles/{layer}/{ZOOM}/{X}/{Y}.png").body)

    def test_legends_agree_with_the_report(self):
        for layer in REPORT["layers"]:
            legend = self.server.json(f"/legend/{layer['id']}.json")
            self.assertEqual(legend["unit"], layer["unit"])
            lower = [entry["from"] for entry in legend["classes"]]
            self.assertEqual(lower, layer["breaks"][:len(lower)])
            self.assertEqual([entry["to"] for entry in legend["classes"]][:-1], lower[1:])
            self.assertEqual(len({entry["colour"] for entry in legend["classes"]}), len(lower))

    def test_legend_pictures(self):
        small = pictures.decode(self.ask(f"/legend/{LAYER}.png").body)
        large = pictures.decode(self.ask(f"/legend/{LAYER}@2x.png").body)
        self.assertEqual((2 * small.shape[0], 2 * small.shape[1]), large.shape[:2])
        legend = self.server.json(f"/legend/{LAYER}.json")
        self.assertFalse(pictures.is_blank(large))
        self.assertGreater(len({tuple(pixel) for pixel in large.reshape(-1, 4)}), len(legend["classes"]))

    def test_health_and_readiness(self):
        for path in ("/health", "/ready"):
            answer = self.ask(path)
            self.assertEqual(answer.status, 200)
            self.assertIn("no-store", answer.headers["cache-control"])


class PointTest(ServedOnce):
    def test_points_equal_the_published_surface(self):
        for layer in LAYERS:
            maximum = demo_county.hottest_place(layer)[2]
            for lon, lat, density in demo_county.cell_centres(layer, 12):
                answer = self.server.json(f"/point/{layer}/{lon:.12f},{lat:.12f}")
                if answer["inside_study_area"]:
                    # The engine's error, and the rounding of the surface's Float32.
                    granted = 2e-6 * density + 1e-7 * maximum + 6e-8 * density
                    self.assertAlmostEqual(answer["density"], density, delta=granted)
                else:
                    self.assertIsNone(answer["density"])

    def test_a_point_names_its_areas(self):
        answer = self.server.json(f"/point/{LAYER}/{LON:.6f},{LAT:.6f}")
        self.assertEqual(answer["unit"], REPORT["layers"][0]["unit"])
        self.assertGreater(answer["percentile"], 99)
        names = {row["code"]: row for row in demo_county.records("areas.gpkg", "wards")}
        self.assertEqual(answer["ward"]["name"], names[answer["ward"]["code"]]["name"])
        self.assertEqual(answer["district"]["code"], names[answer["ward"]["code"]]["parent"])

    def test_outside_is_absent_and_not_zero(self):
        answer = self.server.json(f"/point/{LAYER}/-30.5,40.25")
        self.assertEqual((answer["density"], answer["percentile"]), (None, None))
        self.assertEqual((answer["ward"], answer["district"]), (None, None))


class StaticMapTest(ServedOnce):
    def test_sizes(self):
        for address, size in [("400x300.png", (300, 400)), ("400x300@2x.png", (600, 800))]:
            picture = pictures.decode(self.ask(f"/static/{LAYER}/{CODE}/{address}").body)
            self.assertEqual(picture.shape[:2], size)
            self.assertFalse(pictures.is_blank(picture))

    def test_a_box_in_degrees(self):
        box = f"{LON - 0.05:.4f},{LAT - 0.03:.4f},{LON + 0.05:.4f},{LAT + 0.03:.4f}"
        picture = pictures.decode(self.ask(f"/static/{LAYER}/{box}/500x400.png").body)
        self.assertEqual(picture.shape[:2], (400, 500))
        colours = {tuple(pixel) for pixel in picture[:, :, :3].reshape(-1, 3)}
        self.assertGreater(len(colours), 20)

    def test_parts_can_be_left_out(self):
        path = f"/static/{LAYER}/{CODE}/500x400.png"
        whole = self.ask(path).body
        for part in ("title", "legend", "scalebar", "north", "boundaries"):
            answer = self.ask(f"{path}?{part}=0")
            self.assertEqual(answer.status, 200, part)
            self.assertNotEqual(answer.body, whole, part)
            self.assertEqual(self.ask(f"{path}?{part}=1").body, whole, part)

    def test_too_large_a_picture_is_refused(self):
        for size in ("0x100", "100x0", "100000x100000", "-5x10", "axb", "100"):
            self.problem(self.ask(f"/static/{LAYER}/{CODE}/{size}.png"), 400)


if __name__ == "__main__":
    heatward_e2e.main()
