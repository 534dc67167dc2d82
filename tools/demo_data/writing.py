"""Writes the county's files into a folder."""

import shutil
from pathlib import Path

from . import anchors, geojson, incidents, police_archive, readme
from .chance import Chance
from .county import make_county
from .waters import river_ring

PROJECT_FILE = "project.toml"


def write_county(folder, seed, total, project_file):
    """project_file: written by hand, copied where the folder is another one."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    county = make_county(seed)
    for name, content in _maps(county).items():
        (folder / name).write_bytes(content)
    (folder / "ward_population.csv").write_bytes(_population(county))
    sites = anchors.set_anchors(county, Chance(seed, "anchors"))
    drawn = incidents.Incidents(county, sites, total, seed)
    police_archive.write_archive(folder / "police.zip", drawn, seed)
    (folder / "README.md").write_bytes(readme.text(county, drawn, total, seed).encode())
    if project_file.resolve() != (folder / PROJECT_FILE).resolve():
        shutil.copyfile(project_file, folder / PROJECT_FILE)


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
    roads = [({"name": name, "class": kind}, writer.line(line)) for kind, name, line, _ in county.roads]
    places = [({"name": place.name, "kind": place.kind, "population": place.residents},
               writer.point(place.centre)) for place in county.places]
    layers = {"wards": wards, "districts": districts, "land": land, "water": water,
              "roads": roads, "places": places}
    return {f"{name}.geojson": geojson.collection(name, features)
            for name, features in layers.items()}


def _rounded(ring):
    return [(round(x, 3), round(y, 3)) for x, y in ring]


def _population(county):
    rows = ["WD25CD,WD25NM,population"]
    for ward in county.wards:
        name = f'"{ward.name}"' if "," in ward.name else ward.name
        rows.append(f"{ward.code},{name},{ward.residents}")
    return ("\n".join(rows) + "\n").encode()
