#!/usr/bin/python3
"""Breaks each rule of tools/check-floors in a copy of a tiny tree and expects it to say so."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

CHECK = pathlib.Path(sys.argv[1])

CASES = {
    'src/density/a.cpp': ('#include "heatward/gis/projection.hpp"', "density must not include gis"),
    'src/gis/a.cpp': ('#include "heatward/maps/legend.hpp"', "gis must not include maps"),
    'src/server/a.cpp': ('#include "heatward/pipeline/build.hpp"', "server must not include pipeline"),
    'src/maps/a.cpp': ("#include <gdal_priv.h>", "may be included in gis alone"),
    'include/heatward/maps/a.hpp': ("#include <boost/beast/core.hpp>", "may be included in server alone"),
    'src/attic/a.cpp': ("", "attic is no room"),
    'src/core/unnamed.cpp': ("", "is not named"),
}


def run(tree):
    result = subprocess.run([tree / "tools/check-floors"], capture_output=True, text=True, check=False)
    return result.returncode, result.stdout


def main():
    failures = 0
    for file, (line, expected) in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            tree = pathlib.Path(folder)
            (tree / "tools").mkdir()
            shutil.copy(CHECK, tree / "tools/check-floors")
            (tree / "src/core").mkdir(parents=True)
            (tree / "src/core/CMakeLists.txt").write_text("good.cpp")
            (tree / "src/core/good.cpp").write_text("#include <vector>\n")
            code, output = run(tree)
            if code != 0:
                print("a good tree was refused:", output)
                failures += 1
            (tree / file).parent.mkdir(parents=True, exist_ok=True)
            (tree / file).write_text(line + "\n")
            code, output = run(tree)
            if code != 1 or expected not in output:
                print(f"{file} with {line!r} was not refused: {output}")
                failures += 1
    print(f"{len(CASES) - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
