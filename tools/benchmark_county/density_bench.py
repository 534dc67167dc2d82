"""The density engine on a made county, beside a sweep line: medians of Google Benchmark's cases."""

import datetime
import json
import os
import subprocess
import sys

REPETITIONS = 5
CASES = {"plain": "quartic", "counts_and_own_radii": "quartic, counts, a radius for each point"}
BASELINE = "sweep_line"
TILES = {"tiles": "R = 500 m, samples at centres", "narrow_tiles": "R = 50 m, means over pixels, as served"}


def bench_density(root):
    folder = root / "build/release"
    try:
        for command in (["cmake", "--preset", "release", "-DHEATWARD_BENCH=ON"],
                        ["cmake", "--build", "--preset", "release", "--target", "density_bench"]):
            subprocess.run(command, cwd=root, check=True, stdout=sys.stderr)
    except subprocess.CalledProcessError:
        sys.exit("the benchmark cannot be built; tools/install-deps --bench installs what it needs")
    answer = subprocess.run([folder / "tests/bench/density_bench", "--benchmark_format=json",
                             f"--benchmark_repetitions={REPETITIONS}", "--benchmark_report_aggregates_only=true"],
                            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    medians = {case["run_name"]: case for case in json.loads(answer.stdout)["benchmarks"]
               if case["aggregate_name"] == "median"}
    print(f"{_processor()}, {os.cpu_count()} cores, {datetime.date.today():%-d %B %Y}; medians of "
          f"{REPETITIONS} repetitions.\n")
    _print_surfaces(medians)
    _print_tiles(medians)


def _processor():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("model name"):
                return " ".join(line.split(":", 1)[1].split())
    return os.uname().machine


def _arguments(case):
    """"plain/1000000/1280/960/real_time" → (1000000, 1280, 960)"""
    return tuple(int(word) for word in case["run_name"].split("/")[1:] if word.isdigit())


def _print_surfaces(medians):
    by_name = {}
    for case in medians.values():
        by_name.setdefault(case["run_name"].split("/")[0], {})[_arguments(case)] = case["real_time"]
    print("| surface, R = 500 m over 40 by 30 km, two threads | index and density | sweep line | ratio |")
    print("| --- | --- | --- | --- |")
    for name, title in CASES.items():
        for size, time in by_name[name].items():
            points, columns, rows = size
            baseline = by_name[BASELINE].get(size)
            beside = f"{baseline:.0f} ms | {baseline / time:.1f}" if baseline else "– | –"
            print(f"| {title}: {points:,} points, {columns} x {rows} | {time:.0f} ms | {beside} |")


def _print_tiles(medians):
    for name, title in TILES.items():
        print(f"\n| 256 x 256 tile of 1,000,000 points, {title}, one thread | tiles | median | longest |\n| --- | --- | --- | --- |")
        for case in medians.values():
            run, zoom = case["run_name"].split("/")[:2]
            if run == name:
                print(f"| zoom {zoom} | {case['tiles']:.0f} | {case['median_ms']:.2f} ms | {case['longest_ms']:.2f} ms |")
