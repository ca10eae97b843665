"""Whether two meetings, two events or two statements are one: what happened once and was told twice.

Comes in: the traits of two lines of one kind. Goes out: a `Likeness`. Symmetric; it asks no other line.
"""

from __future__ import annotations

from verbale.minutes.likeness import Likeness, Tally
from verbale.minutes.traits import MUTUAL, Traits, is_long_quote

_WIDE = 8  # days
_OFF = frozenset(("cancelled", "postponed"))


def weigh_meetings(a: Traits, b: Traits) -> Likeness:
    """Planned in one article and held in another is one; different counterparts on one day are two."""
    tally = Tally("meeting")
    _weigh_sides(tally, a, b)
    people = a.people & b.people
    if people:
        tally.add("same_people_more" if len(people) > 1 else "same_people", lambda: f"both name {_listed(people)}")
    elif a.people and b.people:
        tally.add("other_people", lambda: f"{_listed(a.people)} here, {_listed(b.people)} there")
    near = _weigh_days(tally, a, b)
    statuses = {a.label, b.label}
    if near and "planned" in statuses and statuses & {"held", "ongoing"}:
        tally.add("planned_then_held", "one is planned for the day that the other was held")
    elif near and len(statuses & _OFF) == 1 and statuses & {"held", "ongoing"}:
        tally.add("off_and_held", "one was called off, the other held")
    elif not near and statuses == {"planned", "postponed"}:
        tally.add("put_off", "one is planned, the other put off")
    _weigh_places(tally, a, b)
    if a.numbers and b.numbers:
        same = a.numbers & b.numbers
        tally.add(
            "same_round" if same else "other_round", lambda: f"{_told_numbers(a)} and {_told_numbers(b)} in their names"
        )
    if shared := (a.name & b.name) - set(a.place) - set(b.place) - a.sides:
        tally.add("same_name", lambda: f"both are called after {_listed(shared)}")
    _weigh_formats(tally, a, b)
    return tally.likeness()


def weigh_events(a: Traits, b: Traits) -> Likeness:
    """The same act between the same two on the same day; what is not mutual must be told in like words."""
    if a.label != b.label:
        return Likeness(0.0)
    tally = Tally("event")
    mutual = a.label in MUTUAL
    if a.ends == b.ends or (mutual and a.ends == b.ends[::-1]):
        tally.add("same_sides", lambda: f"both between {_titled(a.ends[0])} and {_titled(a.ends[1])}")
    else:
        tally.add("other_sides", "between others")
    near = _weigh_days(tally, a, b)
    _weigh_places(tally, a, b)
    if a.people and b.people:
        shared = a.people & b.people
        tally.add("same_actor" if shared else "other_actor", lambda: _listed(shared or a.people ^ b.people))
    if mutual and near:
        tally.add("mutual", "seldom twice on one day")
    share = dice(a.words, b.words)
    if share >= 0.5:
        tally.add("words_near", "told in nearly the same words")
    elif share >= 0.3:
        tally.add("words_many", "many words in common")
    elif not mutual and share < 0.15:
        tally.add("words_few", "told in other words")
    if a.numbers and b.numbers and not mutual and not a.numbers & b.numbers:
        tally.add("numbers_differ", lambda: f"{_told_numbers(a)} here, {_told_numbers(b)} there")
    if (a.certainty == "denied") != (b.certainty == "denied"):
        tally.add("negated", "one of them is denied")
    elif (a.certainty == "planned") != (b.certainty == "planned"):
        tally.add("planned_and_done", "one is planned, the other done")
    return tally.likeness()


def weigh_statements(a: Traits, b: Traits) -> Likeness:
    """The same speaker, and the same quoted words or nearly the same content, within days."""
    tally = Tally("statement")
    if (a.people and a.people == b.people) or a.ends[0] == b.ends[0]:
        tally.add("same_speaker", lambda: f"same speaker {_titled(a.ends[0])}")
    elif a.people & b.people:
        tally.add("same_speaker", lambda: f"both by {_listed(a.people & b.people)}", 0.7)
    elif a.sides & b.sides and not (a.people and b.people):
        tally.add("same_party_speaks", lambda: f"both for {_listed(a.sides & b.sides)}")
    else:
        tally.add("other_speaker", lambda: f"{_titled(a.ends[0])} and {_titled(b.ends[0])}")
    long = _weigh_words(tally, a, b)
    days = gap_of(a, b)
    if days is None:
        tally.add("days_unknown", "no day")
    elif days == 0:
        tally.add("same_days", "same day")
    elif days <= 2:
        tally.add("days_near", lambda: f"{days} days apart")
    else:
        tally.add("days_apart" if days <= 5 else "days_far", lambda: f"{days} days apart", 0.6 if long else 1.0)
    if (a.label == "denied") != (b.label == "denied"):
        tally.add("denied", "one denies")
    channels = [str(one.also["channel"]).casefold() for one in (a, b) if one.also["channel"]]
    if len(channels) == 2:
        same = channels[0] in channels[1] or channels[1] in channels[0]
        tally.add("same_channel" if same else "other_channel", " and ".join(channels))
    return tally.likeness()


