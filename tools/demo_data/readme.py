"""The county's README, with the figures of this very county."""

from . import names
from .county_names import ONE_STREET_WITHIN_M
from .emergency import SITES
from .events import EMERGENCY_MISSING_MONTH
from .incidents import NO_LOCATION_SHARE, OUTSIDE_SHARE
from .patterns import EMERGES, INTERVENTION, MISSING_MONTH
from .postcodes import AREA
from .reading import ONE_JUNCTION_WITHIN_M, STREET_MARGIN_M

_TEXT = """# Doggerland, a county that does not exist

Everything in this folder is **fictional**: the county, its wards, streets and residents, its police
force and every incident. It lies in open sea east of Yorkshire, where the land that archaeologists
call Doggerland stood until about 6200 BC, so that nobody can take a row for a real one and no
map of it hides a real street. Codes begin with D, which no register of areas uses.

Licence: CC0 1.0 (public domain). No real data went into it.

Made by `tools/make-demo-data` with seed {seed}; the same seed gives the same bytes.
`tools/make-demo-data --check` makes it anew, compares, and verifies what is said here;
`--output DIR --incidents N` makes a county with N police incidents elsewhere, and with calls
and attendances in proportion. Do not edit the generated files; the two project files alone are
written by hand.

| file | what |
| --- | --- |
| `project.toml` | the project file: three sources, gazetteer, basemap and an intervention |
| `wards.geojson` | {wards} wards, `D05…`. They tile their districts exactly: a border that two wards share has the same points in both |
| `districts.geojson` | {districts} districts, `D07…`, each exactly the union of its wards; Long Forties holds the island of Fladen |
| `ward_population.csv` | residents by ward: {residents:,} in all |
| `police.zip` | {rows:,} incidents, laid out as the police.uk archive is: {months} months from {first} to {last}. **{missing} is missing**, as if the force had not supplied it. Two months have `-outcomes` and `-stop-and-search` files, which are not incidents |
| `ambulance.csv` | {ambulance:,} calls, as a control room typed them: day first, local time, free text for the place |
| `emergency.csv` | {emergency:,} assaults that came to hospital ({sites}), in the layout of *Information sharing to tackle violence*. **{emergency_missing} is missing** |
| `roads.geojson` | {roads:,} roads with `name`, `class` (main, lane or street) and, main ones, `ref`; all pieces of one road in one town are one feature. Roads meet at shared points |
| `postcodes.csv` | {postcodes:,} postcodes with the columns of ONSPD. Area {area} is used nowhere in Great Britain; `doterm` is filled for terminated ones, quality 9 has no position |
| `premises.csv` | {premises:,} stations, hospitals, schools, pubs, clubs, parks and shops by name, some with an alias; EPSG:27700. Names recur from town to town |
| `places.geojson`, `places.csv` | {towns} towns and {villages} villages: for maps, and for looking up |
| `land.geojson`, `water.geojson`, `green.geojson` | the coast; rivers and lakes; parks |
| `truth/` | what is true of the extracts, for tests. The product never reads it |

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
- A cluster that is **hidden** from the police, {hidden}: ambulance and hospitals know of many assaults there, the police of few.

## Ambulance and hospitals

One event can leave a record with the police, the ambulance and a hospital: records are not events.
The police give months alone; hours and weekdays come from the other two:

- Night-time economy, in the centre of every town: at least 40% of the records with an hour are of Friday and Saturday from 22:00 to before 04:00, by calendar days (02:00 on Saturday is Saturday) and likewise by nights (02:00 on Sunday is Saturday's night).
- Railway stations at commuting hours (Monday to Friday, 07-09 and 16-19), schools from 15:00 to 17:00 on weekdays outside August, estates in the evenings (17-23).
- Midnight exactly means that the hour is not known. Neither extract has a time in the hour that the clocks skip, but for two bad rows; the hour that they repeat has rows of both.

Of the calls about 45% have a postcode and 40% a grid reference (OV or OW; 6, 8 or 10 figures), 12% an
easting and northing; one in eight has only its text, and so can be placed by a geocoder alone. Of the
attendances {with_postcode:.0%} have the incident's postcode. Postcodes are written as people write them.

Not usable, on purpose: calls that stand twice (one id), without a place, with times such as 31/04/2025
or `NOT KNOWN`, in the skipped hour, decades ahead, or with too few columns; attendances without
a date. `truth/refused.csv` names each. Words with accents are Latin-1 in `ambulance.csv`, UTF-8
elsewhere. `PATIENT_NAME` holds placeholders that number the rows, to be dropped.

## truth

| file | what |
| --- | --- |
| `truth/clusters.csv` | every cluster: where (EPSG:27700), from when to when, its expected share of all events while at work, what is promised of its hours, and how many of its events reached whom |
| `truth/events.csv.gz` | every event: its cluster, local time, kind, true position, whether it was at premises, a junction or along a street, and the records that it left: the first eight digits of the crime id (unique within the month), the CAD number, the row of `emergency.csv` |
| `truth/counts.csv` | rows by source and door (used, duplicate, or why not), and of those used by month, weekday, hour, precision, category, position and ward. `placed`: of them, rows with a position of their own; by weekday where the day is known, by hour where the hour is. Calls' categories are in upper case, without blanks about them |
| `truth/refused.csv` | the rows of `ambulance.csv` and `emergency.csv` that do not count, and why |
| `truth/location_texts.csv` | the free text of every call and attendance alone, in UTF-8, for a geocoder to read: `id` (`ambulance-` and the CAD number, `emergency-` and the row), `location`, `town`, `postcode` (always empty). An attendance has its whole description in `location`. A call that stands twice is there once |
| `truth/locations.csv` | by the same `id`: `family`, true position, and the `level` and `tolerance_m` that the text supports, as told below. An unlocatable text has no position |

How closely a text says where, worked out from what its writer knew and what the gazetteer holds:

- `premises` (30 m): the point in `premises.csv`. `junction` (100 m): the point where the streets meet.
- `street`: where along it the event happened; the tolerance reaches {margin} m beyond its farthest point, so that its middle counts. Pieces of one name within {one_street:.0f} m of each other are one street.
- `ambiguous`: the name stands in several towns and the text names none, or twice in the one that it names; two streets meet at places more than {one_junction:.0f} m apart. The name of a district (of places outside towns) tells streets apart that do not both lie in it or within 2 km. A name that is also a town's means the town first.
- A typing error (`…_typo`) counts as read where one name alone is as near, of those in the town that the text names; where another is as near it is `ambiguous`. In a junction only names come into question whose streets meet.
- `unlocatable`: "not stated", "in town", blank and the like.
"""


