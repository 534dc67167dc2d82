#!/usr/bin/python3
"""The version's hash is the same for the same sources, and follows those that decide a result alone."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SCRIPT = pathlib.Path(sys.argv[1])

TREE = {
    "CMakeLists.txt": "project(x)",
    "cmake/Flags.cmake": "set(flags)",
    "include/heatward/core/a.hpp": "#pragma once",
    "src/core/a.cpp": "int a;",
    "src/core/CMakeLists.txt": "a.cpp",
    "styles/density.toml": "colours = []",
    "src/viewer/app/main.ts": "let a = 1",
    "src/viewer/build.mjs": "build()",
    "tests/unit/a_test.cpp": "int main() {}",
    "docs/METHODS.md": "# Methods",
    "README.md": "# Read me",
}
DECIDING = ["CMakeLists.txt", "cmake/Flags.cmake", "include/heatward/core/a.hpp", "src/core/a.cpp",
            "src/core/CMakeLists.txt", "styles/density.toml"]

failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)


def make_tree(root):
    for name, text in TREE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def header_of(root):
    header = root / "out/version.hpp"
    subprocess.run(["cmake", f"-DSOURCE={root}", "-DVERSION=1.2.3", f"-DOUTPUT={header}",
                    f"-DDEPFILE={header}.d", "-P", SCRIPT], check=True, capture_output=True)
    return header


def version_of(root):
    text = header_of(root).read_text(encoding="utf-8")
    found = re.search(r'#define HEATWARD_VERSION "(1\.2\.3\+[0-9a-f]{8})"', text)
    expect(found, f"no version in {text!r}")
    return found.group(1) if found else ""


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "first tree"
        make_tree(root)
        first = version_of(root)
        copy = pathlib.Path(folder) / "copy"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns("out"))
        expect(version_of(copy) == first, "the same sources elsewhere give another version")

        written = header_of(root).stat().st_mtime_ns
        expect(header_of(root).stat().st_mtime_ns == written, "an unchanged header is written anew")

        for name in TREE:
            path = root / name
            path.write_text(TREE[name] + " ", encoding="utf-8")
            if name in DECIDING:
                expect(version_of(root) != first, f"{name} changed, and the version did not")
            else:
                expect(version_of(root) == first, f"{name} changed the version")
            path.write_text(TREE[name], encoding="utf-8")
        expect(version_of(root) == first, "the sources are as before, and the version is not")

        (root / "src/core/b.cpp").write_text("int b;", encoding="utf-8")
        expect(version_of(root) != first, "a new source did not change the version")
        (root / "src/core/b.cpp").unlink()
        (root / "src/core/a.cpp").rename(root / "src/core/c.cpp")
        expect(version_of(root) != first, "a source's new name did not change the version")

        depfile = pathlib.Path(f"{header_of(root)}.d").read_text(encoding="utf-8")
        depended = [line.strip() for line in depfile.replace("\\ ", " ").replace(" \\\n", "\n").splitlines()]
        for name in ["src/core", "src/core/c.cpp", "styles/density.toml", "CMakeLists.txt"]:
            expect(f"{root}/{name}" in depended, f"{name} is not in the depfile")
        expect("viewer" not in depfile, "the viewer is in the depfile")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


sys.exit(main())
