"""Plane geometry of lines and rings, in metres (or degrees where said)."""

import math


def distance(a, b):
    return math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def length(line):
    return sum(distance(a, b) for a, b in zip(line, line[1:]))


def along(line, fraction):
    """The point at a fraction of the line's length."""
    left = fraction * length(line)
    for a, b in zip(line, line[1:]):
        step = distance(a, b)
        if left <= step and step > 0.0:
            share = left / step
            return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
        left -= step
    return line[-1]


def signed_area(ring):
    """Of a closed ring (first point repeated at the end); anticlockwise is positive."""
    x0, y0 = ring[0]
    return 0.5 * sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)
                     for a, b in zip(ring, ring[1:]))


def distance_to_segment(p, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    share = 0.0 if square == 0.0 else ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square
    share = min(1.0, max(0.0, share))
    return distance(p, (a[0] + share * dx, a[1] + share * dy))


def segments_cross(a, b, c, d):
    """True where the open segments ab and cd have a point in common."""
    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    return (side(a, b, c) > 0.0) != (side(a, b, d) > 0.0) and \
           (side(c, d, a) > 0.0) != (side(c, d, b) > 0.0)


def inside(point, ring):
    """Even-odd rule; the ring is closed."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


def smoothed(line, passes):
    """Moves inner points half way to the mean of their neighbours; a closed line is
    smoothed all round, the ends of an open one stay."""
    closed = line[0] == line[-1]
    for _ in range(passes):
        inner = [((a[0] + 2.0 * b[0] + c[0]) / 4.0, (a[1] + 2.0 * b[1] + c[1]) / 4.0)
                 for a, b, c in zip(line, line[1:], line[2:])]
        if closed:
            a, b, c = line[-2], line[0], line[1]
            end = ((a[0] + 2.0 * b[0] + c[0]) / 4.0, (a[1] + 2.0 * b[1] + c[1]) / 4.0)
            line = [end] + inner + [end]
        else:
            line = [line[0]] + inner + [line[-1]]
    return line


def roughened(line, chance, roughness, shortest_m):
    """Midpoint displacement, once over every segment longer than shortest_m."""
    rough = [line[0]]
    for a, b in zip(line, line[1:]):
        if distance(a, b) > shortest_m:
            off = chance.uniform(-roughness, roughness)
            rough.append(((a[0] + b[0]) / 2.0 - off * (b[1] - a[1]),
                          (a[1] + b[1]) / 2.0 + off * (b[0] - a[0])))
        rough.append(b)
    return rough


def simplified(line, tolerance_m):
    """Douglas-Peucker. A closed line keeps its first point and the one farthest away."""
    if line[0] == line[-1] and len(line) > 3:
        far = max(range(len(line)), key=lambda i: (distance(line[0], line[i]), -i))
        return simplified(line[:far + 1], tolerance_m)[:-1] + simplified(line[far:], tolerance_m)
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        worst, worst_at = tolerance_m, None
        for i in range(first + 1, last):
            d = distance_to_segment(line[i], line[first], line[last])
            if d > worst:
                worst, worst_at = d, i
        if worst_at is not None:
            keep.add(worst_at)
            spans += [(first, worst_at), (worst_at, last)]
    return [line[i] for i in sorted(keep)]


def first_crossing(lines):
    """The first pair of segments that cross or touch other than at a shared end, or
    None. Every line is a list of points; all lines are tested against each other."""
    segments = [(a, b) for line in lines for a, b in zip(line, line[1:])]
    longest = sum(distance(a, b) for a, b in segments) / len(segments) * 3.0
    buckets = {}
    for number, (a, b) in enumerate(segments):
        for column in range(math.floor(min(a[0], b[0]) / longest),
                            math.floor(max(a[0], b[0]) / longest) + 1):
            for row in range(math.floor(min(a[1], b[1]) / longest),
                             math.floor(max(a[1], b[1]) / longest) + 1):
                buckets.setdefault((column, row), []).append(number)
    for key in sorted(buckets):
        numbers = buckets[key]
        for i, first in enumerate(numbers):
            a, b = segments[first]
            for second in numbers[i + 1:]:
                c, d = segments[second]
                if a in (c, d) or b in (c, d):
                    if {a, b} == {c, d}:
                        return segments[first], segments[second]
                    continue
                if segments_cross(a, b, c, d):
                    return segments[first], segments[second]
    return None
