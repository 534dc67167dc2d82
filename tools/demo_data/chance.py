"""Repeatable chance: every draw derives from Random.random(), which Python keeps
stable from version to version; the other methods of Random are not used."""

import bisect
import math
import random


class Chance:
    """One named stream of draws. Streams are independent, so that a change in one
    part of the county leaves the others as they were."""

    def __init__(self, seed, stream):
        self._random = random.Random(f"{seed}/{stream}")

    def uniform(self, low=0.0, high=1.0):
        return low + (high - low) * self._random.random()

    def index(self, count):
        return min(int(self._random.random() * count), count - 1)

    def choose(self, items):
        return items[self.index(len(items))]

    def happens(self, probability):
        return self._random.random() < probability

    def normal(self, sigma=1.0):
        """Box-Muller; one draw of the pair is enough here."""
        radius = math.sqrt(-2.0 * math.log(1.0 - self._random.random()))
        return sigma * radius * math.cos(2.0 * math.pi * self._random.random())

    def shuffled(self, items):
        rest = list(items)
        for last in range(len(rest) - 1, 0, -1):
            other = self.index(last + 1)
            rest[last], rest[other] = rest[other], rest[last]
        return rest

    def weighted(self, wheel):
        return wheel.pick(self._random.random())


class Wheel:
    """Items with weights, prepared for many draws."""

    def __init__(self, items, weights):
        self._items = []
        self._cumulative = []
        total = 0.0
        for item, weight in zip(items, weights):
            if weight > 0.0:
                total += weight
                self._items.append(item)
                self._cumulative.append(total)
        if not self._items:
            raise ValueError("a wheel needs at least one item of positive weight")
        self.total = total

    def pick(self, fraction):
        at = bisect.bisect_right(self._cumulative, fraction * self.total)
        return self._items[min(at, len(self._items) - 1)]
