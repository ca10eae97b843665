"""Who speaks: the name, the description or the pronoun beside a verb of speaking.

Comes in: a draft and the place of a verb. Goes out: a `Source` with the speaker it means, or None where nobody stands
there whom a reader could point at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from verbale.language.gazetteer import form_pattern, named_by
from verbale.reading.draft import Draft
from verbale.reading.entries import Speaker
from verbale.reading.roles import office_pattern
from verbale.reading.words import load_set, load_table, one_of
from verbale.text import Span

#: Between a subject and its verb: `Mr. Costa later on Friday repeatedly said`.
_BETWEEN = re.compile(
    r"(?:\s+(?:has|have|had|also|then|later|again|once|still|now|even|himself|herself|themselves|itself|earlier|"
    r"in turn|further|since|nonetheless|however|too|[a-z]+ly|"
    r"(?:on\s+|late\s+|early\s+)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:last|this)\s+(?:week|month|night|year)|yesterday|today|afterwards?))*\s*$"
)
_PRONOUN = re.compile(r"(?<![\w’'])(he|she|they|it|who)$", re.I)
#: What tells which of many a description means: `a spokesman for the ministry`, `people familiar with the talks`.
_TELLING = (
    r"\s+(?:familiar|briefed|close|with|in|for|from|of|at|who|involved|speaking|inside|on|to|representing|leading|"
    r"heading)\b"
)
_POSTMODIFIER = re.compile(rf"{_TELLING}[^,.;:“”—]{{2,90}}$")
_FOR_WHOM = re.compile(r"\b(?:for|of|from|representing|leading|heading)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}$")
_MODIFIER_BEHIND = re.compile(
    rf"{_TELLING}[^,.;:“”—]{{2,70}}?(?=[,.;:“”—]|$|"
    r"\s(?:on\s(?:\w+\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|that|after|before|as|in\s+an?)\b)"
)
_GOVERNS = re.compile(
    r"\b(?:of|to|in|by|with|from|for|at|against|on|about|over|between|under|via|alongside|and)\s+(?:the\s+)?$", re.I
)
#: The name behind this is no subject.
_OBLIQUE = re.compile(
    r"\b(?:in|on|at|to|from|with|for|by|of|against|between|after|before|over|about|under|meeting|told|that)\s+(?:[\w’'.-]+\s+){0,4}$",
    re.I,
)
#: One person of a party is so called.
_SINGLE = frozenset(
    "president leader premier minister chancellor secretary chief envoy head secretary-general general king".split()
)
#: These are their state.
_GOVERNING = frozenset(("government", "administration"))
_WORD = re.compile(r"[\w’'.&-]+$")
#: `the association, which speaks for 16 companies,`: whoever is named in it is not the source.
_ASIDE = re.compile(r",\s+(?:which|who|whose)\s[^,“”\"\n]{3,140},$")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words for a speaker stand, and who that is; None for a pronoun still to be resolved."""

    span: Span
    speaker: Speaker | None
    pronoun: str | None = None
    others: tuple[Speaker, ...] = ()  #: who speaks with the speaker: `Graves and Webster asked`


def find_source_before(draft: Draft, at: int, floor: int) -> Source | None:
    """The source whose words end before a verb at `at`, no further left than `floor`."""
    end = floor + len(_BETWEEN.sub("", draft.masked[floor:at]))
    if end <= floor:
        return None
    left = draft.masked[floor:end]
    if ("," in left or " of " in left) and (named := find_person_of(draft, at, floor)):
        return named
    pronoun = _PRONOUN.search(left)
    if pronoun and pronoun[1].lower() == "who":
        return _antecedent(draft, floor, floor + pronoun.start())
    if pronoun:
        return Source(Span(floor + pronoun.start(), end), None, pronoun[1].lower())
    if relative := _ASIDE.search(left):
        found = _direct(draft, floor, floor + relative.start())
        if found and found.speaker:
            return found
    if left.endswith(","):
        return _behind_comma(draft, floor, end - 1)
    return _direct(draft, floor, end) or _modified(draft, floor, end)


def find_person_of(draft: Draft, at: int, floor: int) -> Source | None:
    """`Benny Gantz, whose party left the government in June, demanded`: the person whom the tree makes the subject."""
    first, _ = draft.words(Span(at, at + 1))
    verb = draft.doc[first] if first < len(draft.doc) else None
    subject = next((one for one in verb.children if one.dep_ == "nsubj" and one.i < first), None) if verb else None
    name = draft.cast.covering(subject.idx) if subject is not None and subject.idx >= floor else None
    if name is None or name.speaker.kind != "person" or not draft.masked[name.span.end :].startswith((",", " of ")):
        return None
    return Source(_with_title(draft, floor, name.span), name.speaker)


