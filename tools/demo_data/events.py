"""Draws what happened: one event may reach police, ambulance and hospital, and each
writes it down by itself."""

from dataclasses import dataclass

from .chance import Chance, Wheel
from .clusters import SHARES
from .hours import days_of, hour_wheel
from .patterns import MISSING_MONTH, MONTHS, activity_of, apportion

EMERGENCY_MISSING_MONTH = "2024-09"
# Of the events that the ambulance carries and that are assaults, those that hospital counts.
_CARRIED_AND_COUNTED = 0.26
_NO_ASSAULT = ("INTOXICATED", "OVERDOSE", "FALL")
_SCHOOL_TERMS = (1.0, .8, 1.0, .7, 1.0, 1.0, .6, 0.0, 1.0, .8, 1.0, .6)
_SUMMER = (.90, .90, .98, 1.00, 1.07, 1.10, 1.12, 1.06, 1.00, .98, .95, 1.0)


@dataclass
class Event:
    number: int
    cluster: object
    kind: str
    month: str
    day: int
    hour: int
    minute: int        # never 00:00: in the extracts that means that the hour is not known
    spot: object
    ambulance: bool
    emergency: bool
    police: bool


class Events:
    """total: how many in the whole period."""

    def __init__(self, clusters, sites, total, seed):
        self._clusters, self._sites, self._seed = clusters, sites, seed
        rows = apportion(total, [sum(self._weights(month)) for month in MONTHS])
        self._first = [1 + sum(rows[:i]) for i in range(len(rows))]
        self._rows = rows

    def month(self, month):
        """A month's events by time."""
        at = MONTHS.index(month)
        chance = Chance(self._seed, f"events {month}")
        clusters = Wheel(self._clusters, self._weights(month))
        hours = {pattern: hour_wheel(pattern, month) for pattern in SHARES}
        kinds = {pattern: Wheel(list(mix), list(mix.values()))
                 for pattern, (_, mix, _, _) in SHARES.items()}
        events = [self._event(month, chance.weighted(clusters), hours, kinds, chance)
                  for _ in range(self._rows[at])]
        events.sort(key=lambda event: (event.day, event.hour, event.minute))
        for number, event in enumerate(events, self._first[at]):
            event.number = number
        return events

    def _event(self, month, cluster, hours, kinds, chance):
        day, hour = chance.weighted(hours[cluster.pattern])
        minute = chance.index(60) if hour else 1 + chance.index(59)
        kind = chance.weighted(kinds[cluster.pattern])
        _, _, to_police, to_ambulance = SHARES[cluster.pattern]
        assault = kind not in _NO_ASSAULT
        ambulance = chance.happens(to_ambulance) or not assault
        emergency = assault and kind != "SEXUAL ASSAULT" and \
            (chance.happens(_CARRIED_AND_COUNTED) or not ambulance)
        ambulance = ambulance or not emergency
        police = assault and month != MISSING_MONTH and chance.happens(to_police)
        return Event(0, cluster, kind, month, day, hour, minute, self._sites.spot(cluster, chance),
                     ambulance, emergency and month != EMERGENCY_MISSING_MONTH, police)

    def _weights(self, month):
        calendar_month = int(month[5:]) - 1
        days = sum(1 for _ in days_of(month))
        return [cluster.share * days * activity_of(cluster.pattern, month)
                * (_SCHOOL_TERMS if cluster.pattern == "schools" else _SUMMER)[calendar_month]
                for cluster in self._clusters]
