"""Draws the events month by month and hands them to all who write them down: the police
archive, the ambulance's and the hospitals' extracts, and the truth."""

from . import emergency, incidents, police_archive
from .ambulance import AmbulanceExtract
from .chance import Chance
from .clusters import set_clusters
from .events import Events
from .land_index import LandIndex
from .nearest import NearestIndex
from .patterns import MONTHS
from .postcodes import live_units
from .records import Record
from .sites import Sites
from .truth import Truth

# For each incident that the police publish.
EVENTS_TO_AN_INCIDENT = 0.158
_BANDS_PER_METRE = 0.01
_POLICE_KINDS = {"ROBBERY": "Robbery"}
_WEAPON_SHARE = 0.35           # of stabbings are published as possession of weapons
_BUCKET_M = 400.0


class Extracts:
    """Everything that records of incidents are drawn from."""

    def __init__(self, county, anchors, premises, postcodes, total, seed):
        self._county, self._premises, self._seed = county, premises, seed
        self._land = LandIndex(county.land_polygons, _BANDS_PER_METRE)
        self._postcodes = live_units(postcodes)
        self.clusters = set_clusters(county, premises)
        sites = Sites(county, premises, self.clusters, self._land, Chance(seed, "sites"))
        self.events = Events(self.clusters, sites, round(total * EVENTS_TO_AN_INCIDENT), seed)
        self.incidents = incidents.Incidents(county, anchors, total, seed)
        # police.uk snaps a point to the nearest of its own.
        self._anchors = NearestIndex([a for a in anchors if a.kind != "outside"], _BUCKET_M,
                                     lambda a: (a.point, a.label))

    def write(self, folder):
        """A month at a time: the county may be larger than memory. Returns how many rows
        there are, and the share of attendances with a postcode."""
        truth = Truth(folder, self._county, self.clusters, self._premises)
        with open(folder / "ambulance.csv", "wb") as calls, \
                open(folder / "emergency.csv", "wb") as attendances, \
                police_archive.PoliceArchive(folder / "police.zip", self._seed) as archive:
            ambulance = AmbulanceExtract(calls, self._county, self._postcodes, self._land, self._seed)
            hospital = emergency.EmergencyExtract(attendances, self._county, self._postcodes, self._seed)
            for month in MONTHS:
                events = self.events.month(month)
                truth.month(events, self._records(month, events, archive, ambulance, hospital))
        truth.close()
        return {"ambulance": ambulance.rows, "emergency": hospital.rows,
                "with_postcode": truth.share("emergency", "position", "postcode")}

    def _records(self, month, events, archive, ambulance, hospital):
        if month in self.incidents.rows_of:
            rows = self.incidents.month(month, self._known_to_police(month, events))
            archive.add(month, rows)
            yield from (_police_record(row) for row in rows)
        yield from ambulance.month(month, events)
        yield from hospital.month(month, events)

    def _known_to_police(self, month, events):
        chance = Chance(self._seed, f"police {month}")
        linked = []
        for event in events:
            if event.police:
                category = _POLICE_KINDS.get(event.kind, "Violence and sexual offences")
                if event.kind == "STABBING" and chance.happens(_WEAPON_SHARE):
                    category = "Possession of weapons"
                linked.append((event.number, self._anchors.nearest(event.spot.point), category))
        return linked


def _police_record(row):
    return Record("police", row.event, row.crime_id, "used" if row.anchor else "no_location", row.month,
                  0, None, "month", row.category, "masked", row.anchor.point if row.anchor else None)