def find_source_behind(draft: Draft, at: int, ceiling: int) -> Source | None:
    """The source that follows a verb: `said Bruce Meyer, their negotiator`, `said a spokesman for the ministry`."""
    gap = re.match(r"\s+", draft.masked[at:ceiling])
    start = at + (gap.end() if gap else 0)
    for name in draft.cast.within(Span(start, min(ceiling, start + 90))):
        between = draft.masked[start : name.span.start]
        if re.search(r"[,.;:“]\s|\b(?:for|of|from|at|in|with|that|by)\b", between):
            break
        if name.speaker.kind == "person" or not between.strip(" the"):
            if re.match(r"[’'‘]s\b", draft.masked[name.span.end :]):
                break
            return Source(Span(start, name.span.end), name.speaker)
    whole = _holding().match(draft.masked[start:ceiling])
    holder = draft.cast.starting(start + whole.end() + 2) if whole else None
    if holder and holder.speaker.kind == "person" and holder.span.end <= ceiling:
        return Source(Span(start, holder.span.end), holder.speaker)  # `a former bank deputy chairman, Sergey Aleksin`
    match = _noun_behind(r"(?:[\w’'-]+\s+){0,5}?").match(draft.masked[start:ceiling])
    found = _described(draft, start, start + match.end()) if match else None
    if found is None or found.span.start != start:
        return None
    more = _MODIFIER_BEHIND.match(draft.masked, found.span.end, ceiling)
    if more and found.speaker and found.speaker.kind == "group":
        return _whole(draft, Span(start, more.end()), found.speaker)
    return found


def find_subject(draft: Draft, floor: int, at: int) -> Source | None:
    """The subject of the clause between `floor` and `at`: its first name or described office that nothing governs."""
    opening = _opening().match(draft.masked[floor:at])
    if opening:
        found = _described(draft, floor, floor + opening.end())
        if found and found.speaker and found.span.start == floor:
            return found
    owner: Source | None = None
    for name in draft.cast.within(Span(floor, at)):
        before = draft.masked[floor : name.span.start]
        if draft.masked[name.span.start] == "_":
            continue  # in a quotation
        if not re.match(r"[’'‘](?:s\b|\s)", draft.masked[name.span.end :]):
            if not _OBLIQUE.search(before):
                return Source(name.span, name.speaker)
        elif not before.strip():
            owner = Source(name.span, name.speaker)  # `Trump’s post was short. … he wrote.`
    return owner


def _behind_comma(draft: Draft, floor: int, end: int) -> Source | None:
    """`its chair, Giza Gaspar Martins of Angola, insisted`; `Rafael Grossi, director general of the agency, told`."""
    last = _direct(draft, floor, end)
    if last and last.speaker and draft.cast.ending(end):
        return last
    named = _before_apposition(draft, floor, end)
    if named and named.speaker and named.speaker.kind == "person":
        return named
    return last or _modified(draft, floor, end) or named


def _antecedent(draft: Draft, floor: int, at: int) -> Source | None:
    """`Clark, who called it …`, `Meyer, their lead negotiator, who called …`."""
    end = floor + len(draft.masked[floor:at].rstrip(" ,"))
    return _direct(draft, floor, end) or _modified(draft, floor, end) or _before_apposition(draft, floor, end)


def _direct(draft: Draft, floor: int, end: int) -> Source | None:
    """The name or description that ends at `end`, unless a preposition governs it: `groups close to Haftar said`."""
    name = draft.cast.ending(end)
    if name and name.span.start >= floor:
        span = _with_title(draft, floor, name.span)
        before = draft.masked[floor : span.start]
        if name.speaker.kind != "person" and re.search(r"[’'‘]s?\s+$", before):
            return None  # `Russia’s Security Council`: the end of an office, not the United Nations’
        if not _GOVERNS.search(before):
            return Source(span, name.speaker)
        joined = re.search(r",?\s+and\s+(?:the\s+)?$", before)
        first = _direct(draft, floor, floor + joined.start()) if joined else None
        if first and first.speaker and first.speaker.kind == name.speaker.kind:
            return Source(Span(first.span.start, span.end), first.speaker, None, (*first.others, name.speaker))
        return Source(span, name.speaker) if joined else None
    return _described(draft, floor, end)


