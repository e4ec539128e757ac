"""Names near to one that is not in the graph."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from kg.graph.mint import normalise


def nearest(name: str, names: Iterable[str]) -> str:
    """The end of an error, with up to three names like this one: that hold it or lie in it, then those spelt like it.

    Empty if there is none.
    """
    known = sorted(set(names))
    wanted = normalise(name)
    inside = [other for other in known if wanted and (wanted in normalise(other) or normalise(other) in wanted)]
    near = list(dict.fromkeys([*inside, *difflib.get_close_matches(name, known, n=3, cutoff=0.3)]))[:3]
    return f"; nearest: {', '.join(near)}" if near else ""
