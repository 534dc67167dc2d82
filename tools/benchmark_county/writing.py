"""A benchmark county as a GeoPackage (OGC 12-128r17) or CSV, row by row."""

import sqlite3
import struct

from .incidents import HEIGHT_M, SOUTH, WEST, WIDTH_M

# As it stands in PROJ's database.
_BRITISH_NATIONAL_GRID = (
    'PROJCS["OSGB36 / British National Grid",GEOGCS["OSGB36",DATUM["Ordnance_Survey_of_Great_Britain_1936",'
    'SPHEROID["Airy 1830",6377563.396,299.3249646,AUTHORITY["EPSG","7001"]],AUTHORITY["EPSG","6277"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4277"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",49],'
    'PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717],PARAMETER["false_easting",400000],'
    'PARAMETER["false_northing",-100000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],'
    'AXIS["Northing",NORTH],AUTHORITY["EPSG","27700"]]')

_SCHEMA = f"""
PRAGMA application_id = 1196444487;  -- "GPKG"
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
  ('OSGB36 / British National Grid', 27700, 'EPSG', 27700, '{_BRITISH_NATIONAL_GRID}', NULL);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
INSERT INTO gpkg_contents VALUES ('incidents', 'features', 'incidents', '', '2000-01-01T00:00:00.000Z',
  {WEST}, {SOUTH}, {WEST + WIDTH_M}, {SOUTH + HEIGHT_M}, 27700);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name));
INSERT INTO gpkg_geometry_columns VALUES ('incidents', 'geom', 'POINT', 27700, 0, 0);
CREATE TABLE incidents (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, month TEXT, category TEXT,
  weight REAL);
"""


def write_geopackage(path, incidents):
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
    # Magic, version 0, little endian without an envelope, the system; then a WKB point.
    blob = struct.Struct("<2sBBiBIdd")
    rows = ((blob.pack(b"GP", 0, 1, 27700, 1, 1, east / 1000, north / 1000), month, category, weight)
            for east, north, month, category, weight in incidents)
    database.executemany("INSERT INTO incidents (geom, month, category, weight) VALUES (?, ?, ?, ?)", rows)
    database.commit()
    database.close()


def write_csv(path, incidents):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("easting,northing,month,category,weight\n")
        file.writelines(f"{east // 1000}.{east % 1000:03d},{north // 1000}.{north % 1000:03d},{month},{category},"
                        f"{weight}\n" for east, north, month, category, weight in incidents)
