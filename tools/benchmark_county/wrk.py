"""Load from wrk, which is C and leaves the machine to the servers."""

import dataclasses
import re
import shutil
import subprocess

from .processes import processor_seconds

# Each connection's next request is the next of the list, written out once.
SCRIPT = """\
local requests = {{}}
local last = 0
init = function(arguments)
{requests}
end
request = function()
  last = last % #requests + 1
  return requests[last]
end
"""


@dataclasses.dataclass
class Load:
    """What one round of wrk gave."""
    rate: float           # requests a second
    processor_us: float   # of the server a request
    failures: int         # answers of status 400 and above, and broken connections


def is_there():
    return shutil.which("wrk") is not None


def write_script(path, paths, headers=None):
    lines = ", ".join(f"[ [[{name}]] ]=[[{value}]]" for name, value in (headers or {}).items())
    requests = "\n".join(f'  requests[#requests + 1] = wrk.format("GET", "{each}", {{{lines}}})' for each in paths)
    path.write_text(SCRIPT.format(requests=requests))


def load(address, script, connections, seconds, pids):
    """One wrk thread: two cores are for the server and for wrk."""
    before = sum(processor_seconds(pid) for pid in pids)
    done = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", script,
                           f"http://{address}"], capture_output=True, text=True, check=True)
    took = sum(processor_seconds(pid) for pid in pids) - before
    requests = int(re.search(r"(\d+) requests in", done.stdout).group(1))
    failures = sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", done.stdout))
    if broken := re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", done.stdout):
        failures += sum(int(number) for number in broken.groups())
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1))
    return Load(rate, 1e6 * took / max(requests, 1), failures)
