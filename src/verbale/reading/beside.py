"""The stretches of an article that may tell for whom a person acts: beside the name, or about the same one elsewhere.

Comes in: an annotated text with its people and its mentions of parties. Goes out: for a person each stretch with what
it is to the name: `title`, `owner`, `of`, `for`, `paren`, `heads`, `sent`, `apposition`, `clause`, `called`, `later`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from verbale.reading.entries import Person
from verbale.reading.parties import Mention
from verbale.reading.roles import office_pattern
from verbale.reading.titles import find_callings
from verbale.reading.tree import Doc, Token
from verbale.text import Span

Zones: TypeAlias = tuple[tuple[str, Span], ...]
_TEAM = r"(?:delegation|team|negotiating (?:team|group)|negotiators|side|party|mission)"
#: A delegation with its people behind it, and somebody who leads one.
HELD = re.compile(
    rf"\b{_TEAM},?\s+(?:also\s+)?(?:comprise[sd]|include[sd]?|consist(?:s|ed) of|counted|"
    r"(?:(?:was|is) )?(?:led|headed) by|(?:was|is) (?:made up|composed) of)\b"
)
LED = re.compile(
    rf"\b(?:led|leads|heads|headed|heading|leading)\s+(?:the|its|his|her|their|a|an)\s+(?:[\w.-]+\s+){{0,3}}?{_TEAM}\b"
)
#: Where a party stands directly beside a name.
BESIDE = frozenset("title owner for of from paren heads sent apposition".split())
#: Verbs by which somebody is what the sentence says.
_HEADING = frozenset("be head lead represent run command".split())
_LONGEST = 14  # words of a title
_LATER = 260  # letters behind a name in which an office may mean the same person
MOST_MENTIONS = 12  # of a person that are looked at
_WORDS_BEFORE = re.compile(r"(?:[\w’'&./-]+,?[ ]){0,9}$")
_BEHIND = re.compile(
    r"(?:,?\s+(?P<how>of|for|from|with|at)\s+|\s+(?P<paren>\())(?:the\s+)?(?P<whom>[^,;.()“”\"\n]{2,60})"
)
_HEADS = re.compile(
    r",?\s+(?:who|and)\s+(?:also\s+)?(?P<verb>heads?|leads?|runs?|chairs?|fronts?|directs?|commands?|"
    r"represents?|speaks? for|negotiates? for|"
    r"headed|led|ran|chaired|commanded|represented|spoke for)\s+(?P<whom>[^,;.()“”\"\n]{2,90})"
)
#: `Vance signed for Washington`, `Lim spoke for the union`.
_SIGNED = re.compile(
    r"\s+(?:signed|initial?led|spoke|negotiated|answered|stood in|appeared|acted)\s+(?:it\s+)?(?:for|on behalf of)\s+"
    r"(?:the\s+)?(?P<whom>[^,;.()“”\"\n]{2,50})"
)
#: `The army sent Rear Admiral`, `the RSF was represented by`, before a name.
_SENT = re.compile(
    r"(?:^|[\n.;,:”\"] ?|\band )(?P<whom>[^,;.:\n“”\"]{2,60}?)\s+(?:(?:has|had)\s+)?(?:sent|dispatched|named|appointed|"
    r"is sending|(?:was|were|is|are) represented by|(?:was|were|is|are) led by)\s+(?:its\s+|their\s+|the\s+)?$"
)
_FOR = re.compile(r"(?:^|[\n.;:”\"] ?)For\s+(?:the\s+)?([^,;.\n]{2,50}),\s+(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?$")
_TITLE = re.compile(
    r"(?:[A-ZÀ-Ý][\w’'&./-]*[ ]+(?:(?:of|for|and)[ ]+(?:the[ ]+)?(?=[A-Z]))?|[a-z][\w-]*[ ]+(?=[\w-]+[ ]*,?[ ]*$)"
    r"|(?:foreign|prime|chief|deputy|senior|top|lead|former|acting|special|vice|defen[cs]e|finance|trade|opposition|"
    r"separatist|rebel|national|security|executive|general|co|state|economic|interior|transport|press|government|"
    r"central|bank)[ -]+)*[\w’'-]*,?[ ]*$"
)
#: Where the words behind `of` go on to something else.
_GOES_ON = re.compile(r"\s(?:and|on|in|to|who|said|at|is|was|will|has|had)\s|\)")


@dataclass
class Layout:
    """An article's people and its mentions of parties, the latter in the order of the text."""

    doc: Doc
    text: str
    people: Sequence[Person]
    mentions: Sequence[Mention]
    _zones: dict[Person, Zones] = field(default_factory=dict[Person, Zones])

    @cached_property
    def starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    @cached_property
    def called(self) -> dict[int, list[Token]]:
        return find_callings(self.doc)

    def inside(self, span: Span) -> Sequence[Mention]:
        """The mentions that lie in a span."""
        first = bisect_left(self.starts, span.start)
        last = bisect_right(self.starts, span.end - 1)
        return [m for m in self.mentions[first:last] if m.span.end <= span.end]

    def zones(self, person: Person) -> Zones:
        """The stretches of text beside a person's name that may tell whose the person is."""
        if person not in self._zones:
            self._zones[person] = tuple(self._find_zones(person))
        return self._zones[person]

    def _find_zones(self, person: Person) -> Iterator[tuple[str, Span]]:
        text = self.text
        for start, end in person.mentions[:MOST_MENTIONS]:
            line = text.rfind("\n", 0, start) + 1
            before = _WORDS_BEFORE.search(text[max(line, start - 90) : start])
            if before and before[0]:
                yield from self._before(start, before[0])
            for_whom = _FOR.search(text[max(line - 1, start - 70) : start])
            if for_whom:
                at = start - len(for_whom[0]) + for_whom.start(1) - for_whom.start()
                yield "for", Span(at, at + len(for_whom[1]))
            behind = _BEHIND.match(text, end)
            if behind:
                cut = _GOES_ON.split(behind["whom"], maxsplit=1)[0]
                yield behind["how"] or "paren", Span(behind.start("whom"), behind.start("whom") + len(cut))
            heads = _HEADS.match(text, end)
            if heads:
                yield "heads", Span(heads.start("whom"), heads.end("whom"))
            signed = _SIGNED.match(text, end)
            if signed:
                cut = _GOES_ON.split(signed["whom"], maxsplit=1)[0]
                yield "for", Span(signed.start("whom"), signed.start("whom") + len(cut))
            yield from self._sent(line, start)
            yield from self._phrases(start, end)
            yield from self._later(start, end)
            yield from self._delegation(start, end)

    def _sent(self, line: int, start: int) -> Iterator[tuple[str, Span]]:
        """Whoever sends somebody, with or without a title between."""
        before = self.text[max(line, start - 110) : start]
        sent = _SENT.search(before)
        title = None if sent else _TITLE.search(before)
        if title and title[0].strip():
            sent = _SENT.search(before[: title.start()])
        if sent:
            at = start - len(before) + sent.start("whom")
            yield "sent", Span(at, at + len(sent["whom"]))

    def _later(self, start: int, end: int) -> Iterator[tuple[str, Span]]:
        """`Antonio Tajani received him … the Italian foreign minister said`: nobody else is named between."""
        others = [s for other in self.people for s, _ in other.mentions if end <= s < end + _LATER]
        stop = min(others, default=end + _LATER)
        for mention in self.inside(Span(end, min(stop, len(self.text)))):
            before = self.text[max(end, mention.span.start - 5) : mention.span.start]
            office = re.match(r"(?:[’']s)?((?:\s[\w-]+){1,4})", self.text[mention.span.end :])
            held = office_pattern().search(office[1]) if office else None
            at = mention.span.end + (office.start(1) + held.end() if office and held else 0)
            named = re.match(r",?\s+[A-Z]", self.text[at:])
            if held and not named and re.search(r"\b[Tt]he\s$|[’']s\s$", before):
                yield "later", mention.span

    def _delegation(self, start: int, end: int) -> Iterator[tuple[str, Span]]:
        """`the Iraqi delegation was led by A`, `A headed the British team`: what stands before the delegation."""
        opening = max(self.text.rfind(mark, 0, start) for mark in (". ", "\n", "; ", "” "))
        held = HELD.search(self.text, opening + 1, start)
        if held:
            yield "title", Span(max(opening + 1, held.start() - 40), held.start())
        led = LED.search(self.text, end, min(len(self.text), end + 120))
        between = self.text[end : led.start()] if led else ""
        if (
            led
            and not re.search(r"[.;\n“]", between)
            and not any(end <= s < led.start() for other in self.people for s, _ in other.mentions)
        ):
            yield "title", Span(led.start(), led.end())

    def _before(self, start: int, words: str) -> Iterator[tuple[str, Span]]:
        """The title before a name, from where its words begin to be of it; a state's possessive directly before."""
        bare = re.sub(r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord)\.?\s+)+$", "", words)
        end = start - (len(words) - len(bare))
        title = _TITLE.search(bare)
        if title and title[0].strip() and office_pattern().search(title[0]):
            yield "title", Span(end - len(title[0]), end)
        owner = re.search(r"(?:^|\s)((?:[A-ZÀ-Ý][\w.&-]*\s){0,4}[A-ZÀ-Ý][\w.&-]*)[’']s?\s+$", bare)
        if owner:
            yield "owner", Span(end - len(bare) + owner.start(1), end)

    def _phrases(self, start: int, end: int) -> Iterator[tuple[str, Span]]:
        """The noun phrases that the tree puts beside a name, and those that mean the same person elsewhere."""
        words = self.doc.char_span(start, end, alignment_mode="expand")
        if words is None:
            return
        root = words.root
        nouns = [child for child in root.children if child.dep_ == "appos"]
        if root.dep_ == "appos":
            nouns.append(root.head)
        for noun in nouns:
            yield from _phrase("apposition", noun, Span(start, end))
        for noun in self.called.get(root.i, []):
            yield from _phrase("called", noun, Span(start, end))
        if root.dep_ == "nsubj" and (root.head.lemma_ in _HEADING or root.head.pos_ == "NOUN"):
            yield from _phrase("clause", root.head, Span(start, end))


def _phrase(zone: str, noun: Token, name: Span) -> Iterator[tuple[str, Span]]:
    """What of a noun's phrase lies on its own side of a name."""
    words = sorted((t for t in noun.subtree if not name.start <= t.idx < name.end), key=lambda t: t.i)
    if not words or len(words) > 40:
        return
    left = [t for t in words if t.idx < name.start]
    side = left if noun.idx < name.start else [t for t in words if t.idx >= name.end]
    side = side[-_LONGEST:] if side is left else side[:_LONGEST]
    if side:
        yield zone, Span(side[0].idx, side[-1].idx + len(side[-1]))
