"""The organizations that an article names itself: by a name that tells, by an abbreviation it explains or uses.

Comes in: a text. Goes out: each written form with the organization it names. Those that the lexicon knows are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from verbale.language.gazetteer import Named, named_by
from verbale.reading.known import known_surname
from verbale.reading.words import load_table, one_of

_WORD = r"[A-ZÀ-Ý][\w’'&.-]*"
_EXPLAINED = re.compile(
    r"((?:[A-Z][\w’&-]+\s+(?:(?:of|for|and|the|de|in)\s+){0,2}){1,6}[A-Z][\w’&-]+|[A-Z][\w’&-]+)\s+\((?:the\s+)?([A-Z][A-Za-z-]{1,9})\)"
)
#: What opens a sentence before a name, and is not of it: `Negotiators for the Hebridean Ferry Company`.
_OPENING = re.compile(
    r"^(?:(?:[A-Z][a-z]+s|Talks|Management|Members)\s+(?:for|of|from|at)\s+the\s+)?(?:(?:The|Its|His|Her|Their|Our|Only|Even|But|And)\s+)?(?!$)"
)
#: A name of two words and whose it is.
_MEMBER = re.compile(
    r"(?P<who>[A-Z][\w’-]+\s[A-Z][\w’-]+)\s+of\s+(?:the\s+)?(?P<body>(?:[A-Z][\w’'&.-]*\s+){1,6}[A-Z].*)$"
)
#: The end of another sentence or line, or another name, before a name.
_BEFORE = re.compile(r"(?:(?<=[a-zà-ÿ]{3})|(?<=[A-Z]{3}))\.\s+(?:The\s+)?|\n|\s+and\s+the\s+")
_OF_WHAT = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?")
_WORDS = re.compile(r"(?<![\w-])[A-Z]{3,8}(?![\w-])")
_ALONE = re.compile(r"(?<![\w’'-])[A-Z][a-zà-ÿ]{3,}(?![\w-])")
_OFTEN = 3  # times that a name of one word must come
_ABBREVIATION = re.compile(r"(?<![\w$€£-])[A-Z]{3,7}(?:-[A-Z]{2,7})?(?![\w-])")


def find_organizations(text: str, acting: re.Pattern[str]) -> dict[str, Named]:
    """The organizations of a text by their written forms; `acting` matches behind a name that does something."""
    own: dict[str, Named] = {}
    for form, named in (*_headed(text), *_abbreviated(text, acting), *_typed(text, acting), *_explained(text)):
        own[form] = named
    for form, named in _alone(text, acting, own):
        own.setdefault(form, named)
    return own


def _organization(name: str) -> Named:
    return Named(name, re.sub(r"[^a-z0-9]+", "-", name.casefold().replace("’", "")).strip("-"), "organization")


def _explained(text: str) -> Iterator[tuple[str, Named]]:
    """`the United Auto Workers (UAW)`: a name and its abbreviation, both from then on."""
    for match in _EXPLAINED.finditer(text):
        name, short = match[1].removeprefix("The "), match[2]
        capitals = [c for c in short if c.isupper()]
        enough = len(capitals) >= 2 and sum(c in _initials(name) for c in capitals) >= len(capitals) * 0.6
        if enough and not named_by(short) and not named_by(name):
            named = _organization(name)
            yield name, named
            yield short, named


def _acts(text: str, name: str, acting: re.Pattern[str]) -> bool:
    """Whether a name does something anywhere in a text."""
    at = text.find(name)
    while at >= 0:
        whole = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_-")
        if whole and acting.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _comes_back(text: str, name: str) -> bool:
    """`the Hebridean Ferry Company … the company`: what the name calls itself comes again in lower case."""
    words = {word.casefold() for word in name.split()}
    return any(
        f"the {called} " in text or f"The {called} " in text
        for kind in load_table("sources")["kinds"]
        if words & set(kind["words"]) or words & set(kind["called"])
        for called in kind["called"]
    )


def _is_joined(text: str, name: str) -> bool:
    """`between the Dockers' Union and Red Star Lines`: beside another name, behind a word that governs both."""
    at = text.find(name)
    behind = re.match(r"\s+and\s+(?:the\s+)?[A-Z]", text[at + len(name) :])
    return bool(behind and re.search(r"\b(?:between|for|by|with|both|from|of)\s+(?:the\s+)?$", text[:at]))


def _bare(name: str) -> str:
    """A name without what only stands before it: an owner, whoever acts for it, the end of another sentence."""
    name = _BEFORE.split(_OPENING.sub("", name))[-1]
    if _titled().match(name):
        name = _OF_WHAT.split(name, maxsplit=1)[-1]  # `President Ann Lee of the Miners’ Union`
    member = _MEMBER.match(name)
    if member and not {*member["who"].split()} & {*load_table("bodies")["nouns"], *load_table("bodies")["leading"]}:
        name = member["body"]  # `Li Shuo of the Asia Trade Society`
    owned = re.split(r"[’']s\s+", name)
    return owned[-1] if len(owned) > 1 and len(owned[-1].split()) > 1 else name


@cache
def _titled() -> re.Pattern[str]:
    """A title and the name of whoever bears it."""
    people = load_table("people")
    titles = one_of([*map(re.escape, people["honorifics"]), *(office.title() for office in people["offices"])])
    return re.compile(rf"(?:{titles})\s+[A-Z][\w.’'-]*\s+[A-Z]?")


def _is_whole(name: str) -> bool:
    """`Green Climate Fund`: so long a name says what it is, where no part of it is a state's."""
    words = name.split()
    return len(words) >= 3 and not any(word in load_table("bodies")["of_states"] for word in words)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[0].isupper())


