"""Whether a point lies on land, quickly: the coast's edges sorted into bands."""


class LandIndex:
    """Even-odd test against rings in any plane coordinates; bands: how many there are to
    a unit of y."""

    def __init__(self, polygons, bands):
        self._scale = bands
        self._bands = {}
        for polygon in polygons:
            for ring in polygon:
                for a, b in zip(ring, ring[1:]):
                    low, high = sorted((a[1], b[1]))
                    for band in range(int(low * bands), int(high * bands) + 1):
                        self._bands.setdefault(band, []).append((a, b))

    def holds(self, x, y):
        odd = False
        for (ax, ay), (bx, by) in self._bands.get(int(y * self._scale), ()):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                odd = not odd
        return odd
