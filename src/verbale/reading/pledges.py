"""Money and goods promised, paid, asked for or needed: one entry for each sum or gift.

Comes in: a draft and its actors. Goes out: candidates for `Pledge`s in the order of the text. Every sum is one; the
words that govern it tell type, donor and recipient, and speak for or against it: most sums in the news are prices,
losses, tariffs and sizes of markets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from verbale.language.money import Amount
from verbale.reading.actors import Actors
from verbale.reading.certainty import judge_act
from verbale.reading.clause import Reality, predicate_of, reality_of
from verbale.reading.draft import Draft
from verbale.reading.entries import Money, Period, Pledge, PledgeStage, PledgeType, Speaker
from verbale.reading.giving import ends_of, named_before
from verbale.reading.goods import propose_goods
from verbale.reading.sources import find_source_before, find_subject
from verbale.reading.weighing import Candidate
from verbale.reading.words import load_table
from verbale.text import Span

#: Between a cue and its sum: no new clause, no more words than a recipient and an attribute take.
_GAP = r"(?:\s+(?!(?:that|which|who|after|before|when|while|if|said|and|but|because)\b)[\w’'$€£.-]+){0,7}\s*$"
#: `€100m in equipment and €25m for energy`, `a grant of $25m and a loan of $50m`: governed as the first.
_CHAIN = re.compile(
    r"^[^.;:“”—]{0,60}\b(?:and|plus)\s+(?:a\s+(?:further|loan\s+of|grant\s+of)\s+|another\s+|invest\s+a\s+further\s+|about\s+|some\s+)?$"
)

#: Of so many parties named most, the first that gives nothing may be the one that the money is for.
_OFTEN_NAMED = 2


@dataclass(frozen=True, slots=True)
class _Cue:
    type: PledgeType
    stage: PledgeStage
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Given:
    """A sum with what governs it: `at` is where the cue stands."""

    amount: Amount
    index: int
    type: PledgeType
    stage: PledgeStage
    donor: str | None
    recipient: str | None
    sentence: Span


def propose_pledges(draft: Draft, actors: Actors) -> list[Candidate[Pledge]]:
    """The sums and goods of an article that may be promised, paid, asked for or needed."""
    found: list[_Given] = []
    read: list[tuple[_Given, str]] = []
    for index, amount in enumerate(draft.amounts):
        if amount.converts is not None:
            continue
        sentence = draft.sentence_of(amount.span)
        if not sentence.start <= amount.span.start < amount.span.end <= sentence.end:
            continue  # in a heading or a caption
        given, how = _read(draft, sentence, index, found)
        if how != "row":
            given = _with_ends(draft, actors, given, how)
        told = _reality(draft, amount.span)
        if told.negated or (given.type == "payment" and (told.modal or told.conditional)):
            continue  # `has not paid the $20 million`, `would have given`
        if how != "beside":
            found.append(given)
        read.append((given, how))
    usual = _usual_ends(actors, found)
    made = [
        Candidate(
            _write(draft, _completed(actors, given, *usual)),
            frozenset(_features(draft, actors, given, how)),
            draft.meaning(given.amount.span),
        )
        for given, how in read
    ]
    return [*made, *propose_goods(draft, actors)]


def _usual_ends(actors: Actors, found: Sequence[_Given]) -> tuple[str | None, str | None]:
    """Who gives and who gets in most of an article’s sums that a cue governs.

    Whom the money is for is named often, and gives little itself: `Donors promised Haiti … Spain added $5m`.
    """
    donors = Counter(one.donor for one in found if one.donor and one.type in ("pledge", "payment"))
    agencies = load_table("pledges")["verbs"]["agencies"]
    recipients = Counter(one.recipient for one in found if one.recipient and one.recipient not in agencies)
    named = [name for name in actors.main if name not in donors and name not in agencies][:1]
    recipients.update(name for name in named if actors.rank(name) < _OFTEN_NAMED)
    return tuple(next((name for name, _ in each.most_common(1)), None) for each in (donors, recipients))  # pyright: ignore[reportReturnType]


def _completed(actors: Actors, given: _Given, donor: str | None, recipient: str | None) -> _Given:
    """A sum whose sentence leaves an end unsaid: it is the article’s usual one, or the other of its two sides.

    `Kenya promised Chad $5m. … Ghana will lend $7m.`
    """
    sides = [side.name for side in actors.sides()]
    if given.type == "request" and recipient and given.recipient in load_table("pledges")["verbs"]["agencies"]:
        given = replace(given, recipient=recipient)  # who asks for others
    if given.recipient is None:
        other = next((side for side in sides if given.donor in sides and side != given.donor), None)
        to = recipient if recipient != given.donor else other
        given = replace(given, recipient=to or other)
    if given.donor is None and given.type in ("pledge", "payment"):
        other = next((side for side in sides if given.recipient in sides and side != given.recipient), None)
        by = donor if donor != given.recipient else other
        given = replace(given, donor=by or other)
    return given


def _with_ends(draft: Draft, actors: Actors, given: _Given, how: str) -> _Given:
    """A sum with the donor and the recipient that the tree tells, else, where a cue governs it, the donor beside it."""
    donor, recipient = ends_of(draft, actors, given.amount.span, given.type)
    listed = named_before(draft, given.amount.span, given.sentence) if given.type in ("pledge", "payment") else None
    if listed and listed != recipient:
        return replace(given, donor=listed, recipient=recipient or (given.recipient if how == "chained" else None))
    beside = given.donor if how in ("cue", "chained") and given.donor != recipient else None
    if beside in load_table("pledges")["verbs"]["nameless"]:
        beside = None  # of whom, nobody says
    if how == "chained":
        recipient = recipient or given.recipient
    return replace(given, donor=donor or beside, recipient=recipient)


def is_same_pledge(one: Pledge, other: Pledge) -> bool:
    """The same sum, told again; or the same goods of the same donor."""
    if one.amount and other.amount:
        return (one.amount.value, one.amount.currency) == (other.amount.value, other.amount.currency)
    return not one.amount and not other.amount and (one.donor, one.goods) == (other.donor, other.goods)


def _reality(draft: Draft, span: Span) -> Reality:
    first, last = draft.words(span)
    return reality_of(draft.doc[first:last].root) if first < last else Reality()


def _read(draft: Draft, sentence: Span, index: int, found: list[_Given]) -> tuple[_Given, str]:
    """Type, donor and recipient of a sum, and how they were told: in a row, by a cue, by the sum before, or only
    nearby.
    """
    for how, read in (("row", _in_row), ("cue", _governed)):
        given = read(draft, sentence, index)
        if given:
            return given, how
    chained = _chained(draft, sentence, index, found)
    if chained:
        return chained, "chained"
    amount = draft.amounts[index]
    words = sentence.of(draft.text)
    type_ = next(
        (kind for kind, pattern in load_table("pledges")["types"].items() if re.search(pattern, words)), "pledge"
    )
    stage = {"pledge": "announced", "payment": "disbursed", "request": "requested", "need": "estimated"}[type_]
    return _Given(amount, index, cast("PledgeType", type_), cast("PledgeStage", stage), None, None, sentence), "beside"


def _features(draft: Draft, actors: Actors, given: _Given, how: str) -> Iterator[str]:
    amount, sentence = given.amount, given.sentence
    reject = load_table("pledges")["reject"]
    before = draft.text[sentence.start : amount.span.start]
    behind = draft.text[_last_end(draft, given.index) : sentence.end]
    yield f"how:{how}"
    yield f"how:{how} type:{given.type}"
    yield f"type:{given.type}"
    yield f"size:{next((str(n) for n in (10, 8, 6, 4) if float(amount.value) >= 10**n), '0')}"
    yield f"per:{amount.per or 'no'}"
    yield f"rejected before:{bool(re.search(reject['before'], before))}"
    yield f"rejected behind:{bool(re.match(reject['behind'], behind))}"
    yield f"donor:{given.donor is not None}"
    yield f"listed:{named_before(draft, amount.span, sentence) is not None}"
    yield f"recipient:{given.recipient is not None}"
    yield f"parties:{min(len(actors.named_in(sentence)), 3)}"
    yield f"converted:{any(one.converts == given.index for one in draft.amounts[given.index : given.index + 4])}"
    for name, pattern in load_table("pledges")["beside"].items():
        if re.search(pattern, sentence.of(draft.text), re.I):
            yield f"word:{name}"
        if re.search(pattern, before[-60:] + " " + behind[:60], re.I):
            yield f"near:{name}"
    for cue in _cues():
        if cue.before and cue.before.search(before):
            yield f"cue:{cue.type} {cue.stage}"
    words = draft.doc.char_span(amount.span.start, amount.span.end, alignment_mode="expand")
    if words is not None:
        root = words.root
        yield f"as:{root.dep_}"
        verb = predicate_of(root)
        yield f"verb:{verb.lemma_.casefold() if verb is not root else 'none'}"
        yield from reality_of(root).features()


def _governed(draft: Draft, sentence: Span, index: int) -> _Given | None:
    """A sum with a cue before or behind it in its sentence."""
    amount = draft.amounts[index]
    before = draft.text[sentence.start : amount.span.start]
    behind = draft.text[_last_end(draft, index) : sentence.end]
    for cue in _cues():
        match = cue.before.search(before) if cue.before else None
        if match:
            gives = cue.type in ("pledge", "payment")
            donor = _donor_beside(draft, sentence, sentence.start + match.start()) if gives else None
            return _Given(amount, index, cue.type, cue.stage, donor, None, sentence)
        if cue.behind and (match := cue.behind.match(behind)):
            start = _last_end(draft, index)
            donor = _party(_first(draft, Span(start, start + match.end())))
            return _Given(amount, index, cue.type, cue.stage, donor, None, sentence)
    return None


def _in_row(draft: Draft, sentence: Span, index: int) -> _Given | None:
    """`European Community: $600m over five years`, in a list that a sentence with a promise leads in."""
    amount = draft.amounts[index]
    row = re.match(
        r"(?P<who>[A-Z][\w’' -]{2,40}):\s+(?:a\s+(?:grant|loan)\s+of\s+)?$",
        draft.text[sentence.start : amount.span.start],
    )
    if row is None:
        return None
    lead = draft.text[max(0, sentence.start - 700) : sentence.start]
    if not re.search(r"\b(?:pledged|promised|donors?|commitments|contributions)\b", lead):
        return None
    name = draft.cast.starting(sentence.start)
    donor = _party(name.speaker) if name else row["who"]
    lead_sentence = next(
        (
            s
            for s in reversed(draft.sentences)
            if s.end <= sentence.start and re.search(r"promised|pledged", s.of(draft.text))
        ),
        None,
    )
    recipient = _recipient(draft, lead_sentence, donor) if lead_sentence else None
    return _Given(amount, index, "pledge", "announced", donor, recipient, sentence)


def _chained(draft: Draft, sentence: Span, index: int, found: list[_Given]) -> _Given | None:
    if not found or found[-1].sentence != sentence:
        return None
    last = found[-1]
    gap = draft.text[_last_end(draft, last.index) : draft.amounts[index].span.start]
    if not _CHAIN.match(gap):
        return None
    return _Given(draft.amounts[index], index, last.type, last.stage, last.donor, last.recipient, sentence)


def _donor_beside(draft: Draft, sentence: Span, verb: int) -> str | None:
    """The subject of the verb at an offset, or of the clause before it."""
    source = find_source_before(draft, verb, sentence.start) or find_subject(draft, sentence.start, verb)
    return _party(source.speaker) if source and source.speaker else _earlier(draft, sentence) if source else None


def _earlier(draft: Draft, sentence: Span) -> str | None:
    """Whom `he` acts for: the subject of the sentence before."""
    earlier = draft.sentence_before(sentence)
    found = find_subject(draft, earlier.start, earlier.end) if earlier else None
    return _party(found.speaker) if found and found.speaker else None


def _first(draft: Draft, span: Span) -> Speaker | None:
    return next((name.speaker for name in draft.cast.within(span)), None)


def _recipient(draft: Draft, span: Span, donor: str | None) -> str | None:
    """`for Lebanon`, `to the Green Climate Fund`, `into the United States`."""
    for name in draft.cast.within(span):
        before = draft.masked[span.start : name.span.start]
        party = _party(name.speaker)
        if (
            party != donor
            and re.search(r"\b(?:to|for|into|promised|pledged|lend|gives?)\s+(?:the\s+)?$", before)
            and len(before) < 200
        ):
            return party
    return None


def _party(speaker: Speaker | None) -> str | None:
    return (speaker.party or speaker.name) if speaker else None


def _last_end(draft: Draft, index: int) -> int:
    """Where a sum ends, its conversions in parentheses included."""
    end = max(
        [draft.amounts[index].span.end, *(a.span.end for a in draft.amounts[index : index + 4] if a.converts == index)]
    )
    return end + 1 if draft.text[end : end + 1] == ")" else end


def _write(draft: Draft, given: _Given) -> Pledge:
    amount, sentence = given.amount, given.sentence
    behind = draft.text[_last_end(draft, given.index) : sentence.end]
    goods = re.match(
        r"\s+(?:worth\s+of|in|of)\s+((?:new\s+)?[a-z][^,.;:“”]{3,60}?)(?=\s+(?:and|for|to|over|by)\b|[,.;:]|$)", behind
    )
    purpose = re.match(r"\s+(?:for|to)\s+([a-z][^,.;:“”]{3,80}?)(?=\s+(?:this|over|by)\b|[,.;:]|$)", behind)
    return Pledge(
        text=_sentence(given),
        when=draft.when(Span(sentence.start, amount.span.start), past=given.type != "need"),
        certainty=judge_act(sentence.of(draft.text)) if given.stage == "announced" else "asserted",
        evidence=(draft.evidence(sentence),),
        via=draft.via(),
        origin=draft.origin("pledge"),
        confidence=0.0,
        type=given.type,
        donor=given.donor,
        recipient=given.recipient,
        amount=_money(amount),
        equivalents=tuple(_money(a) for a in draft.amounts[given.index : given.index + 4] if a.converts == given.index),
        goods=goods[1] if goods else None,
        period=_period(draft, Span(amount.span.end, sentence.end)),
        purpose=purpose[1] if purpose else None,
        stage=given.stage,
    )


def _money(amount: Amount) -> Money:
    return Money(float(amount.value), amount.currency, amount.modifier is not None)


def _period(draft: Draft, span: Span) -> Period | None:
    """`for 2026 and 2027`, `this year`: the years that the money is for."""
    years = [
        t
        for t in draft.times
        if t.grain == "year" and t.type == "DATE" and span.start <= t.span.start < span.end and t.start and t.end
    ]
    starts, ends = [t.start[:4] for t in years if t.start], [t.end[:4] for t in years if t.end]
    return Period(min(starts), max(ends)) if starts and ends else None


def _sentence(given: _Given) -> str:
    donor, to = given.donor or "Somebody", f" to {given.recipient}" if given.recipient else ""
    if given.type == "need":
        return f"{given.recipient or 'Somebody'} needs {given.amount.text}."
    if given.type == "request":
        return f"{given.amount.text} is asked for" + (f", for {given.recipient}." if given.recipient else ".")
    verbs = {"announced": "promised", "committed": "committed", "allocated": "set aside", "disbursed": "paid"}
    if given.donor is None:
        return f"{given.amount.text} was {verbs[given.stage]}{to}."
    return f"{donor} {verbs[given.stage]} {given.amount.text}{to}."


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(_cue(entry) for entry in load_table("pledges")["cue"])


def _cue(entry: dict[str, str]) -> _Cue:
    before, behind = entry.get("before"), entry.get("behind")
    return _Cue(
        entry["type"],  # pyright: ignore[reportArgumentType]
        entry["stage"],  # pyright: ignore[reportArgumentType]
        re.compile(rf"(?<![\w’'-])(?:{before})(?![\w-]){_GAP}") if before else None,
        re.compile(behind) if behind else None,
    )
