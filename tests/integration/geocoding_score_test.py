#!/usr/bin/python3
"""The rules by which a geocoder is scored: each outcome by rows made by hand, and, where HEATWARD_SHARED
is set, row by row as the shared scorer judges answers of every kind."""

import csv
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import geocoding_score
from geocoding_score import LEVELS, WITHOUT_PLACE, judge, score

COUNTY = pathlib.Path(__file__).resolve().parents[2] / "data" / "doggerland"
PLACE = (1.0, 54.5)
METRES_PER_DEGREE = 111195.08   # of latitude, on the sphere that the distances are taken on


def true_row(level="street", tolerance_m=100, identity="a", family="made"):
    lon, lat = ("", "") if level == "unlocated" else (f"{PLACE[0]:.6f}", f"{PLACE[1]:.6f}")
    return {"id": identity, "family": family, "lon": lon, "lat": lat, "tolerance_m": str(tolerance_m), "level": level}


def answered(level="street", north_m=0.0, uncertainty_m=100.0, identity="a"):
    place = ("", "", "") if level in WITHOUT_PLACE else \
        (f"{PLACE[0]:.9f}", f"{PLACE[1] + north_m / METRES_PER_DEGREE:.9f}", str(uncertainty_m))
    return {"id": identity, "match_level": level, "lon": place[0], "lat": place[1], "uncertainty_m": place[2]}


def perfect(truth):
    """The answer that knows the truth."""
    rows = []
    for row in truth:
        placed = row["level"] not in WITHOUT_PLACE
        rows.append({"id": row["id"], "match_level": row["level"], "lon": row["lon"] if placed else "",
                     "lat": row["lat"] if placed else "", "uncertainty_m": row["tolerance_m"] if placed else ""})
    return rows


class OutcomeTest(unittest.TestCase):
    def outcome(self, truth, answer):
        return judge(truth, answer)[0]

    def test_there_at_its_level(self):
        self.assertEqual(judge(true_row(), answered(north_m=99.0)), ("right", True))

    def test_the_tolerance_ends_five_metres_beyond_what_is_stated(self):
        self.assertEqual(self.outcome(true_row(), answered(north_m=104.9)), "right")
        self.assertEqual(self.outcome(true_row(), answered(north_m=105.1)), "wrong")

    def test_elsewhere_at_its_level_is_wrong_however_unsure(self):
        self.assertEqual(judge(true_row(), answered(north_m=3000.0, uncertainty_m=9000.0)), ("wrong", True))

    def test_a_finer_level_than_the_text_supports_is_wrong_even_there(self):
        self.assertEqual(self.outcome(true_row("street"), answered("premises")), "wrong")
        self.assertEqual(self.outcome(true_row("masked"), answered("street")), "wrong")

    def test_a_coarser_level_is_coarse_where_it_is_near_or_its_uncertainty_holds_the_place(self):
        self.assertEqual(self.outcome(true_row("junction"), answered("street", 50.0)), "coarse")
        self.assertEqual(judge(true_row("junction"), answered("street", 400.0, 500.0)), ("coarse", True))
        self.assertEqual(judge(true_row("junction"), answered("street", 400.0, 300.0)), ("wrong", False))

    def test_ambiguous_for_a_place_is_coarse(self):
        self.assertEqual(judge(true_row(), answered("ambiguous")), ("coarse", None))

    def test_nothing_for_a_place_is_missed(self):
        self.assertEqual(judge(true_row(), answered("unlocated")), ("missed", None))
        self.assertEqual(self.outcome(true_row(), {**answered(), "lon": ""}), "missed")

    def test_a_place_where_none_is_known_is_invented(self):
        for level in WITHOUT_PLACE:
            self.assertEqual(judge(true_row(level, 0), answered("street")), ("invented", None))

    def test_a_sector_or_a_town_is_not_invented(self):
        for level in WITHOUT_PLACE:
            for coarse in ("sector", "place"):
                self.assertEqual(self.outcome(true_row(level, 0), answered(coarse)), "right")

    def test_rightly_without_a_place(self):
        for level in WITHOUT_PLACE:
            for answer in WITHOUT_PLACE:
                self.assertEqual(judge(true_row(level, 0), answered(answer)), ("right", None))

    def test_not_in_the_answer_is_lost(self):
        self.assertEqual(judge(true_row("unlocated", 0), None), ("lost", None))

    def test_honesty_has_the_same_five_metres(self):
        self.assertEqual(judge(true_row(tolerance_m=900), answered(north_m=104.9)), ("right", True))
        self.assertEqual(judge(true_row(tolerance_m=900), answered(north_m=105.1)), ("right", False))


