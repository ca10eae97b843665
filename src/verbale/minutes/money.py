"""The money ledger: what was pledged, paid, asked for and needed, stage by stage.

Comes in: the lines of pledges, their articles, and a file of rates where there is one. Goes out: for each stage its
rows, one for each subject, and sums. A sum adds amounts of one stage, one type, one currency and one period, each
subject once: never across stages, never needs with pledges, never one currency with another. What is only possible or
was denied is in no sum. A converted figure stands beside the original, with its rate, that rate's day and its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, NamedTuple, get_args

from verbale.minutes.conversions import Conversion, Converter, amount_of, money_of
from verbale.minutes.line import Line, Source
from verbale.minutes.peeking import own_fields, peek
from verbale.minutes.rates import Rates
from verbale.minutes.recall import NOTHING, Recall
from verbale.minutes.told import Backing, Told, back, by_subject, tell
from verbale.reading.entries import Certainty, Money, Period, PledgeStage, PledgeType

STAGES: tuple[PledgeStage, ...] = get_args(PledgeStage)
_TYPES: tuple[PledgeType, ...] = get_args(PledgeType)
_STAGE: dict[str, PledgeStage] = {stage: stage for stage in STAGES}
_OWN = frozenset(("type", "amount", "goods", "period", "purpose", "conditions"))
_FIRM = frozenset({"asserted", "reported", "planned"})


class Amount(NamedTuple):
    """An amount that lines of one subject give, and which lines do."""

    money: Money
    backing: Backing


class Step(NamedTuple):
    """A stage that a pledge was said to have reached, and the first day on which an article said so."""

    stage: PledgeStage
    day: str | None
    backing: Backing


class MoneyRow(NamedTuple):
    """One pledge, payment, request or need, as its leading line has it; what that line lacks, its next ones give.

    `amounts` are all that its articles give, the leading one first: more than one where they disagree. `steps` are the
    stages it was said to be at, in the order of the days. `converted` is the amount in the currency asked for.
    """

    subject: int
    type: PledgeType
    stage: PledgeStage
    donor: str | None
    recipient: str | None
    amount: Money | None
    goods: str | None
    period: Period | None
    purpose: str | None
    conditions: str | None
    certainty: Certainty
    day: str | None  #: when it was made; where nobody says, None
    reported: str | None  #: the day of the newest article that has it
    stated: tuple[Conversion, ...]  #: the articles' own conversions
    converted: Conversion | None
    amounts: tuple[Amount, ...]
    steps: tuple[Step, ...]
    text: str
    backing: Backing
    lines: tuple[Told, ...]

    @property
    def counts(self) -> bool:
        """Whether it may stand in a sum."""
        return self.amount is not None and self.certainty in _FIRM


@dataclass(frozen=True, slots=True)
class Total:
    """Amounts of one stage, type, currency and period together, each subject once.

    `same_hands` says that two or more of them have the same donor and recipient, and so may be one sum told twice or a
    part and its whole: to be looked at before the total is used. `converted` is there where every row is converted.
    """

    stage: PledgeStage
    type: PledgeType
    period: Period | None
    amount: Money
    subjects: tuple[int, ...]
    drafts: int
    same_hands: bool
    converted: Money | None


@dataclass(frozen=True, slots=True)
class StageLedger:
    """The rows of one stage, and their sums. `apart` are the subjects with an amount that is in no sum."""

    stage: PledgeStage
    rows: tuple[MoneyRow, ...]
    totals: tuple[Total, ...]
    apart: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Money by stage, from announced to estimated. `into` is the currency of the conversions, `rates` their file."""

    stages: tuple[StageLedger, ...]
    into: str | None = None
    rates: str | None = None


def keep_ledger(
    lines: Iterable[Line],
    sources: Mapping[int, Source],
    *,
    rates: Rates | None = None,
    into: str | None = None,
    names: Mapping[str, str] | None = None,
    recall: Recall = NOTHING,
) -> Ledger:
    """The ledger of the pledges among some lines.

    `into` is the ISO 4217 code of a currency to convert to; `names` are those of `told.names_of`.
    """
    told = tell((line for line in lines if line.kind == "pledge"), sources, names)
    converter = Converter(told if into else (), rates)
    if into or rates:  # then other lines than its own have a part in a row
        recall = NOTHING
    stages: dict[str, list[MoneyRow]] = defaultdict(list)
    for subject, group in by_subject(told).items():
        row = recall.part(("pledge", subject), group, lambda group=group: _row(_led(group), converter, into))
        stages[row.stage].append(row)
    return Ledger(
        stages=tuple(_stage(stage, stages[stage]) for stage in STAGES if stage in stages),
        into=into,
        rates=rates.source if rates else None,
    )


def begin_ledger(told: Iterable[Told], most: int, recall: Recall = NOTHING) -> tuple[Ledger, dict[PledgeStage, int]]:
    """The first rows of each stage as `keep_ledger` has them, `most` of each, and how many there are in all.

    A stage of which a person reviewed something is given whole; the sums of drafts alone are not.
    """
    stages: dict[PledgeStage, list[Sequence[Told]]] = defaultdict(list)
    for some in by_subject(told).values():
        group = _led(some)
        stages[_stage_of(group[0].line)].append(group)
    begun: list[StageLedger] = []

    def place_of(group: Sequence[Told]) -> tuple[int, bool, str, float, int]:
        return recall.part(("pledge's place", group[0].line.subject), group, lambda: _place_of(group))

    for stage in STAGES:
        groups, converter = stages.get(stage, ()), Converter(())
        if any(one.reviewed for group in groups for one in group):
            begun.append(_stage(stage, [_row(group, converter, None) for group in groups]))
        elif groups:
            rows = [_row(group, converter, None) for group in nsmallest(most, groups, key=place_of)]
            begun.append(StageLedger(stage, tuple(rows), (), ()))
    return Ledger(tuple(begun)), {stage: len(groups) for stage, groups in stages.items()}


