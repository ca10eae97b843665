"""Whether two positions, two proposals or two pledges are one: what stands for a time and is told again and again.

Comes in: the traits of two lines of one kind. Goes out: a `Likeness`. Symmetric; it asks no other line.
"""

from __future__ import annotations

from verbale.minutes.alike_acts import contained, dice
from verbale.minutes.likeness import Likeness, Tally
from verbale.minutes.traits import Traits

_EXACT, _NEAR = 0.006, 0.06  # shares of a sum
#: Stances that one reader calls so and another otherwise.
_KINDRED = (
    frozenset(("refuses", "opposes")),
    frozenset(("supports", "accepts")),
    frozenset(("demands", "supports")),
    frozenset(("offers", "supports")),
)


def weigh_positions(a: Traits, b: Traits) -> Likeness:
    """The same party that wants the same; another stance on it is another position."""
    tally = Tally("position")
    holder, other = a.ends[0], b.ends[0]
    tally.add("same_holder" if holder == other else "other_holder", lambda: _pair(holder, other))
    issues = [one.also.get("issue") for one in (a, b)]
    tally.add("same_issue" if issues[0] == issues[1] else "other_issue", lambda: _pair(*issues, what="issue"))
    stances = frozenset((a.label, b.label))
    kindred = "kindred_stance" if stances in _KINDRED else "other_stance"
    tally.add("same_stance" if len(stances) == 1 else kindred, f"{' and '.join(sorted(stances))}")
    if a.ends[1] and b.ends[1]:
        tally.add("same_target" if a.ends[1] == b.ends[1] else "other_target", lambda: _pair(a.ends[1], b.ends[1]))
    share, held = dice(a.words, b.words), contained(a.words, b.words)
    if share >= 0.75:
        tally.add("words_near", "nearly the same words")
    elif share >= 0.5 or held >= 0.8:
        tally.add("words_most", "most words in common")
    elif share >= 0.35 or held >= 0.6:
        tally.add("words_many", "many words in common")
    elif share < 0.2:
        tally.add("words_few", "few words in common")
    if a.numbers and b.numbers and not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        tally.add("numbers_differ", lambda: f"{_listed(a.numbers)} here, {_listed(b.numbers)} there")
    if a.turned != b.turned:
        tally.add("negated", "one says not")
    _weigh_telling(tally, a, b, together=14, apart=60, far=365)
    return tally.likeness()


def may_be_one_position(a: Traits, b: Traits) -> bool:
    """Whether two positions have one stance, or two kindred ones, towards the same party, or one towards nobody."""
    if a.label != b.label and frozenset((a.label, b.label)) not in _KINDRED:
        return False
    return _agree(a.ends[1], b.ends[1])


def may_be_one_pledge(a: Traits, b: Traits) -> bool:
    """Whether two pledges have the same donor, recipient and sum, as far as both tell; sums may be about the same."""
    if not (_agree(a.ends[0], b.ends[0]) and _agree(a.ends[1], b.ends[1])):
        return False
    if not a.sums or not b.sums or a.sums[0][0] != b.sums[0][0]:
        return True
    return _off(a.sums[0][1], b.sums[0][1]) <= _NEAR


def _agree(one: str | None, other: str | None) -> bool:
    return one == other or not one or not other


def weigh_proposals(a: Traits, b: Traits) -> Likeness:
    """By points, name and sponsors: the 20-point plan is not the 28-point plan."""
    tally = Tally("proposal")
    one, other = a.also, b.also
    points = [_points(a), _points(b)]
    if points[0] and points[1]:
        tally.add(
            "same_points" if points[0] == points[1] else "other_points", lambda: f"{points[0]} and {points[1]} points"
        )
    numbers = [traits.numbers - {point} for traits, point in zip((a, b), points, strict=True)]
    if numbers[0] and numbers[1]:
        same = bool(numbers[0] & numbers[1])
        words = f"{_listed(numbers[0])} and {_listed(numbers[1])} in their names"
        tally.add("same_number" if same else "other_number", words)
    elif (numbers[0] or numbers[1]) and a.name == b.name:
        tally.add("other_number", lambda: f"only one is numbered {_listed(numbers[0] or numbers[1])}", 0.5)
    _weigh_names(tally, a, b)
    sponsors = [frozenset(map(str.casefold, fields.get("sponsors") or ())) for fields in (one, other)]
    if sponsors[0] and sponsors[1]:
        shared = sponsors[0] & sponsors[1]
        tally.add(
            "same_sponsors" if shared else "other_sponsors",
            lambda: f"{_listed(sponsors[0])} and {_listed(sponsors[1])}",
        )
    if a.sides and b.sides:
        within = a.sides <= b.sides or b.sides <= a.sides
        name = "same_parties" if a.sides == b.sides else "parties_within" if within else "other_parties"
        tally.add(name, lambda: f"{_listed(a.sides)} and {_listed(b.sides)}")
    tally.add(
        "same_type" if one.get("type") == other.get("type") else "other_type", lambda: _pair(one["type"], other["type"])
    )
    if len(a.words) > 2 and len(b.words) > 2:
        share = max(dice(a.words, b.words), contained(a.words, b.words))
        tally.add(*("terms_alike", "like terms") if share >= 0.4 else ("terms_differ", "other terms"))
    _weigh_telling(tally, a, b, together=30, apart=180, far=540)
    return tally.likeness()


