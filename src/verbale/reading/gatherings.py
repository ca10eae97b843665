"""Where an article speaks of a meeting: each noun or verb of meeting with who, where, when, and how it stands.

Comes in: a draft and its actors. Goes out: `Mention`s in the order of the text; `meetings` makes one entry of those
that mean one meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from verbale.reading.actors import Actors, Standing
from verbale.reading.clause import case_of, predicate_of, reality_of, subject_of
from verbale.reading.draft import Draft
from verbale.reading.entries import MeetingFormat, MeetingStatus, When
from verbale.reading.words import load_table
from verbale.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_AFTER = re.compile(r"\b(?:after|following)\s+(?:[\w-]+\s+){0,3}(?:of\s+)?(?:[\w-]+\s+){0,2}$")
_ENDED = re.compile(
    r"\w+[^.;\n]{0,40}?\b(?:that|which)\s+(?:ended|lasted|closed|concluded|broke|spanned|failed|wrapped)\b"
)
_MOST_DAYS = 14  # that one round of talks lasts
_WITH = frozenset(("with", "between", "among", "alongside", "amongst"))
_SCHEDULED = re.compile(r"\b(?:next|upcoming|planned|scheduled|future|another|further|forthcoming|coming)\b", re.I)
_NOT_PLACES = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|\d"
)


@dataclass(slots=True)
class Mention:
    """A noun or verb of meeting. `told` are the parties that its own clause names; `sentence` is its evidence."""

    token: Token
    word: str
    verb: bool
    told: tuple[Standing, ...]
    sentence: Span
    format: MeetingFormat
    status: MeetingStatus
    place: str | None
    when: When | None
    features: set[str] = field(default_factory=set[str])

    @property
    def parties(self) -> set[str]:
        return {one.actor.party or one.actor.name for one in self.told}


def find_gatherings(draft: Draft, actors: Actors) -> Iterator[Mention]:
    """The mentions of meetings in the story; headings and captions are left out."""
    for token in draft.doc:
        kind = "verbs" if token.pos_ == "VERB" else "nouns" if token.pos_ in ("NOUN", "PROPN") else None
        if kind is None or token.dep_ in ("case", "mark", "amod"):
            continue
        word = token.lemma_.casefold()
        form = load_table("gatherings")[kind].get(word)
        place = draft.place_of(Span(token.idx, token.idx + 1))
        if form is None or place is None or not _is_meant(token, word):
            continue
        sentence = draft.sentences[place]
        if sentence.start <= token.idx < sentence.end and not _is_nobody(draft, actors, token):
            mention = _mention(draft, actors, token, word, form, sentence)
            if "is negated" not in mention.features or mention.status in ("cancelled", "postponed"):
                yield mention


def _is_nobody(draft: Draft, actors: Actors, token: Token) -> bool:
    """`met resistance`, `received signatures`: the object of a verb is nobody, and no place."""
    if token.pos_ != "VERB":
        return False
    objects = [child for child in token.children if child.dep_ == "obj"]
    return (
        bool(objects)
        and token.lemma_ not in ("shake", "sign", "initial", "discuss")
        and not any(actors.of(child) or (token.lemma_ == "visit" and child.pos_ == "PROPN") for child in objects)
    )


def _is_meant(token: Token, word: str) -> bool:
    """`a news conference`, `a call for restraint`, `bargaining power`, `met the deadline` are no meetings."""
    beside = {child.lower_ for child in token.children if child.dep_ in ("compound", "amod", "compound:prt")}
    cases = {case_of(child) for child in token.children if child.dep_ in ("nmod", "obl")}
    if token.dep_ == "compound":
        return False
    if token.pos_ != "VERB":
        if beside & {"news", "press", "wake-up"} or token.lower_ == "calling":
            return False
        if word == "call":
            return not cases & {"for", "on", "to"} and bool(
                beside & {"phone", "telephone", "video", "conference", "zoom"} or cases & {"with", "between"}
            )
        if word == "briefing":
            return bool(cases & {"with", "for", "of"})
        return True
    if word == "speak":
        return bool(cases & {"with", "to", "by"})
    if word == "sit":
        return "down" in beside
    if word == "shake":
        return any(child.lower_ == "hands" for child in token.children)
    if word == "see":  # `due to see Putin`, not `could see the fighting end`
        seen = [child for child in token.children if child.dep_ == "obj"]
        return (
            bool(seen)
            and seen[0].ent_type_ == "PERSON"
            and not any(c.dep_ in ("xcomp", "ccomp") for c in token.children)
        )
    return word != "discuss" or "with" in cases or any(_has_with(child) for child in token.children)


def _has_with(child: Token) -> bool:
    """`discussed a draft with Putin`, where the tree hangs `with Putin` on the draft."""
    return child.dep_ == "obj" and any(one.dep_ == "nmod" and case_of(one) == "with" for one in child.children)


def _mention(draft: Draft, actors: Actors, token: Token, word: str, form: MeetingFormat, sentence: Span) -> Mention:
    verb = token.pos_ == "VERB"
    predicate = predicate_of(token)
    told = tuple(_told(actors, token, predicate))
    kept = tuple(dict.fromkeys(told))
    reality = reality_of(token)
    status = _status(draft, token, predicate)
    when = _spanned(draft, token, sentence, draft.when_of(token))
    if status in ("held", "ongoing") and when is not None and _is_to_come(draft, when):
        past = (predicate.tag_ in ("VBD", "VBN") and predicate is not token) or token.tag_ in ("VBD", "VBN")
        status, when = (status, draft.when_of(token, past=True)) if past else ("planned", when)
    found = Mention(
        token,
        word,
        verb,
        kept,
        sentence,
        _format(draft, token, form, sentence),
        status,
        _place(draft, actors, token, predicate),
        when,
    )
    found.features |= {f"word:{word}", f"verb:{verb}", f"status:{status}"}
    found.features |= set(reality.features())
    if not verb:
        determiner = next((child.lower_ for child in token.children if child.dep_ in ("det", "nmod:poss")), "bare")
        found.features.add(
            f"det:{determiner if determiner in ('a', 'an', 'the', 'bare', 'another', 'no', 'any') else 'other'}"
        )
        found.features.add(f"as:{token.dep_}")
        found.features.add(f"plural:{token.tag_ in ('NNS', 'NNPS')}")
    return found


def _spanned(draft: Draft, token: Token, sentence: Span, when: When | None) -> When | None:
    """`the talks, which spanned three days over the weekend`, `three days of talks that ended Sunday`: all the days."""
    if when is None or when.grain not in ("day", "weekend", "week"):
        return when
    first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
    for time in draft.times_in(sentence):
        days = re.fullmatch(r"P(\d+)D", time.value) if time.type == "DURATION" else None
        if (
            days is None
            or not (last - first).days + 1 < int(days[1]) <= _MOST_DAYS
            or not _hangs(draft, time.span, token)
        ):
            continue
        began = re.search(
            r"\b(?:began|begun|beginning|start(?:ed|ing)|opened|opening|kicked off)\b", sentence.of(draft.text)
        )
        length = timedelta(days=int(days[1]) - 1)
        first, last = (first, first + length) if began else (last - length, last)
        return When(first.isoformat(), last.isoformat(), "day", when.expression)
    return when


def _hangs(draft: Draft, span: Span, token: Token) -> bool:
    """Whether a time belongs to a noun or verb: somewhere below it in the tree, or directly above (`days of talks`)."""
    first, last = draft.words(span)
    if re.fullmatch(r"\s+of\s+(?:[\w-]+\s+){0,3}", draft.text[span.end : max(span.end, token.idx)]):
        return True
    return first < last and any(
        token.is_ancestor(word) or word.is_ancestor(token) or word == token.head for word in draft.doc[first:last]
    )


def _is_to_come(draft: Draft, when: When) -> bool:
    published = draft.article.published
    return published is not None and when.start > published.date().isoformat()


def _told(actors: Actors, token: Token, predicate: Token) -> Iterator[Standing]:
    """Who the clause says was there: subject, object, `with` of a verb; `between`, owner, adjectives of a noun."""
    if token.pos_ == "VERB":
        yield from _around(actors, token)
        return
    yield from _before(actors, token)
    for child in token.children:
        if (child.dep_ in ("nmod", "obl") and case_of(child) in (*_WITH, "of", "by")) or child.dep_ == "nmod:poss":
            yield from actors.all_of(child)
        elif child.dep_ == "nmod" and case_of(child) == "to":
            yield from actors.all_of(child) or _state(actors, child)
    if predicate is not token and token.dep_ in ("obj", "obl", "conj", "nsubj", "nsubj:pass", "xcomp"):
        own = subject_of(predicate)
        if own is not None and own is not token and not own.is_ancestor(token):
            yield from actors.all_of(own)
        for child in predicate.children:
            if child.dep_ in ("obl", "obl:agent") and case_of(child) in (*_WITH, "by") and child is not token:
                yield from actors.all_of(child)
            elif child.dep_ == "obj" and child is not token and token.dep_ == "obl":
                yield from (one for one in actors.all_of(child) if one.by != "both")


def _around(actors: Actors, verb: Token) -> Iterator[Standing]:
    own = subject_of(verb)
    if own is not None:
        yield from actors.all_of(own)
    for child in verb.children:
        if child.dep_ in ("obj", "iobj"):
            yield from actors.all_of(child) or (_state(actors, child) if verb.lemma_ == "visit" else ())
            if verb.lemma_ == "discuss":
                beside = [one for one in child.children if one.dep_ == "nmod" and case_of(one) == "with"]
                yield from (standing for one in beside for standing in actors.all_of(one))
        elif child.dep_ in ("obl", "obl:agent", "nmod"):
            case = case_of(child)
            if case in (*_WITH, "by", "") or (case == "to" and verb.lemma_ in ("speak", "talk")):
                yield from actors.all_of(child)
            elif case == "to" and verb.lemma_ in ("travel", "fly"):
                yield from actors.all_of(child) or _state(actors, child)


def _state(actors: Actors, token: Token) -> tuple[Standing, ...]:
    """The state that a place is, where somebody goes there."""
    return actors.named_in(Span(token.idx, token.idx + len(token)))


def _before(actors: Actors, token: Token) -> Iterator[Standing]:
    """`US-China talks`, `Russian-Ukrainian negotiations`: the parties in the noun's own words before it."""
    first = min(
        (
            child.left_edge.i
            for child in token.children
            if child.i < token.i and child.dep_ in ("amod", "compound", "nmod:desc")
        ),
        default=token.i,
    )
    if first < token.i:
        doc = token.doc
        seats = {m.span for m in actors.draft.mentions if m.form == "seat"}
        for name in actors.named_in(Span(doc[first].idx, token.idx)):
            place = any(doc[first].idx <= span.start < token.idx for span in seats)
            if not place:
                yield name


