"""Clauses of speaking: each verb of speaking in a sentence with its source, and whom its pronoun means.

Comes in: a sentence of a draft, and a memory of who was spoken of. Goes out: `Clause`s in the order of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from verbale.reading.cast import Cast
from verbale.reading.cues import Cue, find_cues
from verbale.reading.draft import Draft
from verbale.reading.entries import Speaker
from verbale.reading.sources import Source, find_source_before, find_source_behind, find_subject, is_one
from verbale.text import Span

#: Where a clause ends for what is said in it, and a new one with its own source may begin.
_BREAK = re.compile(r"[;]\s|\s—\s|\s–\s")
_REMEMBERED = 3  # persons back whom a pronoun may mean


@dataclass(slots=True)
class Clause:
    """A cue with its source: the clause of both runs from `start` to the end of the verb."""

    cue: Cue
    source: Source
    speaker: Speaker
    start: int
    behind: int  #: where what follows verb and source begins
    inverted: bool


class Memory:
    """Whom `he`, `they` and `it` mean: who spoke last, or was the subject of the last sentence."""

    def __init__(self) -> None:
        self.persons: list[Speaker] = []  #: the last first
        self.party: Speaker | None = None

    def resolve(self, pronoun: str, cast: Cast) -> Speaker | None:
        """The last party, or the last person whom the pronoun may mean: `she` is not Simon Karam."""
        if pronoun not in ("he", "she"):
            return self.party
        return next((one for one in self.persons[:_REMEMBERED] if cast.may_be(pronoun, one.name)), None)

    def spoke(self, speaker: Speaker) -> None:
        if _is_somebody(speaker):
            self.persons = [speaker, *(one for one in self.persons if one != speaker)]
        else:
            self.party = speaker

    def note(self, draft: Draft, sentence: Span, clauses: list[Clause]) -> None:
        if not clauses:
            subject = find_subject(draft, sentence.start, sentence.end)
            if subject and subject.speaker:
                self.spoke(subject.speaker)
                if _is_somebody(subject.speaker):
                    return
            people = {name.speaker for name in draft.cast.within(sentence) if name.speaker.kind == "person"}
            if len(people) == 1:
                self.spoke(people.pop())  # `It was not enough for Arafat. “We need more,” he said.`


def _is_somebody(speaker: Speaker) -> bool:
    """Whether `he` or `she` may mean a speaker: a person, or a description of one."""
    return speaker.kind == "person" or (speaker.kind == "group" and is_one(speaker.name))


def find_clauses(draft: Draft, sentence: Span, memory: Memory) -> list[Clause]:
    """The clauses of speaking in a sentence; each speaker is remembered."""
    clauses: list[Clause] = []
    for cue in find_cues(draft, sentence):
        floor = clauses[-1].behind if clauses else sentence.start
        clause = _clause(draft, sentence, cue, floor, clauses, memory)
        if clause:
            clauses.append(clause)
            memory.spoke(clause.speaker)
    return clauses


def _clause(draft: Draft, sentence: Span, cue: Cue, floor: int, before: list[Clause], memory: Memory) -> Clause | None:
    if cue.participle:
        return _participle(draft, sentence, cue, floor, before)
    lead = draft.masked[sentence.start : cue.span.start].rstrip()
    source = find_source_before(draft, cue.span.start, _clause_floor(draft, floor, cue.span.start))
    if source is None and cue.build == "speech" and re.search(r"[”,—–]$|[”][,.]?$", lead):
        behind = find_source_behind(draft, cue.span.end, sentence.end)
        if behind and behind.speaker:
            return Clause(cue, behind, behind.speaker, cue.span.start, behind.span.end, inverted=True)
    if source is None:
        joined = re.search(r"(?:,?\s+(?:and|but|then|or))\s*(?:then|also|later)?$", lead)
        if joined is None:
            return None
        if before and _BREAK.search(draft.masked, before[-1].behind, cue.span.start) is None:
            return Clause(
                cue,
                before[-1].source,
                before[-1].speaker,
                sentence.start + joined.start(),
                cue.span.end,
                inverted=False,
            )
        source = find_subject(draft, sentence.start, cue.span.start)
        if source is None or source.speaker is None or cue.nounlike:
            return None
        return Clause(cue, source, source.speaker, sentence.start + joined.start(), cue.span.end, inverted=False)
    if re.search(r"\b(?:whom|which)\s+$", draft.masked[sentence.start : source.span.start]):
        return None  # `a deadline which the company says it never set`: what is said stands before it, in pieces
    speaker = source.speaker or _resolve(draft, sentence, source, before, memory)
    return Clause(cue, source, speaker, source.span.start, cue.span.end, inverted=False) if speaker else None


def _resolve(draft: Draft, sentence: Span, source: Source, before: list[Clause], memory: Memory) -> Speaker | None:
    """Whom a pronoun means: who spoke or acted before it in its sentence, else whom the text spoke of last."""
    wanted = "person" if source.pronoun in ("he", "she") else "party"

    def may_be(speaker: Speaker) -> bool:
        return draft.cast.may_be(source.pronoun or "", speaker.name)

    for clause in reversed(before):
        relative = re.search(r"\b(?:where|who|which|whom|that|when)\s+$", draft.masked[sentence.start : clause.start])
        if clause.speaker.kind == wanted and not relative and may_be(clause.speaker):
            return clause.speaker
    subject = find_subject(draft, sentence.start, source.span.start)
    if subject and subject.speaker and subject.speaker.kind == wanted and may_be(subject.speaker):
        return subject.speaker
    return memory.resolve(source.pronoun or "", draft.cast)


def _clause_floor(draft: Draft, floor: int, at: int) -> int:
    """No source is looked for across a quotation or a break."""
    marks = [m.end() for m in re.finditer(r"”[,.]?\s|;\s|:\s", draft.masked[floor:at])]
    return floor + (marks[-1] if marks else 0)


def _participle(draft: Draft, sentence: Span, cue: Cue, floor: int, before: list[Clause]) -> Clause | None:
    """`…, adding that`: said by whoever speaks or acts in the clause it hangs on."""
    joined = re.search(
        r"(?:,|\s—|\s–|,?\s+and|,?\s+while|”)\s*(?:also\s|again\s|[a-z]+ly\s)?$",
        draft.masked[sentence.start : cue.span.start],
    )
    if joined is None:
        return None
    start = sentence.start + joined.start()
    if before:
        return Clause(cue, before[-1].source, before[-1].speaker, start, cue.span.end, inverted=False)
    subject = find_subject(draft, sentence.start, start)
    if subject is None or subject.speaker is None:
        return None
    return Clause(cue, subject, subject.speaker, start, cue.span.end, inverted=False)


def find_ceiling(draft: Draft, sentence: Span, clauses: list[Clause], index: int) -> int:
    """Where the words of a clause end: at the next clause that stands beside it, or with the sentence."""
    for later in clauses[index + 1 :]:
        gap = draft.masked[clauses[index].behind : later.start].rstrip()
        if re.search(r"(?:[,;—–]|,?\s(?:and|but|while|as|yet)|”)$", gap) or (
            re.match(r"[,\s—–]+(?:and|but)?\s*", draft.masked[later.start :]) and draft.masked[later.start] in ", ”—–"
        ):
            return later.start
    return sentence.end
