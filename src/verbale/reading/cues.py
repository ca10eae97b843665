"""The verbs of speaking in a sentence: where each stands, what manner it gives, and how its clause is built.

Comes in: a sentence of a draft. Goes out: `Cue`s in the order of the text; who says what is found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from verbale.reading.draft import Draft
from verbale.reading.entries import Manner
from verbale.reading.words import load_table, one_of
from verbale.text import Span

#: How what is said follows: as speech, or as an object of which something is said or asked.
Build = Literal["speech", "toward"]
_NEGATED = re.compile(
    r"(?:\b(?:not|never|n[’'‘]t|nor|without|to|be|been|being|was|were|is|are|widely|could|would|might|may|must|should|cannot|can|"
    r"will)|\b(?:declined|refused) to)\s+(?:[a-z]+ly\s+)?$",
    re.I,
)
#: `put the raise at 61.5 percent`
_AT_SO_MUCH = re.compile(r"\s+[^.,;“”]{3,80}\bat\s+(?:[\w-]+\s+){0,3}[$€£\d“]")
#: The same word is as often a noun.
_NOUNS = frozenset(load_table("speech")["also"]["nouns"])
#: `responded to the offer` says nothing; `responded: …` does.
_TO_WHOM = frozenset(
    "replied replies responded responds reacted answered repeated conceded admitted swore returned".split()
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speaking. `participle` is `saying`; `nounlike` could as well be a noun."""

    span: Span
    verb: str
    past: str
    manner: Manner
    build: Build
    participle: bool
    nounlike: bool


def find_cues(draft: Draft, sentence: Span) -> Iterator[Cue]:
    """The cues outside the quotations of a sentence."""
    for match in _pattern().finditer(draft.masked, sentence.start, sentence.end):
        word = match[0].casefold()
        before = draft.masked[sentence.start : match.start()]
        if _NEGATED.search(before[-30:]):
            continue
        past, manner, build, participle, base = _forms()[word]
        end = match.end()
        follows = re.match(
            r"\s+(for|off|up|down|in|into|it off|out|back|after|about|how|why|whether|if|on)\b", draft.masked[end:]
        )
        if past == "asked" and re.search(r"”[^”]{0,60}$", before):
            build, follows = "speech", None  # `“Are we paying them?” he asked on X.`
        if past == "put" and not _AT_SO_MUCH.match(draft.masked, end):
            continue
        if base and build == "toward" and not re.search(r"\b(?:they|we|and|both)\s+$", before):
            continue
        if word in _TO_WHOM and "”" not in before and re.match(r"\s+to\b", draft.masked[end:]):
            continue
        if build == "toward" and follows:
            if follows[1] != "on" or not word.startswith("call"):
                continue
            past, manner, end = "called on", "asked", end + follows.end()
        yield Cue(Span(match.start(), end), word, past, manner, build, participle, base or word in _NOUNS)


def manner_of(words: str) -> tuple[str, Manner]:
    """The past form and the manner of a cue's words: `has since written` is said; by its last word that is known."""
    for word in reversed(re.findall(r"[\w’'-]+", words.casefold())):
        if word in _forms():
            past, manner, _, _, _ = _forms()[word]
            return past, manner
    return "said", "said"


@cache
def _forms() -> dict[str, tuple[str, Manner, Build, bool, bool]]:
    """Each form: its past, its manner, how it is built, whether it is a participle, or the plural's or infinitive's."""
    forms: dict[str, tuple[str, Manner, Build, bool, bool]] = {}
    builds: tuple[Build, ...] = ("speech", "toward")
    for build in builds:
        for manner, verbs in load_table("speech")[build].items():
            for line in verbs:
                past, *others = (form.replace("+", " ") for form in line.split())
                for form in (past, *others):
                    participle = re.search(r"ing(?: |$)", form) is not None
                    base = form != past and not participle and not re.search(r"s(?: |$)", form)
                    forms.setdefault(form, (past, cast(Manner, manner), build, participle, base))
    return forms


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?:{one_of(list(_forms()))})(?![\w’'-])")