def _status(draft: Draft, token: Token, predicate: Token) -> MeetingStatus:
    table = load_table("gatherings")["status"]
    governing = (
        [predicate, *(one for one in predicate.ancestors if one.dep_ not in ("conj",))][:2]
        if predicate is not token or token.pos_ == "VERB"
        else []
    )
    lemmas = {one.lemma_ for one in governing[:1]}
    particles = {child.lower_ for one in governing[:1] for child in one.children if child.dep_ == "compound:prt"}
    for status in ("cancelled", "postponed"):
        if (
            lemmas & set(table[status].split())
            or (status == "cancelled" and "call" in lemmas and "off" in particles)
            or (status == "postponed" and "put" in lemmas and "off" in particles)
        ):
            return status
    told = reality_of(token)
    if told.negated and told.past and predicate is not token and token.dep_.startswith("nsubj"):
        return "cancelled"
    if token.pos_ != "VERB" and _is_over(draft, token):
        return "held"
    words = token.doc[token.left_edge.i : token.i + 1].text
    if told.future or told.modal or told.intended or told.duty or told.conditional or _SCHEDULED.search(words):
        return "planned"
    if (
        any(child.dep_ == "aux" and child.lower_ in ("are", "is") for child in predicate.children)
        and predicate.tag_ == "VBG"
    ):
        return "ongoing"
    if lemmas & set(table["ongoing"].split()):
        return "ongoing"
    return "held"