def text(county, extracts, written, total, seed):
    """written: how many there are of what the county's files hold, by name."""
    incidents = extracts.incidents
    return _TEXT.format(
        seed=seed, wards=len(county.wards), districts=len(county.district_names),
        residents=sum(ward.residents for ward in county.wards), rows=total,
        months=len(incidents.months), first=incidents.months[0], last=incidents.months[-1],
        missing=MISSING_MONTH, emergency_missing=EMERGENCY_MISSING_MONTH, sites=" and ".join(SITES),
        area=AREA, margin=STREET_MARGIN_M, one_street=ONE_STREET_WITHIN_M,
        one_junction=ONE_JUNCTION_WITHIN_M, towns=sum(place.kind != "village" for place in county.places),
        villages=sum(place.kind == "village" for place in county.places),
        no_location=NO_LOCATION_SHARE, outside=OUTSIDE_SHARE, estates=len(names.ESTATES),
        estate_names=", ".join(f"{name} ({town})" for name, town, *_ in names.ESTATES),
        emerges=EMERGES, intervention=INTERVENTION, **written,
        **{pattern: _beside(at) for pattern, at in names.CLUSTERS_AT.items()})


def _beside(at):
    town, east, north = at
    return (f"{abs(north):.2f} km {'north' if north > 0 else 'south'} and {abs(east):.2f} km "
            f"{'east' if east > 0 else 'west'} of the centre of {town}")