def _led(some: Sequence[Told]) -> Sequence[Told]:
    """The lines of one subject, the leading one first."""
    return sorted(some, key=_lead, reverse=True) if len(some) > 1 else some


def _lead(told: Told) -> tuple[bool, str, float, int]:
    """A reviewed line leads drafts, one of a newer article leads older ones, and of two the surer."""
    return told.reviewed, told.published or "", told.line.confidence, -told.line.entry


def _row(group: Sequence[Told], converter: Converter, into: str | None) -> MoneyRow:
    lead = group[0].line
    every = [own_fields(one.line.fields, _OWN) for one in group]
    backing = back(group)
    amounts = _amounts(group, every, backing)
    paying = next((one for one in group if one.line.fields.get("amount")), None) if into else None
    return MoneyRow(
        subject=lead.subject,
        type=every[0]["type"],
        stage=_stage_of(lead),
        donor=next((one.line.party for one in group if one.line.party), None),
        recipient=next((one.line.other for one in group if one.line.other), None),
        amount=amounts[0].money if amounts else None,
        goods=_first(every, "goods"),
        period=_period(_first(every, "period")),
        purpose=_first(every, "purpose"),
        conditions=_first(every, "conditions"),
        certainty=lead.certainty,
        day=next((one.line.day for one in group if one.line.day), None),
        reported=max((one.published for one in group if one.published), default=None),
        stated=_once(conversion for one in group for conversion in converter.stated(one)),
        converted=converter.convert(paying, into) if into and paying else None,
        amounts=amounts,
        steps=_steps(group, backing),
        text=lead.text,
        backing=backing,
        lines=tuple(group),
    )


def _first(every: Iterable[Mapping[str, Any]], field: str) -> Any:
    """What the first fields that have something under a name say there; None where none has."""
    for fields in every:
        if value := fields.get(field):
            return value
    return None


def _amounts(group: Sequence[Told], every: Sequence[Mapping[str, Any]], backing: Backing) -> tuple[Amount, ...]:
    if len(group) == 1:  # as most are
        told = every[0].get("amount")
        return (Amount(money_of(told), backing),) if told else ()
    given: dict[tuple[float, str], list[tuple[Money, Told]]] = defaultdict(list)
    for one, fields in zip(group, every, strict=True):
        if told := fields.get("amount"):
            money = money_of(told)
            given[money.value, money.currency].append((money, one))
    return tuple(Amount(held[0][0], back([one for _, one in held])) for held in given.values())


def _once(conversions: Iterable[Conversion]) -> tuple[Conversion, ...]:
    """Each converted amount once, as the leading article has it."""
    held: dict[tuple[float, str], Conversion] = {}
    for conversion in conversions:
        held.setdefault((conversion.amount.value, conversion.amount.currency), conversion)
    return tuple(held.values())


def _steps(group: Sequence[Told], backing: Backing) -> tuple[Step, ...]:
    if len(group) == 1:
        return (Step(_stage_of(group[0].line), group[0].published, backing),)
    stages: dict[PledgeStage, list[Told]] = defaultdict(list)
    for one in group:
        stages[_stage_of(one.line)].append(one)
    steps = [
        Step(stage, min((one.published for one in held if one.published), default=None), back(held))
        for stage, held in stages.items()
    ]
    return tuple(sorted(steps, key=lambda step: (step.day or "", STAGES.index(step.stage))))


def _stage_of(line: Line) -> PledgeStage:
    return _STAGE[line.label]


def _period(told: Mapping[str, Any] | None) -> Period | None:
    return Period(told["start"], told["end"]) if told else None


def _stage(stage: PledgeStage, rows: list[MoneyRow]) -> StageLedger:
    """The largest amounts first within a type and currency; goods last."""
    rows.sort(key=lambda row: _place(row.type, row.amount, row.subject))
    sums: dict[tuple[str, str, Period | None], list[tuple[MoneyRow, Money]]] = defaultdict(list)
    for row in rows:
        if row.counts and row.amount:
            sums[row.type, row.amount.currency, row.period].append((row, row.amount))
    return StageLedger(
        stage=stage,
        rows=tuple(rows),
        totals=tuple(_total(stage, held) for held in sums.values()),
        apart=tuple(row.subject for row in rows if row.amount and not row.counts),
    )


def _place_of(group: Sequence[Told]) -> tuple[int, bool, str, float, int]:
    """Where the row of some lines stands in its stage."""
    money = next((money for one in group if (money := amount_of(one.line))), None)
    lead = group[0].line
    return _place(peek(lead.fields, "type"), money, lead.subject)


def _place(kind: PledgeType, money: Money | None, subject: int) -> tuple[int, bool, str, float, int]:
    currency, value = (money.currency, money.value) if money else ("", 0.0)
    return _TYPES.index(kind), money is None, currency, -value, subject


def _total(stage: PledgeStage, held: Sequence[tuple[MoneyRow, Money]]) -> Total:
    row, first = held[0]
    hands = [(row.donor, row.recipient) for row, _ in held]
    converted = [row.converted.amount for row, _ in held if row.converted]
    approximate = any(money.approximate for _, money in held)
    return Total(
        stage=stage,
        type=row.type,
        period=row.period,
        amount=Money(sum(money.value for _, money in held), first.currency, approximate),
        subjects=tuple(row.subject for row, _ in held),
        drafts=sum(row.backing.state == "draft" for row, _ in held),
        same_hands=len(set(hands)) < len(hands),
        converted=Money(sum(money.value for money in converted), converted[0].currency, approximate=True)
        if len(converted) == len(held)
        else None,
    )
