"""Whether making the county again gives what lies in its folder."""

import zipfile

from .requirement import require


def check_same(made, kept):
    """Compares two folders' files byte for byte. An archive's entries are compared after
    unpacking: two versions of zlib may pack the same bytes differently."""
    made_names = sorted(path.name for path in made.iterdir() if path.is_file())
    kept_names = sorted(path.name for path in kept.iterdir() if path.is_file())
    require(made_names == kept_names, f"{kept} holds {kept_names}, the generator makes {made_names}")
    repacked = []
    for name in made_names:
        if (made / name).read_bytes() == (kept / name).read_bytes():
            continue
        require(name.endswith(".zip") and _entries(made / name) == _entries(kept / name),
                f"{kept / name} differs from what the generator makes: run tools/make-demo-data")
        repacked.append(name)
    note = f" (packed otherwise, by another zlib: {', '.join(repacked)})" if repacked else ""
    return f"made again, all {len(made_names)} files are the same{note}"


def _entries(path):
    with zipfile.ZipFile(path) as archive:
        return [(entry.filename, entry.date_time, archive.read(entry)) for entry in archive.infolist()]
