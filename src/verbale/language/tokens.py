"""Words of a text, cut as spaCy's English pipeline cuts them, without loading spaCy: what reading goes by.

Comes in: any text. Goes out: its tokens. One blank after a word is no token; other white space is one token a run.
`words.py` cuts as treebanks do, which is what the model was trained on.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

_RUN = re.compile(r"\S+|\s+")
_LONGEST = 2_000  # characters that are cut as one run: each mark at its ends takes a look at all of it
_REMEMBERED = 50  # characters; longer runs hardly come twice

_LETTER = r"[^\W\d_]"
_LOWER = "a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžșțα-ωάέήίόύώа-яё-ўґ"
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚΑ-ΩΆΈΉΊΌΎΏА-ЯЁ-ЎҐ"
_QUOTES = r"'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉⟦⟧"
_POINTS = r"…,:;!?¿؟¡()\[\]{}<>_#*&。？！，、；：～·।،۔؛٪"
_ICONS = "¦©®°℀℁℃-℆℈℉℔№℗℞-℣℥℧℩℮⌀-⌇⌌-⌟⌢-⌨⌫-⍻⍽-⎚⏢-␦⒜-ⓩ─-▶▸-◀◂-◷☀-♮♰-❧➔-➿⬀-⬯\ufffc\ufffd\U0001f000-\U0001faff"
_MONEY = r"US\$|[CA]\$|[$£€¥฿₠-₿﷼]"
_UNITS = (
    "km³|km²|km|m³|m²|m/s|mm³|mm²|mm|mbar|mb|mph|mg|m|dm³|dm²|dm|cm³|cm²|cm|ha|µm|µg|nm|yd|in|ft|kmh|km/h|kg|g|t|lb|oz|"
    "hPa|Pa|MB|kb|KB|gb|GB|tb|TB|T|G|M|K|%"
)
_PREFIX = re.compile(rf"[§%=—–]|\+(?![0-9])|\.\.+|[{_POINTS}{_QUOTES}]|{_MONEY}|[{_ICONS}]")
_SUFFIX = re.compile(
    rf"(?:\.\.+|……|[{_POINTS}{_QUOTES}{_ICONS}—–]|['’][sS]|(?<=[0-9])(?:\+|{_MONEY}|{_UNITS})"
    rf"|(?<=°[FfCcKk])\.|(?<=[0-9{_LOWER}%²+|{_POINTS}{_QUOTES}-])\.|(?<=[{_UPPER}][{_UPPER}])\.)$"
)
_INFIX = re.compile(
    rf"\.\.+|[…{_ICONS}]|(?<=[0-9])[+*^-](?=[0-9-])|(?<=[{_LOWER}{_QUOTES}])\.(?=[{_UPPER}{_QUOTES}])"
    rf"|(?<={_LETTER}),(?={_LETTER})|(?:(?<={_LETTER})|(?<=[0-9]))(?:---?|——?|[-–~]|[:<>=/])(?={_LETTER})"
)
_URL = re.compile(
    r"(?:[\w+.-]{2,}://)?(?:\S+@)?"
    rf"(?:\d{{1,3}}(?:\.\d{{1,3}}){{3}}|(?:(?:[A-Za-z0-9\u00a1-\uffff][A-Za-z0-9\u00a1-\uffff_-]{{0,62}})?"
    rf"[A-Za-z0-9\u00a1-\uffff]\.)+[{_LOWER}]{{2,63}})(?::\d{{2,5}})?(?:[/?#]\S*)?$"
)


class Token(NamedTuple):
    """A token and where it begins, in code points."""

    start: int
    text: str


class Kind(NamedTuple):
    """What a token's letters alone tell of it."""

    lower: str
    is_punct: bool
    is_space: bool
    like_num: bool


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text in order. Any text is accepted; single blanks between words belong to none."""
    found: list[Token] = []
    for run in _RUN.finditer(text):
        at, end = run.span()
        if text[at].isspace():
            at += text[at] == " " and at > 0
            if at < end:
                found.append(Token(at, text[at:end]))
            continue
        for first in range(at, end, _LONGEST):
            piece = text[first : min(end, first + _LONGEST)]
            for part in _remembered(piece) if len(piece) <= _REMEMBERED else _cut(piece):
                found.append(Token(at, part))
                at += len(part)
    return found


@lru_cache(maxsize=50_000)
def kind_of(word: str) -> Kind:
    """What a token is by its letters: all punctuation, all white space, a number in figures or words."""
    marks = all(unicodedata.category(one).startswith("P") for one in word)
    return Kind(word.lower(), marks, word.isspace(), _is_number(word))


def _is_number(word: str) -> bool:
    bare = word[word.startswith(("+", "-", "±", "~")) :].replace(",", "").replace(".", "")
    over, slash, under = bare.partition("/")
    low = bare.lower()
    return (
        bare.isdigit()
        or (bool(slash) and over.isdigit() and under.isdigit())
        or low in _numbers()
        or (low.endswith(("st", "nd", "rd", "th")) and low[:-2].isdigit())
    )


@lru_cache(maxsize=50_000)
def _remembered(run: str) -> tuple[str, ...]:
    return _cut(run)


def _cut(run: str) -> tuple[str, ...]:
    """The tokens of a run without white space: its affixes and infixes cut off, then words that stay whole mended."""
    return _mended(_split(run, _rules()))


def _split(run: str, rules: Mapping[str, Sequence[str]]) -> list[str]:
    before: list[str] = []
    after: list[str] = []
    size = 0
    while run and len(run) != size and run not in rules:
        size = len(run)
        opening = _PREFIX.match(run)
        first = opening.end() if opening else 0
        if first and run[first:] in rules:
            before.append(run[:first])
            run = run[first:]
            break
        closing = _SUFFIX.search(run[first:])
        last = first + closing.start() if closing else size
        if last < size and run[:last] in rules:
            after.append(run[last:])
            run = run[:last]
            break
        before += [run[:first]] if first else []
        after += [run[last:]] if last < size else []
        run = run[first:last]
    if run in rules:
        inside = rules[run]
    elif "." in run and _URL.match(run):
        inside = (run,)
    else:
        inside = _parts(run)
    return [*before, *inside, *reversed(after)]


def _parts(run: str) -> Iterator[str]:
    """A run without affixes, cut at its infixes; one that it begins with is none."""
    at = 0
    for infix in _INFIX.finditer(run):
        if infix.start():
            if at < infix.start():
                yield run[at : infix.start()]
            yield infix[0]
            at = infix.end()
    if at < len(run):
        yield run[at:]


def _mended(tokens: list[str]) -> tuple[str, ...]:
    """Tokens that make a word of the rules together are that word's, the longest first: `Co-St.` ends in `St.`."""
    known = _sequences()
    found = [
        (first, first + len(one), word)
        for first, token in enumerate(tokens)
        for one, word in known.get(token, ())
        if tuple(tokens[first : first + len(one)]) == one
    ]
    taken: set[int] = set()
    chosen: dict[int, tuple[int, Sequence[str]]] = {}
    for first, last, word in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
        if first not in taken and last - 1 not in taken:
            chosen[first] = last, _rules()[word]
        taken.update(range(first, last))
    mended: list[str] = []
    at = 0
    while at < len(tokens):
        at, words = chosen.get(at, (at + 1, tokens[at : at + 1]))
        mended += words
    return tuple(mended)


