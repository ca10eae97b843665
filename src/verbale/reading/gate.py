"""The gate of cited words: whether a line of the minutes says only what its evidence says.

Comes in: an entry, and the article laid out (`grounds.py`). Goes out: a list of objections, empty for a line that may
pass. It does not ask who wrote the line, a model or a person, and does not judge whether the line is true to its
evidence: it holds names, numbers, dates and quoted words to the evidence, and the evidence to the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.language.times import TimeExpression
from verbale.reading.entries import Entry, Evidence, Money, Period, Statement, When
from verbale.reading.grounds import Cited, Grounds, fold
from verbale.reading.phrases import Reason, find_strange, holds_amount, is_description_cited, is_name_cited
from verbale.text import Span

#: Code points of one evidence. Who cites half an article cites nothing.
LONGEST_EVIDENCE = 2_000
#: Who these are is not said: a line gives the name.
_PRONOUNS = frozenset("he she it they we i you him her them us who this that these those".split())
#: The fields that hold names, by kind.
NAMES: dict[str, tuple[str, ...]] = {
    "statement": ("speakers.name", "speakers.party"),
    "meeting": ("place", "delegations.party", "delegations.members", "host"),
    "position": ("party", "toward"),
    "proposal": ("sponsors", "parties"),
    "pledge": ("donor", "recipient"),
    "event": ("actor.name", "actor.party", "recipient.name", "recipient.party", "place"),
}
#: The fields in words of the writer's own, by kind.
PHRASES: dict[str, tuple[str, ...]] = {
    "statement": ("text", "channel", "audience"),
    "meeting": ("text", "name", "purpose", "outcome"),
    "position": ("text", "what"),
    "proposal": ("text", "name", "terms"),
    "pledge": ("text", "goods", "purpose", "conditions"),
    "event": ("text", "mode", "contexts"),
}
_PERIODS = {"statement": "outlook", "pledge": "period"}


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a line may not pass: the reason, the field that it is about, and what is wrong there."""

    reason: Reason
    field: str
    problem: str


def find_objections(entry: Entry, grounds: Grounds) -> tuple[Objection, ...]:
    """Everything that speaks against a line. Where its evidence is none, nothing else is looked at."""
    against = tuple(_about_evidence(entry, grounds.article.text))
    if against:
        return against
    cited = grounds.cited([Span(e.start, e.end) for e in entry.evidence])
    return (
        *_about_names(entry, cited, grounds),
        *_about_phrases(entry, cited, grounds),
        *_about_numbers(entry, cited),
        *_about_dates(entry, cited),
        *_about_words(entry, cited),
    )


def _about_evidence(entry: Entry, text: str) -> Iterator[Objection]:
    if not entry.evidence:
        yield Objection("evidence", "evidence", "there is none")
    for evidence in entry.evidence:
        problem = _problem_of(evidence, text)
        if problem:
            yield Objection("evidence", "evidence", problem)


def _problem_of(evidence: Evidence, text: str) -> str | None:
    start, end, exact = evidence.start, evidence.end, evidence.exact
    if not (0 <= start < end <= len(text) and text[start:end] == exact):
        return f"not what the article says at {start} to {end}: {_shown(exact)}"
    if not any(map(str.isalnum, exact)):
        return "no words"
    if len(exact) > LONGEST_EVIDENCE:
        return f"longer than {LONGEST_EVIDENCE:,} characters"
    for edge in (start, end):
        if re.match(r"\w\w", text[max(0, edge - 1) : edge + 1]):
            return f"begins or ends inside a word: {_shown(exact)}"
    return None


def _about_names(entry: Entry, cited: Cited, grounds: Grounds) -> Iterator[Objection]:
    for path in NAMES[entry.kind]:
        for name in _values(entry, path):
            if fold(name) in _PRONOUNS:
                yield Objection("name", path, f"{name!r} names nobody")
            elif not is_name_cited(name, cited) and not is_description_cited(name, cited, grounds.article.published):
                yield Objection("name", path, f"not named in the evidence: {_shown(name)}")


def _about_phrases(entry: Entry, cited: Cited, grounds: Grounds) -> Iterator[Objection]:
    for path in PHRASES[entry.kind]:
        for phrase in _values(entry, path):
            for strange in find_strange(phrase, cited, grounds.article.published):
                yield Objection(strange.reason, path, f"not in the evidence: {_shown(strange.words)}")


