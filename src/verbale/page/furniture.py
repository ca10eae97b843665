"""What a line of a page is by its words alone: tickers, share bars, related lines, credits, disclosures and the rest.

Comes in: one line of text. Goes out: its label, or the parts that the article keeps of it. Where a line stands in the
page is the readers' business.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from verbale.page.article import Disclosure, DisclosureKind, FurnitureKind, Quote, Related

_TERMINAL = re.compile(r"[.!?…][\"”’'»)\]]*$")
_ARROWS = "▲△▼▽↑↓⬆⬇"
_CHANGE = re.compile(rf"\(?(?P<sign>[{_ARROWS}+\-−–]*)(?P<number>\d+(?:\.\d+)?)%\)?")
_LEVEL = re.compile(rf"[{_ARROWS}+\-−–]?[$€£¥]?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+\.\d+|\d{{4,}})")
_SIGNS = re.compile(rf"[{_ARROWS}+\-−–]+")
#: A sentence that reports speech is the story's, whatever words of a furniture line it holds.
_SPOKEN = re.compile(
    r"\b(?:said|says|told|added|announced|according to|warned|argued|wrote|insisted|declared|demanded|denied|agreed)\b",
    re.I,
)
_LABELLED = re.compile(
    r"\W*(?:(?:correction|clarification|disclosure|disclaimer|editor['’]?s['’]? note)s?\b|"
    r"this (?:story|article|report|page|text|piece|post) (?:was|has been|is)\b)",
    re.I,
)
_BULLET = re.compile(r"^[•▪*]\s+(?=\w)")
_AUDIO = re.compile(r"\b(?:listen|audio|hear|play|narrated|read aloud)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: FurnitureKind
    disclosure: DisclosureKind | None
    longest: int
    firm: tuple[re.Pattern[str], ...]  #: match a whole line
    loose: tuple[re.Pattern[str], ...]  #: match a part, and give way to reported speech

    def holds(self, text: str, *, spoken: bool) -> bool:
        if len(text) > self.longest:
            return False
        patterns = self.firm if spoken else (*self.firm, *self.loose)
        return any(pattern.search(text) for pattern in patterns)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("verbale.page").joinpath("furniture.toml").read_text("utf-8"))


@cache
def _rules() -> tuple[_Rule, ...]:
    rules: list[_Rule] = []
    for kind, table in _table().items():
        if kind == "disclosure":
            rules += [_rule("disclosure", name, sub) for name, sub in table.items()]
        elif kind not in ("related", "credit"):
            rules.append(_rule(kind, None, table))
    return tuple(rules)


def _rule(kind: str, disclosure: str | None, table: dict[str, Any]) -> _Rule:
    assert kind in get_args(FurnitureKind)
    whole = [rf"^(?:{p})\s*$" for p in table.get("whole", ())]
    part = [*(rf"^(?:{p})" for p in table.get("start", ())), *table.get("inside", ())]
    return _Rule(
        kind,  # pyright: ignore[reportArgumentType]
        disclosure,  # pyright: ignore[reportArgumentType]
        table["longest"],
        _compiled(whole),
        _compiled(part),
    )


def _compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    """One pattern that does not mind case, and one that does: for those that hold `[A-Z]`."""
    free = [pattern for pattern in patterns if "[A-Z]" not in pattern]
    cased = [pattern for pattern in patterns if "[A-Z]" in pattern]
    found = [re.compile("|".join(free), re.I)] if free else []
    return (*found, *([re.compile("|".join(cased))] if cased else []))


@cache
def _share_line() -> re.Pattern[str]:
    words = "|".join(sorted(_table()["share"]["words"], key=len, reverse=True))
    return re.compile(rf"(?:(?:{words})(?:[\s|·•,/:+-]+|$))+", re.I)


def label_line(text: str) -> FurnitureKind | None:
    """What kind of furniture a line is by its words, or None where they do not tell."""
    if not any(character.isalnum() for character in text):
        return "ticker" if "%" in text else "marker"
    if quotes_of(text):
        return "ticker"
    if related_of(text):
        return "related"
    if is_credit(text):
        return "credit"
    found = _first_rule(text)
    if found:
        return found.kind
    if len(text) < 160 and _share_line().fullmatch(text):
        return "share"
    return None


def _first_rule(text: str) -> _Rule | None:
    bare = _BULLET.sub("", text)
    spoken = len(text) >= 80 and not _LABELLED.match(bare) and _SPOKEN.search(text) is not None
    return next((rule for rule in _rules() if rule.holds(bare if rule.disclosure else text, spoken=spoken)), None)


def disclosure_of(text: str) -> Disclosure | None:
    """The disclosure that a line makes: how the story was made, or whose interests are in it."""
    found = _first_rule(text)
    return Disclosure(found.disclosure, text) if found and found.disclosure else None


def offers_audio(text: str) -> bool:
    """Whether a line of kind `listen` says that the story can be heard."""
    return _AUDIO.search(text) is not None


@cache
def _related_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    labels = "|".join(_table()["related"]["labels"])
    arrow = r"[>»→▸■•*\s]*"
    return (
        re.compile(rf"{arrow}(?P<label>{labels})\s*(?::|\||–|—|>>|»|→)\s*(?P<title>\S.*)?", re.I),
        re.compile(rf"{arrow}(?P<label>{labels})\s*:?", re.I),
    )


def related_of(text: str) -> Related | None:
    """A related line: `See Also: title`, or a label alone (its title is then empty, or on the next lines)."""
    if len(text) > _table()["related"]["longest"]:
        return None
    with_title, alone = _related_patterns()
    match = with_title.match(text)
    if match and match["title"]:
        title = match["title"].strip()
        # "Background: the army said …" and "More: he refused." are prose when they go on for sentences.
        if len(title.split()) >= 2 and not re.search(r"\.\s+[A-Z“\"]", title):
            return Related(match["label"], title)
        return None
    match = alone.fullmatch(text)
    if match and match["label"].casefold() not in _table()["related"]["only_with_title"]:
        return Related(match["label"], "")
    return None


def is_weak_label(text: str) -> bool:
    """Whether a related line opens with a word that may as well open a headline (`Analysis: …`)."""
    related = related_of(text)
    return related is not None and related.label.casefold() in _table()["related"]["only_with_title"]


def quotes_of(text: str) -> tuple[Quote, ...]:
    """The instruments of a ticker line; none where the line is anything else."""
    if ("%" not in text and "UNCH" not in text) or len(text) > 300:
        return ()
    unchanged = re.fullmatch(r"([.^]?[A-Z][\w.&/=^-]{0,11}) UNCH(?:ANGED)?", text)
    if unchanged:
        return (Quote(unchanged[1], None, 0.0),)
    quotes: list[Quote] = []
    words: list[str] = []
    for word in re.sub(r"(?<=\d) %", "%", text).replace("|", " ").replace("·", " ").split():
        words.append(word)
        if "%" in word:
            quote = _quote(words)
            if quote is None:
                return ()
            quotes.append(quote)
            words = []
    return tuple(quotes) if not words else ()


def _quote(words: list[str]) -> Quote | None:
    """One instrument from the words `symbol… [level] [points] [sign] change%`."""
    change = _CHANGE.fullmatch(words.pop())
    if not change:
        return None
    signs, levels = change["sign"], list[str]()
    while words and (_SIGNS.fullmatch(words[-1]) or _LEVEL.fullmatch(words[-1])):
        word = words.pop()
        level = _LEVEL.fullmatch(word)
        if level and word[0] in f"{_ARROWS}+-−–":
            continue  # a change in points
        if level:
            levels.append(level["number"])
        else:
            signs += word
    letters = [c for c in "".join(words) if c.isalpha()]
    shouted = sum(c.isupper() for c in letters) >= 0.6 * max(1, len(letters))
    known = shouted or bool(levels) or (bool(signs) and len(words) <= 3)
    named = len(words) <= 5 and bool(letters) and known and words[0][0].isupper()
    if not (named if words else signs or levels):
        return None
    falling = re.search(r"[-−–▼▽↓⬇]", signs) is not None and "+" not in signs and "--" not in signs
    value = float(change["number"])
    return Quote(
        " ".join(words).rstrip(":") or None,
        float(levels[-1].replace(",", "")) if levels else None,
        -value if falling and value else value,
    )


@cache
def _credit_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = _table()["credit"]
    return (
        re.compile("|".join(f"(?:{p})" for p in table["whole"]), re.I),
        re.compile("|".join(f"(?:{p})" for p in table["beside_caption"])),
        re.compile("|".join(f"(?:{p})" for p in table["agency"])),
    )


def is_credit(text: str, *, beside_caption: bool = False) -> bool:
    """Whether a line says who made a picture or chart. Beside a caption, `Name / Outlet` is enough."""
    if len(text) > _table()["credit"]["longest"]:
        return False
    alone, beside, agency = _credit_patterns()
    if alone.fullmatch(text) and not re.search(r"[^\W\d_]{2}\.\s+[A-Z]", text):
        return True
    return beside_caption and (beside.fullmatch(text) is not None or agency.fullmatch(text) is not None)


def is_agency(text: str) -> bool:
    """Whether a line is the name of somebody who sells pictures, and nothing else."""
    return _credit_patterns()[2].fullmatch(text) is not None


def credit_in(text: str) -> tuple[int, int] | None:
    """Where the credit stands at the end of a caption (`… on Nov. 27, 2024. MERIDIAN WIRE/Pool`), or None."""
    glued = re.search(r"(?:(?<=[.!?”’\")])|\s)Credit(?:\.\.\.|…|:)\s*\S.{1,80}$", text)
    if glued:
        return glued.start() + (text[glued.start()].isspace()), len(text)
    for match in re.finditer(r"(?<=[.!?…”’\")\w])\s+(?=[(A-Z©\[])", text):
        tail = text[match.end() :]
        bare = tail.strip("()[]")
        ended = _TERMINAL.search(text[: match.start()]) is not None
        bracketed = tail[0] in "([" and tail[-1] in ")]"
        if (
            ended or bracketed or tail[0] == "©" or re.match(r"(?:photo|picture|pic|image|credit)s?\b", tail, re.I)
        ) and (is_credit(tail) or is_credit(bare, beside_caption=ended or bracketed or tail[0] == "©")):
            return match.end(), len(text)
    return None


_ROLE = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|staff|desk|writers?|columnists?|chief|bureau|press|news(?:room|wire)?|agency|"
    r"online|team|contributor|political|our|agencies|wires?)\b",
    re.I,
)
_NAME = re.compile(r"(?:[^\W\d_][\w’'.-]*\s+){1,4}[^\W\d_][\w’'.-]*")


def byline_authors(text: str) -> tuple[str, ...]:
    """The people named in a byline; a desk, an agency or "our correspondent" is nobody."""
    text = re.sub(
        r"^\W*(?:(?:story|words|text|report|reporting|written|analysis|opinion|now) )?(?:by|with)\b:?\s*",
        "",
        text,
        flags=re.I,
    )
    text = re.sub(r"\s+in\s+[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,2}", "", text)
    text = re.split(r"\s+[|·•–—]\s+|\s+\bfor\b\s+|\n", text, maxsplit=1, flags=re.I)[0]
    text = re.sub(r"\([^)]*\)", "", text)
    names: list[str] = []
    for part in re.split(r"\s*(?:,|;|&|\band\b)\s*", text):
        part = part.strip(" .:-")
        if not _NAME.fullmatch(part) or _ROLE.search(part) or not _capitalised(part.split()):
            continue
        names.append(_title(part) if part.isupper() else part)
    return tuple(names)


def _capitalised(words: Iterable[str]) -> bool:
    particles = {"de", "da", "di", "van", "von", "der", "den", "el", "al", "bin", "ibn", "la", "le", "du", "dos", "ter"}
    return all(word[0].isupper() or word.lower() in particles for word in words)


def _title(name: str) -> str:
    return re.sub(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", lambda m: m[0].capitalize(), name)
