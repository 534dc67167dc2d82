"""The emergency departments' extract, in the layout of Information sharing to tackle
violence (ISB 1594): nothing in it says who was hurt."""

from dataclasses import replace

from . import wording
from .chance import Chance, Wheel
from .events import EMERGENCY_MISSING_MONTH
from .hours import days_of
from .records import Record, csv_line

HEADER = ("REPORTING PERIOD START DATE", "REPORTING PERIOD END DATE", "SITE CODE (OF TREATMENT)",
          "ARRIVAL DATE AND TIME", "ASSAULT DATE AND TIME", "ASSAULT METHOD", "ASSAULT METHOD OTHER",
          "ASSAULT LOCATION TYPE", "ASSAULT LOCATION DESCRIPTION", "INCIDENT POSTCODE")
SITES = ("DGL01", "DGL02")
_MIDNIGHT_SHARE = 0.09
_WITH_POSTCODE_SHARE = 0.42
_VAGUE_SHARE = 0.30
_VAGUE = ("not stated", "UNKNOWN", "in town", "street", "home address", "?", "pt unable to say",
          "walking home", "")
_METHODS = {
    "ASSAULT": Wheel(("Body part (fist, foot, head)", "Pushed", "Blunt object", "Glass or bottle",
                      "Other"), (58, 16, 12, 9, 5)),
    "STABBING": Wheel(("Knife or sharp object", "Glass or bottle"), (92, 8)),
    "ROBBERY": Wheel(("Body part (fist, foot, head)", "Knife or sharp object", "Blunt object"),
                     (60, 25, 15)),
    "DOMESTIC ASSAULT": Wheel(("Body part (fist, foot, head)", "Pushed", "Blunt object"), (65, 22, 13)),
}
_OTHER = ("belt", "dog lead", "fire extinguisher", "traffic cone", "wheelie bin")
_TYPES = {"night economy": "Bar/pub/club", "stations": "Public transport", "schools": "School/college",
          "homes": "Home", "estates": "Street", "emerging": "Street", "fading": "Street",
          "hidden": "Street"}
# Rows that cannot be used: month, reason, column and what stands there instead.
_BAD = (("2024-04", "bad_time", "ASSAULT DATE AND TIME", "31/04/2024 22:15"),
        ("2025-02", "bad_time", "ASSAULT DATE AND TIME", ""),
        ("2025-07", "bad_time", "ASSAULT DATE AND TIME", "last night"))


class EmergencyExtract:
    def __init__(self, file, county, postcodes, seed):
        self._file, self._county, self._postcodes, self._seed = file, county, postcodes, seed
        self.rows = 0
        file.write(csv_line(HEADER))

    def month(self, month, events):
        """Yields the Record of every line written; the missing month has none."""
        if month == EMERGENCY_MISSING_MONTH:
            return
        chance = Chance(self._seed, f"emergency {month}")
        last_day = max(day.day for day in days_of(month))
        spoilt = {reason: (column, text) for at, reason, column, text in _BAD if at == month}
        for event in (event for event in events if event.emergency):
            fields, record = self._attendance(event, last_day, chance)
            yield self._write(fields, record)
            while spoilt:
                reason, (column, text) = spoilt.popitem()
                fields[HEADER.index(column)] = text
                yield self._write(fields, record.again(reason))

    def _write(self, fields, record):
        self.rows += 1
        self._file.write(csv_line(fields))
        return record.in_row(self.rows).again(record.door, str(self.rows))

    def _attendance(self, event, last_day, chance):
        year, month = event.month[:4], event.month[5:]
        known = not chance.happens(_MIDNIGHT_SHARE)
        assault = f"{event.hour:02d}:{event.minute:02d}" if known else "00:00"
        method = chance.weighted(_METHODS[event.kind])
        postcode, point = "", None
        if chance.happens(_WITH_POSTCODE_SHARE):
            unit = self._postcodes.nearest(event.spot.point)
            postcode, point = wording.postcode(unit.text, chance), unit.point
        arrival = _arrival(event, last_day, chance)
        other = chance.choose(_OTHER) if method == "Other" else ""
        words = self._description(event, chance)
        fields = [f"01/{month}/{year}", f"{last_day:02d}/{month}/{year}",
                  SITES[event.spot.point[0] > 610000.0], arrival,
                  f"{event.day:02d}/{month}/{year} {assault}", method, other, _TYPES[event.cluster.pattern],
                  words.location, postcode]
        record = Record("emergency", event.number, "", "used", event.month, event.day,
                        event.hour if known else None, "minute" if known else "day", method,
                        "postcode" if postcode else "text", point, words=words)
        return fields, record

    def _description(self, event, chance):
        if chance.happens(_VAGUE_SHARE):
            return wording.Words(chance.choose(_VAGUE))
        place = self._county.places[event.spot.place].name if event.spot.place >= 0 else ""
        words = wording.location(event.spot, chance)
        if not place or not chance.happens(0.7):
            return words
        return replace(words, location=f"{words.location}, {place}", said_place=place)


def _arrival(event, last_day, chance):
    """Half an hour to six hours later, but within the month that the row belongs to."""
    minutes = (event.day * 24 + event.hour) * 60 + event.minute
    minutes = min(minutes + 30 + int(330.0 * chance.uniform() ** 2), (last_day * 24 + 24) * 60 - 1)
    hours, minute = divmod(minutes, 60)
    return f"{hours // 24:02d}/{event.month[5:]}/{event.month[:4]} {hours % 24:02d}:{minute:02d}"