def _abbreviated(text: str, acting: re.Pattern[str]) -> Iterator[tuple[str, Named]]:
    """`the UAW said`: an abbreviation that the article never explains, where it acts and is named again."""
    for short, count in Counter(_ABBREVIATION.findall(text)).items():
        acts = _acts(text, short, acting)
        if count >= 2 and acts and not named_by(short) and short not in load_table("bodies")["no_bodies"]:
            yield short, _organization(short)


def _typed(text: str, acting: re.Pattern[str]) -> Iterator[tuple[str, Named]]:
    """`the National Dockers' Association`: a name whose words say what it is, where it acts or comes again."""
    names = Counter(_bare(match[0]) for match in _typed_pattern().finditer(text))
    abbreviations = set(_WORDS.findall(text))
    for name, count in names.items():
        if named_by(name) or any(word in name.split() for word in load_table("bodies")["no_bodies"]):
            continue
        if name in load_table("bodies")["nouns"]:
            continue  # `the Institute`
        if " and " in name and named_by(re.split(r"\s+and\s+(?:the\s+)?", name)[-1]):
            continue  # `Britain and the European Union`
        short = _initials(name)
        brief = len(short) > 2 and short in abbreviations and not named_by(short)
        acts = _acts(text, name, acting) or f"{name}, which" in text or f"{name}, who " in text or _is_whole(name)
        if count < 2 and not acts and not brief and not _comes_back(text, name) and not _is_joined(text, name):
            continue
        yield name, _organization(name)
        if brief:
            yield short, _organization(name)


def _headed(text: str) -> Iterator[tuple[str, Named]]:
    """`president of the Dairy Farmers of Canada`, `who heads the Greeting Card Association`, `the GDL chairman`."""
    bodies = load_table("bodies")
    for match in (*_led_pattern().finditer(text), *_chaired_pattern().finditer(text)):
        name = re.split(r"(?<=[a-z]{3})\.\s", match["name"])[0].removesuffix("’s").removesuffix("'s")
        if name.endswith(".") and name.split()[-1] not in bodies["nouns"]:
            name = name[:-1]
        words = name.split()
        if words[0].rstrip(".") in load_table("people")["honorifics"]:
            continue  # `a spokeswoman for Mr Meles`
        if any(named_by(" ".join(words[:size])) for size in range(2, len(words))):
            continue  # `chairman of the African Union Commission` acts for the African Union
        if named_by(name) or name in bodies["no_bodies"] or any(word in bodies["of_states"] for word in words):
            continue
        short = name.isupper() or re.fullmatch(r"[A-Z]{2,}(?:-[A-Z]{2,})?", name) is not None
        if (len(words) > 1 and not any(word in load_table("people")["times"] for word in words)) or (
            short and len(name) > 2
        ):
            yield name, _organization(name)


