"""Writes the county's files into a folder."""

import shutil
from pathlib import Path

from . import anchors, gazetteer, geojson, greens, postcodes, premises, readme
from .chance import Chance
from .county import make_county
from .extracts import Extracts
from .waters import river_ring

PROJECT_FILES = ("project.toml",)


def write_county(folder, seed, total, hand_written):
    """hand_written: the folder of the project files, copied where it is another one."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    county = make_county(seed)
    for name, content in _maps(county).items():
        (folder / name).write_bytes(content)
    (folder / "ward_population.csv").write_bytes(_population(county))
    sites = anchors.set_anchors(county, Chance(seed, "anchors"))
    named = premises.set_premises(county, sites, Chance(seed, "premises"))
    units = postcodes.set_postcodes(county, sites, named, Chance(seed, "postcodes"))
    (folder / "green.geojson").write_bytes(_green(named))
    (folder / "premises.csv").write_bytes(gazetteer.premises(named, county))
    (folder / "postcodes.csv").write_bytes(gazetteer.postcodes(units, county, district_code))
    (folder / "places.csv").write_bytes(gazetteer.places(county))
    extracts = Extracts(county, sites, named, units, total, seed)
    written = {"roads": len(_named_roads(county)), "premises": len(named), "postcodes": len(units),
               **extracts.write(folder)}
    (folder / "README.md").write_bytes(readme.text(county, extracts, written, total, seed).encode())
    for name in PROJECT_FILES:
        if hand_written.resolve() != folder.resolve():
            shutil.copyfile(hand_written / name, folder / name)


def district_code(number):
    return f"D07{number + 1:06d}"


def _maps(county):
    writer = geojson.Writer()
    names = county.district_names
    wards = [({"WD25CD": ward.code, "WD25NM": ward.name, "LAD25CD": district_code(ward.district),
               "LAD25NM": names[ward.district]}, writer.polygons(polygons))
             for ward, polygons in zip(county.wards, county.ward_polygons)]
    districts = [({"LAD25CD": district_code(i), "LAD25NM": names[i]}, writer.polygons(polygons))
                 for i, polygons in enumerate(county.district_polygons)]
    land = [({"name": "Doggerland"}, writer.polygons(county.land_polygons))]
    water = [({"name": name, "kind": "river"}, writer.polygons([[_rounded(river_ring(line, widths))]]))
             for name, line, widths in county.waters.rivers]
    water += [({"name": name, "kind": "lake"}, writer.polygons([[_rounded(ring)]]))
              for name, ring in county.waters.lakes]
    places = [({"name": place.name, "kind": place.kind, "population": place.residents},
               writer.point(place.centre)) for place in county.places]
    layers = {"wards": wards, "districts": districts, "land": land, "water": water,
              "roads": _roads(county, writer), "places": places}
    return {f"{name}.geojson": geojson.collection(name, features)
            for name, features in layers.items()}


def _green(named):
    writer = geojson.Writer()
    return geojson.collection("green", [({"name": name, "kind": "park"}, writer.polygons([[ring]]))
                                        for name, ring in greens.park_rings(named)])


def _named_roads(county):
    """One for all pieces of a road in one town."""
    pieces = {}
    for kind, name, line, place, ref in county.roads:
        pieces.setdefault((kind, name, place, ref), []).append(line)
    return sorted(pieces.items())


def _roads(county, writer):
    for (kind, name, _, ref), lines in _named_roads(county):
        properties = {"name": name, "class": kind}
        if ref:
            properties["ref"] = ref
        yield properties, writer.lines(lines)


def _rounded(ring):
    return [(round(x, 3), round(y, 3)) for x, y in ring]


def _population(county):
    rows = ["WD25CD,WD25NM,population"]
    for ward in county.wards:
        name = f'"{ward.name}"' if "," in ward.name else ward.name
        rows.append(f"{ward.code},{name},{ward.residents}")
    return ("\n".join(rows) + "\n").encode()
