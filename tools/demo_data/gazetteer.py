"""The lists that a geocoder looks places up in, beside the roads: postcodes as ONSPD has
them, premises, towns and villages."""

from .projection import grid_to_lonlat
from .records import csv_line

POSTCODE_HEADER = ("pcds", "doterm", "oseast1m", "osnrth1m", "osgrdind", "oslaua", "lat", "long")
PREMISES_HEADER = ("name", "kind", "town", "x", "y", "alias")
PLACES_HEADER = ("name", "kind", "district", "x", "y", "population")


def postcodes(units, county, district_code):
    lines = [csv_line(POSTCODE_HEADER)]
    for unit in units:
        district = district_code(county.wards[unit.ward].district)
        if unit.point is None:
            where = ("", "", unit.quality, district, "99.999999", "0.000000")
        else:
            longitude, latitude = grid_to_lonlat(*unit.point)
            where = (f"{unit.point[0]:.0f}", f"{unit.point[1]:.0f}", unit.quality, district,
                     f"{latitude:.6f}", f"{longitude:.6f}")
        lines.append(csv_line((unit.text, unit.ended) + where))
    return b"".join(lines)


def premises(found, county):
    rows = [(p.name, p.kind, county.places[p.place].name, f"{p.point[0]:.0f}", f"{p.point[1]:.0f}",
             p.alias) for p in found]
    return b"".join(csv_line(row) for row in [PREMISES_HEADER] + sorted(rows))


def places(county):
    rows = []
    for place in county.places:
        district = county.wards[county.ward_at(place.centre)].district
        rows.append((place.name, place.kind, county.district_names[district],
                     f"{place.centre[0]:.0f}", f"{place.centre[1]:.0f}", place.residents))
    return b"".join(csv_line(row) for row in [PLACES_HEADER] + rows)
