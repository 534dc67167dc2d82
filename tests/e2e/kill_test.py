#!/usr/bin/python3
"""Kills a build at its writes, renames, links and syncs, one after another: whatever was killed, the
previous run or the new one is current and whole, and the next build succeeds.

strace counts the calls of one build and then ends it with SIGKILL as it enters the n-th call of a kind.
Calls that move or remove things are all tried; of the writes, which are many, an even sample is.
"""

import collections
import concurrent.futures
import os
import re
import shutil
import subprocess

import heatward_e2e
from heatward_e2e import BINARY, heatward
from tiny_county import TinyCounty

EACH = ["rename", "renameat", "renameat2", "symlink", "symlinkat", "link", "linkat", "fsync", "fdatasync",
        "sync_file_range", "ftruncate", "truncate", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "chmod",
        "fchmod", "fchmodat", "fallocate"]
SAMPLED = ["write", "writev", "pwrite64", "pwritev", "copy_file_range", "sendfile", "openat"]
SAMPLE = 40  # of each kind


def is_there(call):
    """Whether this machine's kernel has a system call of that name (aarch64 has no rename, say)."""
    return subprocess.run(["strace", "-qq", "-e", f"trace={call}", "true"], capture_output=True).returncode == 0


class KillTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder / "county")
        self.old = heatward_e2e.build(self.county.project, self.folder / "published").name
        self.county.add_incident()
        self.calls = [call for call in EACH + SAMPLED if is_there(call)]

    def build_command(self, output):
        return [str(BINARY), "build", str(self.county.project), "--output", str(output), "--threads", "1",
                "--progress", "none"]

    def fresh_output(self, name):
        output = self.folder / name
        shutil.copytree(self.folder / "published", output, symlinks=True)
        return output

    def count_calls(self):
        """How often one thread makes each call in a build, and the run's id."""
        log = self.folder / "calls"
        done = subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", f"trace={','.join(self.calls)}",
                               *self.build_command(self.fresh_output("counted"))], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        counts = collections.Counter()
        for line in log.read_text(errors="replace").splitlines():
            if found := re.match(r"(\d+) +(\w+)\(", line):
                counts[found.groups()] += 1
        most = collections.Counter()
        for (_, call), count in counts.items():
            most[call] = max(most[call], count)
        return most, heatward_e2e.run_id_of(done)

    @staticmethod
    def chosen(call, count):
        if call in EACH or count <= SAMPLE:
            return list(range(1, count + 1))
        return sorted({1 + round(i * (count - 1) / (SAMPLE - 1)) for i in range(SAMPLE)})

    def kill_at(self, call, number, new):
        """Kills a build there; gives what is wrong afterwards, or whether it was killed at all."""
        where = f"{call} {number}"
        output = self.fresh_output(f"killed-{call}-{number}")
        try:
            killed = subprocess.run(
                ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                 f"inject={call}:signal=KILL:when={number}", *self.build_command(output)], capture_output=True)
            current = (output / "current").resolve()
            wrong = []
            if current.name not in (self.old, new):
                wrong.append(f"{where}: current is {current}")
            elif broken := heatward_e2e.broken_files(current):
                wrong.append(f"{where}: {current.name} is broken: {broken}")
            looked = heatward("inspect", output)
            if looked.returncode != 0:
                wrong.append(f"{where}: inspect: {looked.stderr}")
            again = subprocess.run(self.build_command(output), capture_output=True, text=True)
            if again.returncode != 0 or heatward_e2e.run_id_of(again) != new:
                wrong.append(f"{where}: the next build: {again.returncode} {again.stderr}")
            else:
                current = (output / "current").resolve()
                if current.name != new or heatward_e2e.broken_files(current):
                    wrong.append(f"{where}: after the next build {current.name} is current, or broken")
                left = [path.name for path in (output / "tmp").iterdir() if path.is_dir()]
                if left:
                    wrong.append(f"{where}: the next build left {left} in tmp")
            return where, killed.returncode in (-9, 137), wrong
        finally:
            shutil.rmtree(output, ignore_errors=True)

    def test_a_build_may_be_killed_anywhere(self):
        counts, new = self.count_calls()
        self.assertNotEqual(new, self.old)
        points = [(call, number) for call in self.calls for number in self.chosen(call, counts[call])]
        for call in sorted(counts):
            print(f"{call}: killed at {len(self.chosen(call, counts[call]))} of {counts[call]} calls")
        self.assertGreater(counts["rename"] + counts["renameat"] + counts["renameat2"], 1)
        self.assertGreater(counts["fsync"] + counts["fdatasync"], 1)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(lambda point: self.kill_at(*point, new), points))
        missed = [where for where, was_killed, _ in results if not was_killed]
        print(f"{len(points) - len(missed)} builds killed")
        self.assertEqual([text for _, _, wrong in results for text in wrong], [])
        self.assertEqual(missed, [], "calls that a second build did not make")


def require_strace():
    if shutil.which("strace") is None:
        heatward_e2e.skip_script("strace is not installed")
    done = subprocess.run(["strace", "-f", "-qq", "-e", "trace=none", "true"], capture_output=True, text=True)
    if done.returncode != 0:
        heatward_e2e.skip_script(f"strace may not trace here: {done.stderr.strip()}")


if __name__ == "__main__":
    require_strace()
    heatward_e2e.main()
