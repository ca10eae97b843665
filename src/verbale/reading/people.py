"""The people of an article: who they are, which offices they hold, and for whom they act.

Comes in: an article. Goes out: `Person`s in the order of their first full mention. A run of capitalised words counts as
a person's name unless its words, an article or a preposition of place speak against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from verbale.language.coreference import given_names
from verbale.language.gazetteer import form_pattern, named_by
from verbale.page.article import Article
from verbale.reading.entries import Person, Role
from verbale.reading.known import Known, known_bearers, known_person, known_surname, known_surnames, office_holder
from verbale.reading.parties import Mention, find_mentions
from verbale.reading.roles import Office, find_office, is_sent_to, office_pattern, party_of
from verbale.reading.words import find_whole, load_table, one_of
from verbale.text import Span

_WORD = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐİ][\w’'-]*[\w]"
#: One capital word behind another, and before none: what may follow a title.
_SURNAME = re.compile(rf"(?<=[a-z.]\s){_WORD}(?!\s+[A-ZÀ-Þ]|[’'-]?\w)")
#: `I.K. Gujral`.
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_CAPITAL_BEFORE = re.compile(r"(?<=\s)[A-Z][\w’'-]*\s+$")
#: A page that names more is a list; those beyond are left out, which bounds the time.
_MOST_PEOPLE = 400


@dataclass(slots=True)
class _Found:
    """A person on the way: each office with where it stands."""

    name: str
    offices: list[tuple[Office, int]] = field(default_factory=list[tuple[Office, int]])
    mentions: list[Span] = field(default_factory=list[Span])
    likely: bool = False

    def surnames(self) -> tuple[str, ...]:
        """What the person may be called for short: `Mahathir` as well as `Mohamad`, `von der Leyen`, `Xi`."""
        words = self.name.split()
        particle = next((i for i in range(1, len(words) - 1) if words[i] in load_table("people")["particles"]), None)
        whole = (" ".join(words[particle:]),) if particle else ()
        first = () if words[0] in load_table("people")["not_names"] else (words[0],)
        return (*whole, words[-1], *first)


def find_people(article: Article) -> tuple[Person, ...]:
    """Everyone whom the article names in full, and the known whom it names by surname alone."""
    text = article.text
    people = [*islice(_named_in_full(text), _MOST_PEOPLE)]
    named = {at for person in people for span in person.mentions for at in range(span.start, span.end)}
    bearers = Counter(surname for person in people for surname in person.surnames())
    for person in people:
        person.mentions = _with_surname(text, person, bearers, named)
    people.extend(_known_by_surname(text, people))
    people.extend(_titled(text, people))
    people.sort(key=lambda person: person.mentions[0])
    for person in people:
        _find_offices(text, person)
    mentions = find_mentions(text)
    parties: dict[str, str] = {}
    for _ in range(2):  # twice: `his envoy` acts for whom `he` acts, wherever that is said
        for person in people:
            party = next(
                (p for at in person.offices if (p := _office_party(text, at, person, people, parties, mentions))), None
            )
            known = known_person(person.name)
            party = party or (known.party if known and not _is_otherwise(person, known) else None)
            if party:
                parties[person.name] = party
    return tuple(_person(text, person, people, parties, mentions) for person in people)


def _is_otherwise(person: _Found, known: Known) -> bool:
    """`Prime Minister Charles Michel`, who is known for another office, held for another party."""
    titles = [office.title for office, _ in person.offices]
    national = any(re.search(load_table("people")["of_states"], title, re.I) for title in titles)
    return national and not any(set(known.office.split()) & set(title.casefold().split()) for title in titles)


def _person(
    text: str, person: _Found, people: list[_Found], parties: dict[str, str], mentions: tuple[Mention, ...]
) -> Person:
    roles = [
        Role(at[0].title, _office_party(text, at, person, people, parties, mentions) or parties.get(person.name))
        for at in person.offices
    ]
    spans = tuple((span.start, span.end) for span in person.mentions)
    short = {text[start:end] for start, end in spans} - {person.name}
    return Person(person.name, tuple(sorted(short)) or (person.name.split()[-1],), tuple(roles), spans)


def _office_party(
    text: str,
    at: tuple[Office, int],
    person: _Found,
    people: list[_Found],
    parties: dict[str, str],
    mentions: tuple[Mention, ...],
) -> str | None:
    """For whom an office is held: the party in its words, the one its owner acts for, or the only one that has it."""
    office, place = at
    found = _longest_named(office.owner, text, mentions) or party_of(office.owner) or office_holder(office.title)
    found = found or _of_state(text, person, place) or _in_capital(text, office, place)
    if found:
        return found
    for other in people:
        if (
            other is not person
            and other.name in parties
            and any(_owns(surname, office.owner) for surname in other.surnames())
        ):
            return parties[other.name]
    return None


def _owns(surname: str, owner: str) -> bool:
    """`Putin’s`, of `Putin’s special envoy`."""
    return surname in owner and re.search(rf"\b{re.escape(surname)}[’'‘]s?(?!\w)", owner) is not None


def _longest_named(owner: str, text: str, mentions: tuple[Mention, ...]) -> str | None:
    """`president of the Irish Farmers’ Association`: the whole name, not the adjective in it."""
    forms = {m.span.of(text): m.party.name for m in mentions if m.form == "name" and len(m.span) > 3}
    inside = [form for form in forms if form in owner and not is_sent_to(owner[: owner.index(form)])]
    return forms[max(inside, key=len)] if inside else None


def _of_state(text: str, person: _Found, place: int) -> str | None:
    """`President Alija Izetbegovic of Bosnia`."""
    span = next((span for span in person.mentions if span.start == place), None)
    behind = (
        re.match(r"\s+of\s+(?:the\s+)?((?:[A-Z][\w.-]+\s?){1,3})", text[span.end : span.end + 60]) if span else None
    )
    words = behind[1].split() if behind else []
    sizes = range(len(words), 0, -1)
    named = next((n for size in sizes if (n := named_by(" ".join(words[:size])))), None)
    return named[0].name if named else None


def _in_capital(text: str, office: Office, place: int) -> str | None:
    """`In Ankara, Prime Minister Binali Yildirim charged …`: a national office in a seat of government."""
    before = text[max(0, place - 90) : place]
    if office.title not in before:
        return None
    match = re.search(rf"\bIn ([A-Z][\w’ ]{{2,24}}?),?\s+(?:the\s+)?{re.escape(office.title)},?\s*$", before)
    named = named_by(match[1]) if match else None
    return named[0].name if named and named[1] == "seat" else None


def _find_offices(text: str, person: _Found) -> None:
    for span in person.mentions:
        office = find_office(text, span)
        if office and not any(office.title.casefold() == other.title.casefold() for other, _ in person.offices):
            person.offices.append((office, span.start))


def _named_in_full(text: str) -> Iterator[_Found]:
    found: dict[str, _Found] = {}
    for span in _names(text):
        name = span.of(text)
        person = next((p for p in found.values() if _same(p.name, name)), None)
        if person is None:
            person = found[name] = _Found(name)
        elif len(name.split()) > len(person.name.split()):
            person.name = name
        person.mentions.append(span)
        person.likely = person.likely or not _is_placed(text, span) or known_person(name) is not None
    yield from (p for p in found.values() if p.likely or any(find_office(text, span) for span in p.mentions))


def _known_by_surname(text: str, people: list[_Found]) -> Iterator[_Found]:
    taken = {offset for person in people for span in person.mentions for offset in range(span.start, span.end)}
    found: dict[str, _Found] = {}
    for match in _known_pattern().finditer(text):
        known = known_surname(match[0])
        if (
            known
            and match.start() not in taken
            and (_is_titled(text, match.start()) or not _CAPITAL_BEFORE.search(text, 0, match.start()))
        ):
            found.setdefault(known.name, _Found(known.name)).mentions.append(Span(match.start(), match.end()))
    yield from (person for person in found.values() if not any(_same(person.name, other.name) for other in people))


def _titled(text: str, people: list[_Found]) -> Iterator[_Found]:
    """`President Clinton met King Salman`: who stands behind a title, and never with a first name."""
    taken = {offset for person in people for span in person.mentions for offset in range(span.start, span.end)}
    found: dict[str, _Found] = {}
    for match in _SURNAME.finditer(text):
        surname = re.sub(r"[’'‘]s?$", "", match[0])
        if match.start() in taken or not _is_titled(text, match.start()) or _is_title(surname) or _is_time(surname):
            continue
        if form_pattern().search(surname) is None:
            known = _known_as(surname, text, match.start())
            person = found.setdefault(surname, _Found(known or surname))
            person.mentions.append(Span(match.start(), match.start() + len(surname)))
    yield from found.values()


def _is_titled(text: str, start: int) -> bool:
    """Whether an office or an honorific stands directly before a place."""
    before = re.search(r"(\S+)\s$", text[max(0, start - 24) : start])
    word = before[1] if before else ""
    if word in load_table("people")["honorifics"] or word in _ranks():
        return True
    return word[:1].isupper() and office_pattern().fullmatch(word) is not None


def _known_as(surname: str, text: str, start: int) -> str | None:
    """`President Clinton`: the only one of the known who bears the surname and has had the office before it."""
    words = text[max(0, start - 40) : start].casefold().split()
    offices = {" ".join(words[-size:]) for size in (1, 2, 3)}
    bearers = {known.name for known in known_bearers(surname) if offices & {known.office, *known.office.split()}}
    return bearers.pop() if len(bearers) == 1 else None


@cache
def _known_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?:{one_of(list(map(re.escape, known_surnames())))})(?![\w-])")


def _is_placed(text: str, span: Span) -> bool:
    """`the Rose Garden`, `in Camp David`: people have no article, and nobody is in them."""
    before = text[max(0, span.start - 12) : span.start]
    return re.search(r"\b(?:the|in|at|near|from|to|outside|inside|around|across|on)\s+$", before, re.I) is not None


@cache
def _name_pattern() -> re.Pattern[str]:
    particle = one_of(list(map(re.escape, load_table("people")["particles"])))
    part = rf"(?:(?:[A-Z]\.)+|(?:{particle})-{_WORD}|(?:{particle})(?![\w-])|{_WORD})"
    return re.compile(rf"(?<![\w’'.-])(?:{_WORD}|(?:[A-Z]\.)+)(?:\s+{part}){{1,7}}")


def _names(text: str) -> Iterator[Span]:
    """Runs of two or more capitalised words that could be a person's full name, offices and honorifics left out."""
    for match in _name_pattern().finditer(text):
        words = [(m.start() + match.start(), m[0]) for m in re.finditer(r"\S+", match[0])]
        words = _without_possessive(words)
        office = max((i for i, (_, word) in enumerate(words) if office_pattern().fullmatch(word)), default=-1)
        if office < len(words) - 2:  # `Commerce Secretary Howard Lutnick`: the name begins behind the office
            words = words[office + 1 :]
        while words and _is_title(words[0][1]) and not _is_known(words):
            words = words[1:]
        while words and (_is_time(words[-1][1]) or words[-1][1] in load_table("people")["particles"]):
            words = words[:-1]
        long = [word for _, word in words if word not in load_table("people")["particles"]]
        barred = [index for index, (_, word) in enumerate(words) if _no_name(word)]
        told = not barred or _is_known(words) or _begins_as_state(text, words, barred) or _ends_as_place(words, barred)
        if not 2 <= len(long) <= 4 or not told:
            continue
        span = Span(words[0][0], words[-1][0] + len(words[-1][1]))
        dateline = text[span.start - 1 : span.start] == "(" and re.match(r"\)\s*[—–-]", text[span.end :])
        named = form_pattern().search(span.of(text)) is None or find_office(text, span) is not None
        if named and "\n" not in span.of(text) and not dateline and not span.of(text).isupper():
            yield span


