#!/usr/bin/python3
"""A disk that is full, or may only be read: exit 3 with the path, and the previous run current and whole.

Runs in mount name spaces of its own, so that its small file systems are nobody else's and go with it.
"""

import os
import shutil
import subprocess

import heatward_e2e
from heatward_e2e import Server, heatward
from tiny_county import TinyCounty

PAGE = 4096


def enter_own_mount_namespace():
    if "HEATWARD_OWN_MOUNTS" in os.environ:
        return
    unshare = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]
    probe = [*unshare, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"]
    done = subprocess.run(probe, capture_output=True, text=True)
    if done.returncode != 0:
        heatward_e2e.skip_script(f"a small file system cannot be mounted here: {done.stderr.strip()}")
    os.execvpe("unshare", [*unshare, os.path.abspath(__file__)], {**os.environ, "HEATWARD_OWN_MOUNTS": "1"})


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True)


class FullDiskTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder / "county")
        self.disk = self.folder / "disk"
        self.output = self.disk / "published"
        self.disk.mkdir()
        self.old = heatward_e2e.build(self.county.project, self.folder / "elsewhere").name

    def mount_disk(self, size):
        mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", self.disk)
        self.addCleanup(subprocess.run, ["umount", "--lazy", str(self.disk)], check=True)

    def used(self):
        return shutil.disk_usage(self.disk).used

    def sizes(self):
        """What the first run takes on such a file system, and what the changed one adds."""
        self.mount_disk("64m")
        self.assertEqual(heatward_e2e.build(self.county.project, self.output).name, self.old)
        first = self.used()
        changed = TinyCounty(self.folder / "changed")
        changed.add_incident()
        heatward_e2e.build(changed.project, self.output)
        return first, self.used() - first

    def fill(self, share):
        """A file system with the first run in it and room for that share of a second one, which is due."""
        first, second = self.sizes()
        self.mount_disk(first + int(share * second) // PAGE * PAGE)
        self.assertEqual(heatward_e2e.build(self.county.project, self.output).name, self.old)
        self.county.add_incident()

    def assert_old_run_stands(self):
        current = (self.output / "current").resolve()
        self.assertEqual(current.name, self.old)
        self.assertEqual(heatward_e2e.broken_files(current), [])
        looked = heatward("inspect", self.output)
        self.assertEqual(looked.returncode, 0, looked.stderr)

    def check_full(self, share):
        self.fill(share)
        done = heatward("build", self.county.project, "--output", self.output, "--progress", "none")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(str(self.output), done.stderr)
        self.assert_old_run_stands()
        left = [path.name for path in (self.output / "tmp").iterdir() if path.is_dir()]
        self.assertEqual(left, [], "a build that fails gives the space back")
        mount("-o", "remount,size=64m", self.disk)
        self.assertNotEqual(heatward_e2e.build(self.county.project, self.output).name, self.old)

    def test_full_at_once(self):
        self.check_full(0)

    def test_full_after_a_quarter(self):
        self.check_full(0.25)

    def test_full_after_half(self):
        self.check_full(0.5)

    def test_full_after_three_quarters(self):
        self.check_full(0.75)

    def test_full_near_the_end(self):
        self.check_full(0.9)

    def test_kde_and_export_name_the_file_they_cannot_write(self):
        self.fill(0.5)
        with open(self.disk / "filler", "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(b"\1" * PAGE)
            except OSError:
                pass
        points = self.folder / "points.csv"
        points.write_text("x,y\n500,500\n")
        commands = [("kde", points, self.disk / "out.tif", "--bandwidth", 100, "--x", "x", "--y", "y", "--extent",
                     "0,0,1000,1000", "--cell", 2),
                    ("export", self.output, "--layer", "violence", "--size", "800x600", self.disk / "map.png")]
        for command in commands:
            done = heatward(*command)
            path = next(part for part in command if str(part).startswith(str(self.disk)) and "." in part.name)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn(str(path), done.stderr)

    def test_a_disk_that_may_only_be_read(self):
        self.fill(5)
        mount("-o", "remount,ro", self.disk)
        done = heatward("build", self.county.project, "--output", self.output, "--progress", "none")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(str(self.output), done.stderr)
        self.assert_old_run_stands()
        with Server(self.output) as server:
            self.assertEqual(server.json("/?f=json")["run"], self.old)


if __name__ == "__main__":
    enter_own_mount_namespace()
    heatward_e2e.main()
