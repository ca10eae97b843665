"""Who met whom: meetings that were held, are planned or were called off, one entry for each.

Comes in: a draft. Goes out: `Meeting`s in the order of the text. Two sides must be named, as people or parties; a
meeting that a sentence only mentions ("after the talks") is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from verbale.reading.certainty import judge_act
from verbale.reading.draft import Draft
from verbale.reading.entries import Certainty, Delegation, Meeting, MeetingFormat, MeetingStatus, Speaker, When
from verbale.reading.sources import Source, find_source_before, find_subject
from verbale.reading.words import load_table
from verbale.text import Span

#: Behind the verb, the other side's names end here.
_STOP = re.compile(
    r"[.;:“”—–]|\b(?:on|in|at|for|after|before|about|over|ahead|that|who|which|when|while|as|where|following|during|since|until|against|if|but|because|without|whose|via|through)\b"
)
#: Before the verb, a side's names begin behind this.
_START = re.compile(r"[.;:“”—–]\s|\b(?:after|before|when|while|that|as|where|if|but|because|since|until)\s", re.I)
_PEOPLE = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:officials?|negotiators?|delegations?|delegates|diplomats|ministers?|envoys?|leaders?|counterparts?|chiefs?|teams?|representatives|"
    r"governments?|sides?|president|premier|mediators|officers|lawmakers|experts|bargainers|allies|and)\b"
)
_PLACE = re.compile(
    r"\b(?:in|at)\s+((?:the\s+)?(?:[A-ZÀ-Ý][\w’'.-]*)(?:(?:\s+(?:of|al|el|de|the|la|du))?[\s-]+[A-ZÀ-Ý][\w’'.-]*){0,4})"
)
#: Behind a verb, only these tell that it is still to come.
_LATER = re.compile(r"\b(?:tomorrow|next (?:week|month|year)|later this (?:week|month|year))\b")
_NEVER = re.compile(r"\b(?:not|never|without|no|nor|cannot|n[’'‘]t)\s+(?:[a-z]+\s+)?$|n[’'‘]t\s+$", re.I)
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day|[A-Z][a-z]{2}\.|\d+)\b"
)


#: So many meetings back, the same one may be named again.
_RECENT = 40
#: A place further from the verb is somebody else's.
_NEAR = 110
#: Named so often, a party is one that the story is about.
_OFTEN = 4


@dataclass(slots=True)
class _Met:
    """A meeting on the way: who, and in which sentences."""

    sides: list[Speaker]
    spans: list[Span]
    format: MeetingFormat
    status: MeetingStatus
    certainty: Certainty
    when: When | None
    place: str | None


def find_meetings(draft: Draft) -> tuple[Meeting, ...]:
    """The meetings of an article."""
    found: list[_Met] = []
    for sentence in draft.sentences:
        for met in _read_sentence(draft, sentence):
            same = next((other for other in reversed(found[-_RECENT:]) if _is_same(other, met)), None)
            if same:
                _join(same, met)
            else:
                found.append(met)
    return tuple(_write(draft, met) for met in found)


def _read_sentence(draft: Draft, sentence: Span) -> Iterator[_Met]:
    done = sentence.start
    for kind, pattern, form in _patterns():
        for match in pattern.finditer(draft.masked, sentence.start, sentence.end):
            before = draft.masked[sentence.start : match.start()]
            if (match.start() < done and done != sentence.start) or _NEVER.search(before):
                continue
            sides = _sides(draft, sentence, kind, match) or _collective(draft, sentence, match)
            if not _are_two(sides):
                continue
            if (
                match[0].startswith(("signed", "initialled"))
                and len([side for side in sides if side.kind == "person"]) < 2
            ):
                continue
            done = match.end()
            yield _met(draft, sentence, kind, match, sides, form)


def _sides(draft: Draft, sentence: Span, kind: str, match: re.Match[str]) -> list[Speaker]:
    stop = _STOP.search(draft.masked, match.end(), sentence.end)
    behind = _named(draft, Span(match.end(), stop.start() if stop else sentence.end))
    if kind == "noun" and match[0].endswith("between"):
        return behind
    start = max((m.end() for m in _START.finditer(draft.masked, sentence.start, match.start())), default=sentence.start)
    before = _before(draft, sentence, Span(start, match.start()))
    if kind == "noun" and not behind:
        return []
    if (
        kind == "verb"
        and not behind
        and not re.search(r"(?:met|meet|spoke|talked|conferred|phone|down)", match[0], re.I)
    ):
        return []
    sides = [*before, *(side for side in behind if side not in before)]
    represented = {side.party for side in sides if side.kind == "person"}
    return [side for side in sides if side.kind == "person" or side.name not in represented]


def _collective(draft: Draft, sentence: Span, match: re.Match[str]) -> list[Speaker]:
    """`Delegates are due to sit down again in Caracas`: the two parties that the story is about."""
    table = load_table("meetings")["collective"]
    start = max(sentence.start, match.start() - 60)
    if not re.match(table["verbs"], match[0]) or not re.search(table["pattern"], draft.masked[start : match.start()]):
        return []
    counts = Counter(name.speaker.party or name.speaker.name for name in draft.cast.names)
    del counts["United Nations"]  # where it is in a story it mediates
    return [Speaker(party, "party", party) for party, count in counts.most_common(2) if count >= _OFTEN]


def _before(draft: Draft, sentence: Span, clause: Span) -> list[Speaker]:
    """The names before the verb that are its subject, or whom its pronoun means."""
    source = find_source_before(draft, clause.end, clause.start)
    if source and source.speaker and source.speaker.kind == "person":
        named = _named(draft, clause, subjects=True)
        return named if source.speaker in named else [source.speaker]
    participle = re.match(
        r"(?:meeting|receiving|hosting|holding|having|visiting|shaking|resuming)\b", draft.masked[clause.end :]
    )
    if participle and not _named(draft, clause, subjects=True):
        main = find_subject(draft, sentence.start, clause.end) or _main_subject(draft, sentence, clause.end)
        return [main.speaker] if main and main.speaker else []
    if source and source.pronoun in ("he", "she"):
        subject = find_subject(draft, sentence.start, source.span.start) or _last_subject(draft, sentence)
        return [subject.speaker] if subject and subject.speaker else []
    return _named(draft, clause, subjects=True)


def _main_subject(draft: Draft, sentence: Span, at: int) -> Source | None:
    """`A day after shaking hands with Trump, Ursula von der Leyen found …`: the name behind the comma."""
    comma = draft.masked.find(", ", at, sentence.end)
    name = draft.cast.starting(comma + 2) if comma > 0 else None
    return Source(name.span, name.speaker) if name else None


def _last_subject(draft: Draft, sentence: Span) -> Source | None:
    earlier = draft.sentence_before(sentence)
    return find_subject(draft, earlier.start, earlier.end) if earlier else None


#: `grounds for Zelensky to meet`: governed, but the one who meets.
_OBLIQUE = re.compile(
    r"\b(?:in|on|at|to|from|for|by|of|against|over|about|under|told|near)\s+(?:[\w’'.-]+\s+){0,3}$", re.I
)


def _named(draft: Draft, span: Span, *, subjects: bool = False) -> list[Speaker]:
    """The people and parties named in a stretch; an adjective counts where people of that party follow."""
    found: list[Speaker] = []
    for name in draft.cast.within(span):
        if subjects and _OBLIQUE.search(draft.masked[span.start : name.span.start]):
            continue
        possessive = re.match(r"[’'‘](?:s\b|\s)", draft.text[name.span.end :])
        if possessive and name.speaker.kind == "person" and not draft.masked[name.span.end : span.end].strip(" ’s"):
            pass
        elif possessive and _has_person(draft, Span(name.span.end, span.end)):
            continue
        if name.speaker not in found:
            found.append(name.speaker)
    for mention in draft.mentions:
        if span.start <= mention.span.start and mention.span.end <= span.end and mention.form == "adjective":
            side = Speaker(mention.party.name, "party", mention.party.name)
            represented = any(other.party == side.name for other in found)
            if _PEOPLE.match(draft.text, mention.span.end) and side not in found and not represented:
                found.append(side)
    return found


def _has_person(draft: Draft, span: Span) -> bool:
    return any(name.speaker.kind == "person" for name in draft.cast.within(span))


def _are_two(sides: Sequence[Speaker]) -> bool:
    """Two people, or two parties: `Lavrov met Russian officials` is no meeting of a negotiation."""
    keys = {side.party or side.name for side in sides}
    return len(keys) >= 2


def _met(
    draft: Draft, sentence: Span, kind: str, match: re.Match[str], sides: list[Speaker], form: MeetingFormat
) -> _Met:
    clause = draft.masked[sentence.start : sentence.end]
    before = draft.masked[max(sentence.start, match.start() - 60) : match.start()]
    before = before[max((m.end() for m in _START.finditer(before)), default=0) :]
    behind = draft.masked[match.end() : min(sentence.end, match.end() + 110)]
    near = before + match[0] + behind
    status = _status(near if kind == "noun" else before + match[0] + " ".join(_LATER.findall(behind)))
    if re.search(r"\b(?:video|Zoom)\b", clause):
        form = "video"
    elif re.search(r"\b(?:by|over the|on the) (?:tele)?phone\b|\bphone call\b", near):
        form = "call"
    elif form != "call" and re.search(r"\bsummit\b", near):
        form = "summit"
    elif form == "unknown" and re.search(r"\bround\b", near):
        form = "round"
    certainty: Certainty = {"planned": "planned", "cancelled": "asserted", "postponed": "asserted"}.get(
        status, judge_act("")
    )  # pyright: ignore[reportAssignmentType]
    if re.search(r"\b(?:may|might|could|likely|perhaps)\b", near) and status == "planned":
        certainty = "possible"
    if re.search(r"\breportedly\b", clause):
        certainty = "reported"
    when = draft.when(Span(match.start(), sentence.end)) or draft.when(Span(sentence.start, match.start()))
    return _Met(
        sides, [sentence], form, status, certainty, when, None if form == "call" else _place(draft, sentence, match)
    )


def _status(words: str) -> MeetingStatus:
    table = load_table("meetings")["status"]
    for status in ("cancelled", "postponed", "planned", "ongoing"):
        if re.search(table[status], words):
            return status
    return "held"


def _place(draft: Draft, sentence: Span, match: re.Match[str]) -> str | None:
    """Where: the nearest `in Geneva` or `at the White House` behind the verb, else the nearest before it."""
    places: list[tuple[bool, int, str]] = []
    for found in _PLACE.finditer(draft.masked, sentence.start, sentence.end):
        distance = abs(found.start() - match.start())
        person = any(name.speaker.kind == "person" for name in draft.cast.within(Span(found.start(1), found.end(1))))
        if distance < _NEAR and not person and not _MONTH.match(found[1].removeprefix("the ")):
            places.append((found.start() < match.start(), distance, found[1]))
    return re.sub(r"[’'‘]s?$|\.$", "", min(places)[2]) if places else None


def _is_same(one: _Met, other: _Met) -> bool:
    if (one.format == "call") != (other.format == "call") or (one.status == "held") != (other.status == "held"):
        return False
    a, b = _keys(one), _keys(other)
    if len(a & b) < 2:
        return False
    if one.when and other.when:
        return one.when.start <= other.when.end and other.when.start <= one.when.end
    return not (one.place and other.place and one.place != other.place)


def _keys(met: _Met) -> set[str]:
    return {side.party or side.name for side in met.sides}


def _join(met: _Met, more: _Met) -> None:
    met.sides.extend(side for side in more.sides if side not in met.sides)
    met.spans.extend(more.spans)
    met.when, met.place = met.when or more.when, met.place or more.place
    met.format = more.format if met.format == "unknown" else met.format


def _write(draft: Draft, met: _Met) -> Meeting:
    delegations = _delegations(met.sides)
    who = [side.name for side in met.sides]
    return Meeting(
        text=_sentence(met, who),
        when=met.when,
        certainty=met.certainty,
        issues=draft.issues(met.spans[0]),
        evidence=tuple(draft.evidence(span) for span in dict.fromkeys(met.spans)),
        via=draft.via(),
        origin=draft.origin("meeting"),
        confidence=draft.confidence("meeting"),
        name=_name(met),
        place=met.place,
        format=met.format,
        status=met.status,
        delegations=delegations,
    )


def _delegations(sides: Sequence[Speaker]) -> tuple[Delegation, ...]:
    members: dict[str | None, list[str]] = {}
    for side in sides:
        party = side.party if side.kind == "person" else side.name
        members.setdefault(party or side.name, []).extend([side.name] if side.kind == "person" else [])
    return tuple(Delegation(None if party in names else party, tuple(names)) for party, names in members.items())


def _name(met: _Met) -> str:
    if met.place:
        return f"{met.place.removeprefix('the ')} {'summit' if met.format == 'summit' else 'meeting'}"
    short = [side.name.split()[-1] if side.kind == "person" else side.name for side in met.sides[:2]]
    return "–".join(short) + (" call" if met.format == "call" else " meeting")


def _sentence(met: _Met, who: Sequence[str]) -> str:
    verb = {
        "held": "met",
        "ongoing": "are meeting",
        "planned": "are to meet",
        "postponed": "put off a meeting",
        "cancelled": "called off a meeting",
    }
    spoke = {"held": "spoke by telephone", "planned": "are to speak by telephone"}
    act = spoke.get(met.status) if met.format == "call" else None
    where = (
        f" in {met.place}"
        if met.place and not met.place.startswith("the ")
        else f" at {met.place}"
        if met.place
        else ""
    )
    return f"{', '.join(who[:-1])} and {who[-1]} {act or verb[met.status]}{where}."


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], MeetingFormat], ...]:
    table = load_table("meetings")
    return tuple(
        (kind, re.compile(rf"(?<![\w’'-])(?:{entry['pattern']})(?![\w’'-])", re.I), entry["format"])
        for kind in ("verb", "noun")
        for entry in table[kind]
    )
