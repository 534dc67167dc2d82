"""The density engine on a made county, beside a sweep line: medians of Google Benchmark's cases."""

import datetime
import os

from .google_benchmark import medians_of, processor

REPETITIONS = 5
CASES = {"plain": "quartic", "counts_and_own_radii": "quartic, counts, a radius for each point"}
BASELINE = "sweep_line"
TILES = {"tiles": "R = 500 m, samples at centres", "narrow_tiles": "R = 50 m, means over pixels, as served"}


def bench_density(root):
    medians = medians_of(root, "density_bench", REPETITIONS)
    print(f"{processor()}, {os.cpu_count()} cores, {datetime.date.today():%-d %B %Y}; medians of "
          f"{REPETITIONS} repetitions.\n")
    _print_surfaces(medians)
    _print_tiles(medians)


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
