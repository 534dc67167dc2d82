"""Builds programs of tests/bench, and says which machine they ran on."""

import os
import subprocess
import sys


def built_benchmark(root, target):
    """The path of the program, built in the release folder."""
    try:
        for command in (["cmake", "--preset", "release", "-DHEATWARD_BENCH=ON"],
                        ["cmake", "--build", "--preset", "release", "--target", target]):
            subprocess.run(command, cwd=root, check=True, stdout=sys.stderr)
    except subprocess.CalledProcessError:
        sys.exit("the benchmark cannot be built; tools/install-deps --bench installs what it needs")
    return root / "build/release/tests/bench" / target


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("model name"):
                return " ".join(line.split(":", 1)[1].split())
    return os.uname().machine
