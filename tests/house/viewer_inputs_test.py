#!/usr/bin/python3
"""src/server/CMakeLists.txt names every file of the viewer's app, and no other: what the page is rebuilt for."""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])


def main():
    text = (ROOT / "src/server/CMakeLists.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"^\s+(app/\S+?)\)?$", text, re.MULTILINE))
    viewer = ROOT / "src/viewer"
    there = {path.relative_to(viewer).as_posix() for path in (viewer / "app").rglob("*") if path.is_file()}
    for path in sorted(there - named):
        print(f"{path} is not named in src/server/CMakeLists.txt")
    for path in sorted(named - there):
        print(f"{path} is named in src/server/CMakeLists.txt and is not there")
    return 1 if named != there or not there else 0


sys.exit(main())
