"""The stopwatch: CPU seconds of each stage of a program, each second counted for the innermost stage alone."""

from __future__ import annotations

import inspect
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch


class Stopwatch:
    """Gathers in `spent` the seconds of each stage; `clock` gives the seconds that have gone by."""

    def __init__(self, clock: Callable[[], float] = time.process_time) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._clock = clock
        self._stages: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What runs inside counts for the stage, but for what runs in a stage inside it."""
        self._turn()
        self._stages.append(name)
        try:
            yield
        finally:
            self._turn()
            self._stages.pop()

    def _turn(self) -> None:
        """The time since the last turn goes to the stage that ran."""
        now = self._clock()
        if self._stages:
            self.spent[self._stages[-1]] += now - self._since
        self._since = now

    @contextmanager
    def watching(self, stages: Mapping[str, Iterable[tuple[object, str]]]) -> Iterator[None]:
        """Meanwhile the functions named, each by its owner and its name there, count for their stage."""
        with ExitStack() as stack:
            for stage, functions in stages.items():
                for owner, name in functions:
                    timed = self._timed(getattr(owner, name), stage)
                    stack.enter_context(patch.object(owner, name, timed))
            yield

    def _timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @wraps(function)
        def call(*given: Any, **named: Any) -> Any:
            with self.stage(stage):
                result = function(*given, **named)
                return iter(tuple(result)) if inspect.isgenerator(result) else result

        return call
