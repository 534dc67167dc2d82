"""Scores what `heatward geocode` answered against the known truth.

Every row of the truth comes to one outcome:

  right     the level that its text supports, and within its tolerance; or rightly without a place
  coarse    true but not all that the text supports: a coarser level whose stated uncertainty holds
            the place, or `ambiguous`
  wrong     elsewhere, or a finer level than the text supports
  missed    a row that can be located, left unlocated
  invented  a row that cannot, given a place finer than a sector or a town
  lost      a row that the answer does not hold

and `honest` is the share of located rows whose place lies within the uncertainty stated for them.
"""

import collections
import csv
import dataclasses
import math

# From the finest to the coarsest; the last two have no position.
LEVELS = ("coordinate", "grid_reference", "uprn", "premises", "junction", "postcode", "street", "masked",
          "sector", "place", "ambiguous", "unlocated")
WITHOUT_PLACE = ("ambiguous", "unlocated")
OUTCOMES = ("right", "coarse", "wrong", "missed", "invented", "lost")

# Positions are given to six decimals and may come through another transformation.
SLACK_M = 5.0
EARTH_RADIUS_M = 6371008.8

# What a geocoder that can be trusted keeps to: shares of all rows, and of the located ones.
AT_LEAST = {"right": 0.98, "honest": 0.93}
AT_MOST = {"wrong": 0.005, "invented": 0.0, "lost": 0.0}


@dataclasses.dataclass
class Score:
    families: dict   # family -> Counter of outcomes
    located: int = 0
    honest_rows: int = 0

    @property
    def rows(self):
        return sum(sum(outcomes.values()) for outcomes in self.families.values())

    def count(self, outcome):
        return sum(outcomes[outcome] for outcomes in self.families.values())

    def share(self, figure):
        """Of an outcome, of all rows; of `honest`, of the located ones. 0 where there is none."""
        if figure == "honest":
            return self.honest_rows / max(1, self.located)
        return self.count(figure) / max(1, self.rows)

    def failures(self):
        """The bars that the score does not keep to, in words."""
        low = [f"{name} {self.share(name):.4f}, not at least {bar}" for name, bar in AT_LEAST.items()
               if self.share(name) < bar]
        return low + [f"{name} {self.share(name):.4f}, more than {bar}" for name, bar in AT_MOST.items()
                      if self.share(name) > bar]

    def table(self):
        """One line a family, and one for all."""
        lines = [f"{'family':22}" + "".join(f"{name:>9}" for name in ("rows",) + OUTCOMES)]
        for family, outcomes in sorted(self.families.items()):
            lines.append(f"{family:22}{sum(outcomes.values()):9}"
                         + "".join(f"{outcomes[name]:9}" for name in OUTCOMES))
        shares = "  ".join(f"{name} {self.share(name):.4f}" for name in OUTCOMES + ("honest",))
        return "\n".join([*lines, shares])


def read(path):
    """The rows of a CSV file, as dictionaries."""
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def score(truth, answer):
    """truth: rows with id, family, lon, lat, tolerance_m, level; answer: rows with id and what the
    geocoder appended. Raises ValueError for an answer that gives one id twice, or an unknown level."""
    answers = {}
    for row in answer:
        if row["id"] in answers:
            raise ValueError(f"the answer holds {row['id']} twice")
        if row["match_level"] not in LEVELS:
            raise ValueError(f"{row['id']}: {row['match_level']!r} is no level")
        answers[row["id"]] = row
    result = Score(collections.defaultdict(collections.Counter))
    for row in truth:
        outcome, within = judge(row, answers.get(row["id"]))
        result.families[row["family"]][outcome] += 1
        if within is not None:
            result.located += 1
            result.honest_rows += within
    return result


def judge(truth, answer):
    """The outcome of one row, and whether its place lies within the uncertainty stated (None where
    there is no place to compare)."""
    if answer is None:
        return "lost", None
    level = answer["match_level"]
    placed = level not in WITHOUT_PLACE and answer["lon"] != ""
    if truth["level"] in WITHOUT_PLACE:
        # A sector or a town may well be all that such a text says.
        return ("invented" if placed and level not in ("sector", "place") else "right"), None
    if level == "ambiguous":
        return "coarse", None
    if not placed:
        return "missed", None
    off_m = distance_m(_position(truth), _position(answer))
    within = off_m <= float(answer["uncertainty_m"]) + SLACK_M
    coarser_by = LEVELS.index(level) - LEVELS.index(truth["level"])
    if coarser_by < 0:
        return "wrong", within
    if off_m <= float(truth["tolerance_m"]) + SLACK_M:
        return ("coarse" if coarser_by else "right"), within
    return ("coarse" if coarser_by and within else "wrong"), within


def _position(row):
    return float(row["lon"]), float(row["lat"])


def distance_m(one, other):
    """Between two (longitude, latitude) on a sphere (haversine), within 0.5 % of the ellipsoid's."""
    longitudes = math.radians(other[0] - one[0])
    south, north = math.radians(one[1]), math.radians(other[1])
    chord = (math.sin((north - south) / 2) ** 2
             + math.cos(south) * math.cos(north) * math.sin(longitudes / 2) ** 2)
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))
