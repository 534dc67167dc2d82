"""A gazetteer of as many made postcodes as Great Britain has: read from its list, and opened from the
cache; medians of Google Benchmark's cases."""

import datetime
import os

from .google_benchmark import medians_of, processor

REPETITIONS = 5
CASES = {"read_list": "read from the list and kept", "open_cached": "opened from the cache"}


def bench_gazetteer(root):
    medians = medians_of(root, "gazetteer_bench", REPETITIONS)
    print(f"{processor()}, {os.cpu_count()} cores, {datetime.date.today():%-d %B %Y}; medians of "
          f"{REPETITIONS} repetitions.\n")
    print("| 1,700,000 postcodes | median |\n| --- | --- |")
    for name, title in CASES.items():
        time = next(case["real_time"] for run, case in medians.items() if run.split("/")[0] == name)
        print(f"| {title} | {time:.0f} ms |")
