"""Where an article speaks of a meeting: each noun or verb of meeting with who, where, when, and how it stands.

Comes in: a draft and its actors. Goes out: `Mention`s in the order of the text; `meetings` makes one entry of those
that mean one meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from verbale.reading.actors import Actors, Standing
from verbale.reading.clause import predicate_of, reality_of
from verbale.reading.draft import Draft
from verbale.reading.entries import MeetingFormat, MeetingStatus, When
from verbale.reading.foregoing import acting
from verbale.reading.meeting_words import (
    GOING,
    is_agreed_at,
    is_by_phone,
    is_meant,
    is_nobody,
    is_sit_down,
    is_spoken_with,
)
from verbale.reading.places import place_of
from verbale.reading.seats import seated
from verbale.reading.tree import Token
from verbale.reading.words import load_table
from verbale.text import Span

_AFTER = re.compile(r"\b(?:after|following)\s+(?:[\w-]+\s+){0,3}(?:of\s+)?(?:[\w-]+\s+){0,2}$")
_ENDED = re.compile(
    r"\w+[^.;\n]{0,40}?\b(?:that|which)\s+(?:ended|lasted|closed|concluded|broke|spanned|failed|wrapped)\b"
)
_MOST_DAYS = 14  # that one round of talks lasts
#: What one has with each of several in turn.
_EACH = frozenset(("visit", "travel", "fly", "trip", "phone", "telephone", "ring", "call"))
_APART = frozenset(("separately", "individually", "each", "separate", "respectively", "bilaterally"))
_SCHEDULED = re.compile(r"\b(?:next|upcoming|planned|scheduled|future|another|further|forthcoming|coming)\b", re.I)


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
        return {one.actor.principal for one in self.told}


def find_gatherings(draft: Draft, actors: Actors) -> Iterator[Mention]:
    """The mentions of meetings in the story; headings and captions are left out."""
    for token in draft.doc:
        kind = "verbs" if token.pos_ == "VERB" else "nouns" if token.pos_ in ("NOUN", "PROPN") else None
        kind = "verbs" if token.lower_ == "due" and token.pos_ == "ADJ" else kind
        if kind is None or token.dep_ in ("case", "mark", "amod"):
            continue
        word = "sit-down" if is_sit_down(token) else token.lemma_.casefold()
        form = load_table("gatherings")[kind].get(word)
        if form is None and kind == "verbs" and is_by_phone(token):
            form = "call"
        agreed = form is None and kind == "verbs" and is_agreed_at(token)
        form = "in_person" if agreed else form
        place = draft.place_of(Span(token.idx, token.idx + 1))
        if form is None or place is None or not is_meant(token, word, form):
            continue
        sentence = draft.sentences[place]
        if word in ("speak", "talk") and not is_spoken_with(actors, token):
            continue
        if sentence.start <= token.idx < sentence.end and not is_nobody(actors, token):
            mention = _mention(draft, actors, token, word, form, sentence)
            if agreed:
                if not _is_settled(token) or len(mention.parties) < 2:
                    continue
                mention = replace(mention, status="held", features=mention.features - {"status:planned"})
            if "is negated" not in mention.features or mention.status in ("cancelled", "postponed"):
                yield from _one_by_one(mention, actors)


def _is_settled(verb: Token) -> bool:
    """`agreed in Accra to open the road`: done, whatever is to follow."""
    told = reality_of(verb)
    return verb.tag_ in ("VBD", "VBN") and not (told.negated or told.modal or told.conditional or told.duty)


def _one_by_one(mention: Mention, actors: Actors) -> Iterator[Mention]:
    """`received the Serb and the Croat separately`, `will visit Chad and Niger`: a meeting with each."""
    word = mention.token
    hosts = {one.actor for one in acting(actors, predicate_of(word))}
    near = [one for one in mention.told if one.actor in hosts]
    far = [one for one in mention.told if one.actor not in hosts]
    sides = list(dict.fromkeys(one.actor.principal for one in far))
    around = {one.lower_ for one in (*word.subtree, *predicate_of(word).children)}
    apart = mention.word in _EACH or "both" in around or bool(around & _APART) or {"in", "turn"} <= around
    if not near or len(sides) < 2 or not apart or any(one.by == "both" for one in near):
        yield mention
        return
    for side in sides:
        told = (*near, *(one for one in far if one.actor.principal == side))
        place = mention.place if mention.word not in GOING else side
        yield replace(mention, told=told, place=place, features={*mention.features, "one by one"})


def _mention(draft: Draft, actors: Actors, token: Token, word: str, form: MeetingFormat, sentence: Span) -> Mention:
    verb = token.pos_ == "VERB"
    predicate = predicate_of(token)
    told = tuple(seated(actors, token, predicate))
    kept = tuple(dict.fromkeys(told))
    reality = reality_of(token)
    status = _status(draft, token, predicate)
    when = _spanned(draft, token, sentence, draft.when_of(token))
    sides = {one.actor.principal for one in kept if one.by != "both"}
    if when is not None and not verb and len(sides) < 2 and not _is_dated(draft, token, predicate, when):
        when = None
    if status in ("held", "ongoing") and when is not None and _is_to_come(draft, when):
        past = (predicate.tag_ in ("VBD", "VBN") and predicate is not token) or token.tag_ in ("VBD", "VBN")
        status, when = (status, draft.when_of(token, past=True)) if past else ("planned", when)
    if status == "planned" and when is not None:
        when = _next(draft, when)
    found = Mention(
        token,
        word,
        verb,
        kept,
        sentence,
        _format(draft, token, form, sentence),
        status,
        place_of(draft, actors, token, predicate),
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


def _is_dated(draft: Draft, noun: Token, predicate: Token, when: When) -> bool:
    """Whether a sentence dates its meeting: `the talks opened on Friday`, not `called the talks useful on Friday`."""
    sentence = draft.sentence_of(Span(noun.idx, noun.idx + 1))
    holding = load_table("gatherings")["holding"].split()
    for time in draft.times_in(sentence):
        if time.text == when.expression:
            first, last = draft.words(time.span)
            root = draft.doc[first:last].root if first < last else noun
            held = predicate is not noun and (predicate.lemma_ in holding or predicate.pos_ != "VERB")
            if _hangs(draft, time.span, noun) or (held and predicate.is_ancestor(root)):
                return True
    return False


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


def _next(draft: Draft, when: When) -> When:
    """`is to fly to Ankara on Friday`: the Friday to come, not the last one."""
    published = draft.article.published
    weekday = re.search(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", when.expression or "")
    start, end = date.fromisoformat(when.start), date.fromisoformat(when.end)
    if not weekday or published is None or not 0 < (published.date() - start).days <= 7:
        return when
    week = timedelta(days=7)
    return replace(when, start=(start + week).isoformat(), end=(end + week).isoformat())


def _is_to_come(draft: Draft, when: When) -> bool:
    published = draft.article.published
    return published is not None and when.start > published.date().isoformat()


def _status(draft: Draft, token: Token, predicate: Token) -> MeetingStatus:
    table = load_table("gatherings")["status"]
    governing = (
        [predicate, *(one for one in predicate.ancestors if one.dep_ not in ("conj",))][:2]
        if predicate is not token or token.pos_ == "VERB"
        else []
    )
    lemmas = {one.lemma_ for one in governing[:1]}
    if token.dep_ == "acl" and token.head.lemma_ in ("plan", "invitation", "idea"):  # `scrapped plans to host them`
        lemmas |= {predicate_of(token.head).lemma_}
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
