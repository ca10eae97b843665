"""One statement written down: from the words of a source to the entry.

Comes in: who said which words, and the clause that says so. Goes out: a `Statement`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from verbale.reading.certainty import judge_certainty
from verbale.reading.entries import Manner, Speaker, Statement
from verbale.reading.draft import Draft
from verbale.text import Span

_CHANNEL = re.compile(
    r"\bon (X|Twitter|Telegram|Facebook|Truth Social|Instagram|social media|state television|television|CNN|CNBC|Fox News|NBC|CBS|ABC|the BBC|Meet the Press)\b"
    r"|\b(?:in|at|during|via)\s+((?:an?|his|her|its|their|the)\s+(?:[\w’'-]+\s+){0,3}?(?:statement|letter|speech|interview|news conference|press conference|briefing|communiqué|post|tweet|address|email|video|memo|report))\b"
)
_TELLS = re.compile(r"\b(?:told|tells|telling|assured|informed|warned|assuring)\s+((?:[\w’'.&-]+\s?){1,5})")


@dataclass(frozen=True, slots=True)
class Said:
    """`spans` are the words said; `around` is the clause of the source and its verb; what follows begins at `until`."""

    rule: str
    speaker: Speaker
    manner: Manner
    spans: tuple[Span, ...]
    around: Span
    until: int


def write_statement(draft: Draft, said: Said) -> Statement:
    """The entry for what was said."""
    content = " ".join(_content(draft, span) for span in said.spans)
    clause = said.around.of(draft.text)
    quotes = tuple(
        quotation.inner.of(draft.text)
        for span in said.spans
        for quotation in draft.quotations_in(span)
        if span.start <= quotation.inner.start and quotation.inner.end <= span.end
    )
    channel = _CHANNEL.search(clause)
    return Statement(
        text=_sentence(said, content),
        when=draft.when(said.around),
        certainty=judge_certainty(clause, content, said.manner),
        issues=draft.issues(said.spans[0]),
        evidence=tuple(map(draft.evidence, said.spans)),
        via=draft.via(said.speaker.name),
        origin=draft.origin(said.rule),
        confidence=draft.confidence("statement"),
        speakers=(said.speaker,),
        manner=said.manner,
        channel=next((group for group in channel.groups() if group), None) if channel else None,
        audience=_audience(clause),
        content=content,
        quotes=quotes,
    )


def _content(draft: Draft, span: Span) -> str:
    """The words of a span, without the marks of a quotation that is all of it."""
    quotations = draft.quotations_in(span)
    if len(quotations) == 1 and len(quotations[0].span) >= len(span) - 2:
        return quotations[0].inner.of(draft.text)
    return span.of(draft.text)


def _audience(clause: str) -> str | None:
    match = _TELLS.search(clause)
    return (
        re.split(r"\s+(?:that|on|in|at|during|after|of|late|early|last|by|from)\b", match[1].strip(" ,:"))[0]
        if match
        else None
    )


def _sentence(said: Said, content: str) -> str:
    stop = "" if content.endswith((".", "!", "?", "”", "’")) else "."
    return f"{said.speaker.name} {said.manner}: {content}{stop}"