def _with_title(draft: Draft, floor: int, span: Span) -> Span:
    """From the office before a name on, or its article: the clause begins there."""
    people = load_table("people")
    start, office = span.start, span.start
    for match in reversed(list(re.finditer(r"\S+", draft.masked[floor : span.start]))[-7:]):
        word = match[0].strip(",")
        article = word.lower() in ("the", "a", "an", "its", "his", "her", "their")
        holds = word in people["honorifics"] or office_pattern().fullmatch(word) is not None
        belongs = word[:1].isupper() or word in people["modifiers"]
        if word in people["times"] or not (article or holds or belongs):
            break
        if re.search(r"[’'‘]s?$", word):
            return Span(floor + match.start(), span.end)  # `Hungary’s Viktor Orbán`
        if match[0].endswith((".", ";", ":", ",")) and not holds:
            break
        start = floor + match.start()
        office = start if holds or (office < span.start) else office
        if article:
            break
    return Span(office, span.end)


def is_one(description: str) -> bool:
    """Whether a description is of one person: `spokesman for the ministry`, and not `officials in Kyiv`."""
    head = re.split(_TELLING, description, maxsplit=1)[0].split()[-1:]
    return bool(head) and head[0].casefold() in load_table("sources")["people"]


def _before_apposition(draft: Draft, floor: int, end: int) -> Source | None:
    """`Josep Borrell, the EU’s foreign policy chief, said`: the name before the comma that opens the apposition."""
    at = end
    for _ in range(3):
        at = draft.masked.rfind(",", floor, at)
        if at < 0:
            return None
        found = _direct(draft, floor, at) or _modified(draft, floor, at)
        if found:
            return found
    return None


def _modified(draft: Draft, floor: int, end: int) -> Source | None:
    """`six people familiar with the intelligence`, `a spokesman for the ministry`, `Gerry Adams of Sinn Fein`."""
    for name in reversed(draft.cast.within(Span(floor, end))):
        gap = draft.masked[name.span.end : end]
        if name.speaker.kind == "person" and re.fullmatch(
            r",?\s+(?:of|from|for)\s+(?:the\s+)?(?:[\w’'&.-]+\s*){1,7}", gap
        ):
            return Source(_with_title(draft, floor, name.span), name.speaker)
    left = draft.masked[floor:end]
    for match in reversed(list(_noun_behind(r"\b").finditer(left))):
        if _POSTMODIFIER.fullmatch(left, match.end()):
            found = _described(draft, floor, floor + match.end())
            if found and found.speaker:
                whole = Span(found.span.start, end)
                return _whole(draft, whole, found.speaker)
    return None


def _whole(draft: Draft, span: Span, speaker: Speaker) -> Source:
    """A description with what tells which of many it means; whomever it says they speak for is the speaker's party."""
    if speaker.kind == "person":
        return Source(span, speaker)
    named = (
        name.speaker.party
        for name in draft.cast.within(span)
        if name.speaker.kind != "person" and _FOR_WHOM.search(draft.masked[span.start : name.span.start])
    )
    party = speaker.party or next((party for party in named if party), None)
    return Source(span, Speaker(_plain(span.of(draft.text)), speaker.kind, party))


def _described(draft: Draft, floor: int, end: int) -> Source | None:
    """The description that ends at `end`: its head noun must be one that can speak."""
    left = draft.masked[floor:end]
    outlet = _outlets().search(left)
    if outlet:
        return Source(Span(floor + outlet.start(), end), Speaker(outlet[1], "document"))
    if not _noun_behind(r"(?<![\w’'-])", "$").search(left):
        return _by_nation(draft, floor, end)
    stops = load_table("sources")["stops"]
    start = end
    while found := _WORD.search(draft.masked[floor:start].rstrip(" ")):
        word = found[0]
        if (word.lower() in stops and word != "US") or (word.endswith(".") and not re.fullmatch(r"(?:[A-Z]\.)+", word)):
            break
        start = floor + found.start()
        if word.lower() in ("the", "a", "an", "his", "her", "its", "their", "our", "some", "several", "many"):
            break
        if end - start > 60:
            break
    return _describe(draft, Span(start, end)) if start < end else None


def _by_nation(draft: Draft, floor: int, end: int) -> Source | None:
    """`the American put the odds at 50-50`: the person of that state whom the text spoke of last."""
    match = re.search(r"\bthe\s+([A-Z][\w-]+)$", draft.masked[floor:end], re.I)
    party = _party_in(match[1]) if match else None
    if match is None or party is None or match[1].endswith("s"):
        return None
    span = Span(floor + match.start(), end)
    holder = _met_before(draft, span, party, strictly=True)
    return Source(span, holder) if holder else None


