"""How people write down where something happened."""

from dataclasses import dataclass

_SHORT = {"Street": "St", "Road": "Rd", "Avenue": "Ave", "Close": "Cl", "Drive": "Dr", "Lane": "Ln",
          "Gardens": "Gdns", "Terrace": "Terr", "Crescent": "Cres", "Court": "Ct", "Place": "Pl",
          "Grove": "Gr"}
_LONG = {short: word for word, short in _SHORT.items()}
_JUNCTIONS = ("jct of {} & {}", "{} / {}", "junction of {} and {}", "{} jnc {}", "{} j/w {}", "{} @ {}",
              "Corner of {} and {}")
_TYPING_ERROR_SHARE = 0.04
_LOWER_SHARE, _UPPER_SHARE = 0.12, 0.38


@dataclass(frozen=True)
class Words:
    """What a row says of where it happened, and what its writer meant by it."""
    location: str      # the whole text
    town: str = ""     # the text of the town's column
    said_place: str = ""  # the place that column or text names, "" for none
    names: tuple = ()  # (name meant, name as written) of each that the text holds; none: vague
    spot: object = None  # what the writer knew


def abbreviated(name):
    first, _, last = name.rpartition(" ")
    return f"{first} {_SHORT[last]}" if first and last in _SHORT else name


def unabbreviated(name):
    first, _, last = name.rpartition(" ")
    return f"{first} {_LONG[last]}" if first and last in _LONG else name


def location(spot, chance):
    """Free text for a spot, the town left out."""
    name = _as_written(spot.name, chance)
    names = ((spot.name, name),)
    if spot.form == "junction":
        other = _as_written(spot.other, chance)
        names += ((spot.other, other),)
        pair = (name, other) if chance.happens(0.5) else (other, name)
        text = chance.choose(_JUNCTIONS).format(*pair)
    elif spot.form == "premises":
        if spot.other and chance.happens(0.25):
            name = spot.other
            names = ((name, name),)
        text = chance.choose(("{}", "{}", "{}", "Outside {}", "o/s {}", "Inside {}")).format(name)
    elif spot.other:
        text = chance.choose(("{} {}", "{} {}", "o/s {} {}", "Flat 2, {} {}")).format(spot.other, name)
    else:
        text = chance.choose(("{}", "{}", "On {}", "{} (whole length)")).format(name)
    return Words(in_some_case(text, chance), names=names, spot=spot)


def in_some_case(text, chance):
    fate = chance.uniform()
    if fate < _UPPER_SHARE:
        return text.upper()
    return text.lower() if fate > 1.0 - _LOWER_SHARE else text


def _as_written(name, chance):
    if chance.happens(0.5):
        name = abbreviated(name)
    if "'" in name and chance.happens(0.5):
        name = name.replace("'", "")
    if len(name) > 7 and chance.happens(_TYPING_ERROR_SHARE):
        at = 1 + chance.index(len(name.split()[0]) - 1)
        name = name[:at] + name[at + 1:] if chance.happens(0.5) else \
            name[:at] + name[at] + name[at:]
    return name


def postcode(text, chance):
    """As it is, without blank, with too many, in lower case; now and then a letter for the
    digit that looks like it."""
    outward, inward = text.split()
    if inward[0] in "015" and chance.happens(0.2):
        inward = {"0": "O", "1": "I", "5": "S"}[inward[0]] + inward[1:]
    spaced = f"{outward[:2]} {outward[2:]}"
    written = chance.choose((f"{outward} {inward}",) * 4 + (f"{outward}{inward}",) * 3
                            + (f"{outward}  {inward}", f"{spaced} {inward}"))
    return written.lower() if chance.happens(0.12) else written


def reference(text, chance):
    """A grid reference in its usual forms: with blanks, without, in lower case."""
    written = text if chance.happens(0.4) else text.replace(" ", "")
    return written.lower() if chance.happens(0.1) else written