def weigh_pledges(a: Traits, b: Traits) -> Likeness:
    """By sums, through the conversions that the articles give, and by who gives what to whom for what."""
    tally = Tally("pledge")
    one, other = a.also, b.also
    _weigh_sums(tally, a, b)
    for place, name in enumerate(("donor", "recipient")):
        if a.ends[place] and b.ends[place]:
            same = a.ends[place] == b.ends[place]
            tally.add(f"same_{name}" if same else f"other_{name}", _pair(a.ends[place], b.ends[place], what=name))
    tally.add("same_type" if one["type"] == other["type"] else "other_type", lambda: _pair(one["type"], other["type"]))
    stages = {str(fields.get("stage")) for fields in (one, other)}
    if "disbursed" in stages and len(stages) > 1 and one["type"] == other["type"]:
        tally.add("other_stage", " and ".join(sorted(stages)))
    periods = [
        f"{period['start'][:4]} to {period['end'][:4]}" for period in (a.also["period"], b.also["period"]) if period
    ]
    if len(periods) == 2:
        tally.add("same_period" if periods[0] == periods[1] else "other_period", lambda: _pair(*periods))
    if one.get("purpose") and other.get("purpose") and len(a.words) > 0 and len(b.words) > 0:
        share = len(a.words & b.words) / min(len(a.words), len(b.words))
        tally.add(*("same_purpose", "like purpose") if share >= 0.34 else ("other_purpose", "another purpose"))
    _weigh_telling(tally, a, b, together=14, apart=120, far=400)
    return tally.likeness()


def _weigh_names(tally: Tally, a: Traits, b: Traits) -> None:
    shared = a.name & b.name
    if a.name and a.name == b.name:
        tally.add("same_long_name" if len(shared) > 1 else "same_name", lambda: f"same name: {_listed(shared)}")
    elif shared and (a.name <= b.name or b.name <= a.name):
        tally.add("name_within", lambda: f"both are called after {_listed(shared)}")
    elif shared and 2 * len(shared) >= min(len(a.name), len(b.name)):
        tally.add("name_shared", lambda: f"both are called after {_listed(shared)}")
    elif a.name and b.name:
        tally.add("other_name", lambda: f"{_listed(a.name)} and {_listed(b.name)}")
    elif not a.name and not b.name and not (_points(a) or _points(b)):
        tally.add("nameless", "neither has a name of its own")


def _weigh_sums(tally: Tally, a: Traits, b: Traits) -> None:
    if a.sums and b.sums:
        name, words = _compare_sums(a, b)
        tally.add(name, words)
        if name != "other_amount" and all(_is_round(value) for _, value in (a.sums[0], b.sums[0])):
            tally.add("round_sum", "a round sum")
    elif a.sums or b.sums:
        tally.add("amount_unknown", "one has no amount")
    else:
        goods = [frozenset(str(one.also.get("goods") or "").casefold().split()) for one in (a, b)]
        numbers = [{word for word in some if word[0].isdigit()} for some in goods]
        share = len(goods[0] & goods[1]) / min(len(goods[0]), len(goods[1])) if all(goods) else 0.0
        if not all(goods):
            tally.add("amount_unknown", "no amount, no goods")
        elif share < 0.5 or (all(numbers) and numbers[0] != numbers[1]):
            tally.add("other_goods", lambda: f"{_listed(goods[0])} and {_listed(goods[1])}")
        else:
            tally.add("same_goods" if goods[0] == goods[1] else "goods_within", "the same goods")


def _compare_sums(a: Traits, b: Traits) -> tuple[str, str]:
    (currency, value), (other_currency, other) = a.sums[0], b.sums[0]
    told = f"{currency} {value:,.0f} and {other_currency} {other:,.0f}"
    if currency == other_currency:
        if _off(value, other) <= _EXACT:
            return "same_amount", f"same amount {currency} {value:,.0f}"
        approximate = any(one.also["amount"] and one.also["amount"].get("approximate") for one in (a, b))
        return ("near_amount" if approximate and _off(value, other) <= _NEAR else "other_amount"), told
    pairs = [(x, y) for x in a.sums for y in b.sums if x[0] == y[0]]
    if not pairs:
        return "other_currency", told
    converted = any(_off(x[1], y[1]) <= _NEAR / 2 for x, y in pairs)
    return ("same_converted", f"{told}, by an article's own conversion") if converted else ("other_amount", told)


def _off(a: float, b: float) -> float:
    return abs(a - b) / max(abs(a), abs(b), 1e-9)


def _is_round(value: float) -> bool:
    return len(f"{value:.0f}".strip("0")) <= 1


def _points(traits: Traits) -> str:
    points = traits.also.get("points")
    return str(points) if points else ""


def _weigh_telling(tally: Tally, a: Traits, b: Traits, *, together: int, apart: int, far: int) -> None:
    """How long after one another two articles told it."""
    one, other = (traits.seen if traits.seen is not None else traits.first for traits in (a, b))
    if one is None or other is None:
        return
    days = abs(one - other)
    if days <= together:
        tally.add("told_together", lambda: f"told within {together} days")
    elif days > apart:
        tally.add("told_far_apart" if days > far else "told_apart", lambda: f"told {days} days apart")


def _pair(one: str | None, other: str | None, *, what: str = "") -> str:
    names = [getattr(name, "written", name) or "nobody" for name in (one, other)]
    both = names[0] if one == other else " and ".join(names)
    return f"{'same ' if one == other else ''}{what + ' ' if what else ''}{both}"


def _listed(words: frozenset[str] | set[str]) -> str:
    return ", ".join(getattr(word, "written", word) for word in sorted(words))
