"""The commands: each calls the module that does the work, puts data on standard output and gives an exit code."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.terminal import Progress, say
from kg.model import KgError, Refusal

if TYPE_CHECKING:
    from kg.graph import Summary
    from kg.query import Query

Command = Callable[[argparse.Namespace], int]

DONE, PARTLY, NOTHING, FAILED, INTERRUPTED = 0, 1, 2, 3, 130
VIEW = "graph.html"
REPORT = "report.md"


def build(given: argparse.Namespace) -> int:
    """Read the inputs, write the graph and its view together, say on standard error what they hold."""
    from kg import graph, network, pipeline, view
    from kg.home import home
    from kg.vocabulary import load_vocabulary

    refused: list[Refusal] = []
    progress = Progress(sys.stderr)

    def refuse(refusal: Refusal) -> None:
        progress.clear()
        say(refusal)
        refused.append(refusal)

    built = pipeline.build(given.inputs, home=home(), published=given.date, refuse=refuse, progress=progress)
    progress.clear()
    if not built.sources:
        return NOTHING
    vocabulary = load_vocabulary(home() / "ontology")
    beside = {VIEW: view.render(built, vocabulary), REPORT: network.report(built, vocabulary)}
    graph.write(built, given.out, {name: text.encode() for name, text in beside.items()})
    print(_summary(graph.graph_summary(built, vocabulary), given.out), file=sys.stderr)
    return PARTLY if refused else DONE


def _summary(summary: Summary, out: Path) -> str:
    """What the graph holds and where it lies, in a few lines for people."""
    entities, facts = sum(summary.entities.values()), sum(summary.facts.values())
    return "\n".join(
        (
            f"{_many(summary.pages, 'page')}, {_many(summary.articles, 'article')}",
            *_counts(_many(entities, "entity", "entities"), summary.entities),
            *_counts(_many(facts, "fact"), summary.facts),
            f"{_many(summary.statistics, 'statistic')}; {_many(summary.claims, 'claim')} with their sentences; "
            f"{_many(summary.inferred, 'triple')} inferred",
            f"written to {out}/: graph.ttl, inferred.ttl, evidence.trig, {VIEW}, {REPORT}, sources/",
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
    from kg import graph, view
    from kg.home import home
    from kg.vocabulary import load_vocabulary

    out = given.out or (given.graph if given.graph.is_dir() else given.graph.parent) / VIEW
    view.write_view(graph.load(given.graph), load_vocabulary(home() / "ontology"), out)
    print(f"written to {out}", file=sys.stderr)
    return DONE


def stats(given: argparse.Namespace) -> int:
    """Size, communities, centrality, bridges and paths between parks; or the path between two things."""
    from kg import graph, network
    from kg.home import home
    from kg.vocabulary import load_vocabulary

    read, vocabulary = graph.load(given.graph), load_vocabulary(home() / "ontology")
    if given.path:
        one, other = given.path
        sys.stdout.write(network.write_path(read, vocabulary, one, other, given.format))
    else:
        sys.stdout.write(network.write_stats(read, vocabulary, given.format, given.top))
    return DONE


def export(given: argparse.Namespace) -> int:
    """Write the graph in another format, to a file or to standard output."""
    from kg import export, graph
    from kg.home import home
    from kg.vocabulary import load_vocabulary

    vocabulary = load_vocabulary(home() / "ontology")
    export.export(graph.load(given.graph), given.format, given.out or sys.stdout.buffer, vocabulary, given.asserted)
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
    """Hold a graph against the shapes of the ontology; each violation is told with the sentences that caused it."""
    from kg import check, graph
    from kg.home import home
    from kg.vocabulary import load_vocabulary

    found = check.judge(graph.load(given.graph), load_vocabulary(home() / "ontology"))
    sys.stdout.write(check.FORMATS[given.format](found, given.language))
    say(f"{given.graph}: {_many(len(found), 'violation')}" if found else f"{given.graph}: conforms to the ontology")
    return FAILED if found else DONE
