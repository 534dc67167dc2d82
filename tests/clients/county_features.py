"""The demo county's features as they stand in the run's GeoPackages: what every client must come to."""

import dataclasses
import functools
import tempfile

import demo_county
import projection
from osgeo import gdal, ogr

# GDAL keeps tiles of WMTS: in a folder of this process, so that none of another server is read.
_TILES = tempfile.TemporaryDirectory(prefix="heatward-gdal-")
for option, value in [("GDAL_HTTP_TIMEOUT", "60"), ("GDAL_HTTP_PROXY", ""), ("NO_PROXY", "*"),
                      ("GDAL_DEFAULT_WMS_CACHE_PATH", _TILES.name)]:
    gdal.SetConfigOption(option, value)

KEYS = {"hotspots": ("layer", "rank"), "incidents": ("source", "file", "row")}
FILES = {"hotspots": "hotspots.gpkg", "interventions": "interventions.gpkg", "incidents": "incidents.gpkg"}
COLLECTIONS = [*demo_county.area_sets(), "hotspots", "interventions", "incidents"]


def key_columns(collection):
    """The columns that name one feature of a collection."""
    return KEYS.get(collection, ("code",))


@dataclasses.dataclass
class Table:
    """A collection's table, kept open with its data source."""
    source: object
    layer: object
    collection: str

    def keys(self, where=None, box=None):
        """Keys of the features of an SQL condition and a rectangle in EPSG:27700."""
        self.layer.SetAttributeFilter(where)
        if box is None:
            self.layer.SetSpatialFilter(None)
        else:
            self.layer.SetSpatialFilterRect(*box)
        try:
            return {key_of(self.collection, feature.items()) for feature in self.layer}
        finally:
            self.layer.SetAttributeFilter(None)
            self.layer.SetSpatialFilter(None)

    def __len__(self):
        return self.layer.GetFeatureCount()


def key_of(collection, properties):
    return tuple(properties[name] for name in key_columns(collection))


@functools.lru_cache(maxsize=None)
def table(collection):
    source = ogr.Open(str(demo_county.ANALYST / FILES.get(collection, "areas.gpkg")))
    return Table(source, source.GetLayerByName(collection), collection)


@functools.lru_cache(maxsize=None)
def geometries(collection, epsg):
    """{key: geometry} in another reference system, x before y."""
    change = projection.between(27700, epsg)
    found = {}
    for feature in table(collection).layer:
        geometry = feature.GetGeometryRef().Clone()
        geometry.Transform(change)
        found[key_of(collection, feature.items())] = geometry
    return found


def extent(collection, epsg):
    """West, east, south, north of where a collection's features are: the county, or the interventions' own ground."""
    spread = collection if collection == "interventions" else "wards"
    envelopes = [geometry.GetEnvelope() for geometry in geometries(spread, epsg).values()]
    return (min(each[0] for each in envelopes), max(each[1] for each in envelopes),
            min(each[2] for each in envelopes), max(each[3] for each in envelopes))


def rectangle(west, south, east, north):
    return ogr.CreateGeometryFromWkt(
        f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))")


def keys_that_meet(collection, epsg, shape):
    """Keys of the features that share a point with a shape, each geometry looked at by GEOS."""
    return {key for key, geometry in geometries(collection, epsg).items() if geometry.Intersects(shape)}
