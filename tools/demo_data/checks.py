"""What must be true of the county in a folder, read back from its files."""

import csv
import io
import zipfile

from .extract_check import check_extracts
from .extract_rows import read_rows
from .gazetteer_check import check_gazetteer
from .geojson_read import features, land_index, lines_of, positions
from .incidents import NO_LOCATION_SHARE, OUTSIDE_SHARE
from .locations_check import check_locations
from .pattern_check import check_patterns
from .patterns import CATEGORIES, MISSING_MONTH, MONTHS
from .police_archive import STREET_HEADER
from .requirement import require
from .tiling_check import check_tiling
from .truth_check import check_truth


# With fewer, a month or a cluster may by chance be without a row of some kind.
MEASURABLE_INCIDENTS = 20_000


def check_county(folder, total, size_limit_bytes):
    """Yields a line for each thing found true; raises CountyError for the first that is not."""
    wards, districts, land, roads, places = (features(folder, name) for name in
                                             ("wards", "districts", "land", "roads", "places"))
    yield check_tiling(wards, districts, land)
    yield _check_codes(wards, districts)
    yield _check_population(folder, wards)
    yield _check_roads(roads)
    drawn = features(folder, "water") + features(folder, "green")
    for feature in wards + districts + roads + places + drawn:
        for longitude, latitude in positions(feature["geometry"]["coordinates"]):
            require(0.4 < longitude < 2.0 and 54.2 < latitude < 55.0,
                    f"{longitude}, {latitude} is out of the sea")
    yield "every position lies between 0.4 and 2 degrees east, 54.2 and 55 degrees north: open sea"
    yield from _check_archive(folder / "police.zip", total, land)
    rows = read_rows(folder)
    yield from check_gazetteer(folder, rows, roads, land)
    yield from check_truth(folder, rows, wards)
    yield from check_locations(folder, roads, wards)
    if total >= MEASURABLE_INCIDENTS:
        yield from check_extracts(folder, rows)
        yield from check_patterns(folder, rows)
    size = sum(path.stat().st_size for path in folder.rglob("*")
               if path.is_file() and "published" not in path.parts)
    require(size < size_limit_bytes, f"the folder holds {size} bytes, {size_limit_bytes:.0f} or more")
    yield f"the folder holds {size:,} bytes, under {size_limit_bytes:,.0f}"


def _check_codes(wards, districts):
    require(55 <= len(wards) <= 65 and len(districts) == 6,
            f"{len(wards)} wards and {len(districts)} districts, not about 60 and 6")
    codes = [w["properties"]["WD25CD"] for w in wards]
    require(codes == [f"D05{i:06d}" for i in range(1, len(wards) + 1)], "ward codes are not in order")
    require(len({w["properties"]["WD25NM"] for w in wards}) == len(wards), "a ward's name stands twice")
    known = {(d["properties"]["LAD25CD"], d["properties"]["LAD25NM"]) for d in districts}
    require({(w["properties"]["LAD25CD"], w["properties"]["LAD25NM"]) for w in wards} == known,
            "wards.geojson and districts.geojson name different districts")
    several = [d["properties"]["LAD25NM"] for d in districts if d["geometry"]["type"] == "MultiPolygon"]
    require(len(several) == 1, f"one district has an island, not {several}")
    return f"codes and names are unique and agree; {several[0]} is a MultiPolygon"


def _check_population(folder, wards):
    with open(folder / "ward_population.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    require([(r["WD25CD"], r["WD25NM"]) for r in rows] ==
            [(w["properties"]["WD25CD"], w["properties"]["WD25NM"]) for w in wards],
            "ward_population.csv and wards.geojson have different wards")
    residents = sum(int(r["population"]) for r in rows)
    require(600_000 < residents < 680_000, f"{residents} residents, not about 640,000")
    require(min(int(r["population"]) for r in rows) > 1000, "a ward has hardly any residents")
    return f"population has every ward once, {residents:,} residents"


