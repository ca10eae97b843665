"""One statement written down: from the words of a source to the entry.

Comes in: who said which words, and the clause that says so. Goes out: a `Statement`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from verbale.reading.certainty import judge_certainty
from verbale.reading.draft import Draft
from verbale.reading.entries import Manner, Speaker, Statement
from verbale.reading.words import load_table, one_of
from verbale.text import Span

#: Verbs that tell where something is said.
_BY_VERB = {
    "Twitter": r"\btweet(?:ed|s|ing)\b",
    "letter": r"\bwr(?:ote|ites?|itten|iting)\s+to\b",
    "telephone": r"\b(?:tele)?phoned\b",
}
_TELLS = re.compile(r"\b(?:told|tells|telling|assured|informed|warned|assuring)\s+((?:[\w’'.&-]+\s?){1,5})")


@dataclass(frozen=True, slots=True)
class Said:
    """What was said and by whom.

    `verb` is the cue's past, `spans` are the words said, and `around` is the clause of the source and its verb; what
    follows begins at `until`.
    """

    rule: str
    verb: str
    speakers: tuple[Speaker, ...]
    manner: Manner
    spans: tuple[Span, ...]
    around: Span
    until: int


def write_statements(draft: Draft, found: Sequence[Said]) -> Iterator[Statement]:
    """The entries for what was said, in the order of the text."""
    contents = sorted(span for said in found for span in said.spans)
    before: tuple[Said, Statement] | None = None
    for said in found:
        sentence = draft.sentence_of(said.around)
        first = bisect_left(contents, Span(sentence.start, sentence.start))
        last = bisect_left(contents, Span(sentence.end, sentence.end))
        entry = _write(draft, said, tuple(contents[first:last]))
        if before and _goes_on(draft, before[0], said):
            entry = replace(entry, when=entry.when or before[1].when, channel=entry.channel or before[1].channel)
        before = (said, entry)
        yield entry


def _goes_on(draft: Draft, earlier: Said, later: Said) -> bool:
    """The same source speaks on in the same paragraph: at the same time, in the same place."""
    return earlier.speakers == later.speakers and "\n" not in draft.text[earlier.spans[0].start : later.spans[0].start]


def _write(draft: Draft, said: Said, contents: tuple[Span, ...]) -> Statement:
    content = " ".join(_content(draft, span) for span in said.spans)
    sentence = draft.sentence_of(said.around)
    clause = said.around.of(draft.text)
    setting = _setting(draft, said, contents)
    quotes = tuple(
        quotation.inner.of(draft.text)
        for span in said.spans
        for quotation in draft.quotations_in(span)
        if span.start <= quotation.inner.start and quotation.inner.end <= span.end
    )
    channel = _channel(clause) or _channel(setting)
    return Statement(
        text=_sentence(draft, said, content, _audience(setting)),
        when=draft.when(sentence, outside=(*contents, *_asides(draft, sentence, said.around)), past=True),
        certainty=judge_certainty(clause),
        evidence=tuple(map(draft.evidence, said.spans)),
        via=draft.via(*(speaker.name for speaker in said.speakers)),
        origin=draft.origin(said.rule),
        confidence=0.0,
        speakers=said.speakers,
        manner=said.manner,
        channel=channel,
        audience=_audience(setting),
        content=content,
        quotes=quotes,
    )


def _asides(draft: Draft, sentence: Span, around: Span) -> Iterator[Span]:
    """Relative clauses that the words of speaking do not stand in: `Anwar, who brokered July’s truce, welcomed it`."""
    first, last = draft.words(sentence)
    for word in draft.doc[first:last]:
        if word.dep_ == "acl:relcl":
            end = word.right_edge
            aside = Span(word.left_edge.idx, end.idx + len(end.text))
            if not aside.start < around.end <= aside.end:
                yield aside


def _setting(draft: Draft, said: Said, contents: tuple[Span, ...]) -> str:
    """The words of the sentence that are not what is said: who, to whom, when and where."""
    sentence = draft.sentence_of(said.around)
    kept: list[str] = []
    done = sentence.start
    for span in contents:
        kept.append(draft.text[done : max(done, span.start)])
        done = max(done, span.end)
    kept.append(draft.text[done : sentence.end])
    return " ".join(kept)


def _content(draft: Draft, span: Span) -> str:
    """The words of a span, without the marks of a quotation that is all of it."""
    quotations = draft.quotations_in(span)
    if len(quotations) == 1 and len(quotations[0].span) >= len(span) - 2:
        return quotations[0].inner.of(draft.text)
    return span.of(draft.text)


def _channel(words: str) -> str | None:
    """Where something is said, by the words around it."""
    found = _channels().search(words)
    if found:
        return next(group for group in found.groups() if group)
    return next((name for name, verbs in _BY_VERB.items() if re.search(verbs, words)), None)


@cache
def _channels() -> re.Pattern[str]:
    """Where something is said: on a platform or a broadcaster by name, or in a kind of text or gathering."""
    table = load_table("speech")["channels"]
    named, kinds = one_of(table["named"]), one_of(table["kinds"])
    return re.compile(
        rf"\b(?i:on|to|told|for|with) (?:the )?({named})\b"
        rf"|\b(?i:in|at|during|via|on|told|by|through)\s+((?:an?|his|her|its|their|the)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{kinds}))\b"
        r"|\b(in writing|by (?:tele)?phone)\b"
    )


def _audience(clause: str) -> str | None:
    match = _TELLS.search(clause)
    return (
        re.split(r"\s+(?:that|on|in|at|during|after|of|late|early|last|by|from)\b", match[1].strip(" ,:."))[0]
        if match
        else None
    )


def _join(speakers: tuple[Speaker, ...]) -> str:
    *first, last = (speaker.name for speaker in speakers)
    return f"{', '.join(first)} and {last}" if first else last


def _sentence(draft: Draft, said: Said, content: str, audience: str | None) -> str:
    """`Trump called the talks “productive”.`, `Costa announced: “We have a deal.”`, `Kerry told reporters: …`"""
    bare = content.rstrip(".,")
    who = _join(said.speakers)
    who = who[:1].upper() + who[1:]
    if said.rule.startswith("judged"):
        return f"{who} {said.verb} {_stopped(bare)}"
    verb = said.verb
    if verb in load_table("speech")["telling"]["needs_hearer"]:
        verb = f"{verb} {audience}" if audience else "said"
    if bare.startswith("to "):
        return f"{who} {verb} {_stopped(bare)}"  # `threatened to go to court`
    whole = len(said.spans) == 1 and said.spans[0].of(draft.text)[:1] in '“"‘' and "”" not in bare
    return f"{who} {verb}: “{_stopped(bare)}”" if whole else f"{who} {verb}: {_stopped(bare)}"


def _stopped(words: str) -> str:
    """Words with a full stop behind them, unless a quotation that ends them has its own."""
    return words if re.search(r"[.?!…][”\"’']*$", words) else f"{words}."