def _describe(draft: Draft, span: Span) -> Source | None:
    """Whom a description means: the holder of an office, a party by its adjective, or the description itself.

    A definite description of one person who cannot be told is nobody: `the minister` alone is no source to write down.
    """
    words = span.of(draft.text)
    if re.match(r"(?:neither|no|nobody|each|every|one|that|which|whose|what|this)\b", words, re.I) and not re.match(
        r"one of", words, re.I
    ):
        return None
    party = _party_in(words)
    noun = re.split(r"[\s-]", words)[-1].casefold()
    sources = load_table("sources")
    plural = noun.endswith("s") or noun in ("people", "families")
    if noun in sources["documents"]:
        return Source(span, Speaker(_plain(words), "document", party))
    definite = re.match(r"(?:the|his|her|its|their)\b", words, re.I) or re.search(r"[’'‘]s?\s", words)
    if not plural and noun in sources["people"] and (definite or (party and not re.match(r"an?\b", words, re.I))):
        holder = draft.cast.holder(noun, span.start, party) or _met_before(draft, span, party)
        if holder is None and party and noun in _SINGLE:
            holder = draft.cast.only(party, span.start)
        if holder:
            return Source(span, holder)
        body = draft.cast.body(noun, span.start) if party is None else None
        if body:
            return Source(span, body)  # `the employer`
        return None if noun in sources["offices"] else Source(span, Speaker(_plain(words), "group", party))
    if party is None and noun in _GOVERNING and re.match(r"(?:his|her)\b", words, re.I):
        holder = _met_before(draft, span, None)
        party = holder.party if holder else None  # `Hun Manet spoke. His government accused …`
    if noun in sources["bodies"] and party is None:
        party = next((name.speaker.party for name in draft.cast.within(span) if name.speaker.kind == "person"), None)
    if party is None and noun in _GOVERNING and definite:
        party = _state_of(draft, span)
    if definite and noun in sources["bodies"] and not (party and noun in _GOVERNING):
        body = draft.cast.body(noun, span.start) if not party else None
        if body is None and party is None and noun in load_set("actors", "governing"):
            party = _state_of(draft, span)
        return Source(span, body or Speaker(_plain(words), "party", party))
    if party and noun in _GOVERNING:
        return Source(span, Speaker(party, "party", party))  # `Dominica’s government` is Dominica
    return Source(span, Speaker(_plain(words), "party" if noun in sources["bodies"] else "group", party))


def _state_of(draft: Draft, span: Span) -> str | None:
    """`the government`: of the state that its paragraph named last, else of the one named most."""
    return draft.cast.state(span.start, draft.text.rfind("\n", 0, span.start) + 1)


def _met_before(draft: Draft, span: Span, party: str | None, *, strictly: bool = False) -> Speaker | None:
    """`Lavrov found … But the Russian foreign minister denied …`: whom the paragraph spoke of, if the party fits."""
    start = draft.text.rfind("\n", 0, span.start) + 1
    for name in reversed(draft.cast.within(Span(start, span.start))):
        if name.speaker.kind == "person" and (
            party is None or name.speaker.party == party or (name.speaker.party is None and not strictly)
        ):
            governed = _GOVERNS.search(draft.masked[start : _with_title(draft, start, name.span).start])
            if not governed and not re.match(r"[’'‘]s?\b", draft.text[name.span.end :]):
                return name.speaker
    return None


def _party_in(words: str) -> str | None:
    match = form_pattern().search(words)
    named = named_by(match[0]) if match else None
    return named[0].name if named else None


def _plain(words: str) -> str:
    """Without its article or owner: `the guild` is the guild, `its Foreign Ministry` the Foreign Ministry."""
    return re.sub(r"^(?:the|an?|its|his|her|their|our)\s+", "", words, flags=re.I)


@cache
def _outlets() -> re.Pattern[str]:
    names = one_of([re.escape(name) for name in load_table("speech")["outlets"]["names"]])
    return re.compile(rf"(?<![\w’'-])(?:[Tt]he\s+)?({names})$")


@cache
def _nouns() -> str:
    table = load_table("sources")
    nouns = [*table["people"], *table["bodies"], *table["documents"]]
    return one_of(
        [*nouns, *(noun + "s" for noun in nouns), *(noun[:-1] + "ies" for noun in nouns if noun.endswith("y"))]
    )


@cache
def _holding() -> re.Pattern[str]:
    """A description that a comma ends: `a former bank deputy chairman, Sergey Aleksin`."""
    return re.compile(rf"(?:[\w’'-]+\s+){{0,7}}(?:{_nouns()}|head)(?:\s+(?:of|for|at)\s+[\w’' -]{{2,50}})?(?=, )", re.I)


@cache
def _opening() -> re.Pattern[str]:
    """`The outgoing minister`, `Her lawyers`."""
    return re.compile(
        rf"(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Aa]n?|[Oo]ne)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_nouns()})(?![\w’'-])"
    )


@cache
def _noun_behind(before: str, end: str = r"(?![\w’'-])") -> re.Pattern[str]:
    """A noun that can speak, behind what one pattern matches and before where another does."""
    return re.compile(rf"{before}(?:{_nouns()}){end}", re.I)