@cache
def _led_pattern() -> re.Pattern[str]:
    """An organization behind the office that somebody has in it, or behind a verb of heading it."""
    offices = one_of(load_table("bodies")["its_offices"])
    name = rf"(?P<name>{_WORD}(?:[^\S\n]+(?:(?:of|for|and|&)[^\S\n]+(?:the[^\S\n]+)?)?{_WORD}){{0,7}})"
    return re.compile(
        rf"(?:(?<![\w-])(?:{offices})\s+(?:of|at|for)\s+(?:the\s+)?(?:(?:[A-Za-z]+[’']?\s+){{0,6}}?(?=[A-Z]{{3}}))?"
        rf"|\bwho\s+(?:heads|leads|runs|chairs|founded)\s+(?:the\s+)?(?:(?:[a-z]+[’']?s?[’']?\s+){{0,4}}(?=[A-Z]{{2}}))?){name}"
    )


@cache
def _chaired_pattern() -> re.Pattern[str]:
    """`the GDL chairman`: an abbreviation directly before the office."""
    offices = one_of(load_table("bodies")["its_offices"])
    return re.compile(rf"(?<![\w’'-])(?P<name>[A-Z]{{3,7}}(?:-[A-Z]{{2,7}})?)(?:[’']s)?\s+(?:{offices})(?![\w-])")


def _alone(text: str, acting: re.Pattern[str], known: dict[str, Named]) -> Iterator[tuple[str, Named]]:
    """`Tamarlink said … Tamarlink drivers`: one word that acts, comes again and again, and has what a company has.

    Where a longer name begins with it (`Brightwater Paper Co.`), it means that one. Nobody's surname is meant: no
    other capital word stands before it, but at the start of a sentence.
    """
    having = one_of(load_table("bodies")["having"])
    for word, count in Counter(_ALONE.findall(text)).items():
        if (
            count < _OFTEN
            or named_by(word)
            or known_surname(word)
            or word in load_table("people")["not_names"]
            or not _acts(text, word, acting)
        ):
            continue
        if re.search(rf"(?<![.!?“”\n] )(?<!\n)\b[A-Z][\w.’'-]*\s+{word}\b|\b(?:Mr|Ms|Mrs|Dr)\.? {word}\b", text):
            continue
        longer = next((named for form, named in known.items() if form.startswith(f"{word} ")), None)
        has = re.search(rf"\b{word}(?:[’']s)?\s+(?:{having})\b|\bat {word}\b", text)
        if longer or (has and not re.search(rf"\b{word}\s+[A-Z][a-z]", text)):
            yield word, longer or _organization(word)


@cache
def _typed_pattern() -> re.Pattern[str]:
    nouns = one_of(load_table("bodies")["nouns"])
    lead = one_of(load_table("bodies")["leading"])
    inner = rf"(?:{_WORD}[^\S\n]+(?:(?:of|for|and|&)\s+(?:the\s+)?)?)"
    tail = rf"(?:\s+of\s+(?:the\s+)?{_WORD}(?:\s+{_WORD}){{0,2}})?"
    ended = rf"{inner}{{1,6}}?(?:{nouns})(?![\w’'-])(?! (?:{nouns})\b){tail}"
    led = rf"(?:{lead})\s+(?:of|for)\s+(?:the\s+)?{_WORD}(?:\s+(?:and\s+)?{_WORD}){{0,5}}|(?:{lead})\s+{_WORD}"
    return re.compile(rf"(?<![\w’'-])(?:{ended}|{led})")