def _check_roads(roads):
    around = {}
    for road in roads:
        require(road["properties"]["class"] in ("main", "lane", "street") and road["properties"]["name"],
                f"a road without class or name: {road['properties']}")
        for a, b in (pair for line in lines_of(road) for pair in zip(line, line[1:])):
            require(a != b, f"{road['properties']['name']} has a piece of no length")
            around.setdefault(a, set()).add(b)
            around.setdefault(b, set()).add(a)
    seen, todo = set(), [min(around, key=lambda point: (-len(around[point]), point))]
    while todo:
        point = todo.pop()
        if point not in seen:
            seen.add(point)
            todo += around[point]
    share = len(seen) / len(around)
    require(share > 0.97, f"only {share:.1%} of the roads hang together")
    junctions = sum(len(near) > 2 for near in around.values())
    return (f"{len(roads):,} roads, {junctions:,} junctions, {share:.1%} of the net in one piece "
            "(the island apart)")


def _check_archive(path, total, land):
    rows = []
    with zipfile.ZipFile(path) as archive:
        files = archive.namelist()
        for name in files:
            text = io.StringIO(archive.read(name).decode(), newline="")
            if name.endswith("-street.csv"):
                require(text.readline() == ",".join(STREET_HEADER) + "\n", f"{name}: another header")
                text.seek(0)
                month_rows = list(csv.DictReader(text))
                require({row["Month"] for row in month_rows} == {name[:7]}, f"{name}: a row of another month")
                rows += month_rows
    street = [name for name in files if name.endswith("-street.csv")]
    wanted = [m for m in MONTHS if m != MISSING_MONTH]
    require(street == [f"{m}/{m}-doggerland-street.csv" for m in wanted],
            f"police.zip has other months than {wanted}")
    require(len(files) > len(street), "police.zip has no file beside the street-level ones")
    require(len(rows) == total, f"police.zip has {len(rows)} rows, not {total}")
    yield (f"{len(rows):,} incidents in {len(street)} months; {MISSING_MONTH} is absent; "
           f"{len(files) - len(street)} other files")
    yield _check_rows(rows)
    yield _check_positions(rows, land)


def _check_rows(rows):
    ids = [row["Crime ID"] for row in rows if row["Crime ID"]]
    require(len(set(ids)) == len(ids), "a crime id stands twice")
    require(all(len(i) == 64 and not set(i) - set("0123456789abcdef") for i in ids),
            "a crime id is not 64 hexadecimal digits")
    for row in rows:
        require((row["Crime ID"] == "") == (row["Crime type"] == "Anti-social behaviour"),
                f"crime id and category disagree: {row}")
        nowhere = row["Location"] == "No Location"
        require((row["Longitude"] == "") == nowhere and (row["Latitude"] == "") == nowhere,
                f"coordinates and location disagree: {row}")
    require({row["Crime type"] for row in rows} == set(CATEGORIES), "not the fourteen categories")
    return (f"{len(ids):,} crime ids, none twice; anti-social behaviour has none; "
            f"all {len(CATEGORIES)} categories")


def _check_positions(rows, land):
    coast = land_index(land)
    places = {}
    for row in rows:
        key = (row["Longitude"], row["Latitude"])
        places[key] = places.get(key, 0) + 1
    nowhere = places.pop(("", ""), 0)
    outside = 0
    for (longitude, latitude), count in places.items():
        outside += 0 if coast.holds(float(longitude), float(latitude)) else count
    located = len(rows) - nowhere
    require(abs(nowhere / len(rows) - NO_LOCATION_SHARE) < 0.005, f"{nowhere} rows without location")
    require(abs(outside / len(rows) - OUTSIDE_SHARE) < 0.002, f"{outside} rows outside the county")
    require(located > 5 * len(places), "positions hardly repeat: they are not snapped")
    return (f"{located:,} positions on {len(places):,} points, {nowhere / len(rows):.1%} without location, "
            f"{outside / len(rows):.2%} outside the county")
