"""The nearest of many things that have a point."""

from .lines import distance


class NearestIndex:
    """Items sorted into square buckets; order: what decides between equally near ones."""

    def __init__(self, items, bucket_m, order):
        self._size_m = bucket_m
        self._order = order
        self._buckets = {}
        for item in items:
            self._buckets.setdefault(self._bucket(item.point), []).append(item)

    def nearest(self, point):
        column, row = self._bucket(point)
        for reach in range(1, 60):
            near = [item for c in range(column - reach, column + reach + 1)
                    for r in range(row - reach, row + reach + 1)
                    for item in self._buckets.get((c, r), ())]
            found = [item for item in near if distance(item.point, point) <= reach * self._size_m]
            if found:
                return min(found, key=lambda item: (distance(item.point, point), self._order(item)))
        raise ValueError(f"nothing within {59.0 * self._size_m} m of {point}")

    def _bucket(self, point):
        return int(point[0] // self._size_m), int(point[1] // self._size_m)
