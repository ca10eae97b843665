"""The office beside a person's name, and for whom it is held.

Comes in: a text and where a name stands in it. Goes out: an `Office`, with the words that say whose it is: `Kremlin
spokesman Dmitry Peskov`; `John Kirby, a White House spokesman,`; `Inger Andersen, who runs the programme,`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from verbale.language.gazetteer import form_pattern, named_by
from verbale.reading.words import load_table, one_of
from verbale.text import Span

_POSSESSIVE = re.compile(r"[’'‘]s?$")
_DOTTED = ("U.S.", "U.K.", "U.N.", "E.U.", "Lt.", "Gen.", "Maj.", "Brig.")
_APPOSITION = re.compile(
    r",\s+(?:its|his|her|their)?(?:(?:the|a|an|one of the|then)\s+)?\s*(?P<title>[^,;.()“”\"\n]{3,90}?)"
    r"(?=[,;.)\n:—]|\s+(?:who|which|whose|and then)\b)"
)
#: `sworn in as interim president on Monday`, `who is to be finance minister`: how somebody came by an office, and when.
_MADE = re.compile(
    r"(?:now|until recently|(?:sworn in|installed|inaugurated|named|appointed|elected|nominated|acting|serving)"
    r"(?:\s+(?:yesterday|today|last \w+|on \w+day))?\s+as|who (?:is|was|will|is to|is due to)\s+(?:be(?:come)?)?)\s+"
    r"(?:(?:its|his|her|their|the|an?)\s+)?"
)
_TAIL = re.compile(
    r"\s+(?:(?:on|since|until|late|early)\s+(?:\w+\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{4})|whose|whom|when|where|after)\b.*$"
)
_HEADS = re.compile(
    r",?\s+who\s+(?P<title>(?:heads|leads|runs|chairs|heads up|fronts|directs|commands|speaks for|negotiates for)"
    r"\s+[^,;.()“”\"\n]{3,80}?)(?=[,;.)\n])"
)


_OF_WHOM = re.compile(
    r"(?P<title>(?P<office>(?:(?:[A-Z][\w’-]*|former|acting|vice|deputy|chief|foreign|prime|defen[cs]e|finance|president|minister|"
    r"premier|secretary|leader|head|director|chair|chairman|general|spokesman|spokeswoman|ambassador|envoy)[\s-]+){1,5})"
    r"(?:of|for)\s+(?:the\s+)?[A-Z][\w’.-]*(?:\s+(?:of\s+|and\s+|the\s+)?[A-Z][\w’.-]*){0,6}),\s+(?:(?:Mr|Mrs|Ms|Dr|Sir|Lord|Sheikh)\.?\s+)?$"
)


#: `envoy for Syria`, `former ambassador to Washington`, `mission chief for Sri Lanka`: whither somebody is sent.
_SENT_TO = re.compile(
    r"\b(?:envoy|ambassador|emissary|representative|mission (?:chief|head)|(?:point )?man|coordinator|rapporteur|"
    r"negotiator|high commissioner|consul|chargé d[’']affaires|correspondent|delegate|attaché)(?: general)?"
    r"\s+(?:for|to|in|on)\s+(?:the\s+)?(?:[A-Z][\w’'-]*(?:\s[A-Z][\w-]*)?(?:,\s+|\s+and\s+)(?:the\s+)?){0,3}$"
)
_OF_WHAT = re.compile(
    r"(?:^|[\s“])(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Aa]n?|[\w’-]+[’']s)\s+"
    r"(?P<title>(?P<office>(?:[\w-]+\s+){0,3}?[\w-]+)\s+(?:of|for|in|at)\s+[^,.;:“”()\n]{2,60}),\s+"
    r"(?:(?:Mr|Mrs|Ms|Dr|HE|Sir|Lord|Sheikh)\.?\s+)*$"
)
_SAYING = re.compile(r"\b(?:said|says|told|met|was|were|is|are|has|had|will|would|wants?|signed|asked|and|who|that)\b")
_NAME = r"(?:[A-Z][\w’'.-]*\s+(?:al-|de\s+|von\s+)?){1,3}"
#: `Presidents Ann Bell and` before the second of two, ` and Luis Vega` behind the first.
_FIRST_OF_TWO = re.compile(rf"s,?\s+(?P<name>{_NAME})(?:of\s+[A-Z][\w-]+\s+)?and\s+$")
_SECOND_OF_TWO = re.compile(r"\s+and\s+(?:[A-Z][\w-]*[’']s\s+)?[A-Z][\w’.-]*(?:\s+[A-Z][\w’.-]*){0,2}(?=,)")


@dataclass(frozen=True, slots=True)
class Office:
    """A title, and the words that say whose it is."""

    title: str
    owner: str


def find_office(text: str, span: Span) -> Office | None:
    """The office beside the name at `span`: before it, or in apposition behind it."""
    return _before(text, span) or _of_whom(text, span) or _behind(text, span) or _shared(text, span)


def _shared(text: str, span: Span) -> Office | None:
    """`Presidents Ann Bell and Luis Vega`, `Ann Bell and Luis Vega, the rival chief negotiators`."""
    earlier = _FIRST_OF_TWO.search(text[max(0, span.start - 80) : span.start])
    if earlier:
        first = max(0, span.start - 80) + earlier.start("name")
        office = _before(text, Span(first, first + 1))
        return office if office and text[:first].rstrip(" ,").endswith("s") else None
    later = _SECOND_OF_TWO.match(text[span.end : span.end + 60])
    office = _behind(text, Span(span.end, span.end + later.end())) if later else None
    plural = office and _is_plural(re.split(r"\s(?:of|for|in|from)\s", office.owner)[0])
    return Office(office.title, "") if office and plural else None


def _of_what(before: str) -> Office | None:
    """`the head of its leadership council, Ann Bell,`, `A spokesman for her alliance, Luis Vega,`"""
    match = _OF_WHAT.search(before)
    office = office_pattern().search(match["office"]) if match else None
    if match is None or office is None or office[0].endswith("s") or _SAYING.search(match["title"]):
        return None
    return Office(match["title"], match["title"])


def _is_plural(title: str) -> bool:
    return title.endswith("s") and office_pattern().search(title[:-1]) is not None


def _of_whom(text: str, span: Span) -> Office | None:
    """`the Prime Minister of Cambodia, Hun Manet,`"""
    before = text[max(0, span.start - 110) : span.start]
    match = _OF_WHOM.search(before)
    if match is None or not office_pattern().search(match["office"]):
        return _of_what(before)
    title = re.sub(r"^(?:The|the)\s+", "", match["title"])
    return Office(title, title)


def party_of(words: str) -> str | None:
    """The party that the words of an office name: the first one they mention, not one that somebody is sent to."""
    for match in form_pattern().finditer(words):
        named = named_by(match[0])
        if named and not is_sent_to(words[: match.start()]):
            return named[0].name
    return None


def is_sent_to(before: str) -> bool:
    """Whether the words before a party make it the one that an envoy or ambassador is sent to."""
    return _SENT_TO.search(before) is not None


@cache
def office_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{one_of([re.escape(o) for o in load_table('people')['offices']])})s?(?![\w-])", re.I
    )


def find_office_before(text: str, end: int) -> Office | None:
    """The office whose words end at an offset, whoever holds it."""
    return _before(text, Span(end, end))


def _before(text: str, span: Span) -> Office | None:
    """From the office leftwards, as long as the words belong to it."""
    before = text[max(0, span.start - 90) : span.start]
    before = before[before.rfind("\n") + 1 :]
    words = before.removesuffix(", ").split()
    while words and words[-1] in load_table("people")["honorifics"]:
        words.pop()
    sizes = (n for n in (4, 3, 2, 1) if n <= len(words) and _is_office(" ".join(words[-n:])))
    size = next(sizes, 0)
    if not size:
        return None
    start = len(words) - size
    while start > 0 and _belongs(words[start - 1]):
        start -= 1
    if words[start] in ("The", "A", "An") and start + 1 < len(words):
        start += 1
    owner = start
    while owner > 0 and _POSSESSIVE.search(words[owner - 1]) and start - owner < 3:
        owner -= 1
    while 0 < owner < start and words[owner - 1][:1].isupper() and not words[owner - 1].endswith("."):
        owner -= 1
    return Office(_singular(" ".join(words[start:])), " ".join(words[owner:]))


def _is_office(words: str) -> bool:
    bare = words.strip(",")
    return office_pattern().fullmatch(bare) is not None or bare in load_table("people")["abbreviated_offices"]


def _singular(title: str) -> str:
    """`Presidents A and B`: each is a president."""
    bare = title.strip(",")
    last = bare.split()[-1]
    singular = last[:-3] + "y" if last.endswith("ies") else last.removesuffix("s")
    plural = last.endswith("s") and singular.casefold() in map(str.casefold, load_table("people")["offices"])
    return bare[: -len(last)] + singular if plural else bare


def _belongs(word: str) -> bool:
    if re.search(r"[’'‘]s?$|[,;:.”\"]$", word) and word not in _DOTTED:
        return False
    not_names, first = load_table("people")["not_names"], load_table("people")["first_of_offices"]
    capitalised = word[0].isupper() and (word not in not_names or word in first)
    return (
        capitalised
        or word.lower() in load_table("people")["modifiers"]
        or named_by(word) is not None
        or office_pattern().fullmatch(word) is not None
    )


def _behind(text: str, span: Span) -> Office | None:
    rest = text[span.end : span.end + 130]
    heads = _HEADS.match(rest)
    if heads:
        return Office(heads["title"].strip(), heads["title"])
    match = _APPOSITION.match(rest)
    if match is None:
        return None
    title = _TAIL.sub("", _MADE.sub("", match["title"].strip()))
    if (
        not office_pattern().search(title)
        or re.match(r"(?:and|or|but)\b|,", title)
        or re.match(r"[a-z]+(?:ing|ed)\b(?! [a-z]+ (?:minister|secretary|chief))", title)
        or re.search(r"\b(?:said|told|met|was|were|has|had|is|are|and [A-Z])\b", title)
    ):
        return None
    if re.search(r"\b(?:Mr|Mrs|Ms|Dr)\b", title) or _is_next(title):
        return None  # the next of a list of people, not the office of this one
    return Office(_without_owner(title), title)


def _is_next(title: str) -> bool:
    """`Mr Trump, Egypt’s President Sisi, and others`: an office before another name."""
    last = list(office_pattern().finditer(title))[-1]
    if re.search(r"\b(?:to|of|for)\b", title[: last.start()]):
        return False  # `chief of staff to President Luis Vega`
    return re.fullmatch(r"\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*", title[last.end() :]) is not None


def _without_owner(title: str) -> str:
    """`Vladimir Putin’s spokesman` is a spokesman; `head of Iran’s atomic agency` stays what it is."""
    office = list(office_pattern().finditer(title))
    last = office[-1].start() if office else 0
    possessive = [one for one in re.finditer(r"[’'‘]s?\s+(?=[a-z])", title) if one.end() <= last]
    bare = re.sub(r"^(?:the|both|two|rival)\s+", "", title[possessive[-1].end() :] if possessive else title)
    return _singular(bare) if _is_plural(bare) else bare
