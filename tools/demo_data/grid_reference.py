"""Ordnance Survey grid references.

The letters follow from a 5 x 5 scheme without I, the first for squares of 500 km, the
second for those of 100 km inside it. The county lies in OV and OW, east of TA: squares
that the National Grid defines and that hold, but for a few cliffs in OV, only sea.
"""

_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"


def letters_at(easting, northing):
    """The two letters of the 100 km square."""
    column, row = int(easting // 100_000), int(northing // 100_000)
    first = (3 - row // 5) * 5 + column // 5 + 2
    second = (4 - row % 5) * 5 + column % 5
    return _LETTERS[first] + _LETTERS[second]


def grid_reference(easting, northing, figures):
    """Of the square that holds the point: 6 figures for 100 m, 8 for 10 m, 10 for 1 m."""
    half = figures // 2
    cell = 10 ** (5 - half)
    east = int(easting % 100_000) // cell
    north = int(northing % 100_000) // cell
    return f"{letters_at(easting, northing)} {east:0{half}d} {north:0{half}d}"


def square_of(text):
    """(easting, northing) of the south-west corner, and the square's side in metres.
    Takes either case, with blanks or without."""
    plain = "".join(text.split()).upper()
    first, second = _LETTERS.index(plain[0]), _LETTERS.index(plain[1])
    digits = plain[2:]
    half = len(digits) // 2
    cell = 10 ** (5 - half)
    column = (first % 5 - 2) * 5 + second % 5
    row = (3 - first // 5) * 5 + 4 - second // 5
    return (column * 100_000 + int(digits[:half]) * cell,
            row * 100_000 + int(digits[half:]) * cell), cell
