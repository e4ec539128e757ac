"""What people see while a command runs: messages and progress, on standard error alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO


def say(message: object) -> None:
    """One line on standard error, whatever the message holds."""
    line = " ".join(str(message).split())
    print("kg:", "".join(c if c.isprintable() else "\ufffd" for c in line), file=sys.stderr)


class Progress:
    """A line on a terminal that says how far a build is; nothing where the stream is no terminal."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock, self._start = stream, clock, clock()
        self._shown = stream.isatty()

    def __call__(self, number: int, total: int, name: str) -> None:
        """Show that page `number` of `total` is being read, the rate so far, and the time that is left at that rate."""
        done, seconds = number - 1, max(self._clock() - self._start, 1e-6)
        left = round(seconds / done * (total - done)) if done else 0
        rate = f", {done / seconds:.1f} pages/s, {left // 60}:{left % 60:02} left" if done else ""
        self._write(f"page {number}/{total}{rate}")

    def clear(self) -> None:
        """Leave the line empty, for a message or for the end."""
        self._write("")

    def _write(self, text: str) -> None:
        if self._shown:
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()
