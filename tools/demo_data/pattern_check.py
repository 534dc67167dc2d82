"""Measures the patterns in the extracts: what an analyst could find from the files."""

from .lines import distance
from .patterns import EMERGES, INTERVENTION
from .requirement import require
from .truth import FOLDER
from .truth_check import read_table

# A cluster with fewer records than these is judged only together with others of its pattern.
_ENOUGH = 40
_VIOLENCE = ("Violence and sexual offences", "Robbery", "Possession of weapons")
_FADE_FACTOR, _HIDDEN_FACTOR = 0.5, 4.0


def check_patterns(folder, rows):
    """Yields a line with the measured figures of every pattern."""
    clusters = read_table(folder / FOLDER / "clusters.csv")
    placed = [row for row in rows if row.door == "used" and row.point is not None]
    timed = [row for row in placed if row.precision == "minute"]
    yield _measured(clusters, timed, "night economy", _calendar_night,
                    "calendar Friday and Saturday 22-04")
    yield _measured(clusters, timed, "night economy", _night_of,
                    "nights of Friday and Saturday 22-04")
    yield _measured(clusters, timed, "stations", _commuting, "Mon-Fri 07-09 and 16-19")
    yield _measured(clusters, timed, "schools", _after_school, "Mon-Fri 15-17")
    yield _measured(clusters, timed, "estates", _evening, "17-23")
    yield _check_begins(_only(clusters, "emerging"), placed)
    yield _check_fades(_only(clusters, "fading"), placed)
    yield _check_hidden(_only(clusters, "hidden"), placed)


def _calendar_night(time):
    return time.weekday() in (4, 5) and (time.hour >= 22 or time.hour < 4)


def _night_of(time):
    """22:00 to 04:00, by the day on which the night begins."""
    return (time.hour >= 22 and time.weekday() in (4, 5)) or (time.hour < 4 and time.weekday() in (5, 6))


def _commuting(time):
    return time.weekday() < 5 and (7 <= time.hour < 9 or 16 <= time.hour < 19)


def _after_school(time):
    return time.weekday() < 5 and 15 <= time.hour < 17


def _evening(time):
    return 17 <= time.hour < 23


def _measured(clusters, rows, pattern, holds, words):
    shares, hits, total, least = [], 0, 0, 1.0
    for cluster in (cluster for cluster in clusters if cluster["pattern"] == pattern):
        least = float(cluster["least_share"])
        times = [row.time for row in _within(cluster, rows)]
        here = sum(holds(time) for time in times)
        hits, total = hits + here, total + len(times)
        if len(times) >= _ENOUGH:
            shares.append(here / len(times))
            require(shares[-1] >= least,
                    f"{cluster['name']}: {shares[-1]:.1%} of {len(times)} in {words}, not {least:.0%}")
    require(total and hits / total >= least, f"{pattern}: {hits} of {total} in {words}")
    least_of = f", at least {min(shares):.1%} in each of {len(shares)} clusters" if shares else ""
    return f"{pattern}: {hits / total:.1%} of {total:,} timed records in {words}{least_of}"


def _within(cluster, rows):
    centre = (float(cluster["easting"]), float(cluster["northing"]))
    reach = float(cluster["radius_m"])
    return [row for row in rows if distance(row.point, centre) <= reach]


def _only(clusters, pattern):
    return next(cluster for cluster in clusters if cluster["pattern"] == pattern)


def _serious(rows):
    return [row for row in rows if row.source != "police" or row.category in _VIOLENCE]


def _check_begins(cluster, rows):
    here = _serious(_within(cluster, rows))
    after = sum(f"{row.time:%Y-%m}" >= EMERGES for row in here)
    require(here and after / len(here) >= float(cluster["least_share"]),
            f"{after} of {len(here)} begin with {EMERGES}")
    return f"emerging: {after / len(here):.1%} of {len(here)} records are of {EMERGES} and after"


def _check_fades(cluster, rows):
    here = _serious(_within(cluster, rows))
    before = sum(f"{row.time:%Y-%m}" < INTERVENTION for row in here) / 15.0
    settled = sum(f"{row.time:%Y-%m}" >= "2025-07" for row in here) / 6.0
    require(settled < _FADE_FACTOR * before,
            f"fading: {before:.1f} records a month before {INTERVENTION}, {settled:.1f} from July")
    require(15.0 * before / len(here) >= float(cluster["least_share"]),
            f"fading: only {15.0 * before / len(here):.1%} of {len(here)} are before {INTERVENTION}")
    return f"fading: {before:.1f} records a month before {INTERVENTION}, {settled:.1f} from July 2025"


def _check_hidden(cluster, rows):
    """Against the county, where the same ratio is taken."""
    here, everywhere = _agencies(_within(cluster, rows)), _agencies(rows)
    ratio = (here[1] / max(1, here[0])) / (everywhere[1] / max(1, everywhere[0]))
    require(ratio >= _HIDDEN_FACTOR, f"hidden: {here[1]} health records to {here[0]} of the police")
    return (f"hidden: {here[1]} ambulance and hospital records to {here[0]} violent ones of the "
            f"police, {ratio:.0f} times the county's ratio")


def _agencies(rows):
    serious = _serious(rows)
    police = sum(row.source == "police" for row in serious)
    return police, len(serious) - police
