"""The ambulance service's extract: one line a call, as its control room typed it."""

from dataclasses import dataclass, replace

from . import wording
from .chance import Chance, Wheel
from .grid_reference import grid_reference, square_of
from .records import Record, csv_line

HEADER = ("CAD", "CALL_TIME", "NATURE", "ADDRESS", "TOWN", "PC", "GRID_REF", "EASTING", "NORTHING",
          "PATIENT_NAME")
MIDNIGHT_SHARE = 0.06          # of the times are the day alone
_TO_FIVE_MINUTES_SHARE = 0.45
_DUPLICATE_SHARE = 0.012
_WITHOUT_TOWN_SHARE = 0.12

# Position beside the text, and how often.
_POSITIONS = Wheel(("postcode", "grid", "both", "coordinates", "text"), (.355, .305, .095, .12, .125))
_FIGURES = Wheel((6, 8, 10), (.3, .5, .2))

# Rows that nobody can use as they stand: month, reason, what to change in a good one.
_BAD = (
    ("2024-02", "no_location", {"ADDRESS": "", "TOWN": "", "PC": "", "GRID_REF": "", "EASTING": "",
                                "NORTHING": ""}),
    ("2025-08", "no_location", {"ADDRESS": "  ", "TOWN": "", "PC": "", "GRID_REF": "", "EASTING": "",
                                "NORTHING": ""}),
    ("2024-03", "skipped_hour", {"CALL_TIME": "31/03/2024 01:17"}),
    ("2025-03", "skipped_hour", {"CALL_TIME": "30/03/2025 01:42"}),
    ("2024-05", "bad_time", {"CALL_TIME": "NOT KNOWN"}), ("2024-11", "bad_time", {"CALL_TIME": ""}),
    ("2025-01", "bad_time", {"CALL_TIME": "25:61"}),
    ("2025-04", "bad_time", {"CALL_TIME": "31/04/2025 23:10"}),
    ("2025-06", "bad_time", {"CALL_TIME": "06/13/2025 12:00"}),
    ("2024-07", "future_time", {"CALL_TIME": "19/07/2062 21:30"}),
    ("2025-09", "future_time", {"CALL_TIME": "02/09/2052 02:15"}),
    ("2024-10", "ragged", None), ("2025-05", "ragged", None), ("2025-10", "ragged", None),
)


@dataclass
class _Call:
    values: dict
    record: Record


class AmbulanceExtract:
    """Writes a month at a time; what it wrote of each event goes to the truth."""

    def __init__(self, file, county, postcodes, land, seed):
        self._file, self._county, self._postcodes, self._land = file, county, postcodes, land
        self._seed = seed
        self.rows = 0
        self._serial = 0
        file.write(csv_line(HEADER))

    def month(self, month, events):
        """Yields the Record of every line written."""
        chance = Chance(self._seed, f"ambulance {month}")
        calls = [self._call(event, chance) for event in events if event.ambulance]
        spoilt = [reason_change for reason_change in _BAD if reason_change[0] == month]
        for number, call in enumerate(calls):
            if spoilt and number == len(calls) // (1 + len(spoilt)):
                yield from self._write_bad(calls[chance.index(len(calls))], *spoilt.pop()[1:])
            yield self._write(call.values, call.record)
            if chance.happens(_DUPLICATE_SHARE):
                yield self._write(call.values, call.record.again("duplicate"))

    def _call(self, event, chance):
        self._serial += 1
        cad = f"{event.month[2:4]}{self._serial:06d}"
        time, precision = _time(event, chance)
        values = dict.fromkeys(HEADER, "")
        nature = f"{event.kind.title()} " if chance.happens(0.03) else event.kind
        said = wording.location(event.spot, chance)
        place, town = self._town(event, chance)
        values.update({"CAD": cad, "CALL_TIME": time, "NATURE": nature,
                       "ADDRESS": said.location, "TOWN": town,
                       "PATIENT_NAME": f"PATIENT {self._serial:05d}"})
        given, point = self._position(event.spot.point, values, chance)
        record = Record("ambulance", event.number, cad, "used", event.month, event.day,
                        event.hour if precision == "minute" else None, precision, event.kind,
                        given, point, words=replace(said, town=town, said_place=place))
        return _Call(values, record)

    def _town(self, event, chance):
        """The place's or district's name, and as it is written."""
        if chance.happens(_WITHOUT_TOWN_SHARE):
            return "", ""
        places = self._county.places
        if event.spot.place >= 0:
            name = places[event.spot.place].name
            return name, wording.in_some_case(name, chance)
        ward = self._county.ward_at(event.spot.point)
        name = self._county.district_names[self._county.wards[ward].district] if ward >= 0 else ""
        return name, name

    def _position(self, point, values, chance):
        """Fills the columns of a position; returns the best of them and where it leads."""
        given = chance.weighted(_POSITIONS)
        best, found = "text", None
        if given in ("postcode", "both"):
            unit = self._postcodes.nearest(point)
            values["PC"] = wording.postcode(unit.text, chance)
            best, found = "postcode", unit.point
        if given in ("grid", "both"):
            values["GRID_REF"], found = self._reference(point, chance)
            best = "grid_reference"
        if given == "coordinates":
            found = (float(round(point[0])), float(round(point[1])))
            values["EASTING"], values["NORTHING"] = f"{found[0]:.0f}", f"{found[1]:.0f}"
            best = "coordinate"
        return best, found

    def _reference(self, point, chance):
        """With so many figures that the middle of the square is on land."""
        first = chance.weighted(_FIGURES)
        for figures in range(first, 11, 2):
            text = grid_reference(*point, figures)
            (east, north), cell = square_of(text)
            middle = (east + cell / 2.0, north + cell / 2.0)
            if self._land.holds(*middle):
                break
        return wording.reference(text, chance), middle

    def _write_bad(self, call, reason, change):
        self._serial += 1
        values = {**call.values, **(change or {}), "CAD": f"{call.values['CAD'][:2]}{self._serial:06d}"}
        record = call.record.again(reason, values["CAD"])
        if reason == "no_location":
            record = replace(record, words=wording.Words(values["ADDRESS"]))
        yield self._write(values, record, ragged=change is None)

    def _write(self, values, record, ragged=False):
        self.rows += 1
        fields = [values[column] for column in HEADER]
        if ragged:
            del fields[-3:]
        # A few words have accents: in this extract they are Latin-1, not UTF-8.
        self._file.write(csv_line(fields, "latin-1"))
        return record.in_row(self.rows)


def _time(event, chance):
    """Day first; 00:00 where the hour is not known."""
    date = f"{event.day:02d}/{event.month[5:]}/{event.month[:4]}"
    if chance.happens(MIDNIGHT_SHARE):
        return f"{date} 00:00", "day"
    minute = event.minute
    if chance.happens(_TO_FIVE_MINUTES_SHARE) and (event.hour, minute // 5) != (0, 0):
        minute -= minute % 5
    return f"{date} {event.hour:02d}:{minute:02d}", "minute"
