"""What is wrong with a graph, with its sentences: in Chinese and English for people, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from kg.check.cause import Cause, Causes
from kg.check.shape import Violation, validate
from kg.graph import Graph
from kg.graph.parts import rdf_graph
from kg.query.result import plain
from kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation, and the sentences that caused it, the surest first; none where no claim tells of what is wrong."""

    violation: Violation
    causes: tuple[Cause, ...]


def judge(graph: Graph, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """What is wrong with a graph, what is inferred and the evidence included, in a fixed order."""
    data = rdf_graph(graph.quads(), graph.base)
    found = validate(data, vocabulary)
    causes = Causes(data) if found else None
    return tuple(Finding(v, causes.of(v.focus, v.predicate, v.value)) for v in found if causes)


def describe(violation: Violation, language: str) -> str:
    """The violation as one line in `zh` or `en`: what, why, and the value that is to blame."""
    value = violation.value_name
    if language == "zh":
        return f"{violation.focus_name}：{violation.message_zh}" + (f"（现为：{value}）" if value else "")
    return f"{violation.focus_name}: {violation.message_en}" + (f" (found: {value})" if value else "")


def _table(findings: Sequence[Finding], language: str) -> str:
    return "".join(f"{plain(line)}\n" for finding in findings for line in _lines(finding, language))


def _lines(finding: Finding, language: str) -> Iterator[str]:
    """The violation, then each sentence and where it stands."""
    yield describe(finding.violation, language)
    for cause in finding.causes:
        place, rule, sure = f"{cause.page}《{cause.article}》", cause.rule, f"{cause.confidence:g}"
        if language == "zh":
            yield f"    “{cause.quote}”（{place}，规则 {rule}，可信度 {sure}）"
        else:
            yield f"    “{cause.quote}” ({place}, rule {rule}, confidence {sure})"


def _json(findings: Sequence[Finding], language: str) -> str:
    """Every finding with its reason in the language asked for and in both."""
    told = [
        {
            "node": str(finding.violation.focus),
            "name": finding.violation.focus_name,
            "path": finding.violation.path,
            "value": None if finding.violation.value is None else str(finding.violation.value),
            "value_name": finding.violation.value_name,
            "message_zh": finding.violation.message_zh,
            "message_en": finding.violation.message_en,
            "text": describe(finding.violation, language),
            "sentences": [asdict(cause) for cause in finding.causes],
        }
        for finding in findings
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


#: How findings are written, by the name that `--format` takes.
FORMATS: Mapping[str, Callable[[Sequence[Finding], str], str]] = {"table": _table, "json": _json}