def _begins_as_state(text: str, words: list[tuple[int, str]], barred: list[int]) -> bool:
    """`Israel Katz, the defence minister,`: a name that begins as a state’s, beside an office."""
    span = Span(words[0][0], words[-1][0] + len(words[-1][1]))
    named = barred == [0] and len(words) == 2 and named_by(words[0][1]) is not None
    return named and find_office(text, span) is not None


def _ends_as_place(words: list[tuple[int, str]], barred: list[int]) -> bool:
    """`Christopher Hill`: a word of places behind a given name."""
    return barred == [len(words) - 1] and words[0][1] in given_names() and named_by(words[-1][1]) is None


def _is_known(words: list[tuple[int, str]]) -> bool:
    return known_person(" ".join(word for _, word in words)) is not None


def _without_possessive(words: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """`Donald Trump’s Florida estate` ends at the possessive; `Hungary’s Viktor Orbán` begins behind it."""
    for index, (start, word) in enumerate(words):
        if re.search(r"[’'‘]s?$", word):
            bare = (start, re.sub(r"[’'‘]s?$", "", word))
            lead = [w for w in (*words[:index], bare) if not _is_title(w[1])]
            return [*words[:index], bare] if len(lead) > 1 else words[index + 1 :]
    return words


def _is_title(word: str) -> bool:
    bare = word.rstrip(".")
    return (
        word in load_table("people")["honorifics"]
        or word in _ranks()
        or _no_name(word)
        or office_pattern().fullmatch(bare) is not None
        or (bare.isupper() and len(bare) > 1 and _INITIALS.fullmatch(word) is None)
    )


@cache
def _ranks() -> frozenset[str]:
    """`Lt Gen`, `Gov.`: offices before a name, shortened, word by word."""
    return frozenset(word for office in load_table("people")["abbreviated_offices"] for word in office.split())


def _is_time(word: str) -> bool:
    return word in load_table("people")["times"]


def _no_name(word: str) -> bool:
    if word in load_table("people")["titles_in_names"]:
        return False
    return (
        word in load_table("people")["not_names"]
        or office_pattern().fullmatch(word) is not None
        or named_by(word) is not None
    )


def _same(a: str, b: str) -> bool:
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if " " in short and long.endswith(f" {short}"):
        return True  # `Ricardo Lagos Pueyrredón … Mr Lagos Pueyrredón`
    return a == b or (a.split()[-1] == b.split()[-1] and a.split()[0] == b.split()[0])


def _with_surname(text: str, person: _Found, bearers: Counter[str], named: set[int]) -> list[Span]:
    """The mentions of a person, with those of the bare surname where nobody else bears it.

    `bearers` counts who bears each surname; `named` holds every character of the text that is in a mention already.
    """
    mentions = list(person.mentions)
    for surname in person.surnames():
        if bearers[surname] > 1:
            continue
        for span in find_whole(surname, text):
            place = range(span.start, span.end)
            if named.isdisjoint(place):
                mentions.append(span)
                named.update(place)
        if len(mentions) > len(person.mentions):
            break
    return sorted(mentions)
