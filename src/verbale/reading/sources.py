"""Who speaks: the name, the description or the pronoun beside a verb of speaking.

Comes in: a draft and the place of a verb. Goes out: a `Source` with the speaker it means, or None where nobody stands
there whom a reader could point at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from verbale.reading.entries import Speaker
from verbale.reading.names import form_pattern, named_by
from verbale.reading.draft import Draft
from verbale.reading.words import load_table, one_of
from verbale.text import Span

#: Between a subject and its verb: `Mr. Costa later on Friday repeatedly said`.
_BETWEEN = re.compile(
    r"(?:\s+(?:has|have|had|also|then|later|again|once|still|now|even|himself|herself|themselves|itself|earlier|in turn|further|since|nonetheless|however|too|"
    r"[a-z]+ly|(?:on\s+|late\s+|early\s+)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:last|this)\s+(?:week|month|night|year)|yesterday|today|afterwards?))*\s*$"
)
_PRONOUN = re.compile(r"(?<![\w’'])(he|she|they|it|who)$", re.I)
_POSTMODIFIER = re.compile(
    r"\s+(?:familiar|briefed|close|with|in|for|from|of|at|who|involved|speaking|inside|on|to|representing|leading|heading)\b[^.;:“”—]{2,90}$"
)
_WORD = re.compile(r"[\w’'.&-]+$")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words for a speaker stand, and who that is; None for a pronoun still to be resolved."""

    span: Span
    speaker: Speaker | None
    pronoun: str | None = None


def find_source_before(draft: Draft, at: int, floor: int) -> Source | None:
    """The source whose words end before a verb at `at`, no further left than `floor`."""
    end = floor + len(_BETWEEN.sub("", draft.masked[floor:at]))
    if end <= floor:
        return None
    left = draft.masked[floor:end]
    pronoun = _PRONOUN.search(left)
    if pronoun and pronoun[1].lower() == "who":
        return _antecedent(draft, floor, floor + pronoun.start())
    if pronoun:
        return Source(Span(floor + pronoun.start(), end), None, pronoun[1].lower())
    if left.endswith(","):
        return _direct(draft, floor, end - 1) or _before_apposition(draft, floor, end - 1)
    return _direct(draft, floor, end) or _modified(draft, floor, end)


def find_source_behind(draft: Draft, at: int, ceiling: int) -> Source | None:
    """The source that follows a verb: `said Bruce Meyer, their negotiator`, `said a spokesman for the ministry`."""
    gap = re.match(r"\s+", draft.masked[at:ceiling])
    start = at + (gap.end() if gap else 0)
    for name in draft.cast.within(Span(start, min(ceiling, start + 90))):
        between = draft.masked[start : name.span.start]
        if re.search(r"[,.;:“]\s|\b(?:for|of|from|at|in|with|that|by)\b", between):
            break
        if name.speaker.kind == "person" or not between.strip(" the"):
            if re.match(r"[’']s\b", draft.masked[name.span.end :]):
                break
            return Source(Span(start, name.span.end), name.speaker)
    match = re.match(rf"(?:[\w’'-]+\s+){{0,5}}?(?:{_nouns()})(?![\w’'-])", draft.masked[start:ceiling], re.I)
    found = _described(draft, start, start + match.end()) if match else None
    return found if found and found.span.start == start else None


def find_subject(draft: Draft, floor: int, at: int) -> Source | None:
    """The subject of the clause between `floor` and `at`: its first name or described source that nothing governs."""
    names = [name for name in draft.cast.within(Span(floor, at))]
    for name in names:
        before = draft.masked[floor : name.span.start]
        if re.search(
            r"\b(?:in|on|at|to|from|with|for|by|of|against|between|after|before|over|about|under|meeting)\s+(?:[\w’'.-]+\s+){0,4}$",
            before,
        ):
            continue
        if (
            re.match(r"(?:[’']s?\s|[\w-])", draft.masked[name.span.end :])
            and not draft.masked[name.span.end : name.span.end + 1].isspace()
        ):
            continue
        return Source(name.span, name.speaker)
    return None


def _antecedent(draft: Draft, floor: int, at: int) -> Source | None:
    """`Clark, who called it …`, `Meyer, their lead negotiator, who called …`."""
    end = floor + len(draft.masked[floor:at].rstrip(" ,"))
    return _direct(draft, floor, end) or _before_apposition(draft, floor, end)


