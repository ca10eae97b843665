"""Whether a phrase speaks only of names, numbers and dates that its evidence holds.

Comes in: a phrase and what is cited for it. Goes out: what it speaks of beyond that, each with its reason. The phrase's
own wording is free: "to leave" may stand for "a withdrawal".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from verbale.language.gazetteer import form_pattern, named_by
from verbale.language.lemmas import base_of
from verbale.language.money import find_amounts
from verbale.language.numbers import find_numbers
from verbale.language.times import TimeExpression, find_times
from verbale.reading.grounds import Cited, find_ordinals, fold
from verbale.reading.known import known_surname
from verbale.reading.words import load_table
from verbale.text import Span

Reason = Literal["schema", "evidence", "name", "number", "date", "words"]
_TOKEN = re.compile(r"[^\W\d_](?:[\w’'&.-]*\w)?")
#: The first word of a phrase, of a sentence or of a quotation has a capital in any case.
_OPENING = re.compile(r"(?:^|[.!?:…]\s+|[“\"‘(])[“\"‘'(]*$")
#: Beside those of the lexicon: what phrases rather than sentences begin with, and what our own wording does.
_OPENERS = frozenset("All Any Another More Somebody To".split())
#: Words of one stem, roughly: `withdrawal` and `withdraw`.
_STEM = 5


@dataclass(frozen=True, slots=True)
class Strange:
    """Words of a phrase that its evidence does not hold."""

    reason: Reason
    words: str


def find_strange(phrase: str, cited: Cited, published: datetime | None) -> Iterator[Strange]:
    """The times, amounts, numbers and names of a phrase that are not in what is cited for it.

    Times of the phrase are resolved against `published`, and may be told in other words than the evidence has.
    """
    times = find_times(phrase, anchor=published)
    yield from (Strange("date", time.text) for time in times if not holds_time(cited, time))
    amounts = find_amounts(phrase)
    for amount in amounts:
        if not holds_amount(cited, float(amount.value), amount.currency):
            yield Strange("number", amount.text)
    read = [*(time.span for time in times), *(amount.span for amount in amounts)]
    for number in find_numbers(phrase):
        pronoun = number.value == 1 and not number.in_figures  # "one of them", "no one"
        if not pronoun and not _overlaps(number.span, read) and number.value not in cited.numbers:
            yield Strange("number", number.span.of(phrase))
    for span, value in find_ordinals(phrase):  # "the third round"
        if value not in cited.numbers and not _overlaps(span, read):
            yield Strange("number", span.of(phrase))
    for figures in re.findall(r"\d+", phrase):  # "٩٠": numbers are read in ASCII
        if not figures.isascii() and not cited.says(figures):
            yield Strange("number", figures)
    yield from (Strange("name", name) for name in _strange_names(phrase, cited, read))


def holds_time(cited: Cited, time: TimeExpression) -> bool:
    """The same words, the same TIMEX3 value, or the same interval."""
    bounds = (time.start, time.end)
    return cited.says(time.text) or any(
        time.value == other.value or (None not in bounds and bounds == (other.start, other.end))
        for other in cited.times
    )


def holds_amount(cited: Cited, value: float, currency: str) -> bool:
    """Whether an amount is cited, or is a bound of a range that is."""
    return any(
        amount.currency == currency and value in [float(v) for v in (amount.value, amount.low, amount.high) if v]
        for amount in cited.amounts
    )


def is_name_cited(name: str, cited: Cited) -> bool:
    """Whether a name stands in the evidence, or means a person or a party that is named there."""
    bare = re.sub(r"^(?:the|The)\s+", "", name.strip())
    named = named_by(bare)
    return (
        cited.says(bare)
        or bare in cited.parties
        or (named is not None and named[0].name in cited.parties)
        or any(fold(bare) in map(fold, (person.name, *person.aliases)) for person in cited.people)
    )


def is_description_cited(name: str, cited: Cited, published: datetime | None) -> bool:
    """`U.S. officials` for “U.S., Ukrainian and European officials”: every word of it, or its party, stands there."""
    words = [word for word in re.findall(r"\w+", form_pattern().sub(" ", name)) if not word[0].isupper()]
    known = cited.words | {"the", "a", "an", "of", "and"}
    return any(words) and {fold(w) for w in words} <= known and not any(find_strange(name, cited, published))


def _strange_names(phrase: str, cited: Cited, read: list[Span]) -> Iterator[str]:
    taken = list(read)
    for match in form_pattern().finditer(phrase):
        span = Span(match.start(), match.end())
        if not _overlaps(span, read):
            taken.append(span)
            if not is_name_cited(match[0], cited):
                yield match[0]
    for run in _capitalised(phrase, taken):
        name = run.of(phrase)
        if _is_run_cited(name, cited):
            continue
        first, _, rest = name.partition(" ")
        opens = _OPENING.search(phrase[: run.start]) and _is_plain_word(first, cited)
        if not (opens and (not rest or _is_run_cited(rest, cited))):
            yield name


def _is_run_cited(name: str, cited: Cited) -> bool:
    bare = re.sub(r"[’']s?$", "", name)
    return is_name_cited(bare, cited) or ("-" in bare and all(_is_run_cited(part, cited) for part in bare.split("-")))


def _is_plain_word(word: str, cited: Cited) -> bool:
    """A word that opens sentences, or a form of one that the evidence has, and nobody's name.

    `Withdrawal of troops` where they withdraw; but not `Patriot batteries`, which could name them.
    """
    if word in load_table("abbreviations")["openers"] or word in _OPENERS:
        return True
    somebody = known_surname(word) is not None or word in cited.all_names
    low = word.casefold()
    lemma = base_of(low)
    return not somebody and any(lemma == base_of(w) or _share_stem(low, w) for w in cited.words)


def _share_stem(one: str, other: str) -> bool:
    return len(one) >= _STEM and len(other) >= _STEM and one[:_STEM] == other[:_STEM]


def _capitalised(phrase: str, taken: list[Span]) -> Iterator[Span]:
    """Runs of words with a capital, one space apart, beside what is `taken`."""
    run: Span | None = None
    for match in _TOKEN.finditer(phrase):
        span = Span(match.start(), match.end())
        if not match[0][0].isupper() or _overlaps(span, taken):
            continue
        if run and phrase[run.end : span.start].isspace():
            run = Span(run.start, span.end)
            continue
        if run:
            yield run
        run = span
    if run:
        yield run


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
