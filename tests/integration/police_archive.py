"""A police.uk archive read plainly, to judge what the program makes of it."""

import csv
import io
import zipfile


def read(path):
    """All rows of the archive's street files as dictionaries, months in order."""
    rows = []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith("-street.csv"):
                text = io.TextIOWrapper(archive.open(name), "utf-8-sig", newline="")
                rows += csv.DictReader(text)
    return rows


def used(rows):
    """Those with a position whose Crime ID, if any, did not stand before."""
    seen = set()
    kept = []
    for row in rows:
        identity = row["Crime ID"]
        if identity and identity in seen:
            continue
        seen.add(identity)
        if row["Longitude"] and row["Latitude"]:
            kept.append(row)
    return kept
