"""What the kernel says of a process, and where one may listen."""

import pathlib
import socket
import time


def memory_of(pid):
    """Megabytes (10⁶) of a process, by the kernel's names; nothing once it has ended."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    return {line.split(":")[0]: int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Vm")}


def processor_seconds(pid):
    """Of all threads of a process, to the nanosecond: clock_getcpuclockid(3) of it."""
    return time.clock_gettime((~pid << 3) | 2)


def children_of(pid):
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def end(process):
    """Ends a process that the caller started."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(60)
    except Exception:
        process.kill()
        process.wait()
        raise