class DistanceTest(unittest.TestCase):
    def test_known_lengths(self):
        self.assertAlmostEqual(geocoding_score.distance_m((0, 0), (0, 90)), 10007557.2, delta=0.1)
        self.assertAlmostEqual(geocoding_score.distance_m((0, 60), (1, 60)), 55597.0, delta=0.1)
        self.assertEqual(geocoding_score.distance_m((1.5, 54.2), (1.5, 54.2)), 0)


class ScoreTest(unittest.TestCase):
    def test_shares_and_families(self):
        truth = [true_row(identity=str(number), family="even" if number % 2 == 0 else "odd") for number in range(4)]
        answer = [answered(identity="0"), answered("unlocated", identity="1"),
                  answered(north_m=500.0, identity="2")]
        result = score(truth, answer)
        self.assertEqual(result.rows, 4)
        self.assertEqual({name: dict(found) for name, found in result.families.items()},
                         {"even": {"right": 1, "wrong": 1}, "odd": {"missed": 1, "lost": 1}})
        self.assertEqual((result.share("right"), result.share("lost"), result.share("honest")), (0.25, 0.25, 0.5))
        self.assertIn("right 0.2500", result.table())

    def test_rows_of_the_answer_alone_count_nothing(self):
        self.assertEqual(score([true_row()], [answered(), answered(identity="b")]).rows, 1)

    def test_an_id_twice_is_refused(self):
        with self.assertRaisesRegex(ValueError, "holds a twice"):
            score([true_row()], [answered(), answered()])

    def test_an_unknown_level_is_refused(self):
        with self.assertRaisesRegex(ValueError, "'road' is no level"):
            score([true_row()], [{**answered(), "match_level": "road"}])


class BarsTest(unittest.TestCase):
    """A thousand streets and a hundred texts that say nothing, of which so many go wrong."""

    def failures(self, wrong=0, missed=0, invented=0, dishonest=0, lost=0):
        truth = [true_row(identity=str(number)) for number in range(1000)]
        truth += [true_row("unlocated", 0, f"u{number}") for number in range(100)]
        answer = [answered(identity=str(number), north_m=90.0) for number in range(1000)]
        answer += [answered("unlocated", identity=f"u{number}") for number in range(100)]
        for number in range(wrong):
            answer[number] = answered(identity=str(number), north_m=200.0, uncertainty_m=300.0)
        for number in range(wrong, wrong + missed):
            answer[number] = answered("unlocated", identity=str(number))
        for number in range(500, 500 + dishonest):
            answer[number] = answered(identity=str(number), north_m=90.0, uncertainty_m=10.0)
        for number in range(invented):
            answer[1000 + number] = answered("street", identity=f"u{number}")
        return [failure.split()[0] for failure in score(truth, answer[lost:]).failures()]

    def test_all_well(self):
        self.assertEqual(self.failures(), [])

    def test_right(self):
        self.assertEqual(self.failures(missed=22), [])
        self.assertEqual(self.failures(missed=23), ["right"])

    def test_wrong(self):
        self.assertEqual(self.failures(wrong=5), [])
        self.assertEqual(self.failures(wrong=6), ["wrong"])

    def test_one_invented_or_lost_is_too_many(self):
        self.assertEqual(self.failures(invented=1), ["invented"])
        self.assertEqual(self.failures(lost=1), ["lost"])

    def test_honest(self):
        self.assertEqual(self.failures(dishonest=70), [])
        self.assertEqual(self.failures(dishonest=71), ["honest"])


