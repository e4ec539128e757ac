"""The command line: runs one command, and turns whatever goes wrong into one line and an exit code."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence

from kg.cli.command import DONE, INTERRUPTED, NOTHING
from kg.cli.parser import parse
from kg.cli.terminal import say
from kg.model import KgError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0 done, 1 some inputs refused, 2 nothing done, 3 a check failed.

    130 where it was interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # whoever read our output has seen enough; what is still buffered must not be written at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except Exception as error:
        _complain(error, "--debug" in words)
        return NOTHING


def _run(words: list[str]) -> int:
    try:
        given = parse(words)
    except SystemExit as left:
        return int(left.code or DONE)
    code: int = given.command(given)
    return code


def _complain(error: Exception, debug: bool) -> None:
    if debug:
        traceback.print_exception(error)
    elif isinstance(error, KgError):
        say(error)
    else:
        say(f"internal error, {type(error).__name__}: {error} (--debug shows where)")