def _is_over(draft: Draft, noun: Token) -> bool:
    """`after two days of talks`, `the talks, which ended on Friday`: by the words beside it, whatever the tree."""
    before, behind = draft.masked[max(0, noun.idx - 60) : noun.idx], draft.masked[noun.idx : noun.idx + 70]
    return _AFTER.search(before) is not None or _ENDED.match(behind) is not None


def _format(draft: Draft, token: Token, form: MeetingFormat, sentence: Span) -> MeetingFormat:
    near = draft.masked[max(sentence.start, token.idx - 60) : min(sentence.end, token.idx + 60)]
    if re.search(r"\b(?:video|virtual(?:ly)?|Zoom|online|videoconference|video-link)\b", near):
        return "video"
    if re.search(r"\b(?:by|over the|on the) (?:tele)?phone\b|\b(?:tele)?phone (?:call|conversation)", near):
        return "call"
    if form in ("unknown", "in_person", "round") and re.search(r"\bsummit\b", near):
        return "summit"
    if form == "unknown" and re.search(r"\bround\b", near):
        return "round"
    return form


def _place(draft: Draft, actors: Actors, token: Token, predicate: Token) -> str | None:
    """Where: `in Geneva` or `at the White House` on the noun or its verb, else a town before the noun."""
    hangers = [token] if predicate is token else [token, predicate]
    if predicate.dep_ in ("xcomp", "conj", "ccomp"):
        hangers.append(predicate.head)
    for above in hangers:
        for child in above.children:
            if (
                child.dep_ in ("obl", "nmod")
                and case_of(child) in ("in", "at", "outside", "near", "aboard")
                and _is_place(child)
            ):
                return _words(child)
            if (
                child.dep_ in ("obl", "nmod")
                and case_of(child) == "to"
                and above.lemma_ in ("visit", "trip", "travel", "fly")
                and _is_place(child)
            ):
                return _words(child)
            if child.dep_ == "obj" and above.lemma_ == "visit" and _is_place(child):
                return _words(child)
    people = {name.span.start for name in draft.cast.names if name.speaker.kind == "person"}
    for child in token.children:
        if (
            child.dep_ in ("compound", "nmod:poss")
            and child.pos_ == "PROPN"
            and child.idx not in people
            and child.i < token.i
        ):
            words = _words(child)
            if (token.pos_ != "VERB" and "-" not in words and not actors.of(child)) or _seat(draft, child):
                return words
    return None


def _seat(draft: Draft, token: Token) -> bool:
    return any(mention.form == "seat" and mention.span.start == token.idx for mention in draft.mentions)


def _is_place(token: Token) -> bool:
    return token.pos_ == "PROPN" and not _NOT_PLACES.match(token.text) and token.ent_type_ != "PERSON"


def _words(token: Token) -> str:
    """A name with its own words: `Joint Base Elmendorf-Richardson`, `the Peace House`."""
    first = min(
        [
            token.i,
            *(child.left_edge.i for child in token.children if child.dep_ in ("compound", "amod", "flat", "nmod:poss")),
        ]
    )
    last = max([token.i, *(child.i for child in token.children if child.dep_ in ("flat", "compound"))])
    return token.doc[first : last + 1].text.removeprefix("the ").removeprefix("The ")