def _weigh_words(tally: Tally, a: Traits, b: Traits) -> bool:
    """What is said; whether a long quotation is shared."""
    long = False
    if a.quotes and b.quotes:
        shared = [min(x, y, key=len) for x in a.quotes for y in b.quotes if x in y or y in x]
        long = any(map(is_long_quote, shared))
        if shared:
            quote = max(shared, key=len)
            tally.add("same_quote" if long else "short_quote", lambda: f"both quote “{quote[:60]}”")
        else:
            tally.add("other_quotes", "they quote other words")
    share = dice(a.words, b.words)
    held = contained(a.words, b.words)
    if share >= 0.75:
        tally.add("words_near", "nearly the same words")
    elif share >= 0.55 or held >= 0.8:
        tally.add("words_most", "most words in common")
    elif share >= 0.4 or held >= 0.6:
        tally.add("words_many", "many words in common")
    elif share < 0.25 and not long:
        tally.add("words_few", "few words in common")
    if not long and a.numbers and b.numbers and not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        tally.add("numbers_differ", lambda: f"{_told_numbers(a)} here, {_told_numbers(b)} there")
    if a.turned != b.turned and not long:
        tally.add("negated", "one says not")
    return long


def _weigh_sides(tally: Tally, a: Traits, b: Traits) -> None:
    shared = a.sides & b.sides
    if not a.sides or not b.sides:
        return
    if not shared:
        tally.add("other_parties", lambda: f"{_listed(a.sides)} here, {_listed(b.sides)} there")
    elif a.sides == b.sides and len(shared) > 1:
        tally.add("same_parties", lambda: f"both of {_listed(shared)}")
    elif a.sides <= b.sides or b.sides <= a.sides:
        tally.add("parties_within", lambda: f"both of {_listed(shared)}", 1.0 if len(shared) > 1 else 0.4)
    elif len(shared) == 1:
        tally.add("other_counterparts", lambda: f"{_listed(a.sides - shared)} here, {_listed(b.sides - shared)} there")


def _weigh_days(tally: Tally, a: Traits, b: Traits) -> bool:
    """When it was, or when it was told; whether the days may be the same."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        tally.add("days_unknown", "no day")
        days = gap_of(a, b)
        if days is not None:
            if days <= 3:
                tally.add("told_together", "told within three days")
            elif days > 10:
                far = days > 30 and tally.weighs("told_far_apart")
                tally.add("told_far_apart" if far else "told_apart", lambda: f"told {days} days apart")
        return False
    gap = max(a.first, b.first) - min(a.last, b.last)
    widest = max(a.last - a.first, b.last - b.first) + 1
    meeting = tally.weighs("days_wide")
    if gap <= 0:
        if (a.first, a.last) == (b.first, b.last) and widest <= _WIDE:
            tally.add("same_days", "same day" if widest == 1 else "same days")
        elif widest > _WIDE and meeting:
            tally.add("days_wide", "one lies somewhere in the other's weeks")
        elif meeting and (_within(a, b) or _within(b, a)):
            tally.add("days_within", "the days of one lie within the other's")
        else:
            tally.add("days_overlap", "days overlap", 1.0 if widest <= _WIDE else 0.3)
        return True
    far = gap > 7 and meeting
    name = "next_day" if gap == 1 else "far_days" if far else "other_days"
    tally.add(name, lambda: f"{gap} days apart" if gap > 1 else "one day apart")
    return False


def _within(a: Traits, b: Traits) -> bool:
    return b.first is not None and a.first is not None and b.first <= a.first and (a.last or 0) <= (b.last or 0)


def _weigh_places(tally: Tally, a: Traits, b: Traits) -> None:
    if not a.place or not b.place:
        return
    shared = set(a.place) & set(b.place)
    if a.place[0] == b.place[0]:
        tally.add("same_place", lambda: f"same place {_titled(a.place[0])}")
    elif tally.weighs("place_within") and (a.place[0] in b.place or b.place[0] in a.place) and shared:
        tally.add("place_within", lambda: f"both in {_titled(min(shared))}")
    elif a.place[0] in b.place[0] or b.place[0] in a.place[0]:
        tally.add("same_place", lambda: f"same place {_titled(min(a.place[0], b.place[0], key=len))}", 0.7)
    else:
        tally.add("other_place", lambda: f"{_titled(a.place[0])} and {_titled(b.place[0])}")


def _weigh_formats(tally: Tally, a: Traits, b: Traits) -> None:
    formats = [_FORMATS.get(str(one.also["format"]), "") for one in (a, b)]
    if all(formats):
        same = formats[0] == formats[1]
        tally.add("same_format" if same else "other_format", formats[0] if same else " and ".join(formats))


_FORMATS = {"in_person": "in person", "summit": "in person", "round": "", "call": "a call", "video": "a call"}


def dice(a: frozenset[str], b: frozenset[str]) -> float:
    """Twice what is shared over what there is."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def contained(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the smaller set the larger holds; nothing where it is too small to tell."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller >= 4 else 0.0


def gap_of(a: Traits, b: Traits) -> int | None:
    """The days between two lines, by their own or those on which they were told; None where one has none."""
    one, other = a.day, b.day
    if one is None or other is None:
        return None
    return max(0, max(one, other) - min(a.last or one, b.last or other))


def _listed(names: frozenset[str] | set[str]) -> str:
    ordered = [_titled(name) for name in sorted(names)]
    return " and ".join([", ".join(ordered[:-1]), ordered[-1]] if len(ordered) > 1 else ordered)


def _titled(name: str | None) -> str:
    return getattr(name, "written", None) or (name or "nobody").title()


def _told_numbers(traits: Traits) -> str:
    return ", ".join(sorted(traits.numbers))