def _direct(draft: Draft, floor: int, end: int) -> Source | None:
    name = draft.cast.ending(end)
    if name and name.span.start >= floor:
        return Source(_with_title(draft, floor, name.span), name.speaker)
    return _described(draft, floor, end)


def _with_title(draft: Draft, floor: int, span: Span) -> Span:
    """From the office before a name on: the clause begins there."""
    match = re.search(
        r"(?:(?:[Tt]he|[A-Z][\w.’'-]*|[a-z]+(?<!and)(?<!that)(?<!but))\s+){0,6}$", draft.masked[floor : span.start]
    )
    words = match[0].split() if match else []
    stops = load_table("sources")["stops"]
    start = span.start
    for word in reversed(words):
        if word.lower() in stops or word.endswith(","):
            break
        start = draft.masked.rindex(word, floor, start)
    return Span(start, span.end)


def _before_apposition(draft: Draft, floor: int, end: int) -> Source | None:
    """`Josep Borrell, the EU’s foreign policy chief, said`: the name before the comma that opens the apposition."""
    at = end
    for _ in range(3):
        at = draft.masked.rfind(",", floor, at)
        if at < 0:
            return None
        found = _direct(draft, floor, at)
        if found:
            return found
    return None


def _modified(draft: Draft, floor: int, end: int) -> Source | None:
    """`six people familiar with the intelligence`, `a spokesman for the foreign ministry`, `Gerry Adams of Sinn Fein`."""
    left = draft.masked[floor:end]
    for match in reversed(list(re.finditer(rf"\b(?:{_nouns()})(?![\w’'-])", left, re.I))):
        if _POSTMODIFIER.fullmatch(left, match.end()):
            found = _described(draft, floor, floor + match.end())
            if found and found.speaker:
                whole = Span(found.span.start, end)
                if found.speaker.kind == "group":
                    return Source(whole, Speaker(_plain(whole.of(draft.text)), "group", found.speaker.party))
                return Source(whole, found.speaker)
    for name in reversed(draft.cast.within(Span(floor, end))):
        gap = draft.masked[name.span.end : end]
        if name.speaker.kind == "person" and re.fullmatch(r"\s+(?:of|from)\s+(?:the\s+)?(?:[\w’'-]+\s*){1,6}", gap):
            return Source(Span(name.span.start, end), name.speaker)
    return None


def _described(draft: Draft, floor: int, end: int) -> Source | None:
    """The description that ends at `end`: its head noun must be one that can speak."""
    left = draft.masked[floor:end]
    if not re.search(rf"(?<![\w’'-])(?:{_nouns()})$", left, re.I):
        return None
    stops = load_table("sources")["stops"]
    start = end
    while found := _WORD.search(draft.masked[floor:start].rstrip(" ")):
        word = found[0]
        if word.lower() in stops or word.endswith(".") and not re.fullmatch(r"(?:[A-Z]\.)+", word):
            break
        start = floor + found.start()
        if word.lower() in ("the", "a", "an", "his", "her", "its", "their", "our", "some", "several", "many"):
            break
        if end - start > 60:
            break
    return _describe(draft, Span(start, end)) if start < end else None


def _describe(draft: Draft, span: Span) -> Source:
    """Whom a description means: the holder of an office, a party by its adjective, or the description itself."""
    words = span.of(draft.text)
    party = _party_in(words)
    noun = re.split(r"[\s-]", words)[-1].casefold()
    plural = noun.endswith("s") or noun in ("people", "families")
    definite = re.match(r"(?:the|his|her|its|their)\b", words, re.I) or re.search(r"[’']s?\s", words) or party
    if noun in load_table("sources")["documents"]:
        return Source(span, Speaker(_plain(words), "document", party))
    if not plural and definite and noun in load_table("sources")["people"]:
        holder = draft.cast.holder(noun, span.start, party)
        if holder:
            return Source(span, holder)
    body = noun in load_table("sources")["bodies"]
    return Source(span, Speaker(_plain(words), "party" if body else "group", party))


def _party_in(words: str) -> str | None:
    match = form_pattern().search(words)
    named = named_by(match[0]) if match else None
    return named[0].name if named else None


def _plain(words: str) -> str:
    """Without its article: `the guild` is the guild."""
    return re.sub(r"^(?:the|an?)\s+", "", words, flags=re.I)


@cache
def _nouns() -> str:
    table = load_table("sources")
    nouns = [*table["people"], *table["bodies"], *table["documents"]]
    return one_of(
        [*nouns, *(noun + "s" for noun in nouns), *(noun[:-1] + "ies" for noun in nouns if noun.endswith("y"))]
    )
