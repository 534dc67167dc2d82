"""Writes beside the county what is true of it: the clusters, the events and which records
each left, and how many rows of each source a run must find."""

import datetime
import gzip

from .clusters import PROMISED
from .locations import Locations
from .records import csv_line

FOLDER = "truth"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLUSTER_HEADER = ("cluster", "name", "pattern", "place", "easting", "northing", "radius_m", "begins",
                   "ends", "expected_share", "measure", "least_share", "events", "police",
                   "ambulance", "emergency")
_EVENT_HEADER = ("event", "cluster", "time", "kind", "easting", "northing", "form", "police",
                 "ambulance", "emergency")
_COUNT_HEADER = ("source", "measure", "key", "rows", "placed")
_REFUSED_HEADER = ("source", "row", "id", "door")


class Truth:
    def __init__(self, folder, county, clusters, premises):
        self._folder = folder / FOLDER
        self._folder.mkdir(exist_ok=True)
        self._county = county
        self._number_of = {cluster.name: i for i, cluster in enumerate(clusters, 1)}
        self._clusters = clusters
        self._reached = {cluster.name: [0, 0, 0, 0] for cluster in clusters}
        self._counts = {}
        self._ward_of = {}
        self._refused = [csv_line(_REFUSED_HEADER)]
        self._locations = Locations(self._folder, county, premises)
        self._file = open(self._folder / "events.csv.gz", "wb")
        # No name and no time of packing: the bytes repeat.
        self._events = gzip.GzipFile("", "wb", 9, self._file, mtime=0)
        self._events.write(csv_line(_EVENT_HEADER))

    def month(self, events, records):
        """records: of all sources, in the order of their rows."""
        left = {}
        for record in records:
            self._count(record)
            self._locations.add(record)
            if record.door == "used":
                left.setdefault(record.event, {})[record.source] = record.id
        for event in events:
            self._write_event(event, left.get(event.number, {}))

    def close(self):
        self._locations.close()
        self._events.close()
        self._file.close()
        self._write("clusters.csv", [csv_line(_CLUSTER_HEADER)] + [
            self._cluster_line(cluster) for cluster in self._clusters])
        self._write("refused.csv", self._refused)
        self._write("counts.csv", [csv_line(_COUNT_HEADER)] + [
            csv_line(key + tuple(counts)) for key, counts in sorted(self._counts.items())])

    def share(self, source, measure, key):
        """Of the source's used rows, those with this key."""
        rows = {k[2]: counts[0] for k, counts in self._counts.items() if k[:2] == (source, measure)}
        return rows.get(key, 0) / max(1, sum(rows.values()))

    def _write(self, name, lines):
        (self._folder / name).write_bytes(b"".join(lines))

    def _write_event(self, event, left):
        easting, northing = event.spot.point
        ids = (left.get("police", "")[:8], left.get("ambulance", ""), left.get("emergency", ""))
        reached = self._reached[event.cluster.name]
        for i, there in enumerate((True,) + tuple(bool(each) for each in ids)):
            reached[i] += there
        time = f"{event.month}-{event.day:02d}T{event.hour:02d}:{event.minute:02d}"
        self._events.write(csv_line((event.number, self._number_of[event.cluster.name], time, event.kind,
                                     f"{easting:.0f}", f"{northing:.0f}", event.spot.form) + ids))

    def _cluster_line(self, cluster):
        centre = ("", "") if cluster.centre is None else tuple(f"{v:.0f}" for v in cluster.centre)
        return csv_line((self._number_of[cluster.name], cluster.name, cluster.pattern, cluster.place)
                        + centre + (f"{cluster.radius_m:.0f}", cluster.begins, cluster.ends,
                                    f"{cluster.share:.4f}") + PROMISED[cluster.pattern]
                        + tuple(self._reached[cluster.name]))

    def _count(self, record):
        source = record.source
        placed = record.door == "used" and record.point is not None
        self._add(source, "door", record.door, placed)
        if record.door != "used":
            if source != "police":
                self._refused.append(csv_line((source, record.row, record.id, record.door)))
            return
        self._add(source, "month", record.month, placed)
        self._add(source, "precision", record.precision, placed)
        self._add(source, "category", record.category, placed)
        self._add(source, "position", record.position, placed)
        if placed:
            self._add(source, "ward", self._ward(record), placed)
        if record.precision == "month":
            return
        day = datetime.date(int(record.month[:4]), int(record.month[5:]), record.day)
        self._add(source, "weekday", _DAYS[day.weekday()], placed)
        if record.precision == "minute":
            self._add(source, "hour", f"{record.hour:02d}", placed)
            self._add(source, "weekday and hour", f"{_DAYS[day.weekday()]} {record.hour:02d}", placed)

    def _add(self, source, measure, key, placed):
        counts = self._counts.setdefault((source, measure, key), [0, 0])
        counts[0] += 1
        counts[1] += placed

    def _ward(self, record):
        """The ward's code; "outside" at sea. Only points that many rows share are kept."""
        if record.position not in ("masked", "postcode"):
            return self._code_at(record.point)
        if record.point not in self._ward_of:
            self._ward_of[record.point] = self._code_at(record.point)
        return self._ward_of[record.point]

    def _code_at(self, point):
        number = self._county.ward_at(point)
        return self._county.wards[number].code if number >= 0 else "outside"
