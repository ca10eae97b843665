"""What an article holds that a line may speak of: its people, parties, times, amounts, numbers and quotations.

Comes in: an article and the people of its reading. Goes out: `Grounds`, found once, and from them `Cited`: what stands
in the evidence of one line. Everything is found in the whole article and only then cut to the evidence, so that an
evidence that ends inside "€90 billion" or "December 20" does not hold €90 or the second of December.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from verbale.language.gazetteer import named_by
from verbale.language.money import Amount, find_amounts
from verbale.language.number import Number
from verbale.language.numbers import find_numbers
from verbale.language.times import TimeExpression, find_times
from verbale.language.timex.lexicon import load_lexicon
from verbale.page.article import Article
from verbale.reading.cast import speaker_of
from verbale.reading.entries import Person
from verbale.reading.parties import Mention, find_mentions
from verbale.reading.quotations import Quotation, find_quotations
from verbale.text import Span


@dataclass(frozen=True, slots=True)
class Cited:
    """What stands in one or more spans of an article.

    `pieces` are their texts; `parties` canonical names, those that a named person acts for among them; `numbers`
    ordinals, too; `quoted` the words inside quotation marks; `all_names` the words of the names of everybody in the
    article, cited or not.
    """

    pieces: tuple[str, ...]
    people: tuple[Person, ...]
    parties: frozenset[str]
    times: tuple[TimeExpression, ...]
    amounts: tuple[Amount, ...]
    numbers: frozenset[Decimal]
    quoted: tuple[str, ...]
    all_names: frozenset[str]

    def says(self, words: str) -> bool:
        """Whether these words stand in one of the pieces, as whole words, in whatever case."""
        bare = fold(words)
        pattern = re.compile(rf"(?<!\w){re.escape(bare)}(?!\w)")
        return bool(bare) and any(pattern.search(fold(piece)) for piece in self.pieces)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(word for piece in self.pieces for word in re.findall(r"\w+", fold(piece)))


@dataclass(frozen=True, slots=True)
class Grounds:
    """An article laid out for the gate. Names are those of `people` and of the parties that the article mentions."""

    article: Article
    people: tuple[Person, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    amounts: tuple[Amount, ...]
    numbers: tuple[Number, ...]
    quotations: tuple[Quotation, ...]

    def cited(self, spans: Sequence[Span]) -> Cited:
        """What stands whole in one of `spans`."""

        def holds(span: Span) -> bool:
            return any(s.start <= span.start and span.end <= s.end for s in spans)

        people = tuple(p for p in self.people if any(holds(Span(*at)) for at in p.mentions))
        acting = {role.party for person in people for role in person.roles} | {speaker_of(p).party for p in people}
        named = {mention.party.name for mention in self.mentions if holds(mention.span)}
        text = self.article.text
        return Cited(
            tuple(span.of(text) for span in spans),
            people,
            frozenset(name for name in named | acting if name),
            tuple(time for time in self.times if holds(time.span)),
            tuple(amount for amount in self.amounts if holds(amount.span)),
            frozenset(v for n in self.numbers if holds(n.span) for v in (n.value, n.low, n.high) if v is not None)
            | {Decimal(value) for s in spans for _, value in find_ordinals(s.of(text))},
            tuple(q.inner.of(text) for q in self.quotations if holds(q.inner)),
            frozenset(word for person in self.people for word in person.name.split()),
        )

    def canonical(self, name: str) -> str:
        """The full name of a person and the canonical name of a party; any other name as it is.

        "Witkoff" is Steve Witkoff where the article has one Witkoff; "Kyiv" is Ukraine.
        """
        bearers = {person.name for person in self.people if name in (person.name, *person.aliases)}
        if len(bearers) == 1:
            return bearers.pop()
        own = {m.party.name for m in self.mentions if m.form == "name" and m.span.of(self.article.text) == name}
        named = named_by(name)
        if named and named[1] != "adjective":
            return named[0].name
        return own.pop() if len(own) == 1 else name


def find_grounds(article: Article, people: tuple[Person, ...]) -> Grounds:
    """Lay an article out; `people` are those of its reading."""
    text = article.text
    return Grounds(
        article,
        people,
        find_mentions(text),
        find_times(text, anchor=article.published),
        find_amounts(text),
        find_numbers(text),
        find_quotations(article),
    )


def find_ordinals(text: str) -> Iterator[tuple[Span, int]]:
    """`first` to `twentieth`, and the tens. In figures ("3rd") they are found as numbers."""
    ordinals = load_lexicon().ordinals
    for match in re.finditer(r"[A-Za-z]+", text):
        if match[0].lower() in ordinals:
            yield Span(match.start(), match.end()), ordinals[match[0].lower()]


def fold(words: str) -> str:
    """Words to be compared: in one case, with one kind of apostrophe and single spaces."""
    return re.sub(r"\s+", " ", words.replace("’", "'").replace("‘", "'")).strip().casefold()
