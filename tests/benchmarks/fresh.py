"""What a command costs in a fresh process: CPU seconds and peak memory, where the system tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: A process passes its own peak on to what it starts: so the command is started by one that has hardly any.
LAUNCHER = """
import json, os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(process, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


@dataclass(frozen=True)
class Cost:
    """CPU seconds, user and system together, and the most memory held at one time, in MiB."""

    seconds: float
    memory: float


def cost(*command: str | Path) -> Cost | None:
    """What Python with these arguments costs, run in the checkout; None where the system does not tell.

    RuntimeError with what the command said if it fails.
    """
    if not (hasattr(os, "posix_spawn") and hasattr(os, "wait4")):
        return None
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    started = [sys.executable, "-I", "-S", "-c", LAUNCHER, sys.executable, *map(str, command)]
    done = subprocess.run(
        started, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, encoding="utf-8", check=False
    )
    code, seconds, peak = json.loads(done.stdout) if done.returncode == 0 else (done.returncode, 0, 0)
    if code:
        raise RuntimeError(f"{' '.join(map(str, command))}: exit code {code}\n{done.stderr}")
    return Cost(seconds, peak / 1024 / (1024 if sys.platform == "darwin" else 1))
