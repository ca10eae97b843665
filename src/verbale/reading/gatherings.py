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
from verbale.reading.clause import case_of, predicate_of, reality_of, subject_of
from verbale.reading.draft import Draft
from verbale.reading.entries import MeetingFormat, MeetingStatus, When
from verbale.reading.foregoing import acting
from verbale.reading.tree import Token
from verbale.reading.words import load_table
from verbale.text import Span

_AFTER = re.compile(r"\b(?:after|following)\s+(?:[\w-]+\s+){0,3}(?:of\s+)?(?:[\w-]+\s+){0,2}$")
_ENDED = re.compile(
    r"\w+[^.;\n]{0,40}?\b(?:that|which)\s+(?:ended|lasted|closed|concluded|broke|spanned|failed|wrapped)\b"
)
_MOST_DAYS = 14  # that one round of talks lasts
_WITH = frozenset(("with", "between", "among", "alongside", "amongst"))
_WHILES = frozenset(
    "hour minute day night evening morning afternoon weekend word lunch dinner breakfast tea audience".split()
)
_WIRES = frozenset(("telephone", "phone", "zoom", "videolink", "video"))
#: What one has with each of several in turn.
_EACH = frozenset(("visit", "travel", "fly", "trip", "phone", "telephone", "ring", "call"))
_GOING = frozenset(("visit", "travel", "fly", "trip"))
_APART = frozenset(("separately", "individually", "each", "separate", "respectively", "bilaterally"))
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
        kind = "verbs" if token.lower_ == "due" and token.pos_ == "ADJ" else kind
        if kind is None or token.dep_ in ("case", "mark", "amod"):
            continue
        word = "sit-down" if _is_sit_down(token) else token.lemma_.casefold()
        form = load_table("gatherings")[kind].get(word)
        if form is None and kind == "verbs" and _is_by_phone(token):
            form = "call"
        place = draft.place_of(Span(token.idx, token.idx + 1))
        if form is None or place is None or not _is_meant(token, word, form):
            continue
        sentence = draft.sentences[place]
        if word in ("speak", "talk") and not _is_spoken_with(actors, token):
            continue
        if sentence.start <= token.idx < sentence.end and not _is_nobody(draft, actors, token):
            mention = _mention(draft, actors, token, word, form, sentence)
            if "is negated" not in mention.features or mention.status in ("cancelled", "postponed"):
                yield from _one_by_one(mention, actors)


def _is_nobody(draft: Draft, actors: Actors, token: Token) -> bool:
    """`met resistance`, `received signatures`: the object of a verb is nobody, and no place."""
    if token.pos_ != "VERB":
        return False
    objects = [child for child in token.children if child.dep_ == "obj"]
    return (
        bool(objects)
        and token.lemma_ not in ("shake", "shook", "sign", "initial", "discuss", "have", "spend")
        and not any(_is_somebody(actors, token, child) for child in objects)
    )


def _is_somebody(actors: Actors, verb: Token, noun: Token) -> bool:
    """`met the minister`, `visited Riyadh`; who is seen or called is a person."""
    told = actors.of(noun)
    if verb.lemma_ in ("see", "call"):
        return noun.pos_ == "PROPN" and any(one.actor.name in actors.persons for one in told)
    return bool(told) or (verb.lemma_ == "visit" and noun.pos_ == "PROPN")


def _one_by_one(mention: Mention, actors: Actors) -> Iterator[Mention]:
    """`received the Serb and the Croat separately`, `will visit Chad and Niger`: a meeting with each."""
    word = mention.token
    hosts = {one.actor for one in acting(actors, predicate_of(word))}
    near = [one for one in mention.told if one.actor in hosts]
    far = [one for one in mention.told if one.actor not in hosts]
    sides = list(dict.fromkeys(one.actor.party or one.actor.name for one in far))
    around = {one.lower_ for one in (*word.subtree, *predicate_of(word).children)}
    apart = mention.word in _EACH or "both" in around or bool(around & _APART) or {"in", "turn"} <= around
    if not near or len(sides) < 2 or not apart or any(one.by == "both" for one in near):
        yield mention
        return
    for side in sides:
        told = (*near, *(one for one in far if (one.actor.party or one.actor.name) == side))
        place = mention.place if mention.word not in _GOING else side
        yield replace(mention, told=told, place=place, features={*mention.features, "one by one"})


def _is_sit_down(token: Token) -> bool:
    """`a sit-down`, which is three words to the tree."""
    return token.lower_ == "down" and token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "sit"


def _is_spoken_with(actors: Actors, word: Token) -> bool:
    """`spoke to Kyiv`, `Modi and Starmer spoke`; a minister who spoke of the future did so alone."""
    if word.pos_ != "VERB" or any(
        case_of(child) in ("with", "to", "by") for child in word.children if child.dep_ in ("nmod", "obl")
    ):
        return True
    return len({one.actor.party or one.actor.name for one in acting(actors, word)}) > 1


