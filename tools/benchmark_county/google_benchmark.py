"""Programs of tests/bench: built where needed, run, and the medians of their cases."""

import json
import os
import subprocess
import sys


def medians_of(root, target, repetitions):
    """Every case of the program by its name."""
    folder = root / "build/release"
    try:
        for command in (["cmake", "--preset", "release", "-DHEATWARD_BENCH=ON"],
                        ["cmake", "--build", "--preset", "release", "--target", target]):
            subprocess.run(command, cwd=root, check=True, stdout=sys.stderr)
    except subprocess.CalledProcessError:
        sys.exit("the benchmark cannot be built; tools/install-deps --bench installs what it needs")
    answer = subprocess.run([folder / "tests/bench" / target, "--benchmark_format=json",
                             f"--benchmark_repetitions={repetitions}", "--benchmark_report_aggregates_only=true"],
                            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return {case["run_name"]: case for case in json.loads(answer.stdout)["benchmarks"]
            if case["aggregate_name"] == "median"}


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("model name"):
                return " ".join(line.split(":", 1)[1].split())
    return os.uname().machine
