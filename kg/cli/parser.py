"""The arguments: which commands there are, what each takes, and an example of each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from kg import __version__
from kg.cli import command
from kg.cli.terminal import say

EXPORTS = Path("exports")
RESULTS = ("table", "csv", "json", "ttl")
STATS = ("table", "json", "md")
REPORTS = ("table", "json")
CHANGES = ("table", "json", "ttl")
FILES = ("ttl", "trig", "nq", "jsonld", "rdf", "graphml", "gexf", "csv", "xlsx")

#: What follows `kg COMMAND` in the examples of its help.
EXAMPLES: Mapping[str, Sequence[str]] = {
    "build": ("news/ --out exports", "page.txt --date 2019-11-08", "news/ --data mine"),
    "query": (
        "policies-of-park --park 西安高新区",
        "'SELECT ?s { ?s a pk:Park }' --format csv",
        "mine.rq --graph exports/graph.ttl",
        "--list",
    ),
    "view": ("--out parks.html",),
    "stats": ("--top 5", "--path 西安高新区 襄阳高新区"),
    "export": ("--format xlsx --out graph.xlsx", "--format csv --out tables"),
    "explain": (
        "'西安高新区出台了“金融十条”。'",
        "page.txt --html --out page.html",
        "page.txt --fact '西安高新区 hasPolicy 金融十条'",
        "西安高新区",
    ),
    "validate": ("--language zh", "--data mine"),
    "diff": ("exports new", "exports new --format json --exit-code"),
}


class Parser(argparse.ArgumentParser):
    """argparse that says what is wrong in one line."""

    @property
    def options(self) -> set[str]:
        """Every option that it takes, as written."""
        return {option for action in self._actions for option in action.option_strings}

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and leave with 2."""
        say(f"{message} (see {self.prog} --help)")
        sys.exit(command.NOTHING)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The arguments by name, with the function that carries them out as `command`.

    SystemExit where they are wrong (2), or ask for help or the version (0).
    """
    top, queries = _parsers()
    rest: list[str] = list(words)
    parameters: dict[str, str] = {}
    if next((word for word in words if not word.startswith("-")), None) == "query":
        rest, parameters = _split(words, queries)
    return top.parse_args(rest, argparse.Namespace(parameters=parameters))


def _split(words: Sequence[str], queries: Parser) -> tuple[list[str], dict[str, str]]:
    """The words without the `--NAME VALUE` and `--NAME=VALUE` that fill a question's blanks, and those by name."""
    rest: list[str] = []
    parameters: dict[str, str] = {}
    todo = iter(words)
    for word in todo:
        name, given, value = word.removeprefix("--").partition("=")
        if word == f"--{name}{given}{value}" and name and f"--{name}" not in queries.options:
            found = value if given else next(todo, None)
            if found is None:
                queries.error(f"--{name} needs a value")
            parameters[name] = found
        else:
            rest.append(word)
    return rest, parameters


def _parsers() -> tuple[Parser, Parser]:
    """The whole command line, and the part of it that takes queries."""
    top = Parser(
        prog="kg",
        description="Chinese news about industrial parks becomes a knowledge graph.",
        epilog="Exit codes: 0 done, 1 some inputs refused, 2 nothing done, 3 a check failed.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"kg {__version__}")
    debug = Parser(add_help=False)
    debug.add_argument("--debug", action="store_true", help="show where in the code an error arose")
    top.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    commands = top.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)

    made: dict[str, Parser] = {}
    for name, fill in _commands().items():
        run: command.Command = getattr(command, name)
        text = run.__doc__ or ""
        made[name] = commands.add_parser(
            name,
            help=text,
            description=text,
            epilog="\n".join(("example:", *(f"  kg {name} {example}" for example in EXAMPLES[name]))),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[debug],
            allow_abbrev=False,
        )
        made[name].set_defaults(command=run)
        fill(made[name])
    return top, made["query"]


def _commands() -> Mapping[str, Callable[[Parser], None]]:
    """Every command, in the order of the help, with what adds its arguments."""
    return {
        "build": _build,
        "query": _query,
        "view": _view,
        "stats": _stats,
        "export": _export,
        "explain": _explain,
        "validate": _validate,
        "diff": _diff,
    }


def _build(parser: Parser) -> None:
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="a page (text), or a folder of them")
    parser.add_argument("--out", type=Path, default=EXPORTS, metavar="DIR", help="folder to write (default: exports)")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="when the pages were published")
    parser.add_argument("--data", type=Path, metavar="DIR", help="your own names, rules and ontology, laid over ours")


def _query(parser: Parser) -> None:
    parser.usage = "kg query QUESTION|FILE.rq|SPARQL [--NAME VALUE ...] [options]"
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="a named question, a file, or SPARQL itself")
    parser.add_argument("--list", action="store_true", help="name the questions and what they ask")
    parser.add_argument("--format", choices=RESULTS, help="default: table, or ttl for CONSTRUCT")
    _graph(parser, asserted=True)


def _view(parser: Parser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: graph.html beside the graph")
    _graph(parser)


def _stats(parser: Parser) -> None:
    parser.add_argument("--path", nargs=2, metavar=("A", "B"), help="how two things are connected, by name or IRI")
    parser.add_argument("--format", choices=STATS, default="table", help="md is the whole report (default: table)")
    parser.add_argument("--top", type=_count, default=10, metavar="N", help="how many of each list (default: 10)")
    _graph(parser)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number above 0')
    return int(text)


def _export(parser: Parser) -> None:
    parser.add_argument("--format", choices=FILES, required=True, help="ttl and rdf hold no evidence")
    out = "default: standard output; csv fills a folder with its four tables unless the name ends in .csv"
    parser.add_argument("--out", type=Path, metavar="FILE", help=out)
    _graph(parser, asserted=True)


def _explain(parser: Parser) -> None:
    parser.usage = "kg explain SENTENCE|PAGE|NAME|IRI [options]"
    parser.add_argument("what", metavar="WHAT", help="a text, the file of a page, or a thing of the graph")
    parser.add_argument("--fact", metavar="'S RELATION O'", help="why the text or page did not give this fact")
    parser.add_argument("--html", action="store_true", help="a page as HTML, with names and facts marked")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    _graph(parser)


def _validate(parser: Parser) -> None:
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="of the report (default: en)")
    parser.add_argument("--format", choices=REPORTS, default="table", help="default: table")
    parser.add_argument("--data", type=Path, metavar="DIR", help="prove your own names, rules and ontology instead")
    _graph(parser)


def _diff(parser: Parser) -> None:
    parser.add_argument("old", type=Path, metavar="OLD", help="a graph: folder or file")
    parser.add_argument("new", type=Path, metavar="NEW", help="the graph to compare it with")
    parser.add_argument("--format", choices=CHANGES, default="table", help="default: table; ttl tells of triples")
    parser.add_argument("--exit-code", action="store_true", help="leave with 1 if they differ, as diff does")


def _graph(parser: Parser, asserted: bool = False) -> None:
    parser.add_argument(
        "--graph", type=Path, default=EXPORTS, metavar="DIR|FILE", help="the graph to read (default: exports)"
    )
    if asserted:
        parser.add_argument("--asserted", action="store_true", help="without what is only inferred")