@cache
def _sequences() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The words of the rules that their punctuation would cut: what it would make of each, by the first token."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for word in _rules():
        if _PREFIX.match(word) or _SUFFIX.search(word) or _INFIX.search(word):
            tokens = tuple(_split(word, {}))
            found.setdefault(tokens[0], []).append((tokens, word))
    return found


@cache
def _rules() -> dict[str, tuple[str, ...]]:
    """The words that are cut otherwise than their punctuation says, each with its tokens."""
    table = _table()
    cuts: list[tuple[str, ...]] = [tuple(one.split()) for one in table["cut"]["all"]]
    for family in table["joined"]:
        words: list[str] = family["words"].split()
        cuts += [(word, *end.split()) for small in words for word in (small, small.title()) for end in family["ends"]]
    whole: dict[str, str] = table["whole"]
    capital = whole["capital"].split()
    names = ("contractions", "abbreviations", "signs")
    cuts += [(word,) for word in (*capital, *map(str.title, capital), *(w for n in names for w in whole[n].split()))]
    cuts += [(str(hour), half) for hour in range(1, 13) for half in whole["times"].split()]
    rules = {"".join(cut): cut for cut in cuts if "".join(cut) not in whole["plain"].split()}
    return rules | {
        word.replace("'", "’"): tuple(part.replace("'", "’") for part in cut)
        for word, cut in rules.items()
        if "'" in word
    }


@cache
def _numbers() -> frozenset[str]:
    return frozenset(_table()["numbers"]["words"].split())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("verbale.language").joinpath("tokens.toml").read_text("utf-8"))
