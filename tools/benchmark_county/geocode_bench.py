"""The geocoder on made gazetteers: medians of Google Benchmark's cases."""

import datetime
import os

from .google_benchmark import medians_of, processor

REPETITIONS = 5
CASES = {
    "postcodes": "postcode rows, 1,700,000 postcodes",
    "mixed": "free texts, 24,000 streets in 60 towns",
    "hostile": "texts made to be slow",
}


def bench_geocode(root):
    medians = medians_of(root, "geocode_bench", REPETITIONS)
    print(f"{processor()}, {os.cpu_count()} cores, {datetime.date.today():%-d %B %Y}; medians of "
          f"{REPETITIONS} repetitions.\n")
    print("| rows | threads | rows a second | located |\n| --- | --- | --- | --- |")
    for case in medians.values():
        name, threads = case["run_name"].split("/")[:2]
        print(f"| {CASES[name]} | {threads} | {case['rows_per_s']:,.0f} | {case['located_share']:.1%} |")
