"""When in the week things happen: shares by day of the week and hour of the day, local
time, and the hours of a calendar month."""

import datetime

from .chance import Wheel

_MON_FRI = (0, 1, 2, 3, 4)
_ALL = (0, 1, 2, 3, 4, 5, 6)

# Days (Monday 0), from this hour to before that one, share of the week's incidents.
WEEK = {
    "night economy": (
        ((4,), 0, 4, .06), ((4,), 22, 24, .17), ((5,), 0, 4, .16), ((5,), 22, 24, .17),
        ((6,), 0, 4, .10), ((0, 1, 2, 3), 0, 4, .06), ((0, 1, 2, 3, 6), 22, 24, .08),
        (_ALL, 18, 22, .16), (_ALL, 10, 18, .04)),
    "stations": (
        (_MON_FRI, 7, 9, .26), (_MON_FRI, 16, 19, .42), (_MON_FRI, 9, 16, .10),
        (_ALL, 19, 24, .11), ((5, 6), 8, 23, .11)),
    "schools": (
        (_MON_FRI, 15, 17, .76), (_MON_FRI, 8, 9, .10), (_MON_FRI, 12, 14, .09),
        (_MON_FRI, 17, 19, .05)),
    "estates": (
        (_ALL, 17, 23, .64), (_ALL, 12, 17, .19), (_ALL, 23, 24, .05), (_ALL, 0, 3, .06),
        (_ALL, 8, 12, .06)),
    "homes": ((_ALL, 18, 24, .42), (_ALL, 0, 3, .14), (_ALL, 9, 18, .38), (_ALL, 3, 9, .06)),
    "emerging": ((_ALL, 19, 24, .55), ((4, 5), 19, 24, .15), (_ALL, 0, 3, .12), (_ALL, 10, 19, .18)),
    "fading": ((_ALL, 20, 24, .45), ((4, 5), 22, 24, .15), (_ALL, 0, 4, .20), (_ALL, 10, 20, .20)),
    "hidden": ((_ALL, 16, 23, .60), (_ALL, 0, 4, .18), (_ALL, 9, 16, .22)),
}

# Europe/London: on one night the hour from 01:00 is skipped, on another it runs twice. The
# latter is made busier than that, so that a county of any size has rows in it.
SKIPPED = {(2024, 3, 31, 1), (2025, 3, 30, 1)}
REPEATED = {(2024, 10, 27, 1), (2025, 10, 26, 1)}
_REPEATED_WEIGHT = 12.0


def hour_wheel(pattern, month):
    """(day, hour) of a month "YYYY-MM" with the pattern's weights: nothing in the hour that
    the clocks skip, many in the one that they repeat."""
    weight_of = {}
    for days, first, end, share in WEEK[pattern]:
        for day in days:
            for hour in range(first, end):
                key = (day, hour)
                weight_of[key] = weight_of.get(key, 0.0) + share / (len(days) * (end - first))
    cells, weights = [], []
    for day in days_of(month):
        for hour in range(24):
            key = (day.year, day.month, day.day, hour)
            times = 0.0 if key in SKIPPED else _REPEATED_WEIGHT if key in REPEATED else 1.0
            cells.append((day.day, hour))
            weights.append(times * weight_of.get((day.weekday(), hour), 0.0))
    return Wheel(cells, weights)


def days_of(month):
    day = datetime.date(int(month[:4]), int(month[5:]), 1)
    while f"{day:%Y-%m}" == month:
        yield day
        day += datetime.timedelta(days=1)
