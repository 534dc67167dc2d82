"""The geocoder on made gazetteers: medians of Google Benchmark's cases."""

import datetime
import json
import os
import subprocess

from benchmark_county.benchmark_program import built_benchmark, processor

REPETITIONS = 5
CASES = {
    "postcodes": "postcode rows, 1,700,000 postcodes",
    "mixed": "free texts, 24,000 streets in 60 towns",
    "hostile": "texts made to be slow",
}


def bench_geocode(root):
    answer = subprocess.run([built_benchmark(root, "geocode_bench"), "--benchmark_format=json",
                             f"--benchmark_repetitions={REPETITIONS}", "--benchmark_report_aggregates_only=true"],
                            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    medians = [case for case in json.loads(answer.stdout)["benchmarks"] if case["aggregate_name"] == "median"]
    print(f"{processor()}, {os.cpu_count()} cores, {datetime.date.today():%-d %B %Y}; medians of "
          f"{REPETITIONS} repetitions.\n")
    print("| rows | threads | rows a second | located |\n| --- | --- | --- | --- |")
    for case in medians:
        name, threads = case["run_name"].split("/")[:2]
        print(f"| {CASES[name]} | {threads} | {case['rows_per_s']:,.0f} | {case['located_share']:.1%} |")