class DoggerlandTest(unittest.TestCase):
    """Whole answers to the demo county's truth that are known to be good or bad."""

    @classmethod
    def setUpClass(cls):
        cls.truth = geocoding_score.read(COUNTY / "truth" / "locations.csv")

    def test_the_truth_itself(self):
        result = score(self.truth, perfect(self.truth))
        self.assertEqual((result.share("right"), result.share("honest"), result.failures()), (1.0, 1.0, []))

    def test_an_empty_answer(self):
        result = score(self.truth, [])
        self.assertEqual(result.share("lost"), 1.0)
        self.assertEqual([failure.split()[0] for failure in result.failures()], ["right", "honest", "lost"])

    def test_nothing_located(self):
        answer = [{**row, "match_level": "unlocated", "lon": "", "lat": ""} for row in perfect(self.truth)]
        result = score(self.truth, answer)
        self.assertEqual(result.count("missed"), sum(row["level"] not in WITHOUT_PLACE for row in self.truth))
        self.assertEqual(result.count("invented"), 0)

    def test_everything_two_kilometres_north(self):
        answer = [{**row, "lat": f"{float(row['lat']) + 0.018:.6f}"} if row["lat"] else row
                  for row in perfect(self.truth)]
        result = score(self.truth, answer)
        far = sum(row["level"] not in WITHOUT_PLACE and int(row["tolerance_m"]) < 1990 for row in self.truth)
        self.assertEqual(result.count("wrong"), far)
        self.assertLess(result.share("honest"), 0.05)

    def test_a_first_hit_for_every_ambiguous_text(self):
        answer = perfect(self.truth)
        for row, true in zip(answer, self.truth):
            if true["level"] == "ambiguous":
                row.update(match_level="street", lon=true["lon"], lat=true["lat"], uncertainty_m="100")
        result = score(self.truth, answer)
        self.assertEqual(result.count("invented"), sum(row["level"] == "ambiguous" for row in self.truth))


@unittest.skipUnless(os.environ.get("HEATWARD_SHARED"), "HEATWARD_SHARED is unset, so there is no other scorer")
class SharedScorerTest(unittest.TestCase):
    def test_both_count_alike(self):
        shared = pathlib.Path(os.environ["HEATWARD_SHARED"])
        truth = geocoding_score.read(shared / "data" / "geocoding" / "truth.csv")
        chance = random.Random(31)
        answer = []
        for row in perfect(truth):
            level = chance.choice((row["match_level"], row["match_level"], chance.choice(LEVELS)))
            if level in WITHOUT_PLACE or not row["lon"]:
                level = chance.choice(WITHOUT_PLACE)
                row.update(lon="", lat="")
            else:
                off = 10.0 ** chance.uniform(-6.0, -1.0)
                row.update(lon=f"{float(row['lon']) + off:.6f}", uncertainty_m=f"{10.0 ** chance.uniform(0.0, 4.0):.1f}")
            if not chance.random() < 0.01:
                answer.append({**row, "match_level": level})
        with tempfile.TemporaryDirectory(prefix="heatward-score-") as folder:
            path = pathlib.Path(folder) / "answer.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(answer[0]))
                writer.writeheader()
                writer.writerows(answer)
            done = subprocess.run([sys.executable, shared / "tools" / "score_geocoding.py",
                                   shared / "data" / "geocoding" / "truth.csv", path, "--json"],
                                  capture_output=True, text=True, check=True, timeout=120)
        told, result = json.loads(done.stdout), score(truth, answer)
        self.assertEqual({name: {key: found[key] for key in geocoding_score.OUTCOMES}
                          for name, found in told["families"].items()},
                         {name: {key: found[key] for key in geocoding_score.OUTCOMES}
                          for name, found in result.families.items()})
        self.assertAlmostEqual(told["honest"], result.share("honest"), places=12)
        self.assertTrue(all(told["total"][name] for name in geocoding_score.OUTCOMES if name != "invented"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
