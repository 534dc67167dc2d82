"""Whether making the county again gives what lies in its folder."""

import gzip
import zipfile

from .requirement import require


def check_same(made, kept):
    """Compares two folders' files byte for byte. What is packed is compared after
    unpacking: two versions of zlib may pack the same bytes differently. The output of a
    build is no part of the county."""
    made_names, kept_names = _names(made), _names(kept)
    require(made_names == kept_names, f"{kept} holds {kept_names}, the generator makes {made_names}")
    repacked = []
    for name in made_names:
        if (made / name).read_bytes() == (kept / name).read_bytes():
            continue
        unpacked = _UNPACK.get((made / name).suffix)
        require(unpacked is not None and unpacked(made / name) == unpacked(kept / name),
                f"{kept / name} differs from what the generator makes: run tools/make-demo-data")
        repacked.append(name)
    note = f" (packed otherwise, by another zlib: {', '.join(repacked)})" if repacked else ""
    return f"made again, all {len(made_names)} files are the same{note}"


def _names(folder):
    """Of all files, relative to the folder; those in `published/` are a build's."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if path.parts[0] != "published")


def _entries(path):
    with zipfile.ZipFile(path) as archive:
        return [(entry.filename, entry.date_time, archive.read(entry)) for entry in archive.infolist()]


def _content(path):
    with gzip.open(path) as file:
        return file.read()


_UNPACK = {".zip": _entries, ".gz": _content}
