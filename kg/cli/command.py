"""The commands: each calls the module that does the work, puts data on standard output and gives an exit code."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.terminal import Progress, say
from kg.model import KgError, Refusal

if TYPE_CHECKING:
    from kg.graph import Graph, Summary
    from kg.query import Query
    from kg.vocabulary import Vocabulary

Command = Callable[[argparse.Namespace], int]

DONE, PARTLY, NOTHING, FAILED, INTERRUPTED = 0, 1, 2, 3, 130
VIEW = "graph.html"
REPORT = "report.md"


def build(given: argparse.Namespace) -> int:
    """Read the inputs, write the graph and its view together, say on standard error what they hold."""
    from kg import graph, network, pipeline, view
    from kg.home import home
    from kg.overlay import load_overlay
    from kg.vocabulary import load_vocabulary

    own = load_overlay(given.data, home()).proved() if given.data else None
    refused: list[Refusal] = []
    progress = Progress(sys.stderr)

    def refuse(refusal: Refusal) -> None:
        progress.clear()
        say(refusal)
        refused.append(refusal)

    built = pipeline.build(given.inputs, home=home(), published=given.date, refuse=refuse, progress=progress, own=own)
    progress.clear()
    if not built.sources:
        return NOTHING
    vocabulary = own.vocabulary if own else load_vocabulary(home() / "ontology")
    beside = {VIEW: view.render(built, vocabulary).encode(), REPORT: network.report(built, vocabulary).encode()}
    if own and own.ontology:
        beside[graph.OWN_TERMS] = own.terms
    graph.write(built, given.out, beside)
    print(_summary(graph.graph_summary(built, vocabulary), given.out, beside), file=sys.stderr)
    return PARTLY if refused else DONE


def _summary(summary: Summary, out: Path, beside: Iterable[str]) -> str:
    """What the graph holds and where it lies, in a few lines for people."""
    entities, facts = sum(summary.entities.values()), sum(summary.facts.values())
    return "\n".join(
        (
            f"{_many(summary.pages, 'page')}, {_many(summary.articles, 'article')}",
            *_counts(_many(entities, "entity", "entities"), summary.entities),
            *_counts(_many(facts, "fact"), summary.facts),
            f"{_many(summary.statistics, 'statistic')}; {_many(summary.claims, 'claim')} with their sentences; "
            f"{_many(summary.inferred, 'triple')} inferred",
            f"written to {out}/: graph.ttl, inferred.ttl, evidence.trig, {', '.join(beside)}, sources/",
        )
    )


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _counts(title: str, counts: Mapping[str, int]) -> list[str]:
    text = f"{title}{': ' if counts else ''}" + ", ".join(f"{name}\xa0{count}" for name, count in counts.items())
    return [line.replace("\xa0", " ") for line in textwrap.wrap(text, 100, subsequent_indent="    ")]


def query(given: argparse.Namespace) -> int:
    """Answer a question from a graph, or list the questions that have a name."""
    from kg import query as queries
    from kg.home import home

    if given.list:
        sys.stdout.writelines(f"{line}\n" for named in queries.named_queries(home()) for line in _described(named))
        return DONE
    if given.question is None:
        raise KgError("query: which question? (kg query --list names them)")
    asked = queries.find_query(given.question, home())
    answer = queries.run(given.graph, asked, given.parameters, given.asserted)
    sys.stdout.write(answer.write(given.format))
    return DONE


def _described(named: Query) -> Iterator[str]:
    """A named question for people: its name and parameters, then what it asks."""
    yield " ".join((Path(named.name).stem, *(f"[--{parameter.name} NAME]" for parameter in named.parameters)))
    yield f"    {named.title_zh} {named.title_en}"


def view(given: argparse.Namespace) -> int:
    """Write the graph as one HTML file, and say where."""
    from kg import view

    read, vocabulary = _opened(given.graph)
    out = given.out or (given.graph if given.graph.is_dir() else given.graph.parent) / VIEW
    view.write_view(read, vocabulary, out)
    print(f"written to {out}", file=sys.stderr)
    return DONE


def stats(given: argparse.Namespace) -> int:
    """Size, communities, centrality, bridges and paths between parks; or the path between two things."""
    from kg import network

    read, vocabulary = _opened(given.graph)
    if given.path:
        one, other = given.path
        sys.stdout.write(network.write_path(read, vocabulary, one, other, given.format))
    else:
        sys.stdout.write(network.write_stats(read, vocabulary, given.format, given.top))
    return DONE


def export(given: argparse.Namespace) -> int:
    """Write the graph in another format, to a file or to standard output."""
    from kg import export

    read, vocabulary = _opened(given.graph)
    export.export(read, given.format, given.out or sys.stdout.buffer, vocabulary, given.asserted)
    return DONE


def explain(given: argparse.Namespace) -> int:
    """Say how a sentence or a page is read, or what is known of a thing of the graph, and why."""
    from kg import explain
    from kg.home import home

    told = explain.explain(given.what, home(), given.graph, given.fact, given.html)
    if given.out:
        explain.write(told, given.out)
    else:
        sys.stdout.write(told)
    return DONE


def validate(given: argparse.Namespace) -> int:
    """Hold a graph against the shapes of the ontology, with the sentences that break them; or prove one's own data."""
    from kg import check

    if given.data:
        return _prove(given.data, given.format)
    found = check.judge(*_opened(given.graph))
    sys.stdout.write(check.FORMATS[given.format](found, given.language))
    say(f"{given.graph}: {_many(len(found), 'violation')}" if found else f"{given.graph}: conforms to the ontology")
    return FAILED if found else DONE


def _prove(data: Path, form: str) -> int:
    """Say what a folder of names, rules and ontology holds, and every fault of it."""
    from kg import check
    from kg.home import home
    from kg.overlay import load_overlay

    own = load_overlay(data, home())
    faults = [*own.faults, *check.shape_faults(own.vocabulary)]
    if form == "json":
        print(json.dumps({"found": own.found, "faults": faults}, ensure_ascii=False, indent=2))
    else:
        sys.stdout.writelines(f"{line}\n" for line in (*own.found, *(f"wrong: {fault}" for fault in faults)))
    say(f"{data}: {_many(len(faults), 'fault')}" if faults else f"{data}: all in order")
    return FAILED if faults else DONE


def diff(given: argparse.Namespace) -> int:
    """Say what was added, removed or changed between two graphs, with the sentences that state it."""
    from kg import diff

    (old, older), (new, newer) = _opened(given.old), _opened(given.new)
    found = diff.compare(old, new, older, newer)
    sys.stdout.write(diff.FORMATS[given.format](found))
    return PARTLY if found and given.exit_code else DONE


def _opened(path: Path) -> tuple[Graph, Vocabulary]:
    """The graph of a folder or file, and the vocabulary that it was built with."""
    from kg import graph
    from kg.home import home
    from kg.vocabulary import load_vocabulary

    return graph.load(path), load_vocabulary(home() / "ontology", *graph.own_terms(path))