def _about_numbers(entry: Entry, cited: Cited) -> Iterator[Objection]:
    points: int | None = getattr(entry, "points", None)
    if points is not None and points not in cited.numbers:
        yield Objection("number", "points", f"not in the evidence: {points}")
    single: Money | None = getattr(entry, "amount", None)
    several: tuple[Money, ...] = getattr(entry, "equivalents", ())
    for field, money in (*(("amount", m) for m in [single] if m), *(("equivalents", m) for m in several)):
        if not holds_amount(cited, money.value, money.currency):
            yield Objection("number", field, f"not in the evidence: {money.currency} {money.value:,}")
        elif not money.approximate and not _is_exact(money, cited):
            yield Objection("number", field, f"not exact in the evidence: {money.currency} {money.value:,}")


def _is_exact(money: Money, cited: Cited) -> bool:
    """Whether the amount is said once without "nearly" or "up to"."""
    return any(
        amount.modifier is None and amount.currency == money.currency and float(amount.value) == money.value
        for amount in cited.amounts
    )


def _about_dates(entry: Entry, cited: Cited) -> Iterator[Objection]:
    if entry.when is not None:
        yield from (Objection("date", "when", problem) for problem in _problems_of_when(entry.when, cited))
    path = _PERIODS.get(entry.kind)
    period: Period | None = getattr(entry, path) if path else None
    if path and period is not None and not _is_within(period, cited.times):
        yield Objection("date", path, f"no time of the evidence: {period.start} to {period.end}")


def _problems_of_when(when: When, cited: Cited) -> Iterator[str]:
    if not cited.says(when.expression):
        yield f"not in the evidence: {_shown(when.expression)}"
    times = [time for time in cited.times if time.start and time.end]
    starts = {bound for time in times for bound in _bounds(time.start)}
    ends = {bound for time in times for bound in _bounds(time.end)}
    if when.start not in starts or when.end not in ends or when.start[:10] > when.end[:10]:
        yield f"no time of the evidence: {when.start} to {when.end}"
    elif when.grain not in {time.grain for time in times} | {"day"}:
        yield f"said with another precision: {when.grain}"


def _bounds(moment: str | None) -> tuple[str, ...]:
    """A moment, and the day that it lies in."""
    return (moment, moment[:10]) if moment else ()


def _is_within(period: Period, times: tuple[TimeExpression, ...]) -> bool:
    """Whether both bounds are those of cited times; a bound may be as coarse as a year."""
    starts, ends = [t.start for t in times if t.start], [t.end for t in times if t.end]
    return (
        len(period.start) >= 4 <= len(period.end)
        and any(start.startswith(period.start) for start in starts)
        and any(end.startswith(period.end) for end in ends)
        and period.start[:4] <= period.end[:4]
    )


def _about_words(entry: Entry, cited: Cited) -> Iterator[Objection]:
    """The content of a statement is the article's own words, and its quotations stand in quotation marks there."""
    if not isinstance(entry, Statement):
        return
    content = _unmarked(entry.content)
    if not content or content not in _unmarked(" ".join(cited.pieces)):
        yield Objection("words", "content", f"not the words of the evidence: {_shown(entry.content)}")
    for quote in entry.quotes:
        if not quote.strip() or not any(quote.strip(" ,") in quoted for quoted in cited.quoted):
            yield Objection("words", "quotes", f"not in quotation marks in the evidence: {_shown(quote)}")


def _unmarked(words: str) -> str:
    """Words without the marks of quotations and the stops at their ends, in one case."""
    return re.sub(r"\s+", " ", re.sub(r"[“”«»\"‘’']", "", words)).strip(" .,;:").casefold()


def _values(entry: Entry, path: str) -> Iterator[str]:
    """What an entry holds at `speakers.name`, one by one."""
    found: list[object] = [entry]
    for part in path.split("."):
        held = [getattr(value, part) for value in found]
        found = [item for value in held for item in (value if isinstance(value, tuple) else (value,))]  # pyright: ignore[reportUnknownVariableType]
    yield from (str(value) for value in found if value is not None)


def _shown(words: str) -> str:
    return repr(words if len(words) <= 80 else words[:79] + "…")