def _is_by_phone(verb: Token) -> bool:
    """`agreed by telephone`, `traded ideas over the phone`, `had the board on Zoom`."""
    return any(
        child.dep_ in ("obl", "nmod")
        and child.lemma_.casefold() in _WIRES
        and case_of(child) in ("by", "over", "on", "via")
        for child in (
            *verb.children,
            *(low for child in verb.children if child.dep_ == "obj" for low in child.children),
        )
    )


def _is_meant(token: Token, word: str, form: MeetingFormat) -> bool:
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
                beside & {"phone", "telephone", "video", "conference", "zoom"}
                or cases & {"with", "between", "from"}
                or case_of(token) in ("after", "during", "following")
            )
        if word == "briefing":
            return bool(cases & {"with", "for", "of"})
        return True
    if word in ("sit", "come"):
        return ("down" if word == "sit" else "together") in {child.lower_ for child in token.children}
    if word in _GOING:  # `flew to Moscow`, not `planes would fly`
        return "to" in cases or word == "visit"
    if word == "call":
        return _calls_up(token) or _is_by_phone(token)
    if word in ("have", "spend"):  # `had an hour alone with the minister`, `spent two days with officials in Rome`
        return _is_by_phone(token) or any(_is_while(child) for child in token.children)
    if word == "due":  # `is due at the White House on Monday`
        return bool(cases & {"in", "at"}) and any(child.dep_ == "cop" for child in token.children)
    if word in ("shake", "shook"):
        return any(child.lower_ == "hands" for child in token.children)
    if word == "see" and any(child.dep_ in ("xcomp", "ccomp") for child in token.children):
        return False  # `due to see Putin`, not `could see the fighting end`
    return word != "discuss" or "with" in cases or any(_has_with(child) for child in token.children)


def _is_while(child: Token) -> bool:
    """`an hour with Kyiv's envoy`, whether the tree hangs `with` on the hour or on the verb."""
    if child.dep_ not in ("obj", "obl", "obl:unmarked") or child.lemma_ not in _WHILES:
        return False
    return any(case_of(low) == "with" for low in (*child.children, *child.head.children))


def _calls_up(verb: Token) -> bool:
    """`called Tudjman to thank him`, not `called him a liar` nor `called Kyiv to order`."""
    objects = [child for child in verb.children if child.dep_ == "obj"]
    named = bool(objects) and objects[0].ent_type_ == "PERSON" and objects[0].pos_ == "PROPN"
    return named and not any(
        child.dep_ in ("xcomp", "ccomp", "compound:prt", "iobj")
        or (child.dep_ == "obl" and case_of(child) in ("", "for"))
        for child in verb.children
        if child.lemma_ != "thank"
    )


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
    sides = {one.actor.party or one.actor.name for one in kept if one.by != "both"}
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
            yield from acting(actors, predicate)
        for child in predicate.children:
            if child.dep_ in ("obl", "obl:agent") and case_of(child) in (*_WITH, "by") and child is not token:
                yield from actors.all_of(child)
            elif child.dep_ == "obj" and child is not token and token.dep_ == "obl":
                yield from (one for one in actors.all_of(child) if one.by != "both")


def _around(actors: Actors, verb: Token) -> Iterator[Standing]:
    yield from acting(actors, verb)
    for child in verb.children:
        if child.dep_ in ("obj", "iobj"):
            yield from _those(actors, child) or (_state(actors, child) if verb.lemma_ == "visit" else ())
            if verb.lemma_ in ("discuss", "have", "spend"):
                beside = [one for one in child.children if one.dep_ == "nmod" and case_of(one) == "with"]
                yield from (standing for one in beside for standing in actors.all_of(one))
        elif child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN") and child.i > verb.i:
            yield from actors.all_of(child)  # `with Netanyahu and Mikati`, where the tree joins the second to the verb
        elif child.dep_ in ("obl", "obl:agent", "nmod"):
            case = case_of(child)
            behind = case == "of" and child.i > verb.i and child.nbor(-2).dep_ == "obj"
            if case in (*_WITH, "by", "") or behind or (case == "to" and verb.lemma_ in ("speak", "talk")):
                yield from actors.all_of(child)
            elif case == "to" and verb.lemma_ in ("travel", "fly"):
                yield from actors.all_of(child) or _state(actors, child)


def _those(actors: Actors, noun: Token) -> tuple[Standing, ...]:
    """`Egyptian and Sudanese ministers`: a plural with the adjectives of several parties means each."""
    told = actors.all_of(noun)
    first = noun.left_edge.i
    if noun.tag_ != "NNS" or len(told) > 1 or first == noun.i:
        return told
    while first > 0 and (noun.doc[first - 1].lower_ in ("and", ",") or noun.doc[first - 1].tag_ in ("JJ", "NNP")):
        first -= 1
    named = actors.named_in(Span(noun.doc[first].idx, noun.idx))
    return named if len(named) > 1 and told and told[0].by == "office" else told


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
