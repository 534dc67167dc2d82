"""How alike two names are to one who reads letters alone."""

import unicodedata


def letters(name):
    """Upper case, without accents, blanks, apostrophes or any other sign."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain.upper() if sign.isalnum())


def one_edit_apart(a, b):
    """Whether one letter more, less or another, or two neighbours swapped, makes a of b:
    Damerau-Levenshtein distance 1."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1:]
    return a[at + 1:] == b[at + 1:] or (a[at:at + 2] == b[at:at + 2][::-1]
                                        and a[at + 2:] == b[at + 2:])


class Spellings:
    """Finds the names of a list by their letters, whole or with one error."""

    def __init__(self, names):
        self._by_key = {}
        for name in names:
            self._by_key.setdefault(letters(name), []).append(name)
        self._near = {}

    def names(self, key, errors):
        """Those whose letters are 0 or 1 edits from key, in the order of the list by key."""
        if errors == 0:
            return self._by_key.get(key, [])
        if key not in self._near:
            self._near[key] = [name for other, names in self._by_key.items()
                               if one_edit_apart(key, other) for name in names]
        return self._near[key]
