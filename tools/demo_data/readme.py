"""The county's README, with the figures of this very county."""

from . import names
from .incidents import EMERGING_AT, FADING_AT, NO_LOCATION_SHARE, OUTSIDE_SHARE
from .patterns import EMERGES, INTERVENTION, MISSING_MONTH

_TEXT = """# Doggerland, a county that does not exist

Everything in this folder is **fictional**: the county, its wards, streets and residents, its police
force and every incident. It lies in open sea east of Yorkshire, where the land that archaeologists
call Doggerland stood until about 6200 BC, so that nobody can take a row for a real one and no
map of it hides a real street. Codes begin with D, which no register of areas uses.

Licence: CC0 1.0 (public domain). No real data went into it.

Made by `tools/make-demo-data` with seed {seed}; the same seed gives the same bytes.
`tools/make-demo-data --check` makes it anew, compares, and verifies what is said here;
`--output DIR --incidents N` makes a county with more incidents elsewhere. Do not edit the
generated files; `project.toml` alone is written by hand.

| file | what |
| --- | --- |
| `project.toml` | the project file that ties the rest together |
| `wards.geojson` | {wards} wards, `D05…`. They tile their districts exactly: a border that two wards share has the same points in both |
| `districts.geojson` | {districts} districts, `D07…`, each exactly the union of its wards; Long Forties holds the island of Fladen |
| `ward_population.csv` | residents by ward: {residents:,} in all |
| `police.zip` | {rows:,} incidents, laid out as the police.uk archive is: {months} months from {first} to {last}. **{missing} is missing**, as if the force had not supplied it. Two months have `-outcomes` and `-stop-and-search` files, which are not incidents |
| `roads.geojson` | {roads:,} pieces of road with `name` and `class` (main or street), joined at shared points |
| `places.geojson` | {towns} towns and {villages} villages |
| `land.geojson`, `water.geojson` | the coast; rivers and lakes |

Coordinates are WGS84 longitude and latitude. They come from EPSG:27700 by the Helmert
transformation (EPSG:1314), a few metres from what the OSTN15 grid would give.

## What is in the incidents

As on police.uk, a position is the middle of a street or a place such as a car park, so many
incidents share one; the month is all the time there is; anti-social behaviour has no crime
id. {no_location:.1%} of the rows have no location and {outside:.1%} lie outside the county, at sea.
A good engine finds:

- Violence, robbery and weapons in the centres of the towns, along the street where each goes out, and about the bus stations.
- Anti-social behaviour, damage and violence on {estates} estates: {estate_names}.
- Shoplifting at supermarkets and in shopping areas, thefts of bicycles at stations and colleges, burglary spread over all homes, and vehicle crime on country roads.
- A summer peak of anti-social behaviour and violence; burglary in winter.
- A cluster of violence, robbery and weapons that **begins** in {emerges} and grows to July, {emerging}.
- A cluster that **fades** from {intervention}, after an intervention, {fading}.
"""


def text(county, incidents, total, seed):
    return _TEXT.format(
        seed=seed, wards=len(county.wards), districts=len(county.district_names),
        residents=sum(ward.residents for ward in county.wards), rows=total,
        months=len(incidents.months), first=incidents.months[0], last=incidents.months[-1],
        missing=MISSING_MONTH, roads=len(county.roads),
        towns=sum(place.kind != "village" for place in county.places),
        villages=sum(place.kind == "village" for place in county.places),
        no_location=NO_LOCATION_SHARE, outside=OUTSIDE_SHARE, estates=len(names.ESTATES),
        estate_names=", ".join(f"{name} ({town})" for name, town, *_ in names.ESTATES),
        emerges=EMERGES, intervention=INTERVENTION,
        emerging=_beside(EMERGING_AT), fading=_beside(FADING_AT))


def _beside(at):
    town, east, north = at
    return (f"{abs(north):.2f} km {'north' if north > 0 else 'south'} and {abs(east):.2f} km "
            f"{'east' if east > 0 else 'west'} of the centre of {town}")
