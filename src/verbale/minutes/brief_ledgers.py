"""The brief on what can be counted and checked: money, what lies ahead, and on what reports disagree.

Comes in: views as they stand, and the notes of the text. Goes out: a section of each. A sum is told only where all its
amounts were reviewed: a draft may count a pledge twice, and no reader of one page would see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from verbale.minutes.citing import (
    Notes,
    Section,
    Sentence,
    Table,
    count_more,
    dated,
    marks_of,
    stop,
)
from verbale.minutes.contested import Contested, Question
from verbale.minutes.denials import Denial
from verbale.minutes.forecasts import Forecast
from verbale.minutes.meetings import Heading, Meeting, Meetings, Placed
from verbale.minutes.money import Ledger, MoneyRow, Total
from verbale.minutes.money_words import tell_amount, tell_period, tell_purpose
from verbale.minutes.told import Told, day_after
from verbale.minutes.wording import tell_days, tell_sum
from verbale.reading.entries import PledgeStage

_STALE = 60  # days after which a plan without a date, or one that nothing confirms, is no news
_AHEAD = 5
_WAITING = 3
_DISPUTES = 4
_PROOFS = 6  # notes of a sum: more of them are in the ledger
_STAGES = {
    "announced": "announced", "committed": "committed", "allocated": "set aside", "disbursed": "paid",
    "requested": "asked for", "estimated": "estimated to be needed",
}  # fmt: skip
PER_STAGE = 4  #: rows of each stage of money


def say_money(notes: Notes, ledger: Ledger, numbers: Mapping[PledgeStage, int]) -> Section:
    """What was pledged and what is needed, stage by stage; sums where there is something to add.

    `numbers` says how many rows each stage has, of which the ledger may have the first alone.
    """
    heading = "Money and goods"
    if not ledger.stages:
        return Section(heading, (Sentence("No pledge, payment, request or need is known."),))
    rows: list[tuple[Sentence, ...]] = []
    sums: list[Sentence] = []
    hidden = 0
    for stage in ledger.stages:
        hidden += max(0, numbers[stage.stage] - PER_STAGE)
        for row in stage.rows[:PER_STAGE]:
            hands = " to ".join(filter(None, (row.donor, row.recipient))) if row.donor else f"for {row.recipient}"
            rows.append(
                (
                    Sentence(_STAGES[stage.stage]),
                    Sentence(row.type),
                    Sentence(hands if row.donor or row.recipient else "not told"),
                    notes.say(tell_amount(row) or "not told", row.lines),
                    Sentence(tell_purpose(row)),
                )
            )
        held = {row.subject: row for row in stage.rows}
        sums += [_total(notes, total, held) for total in stage.totals if _can_be_told(total)]
    if hidden:
        sums.append(Sentence(f"The money ledger has {count_more(hidden, 'line')}."))
    return Section(heading, tuple(sums), Table(("Stage", "Type", "From and to", "How much", "What for"), tuple(rows)))


def _can_be_told(total: Total) -> bool:
    """A sum that a minister may read: of several amounts, all reviewed, none of them between the same two."""
    return len(total.subjects) > 1 and not total.same_hands and not total.drafts


def _total(notes: Notes, total: Total, rows: Mapping[int, MoneyRow]) -> Sentence:
    period = f" for {tell_period(total.period)}" if total.period else ""
    kind = {"pledge": "pledges", "payment": "payments", "request": "requests", "need": "needs"}[total.type]
    text = f"{len(total.subjects)} {kind} {_STAGES[total.stage]}{period} come to {tell_sum(total.amount)}"
    told = [one for subject in total.subjects for one in rows[subject].lines]
    numbers = (number for subject in total.subjects[:_PROOFS] for number in notes.cite(rows[subject].lines, most=1))
    return Sentence(stop(text), tuple(dict.fromkeys(numbers)), marks_of(told))


def say_ahead(notes: Notes, meetings: Meetings, forecasts: Sequence[Forecast], today: str) -> Section:
    """Meetings to come or that nothing confirms, and forecasts that are due or wait for somebody to look."""
    begin = day_after(today[:10], -_STALE)
    planned = [one for one in meetings.planned if one.day or _last_told(one) >= begin]
    waiting = [one for one in meetings.unconfirmed if (one.day or "") >= begin]
    due = [one for one in forecasts if one.standing == "due"]
    over = [one for one in forecasts if one.waits and one.last >= begin]
    sentences = [notes.say(dated(one.proof), one.proof) for one in planned[:_AHEAD]]
    sentences += [
        notes.say(f"{dated(one.proof)} Nothing tells yet whether it took place.", one.proof)
        for one in waiting[:_WAITING]
    ]
    sentences += [
        notes.say(f"Foreseen for {tell_days(one.first, one.last)}: {stop(one.text)}", one.lines) for one in due[:3]
    ]
    sentences += [
        notes.say(f"Foreseen for {tell_days(one.first, one.last)}, outcome not yet noted: {stop(one.text)}", one.lines)
        for one in over[:3]
    ]
    return Section("Ahead", tuple(sentences) or (Sentence("No meeting is planned and no forecast is due."),))


def choose_ahead(placed: Mapping[Heading, Sequence[Placed]], today: str) -> dict[Heading, Sequence[Placed]]:
    """The meetings of which `say_ahead` may tell, and all those of which one is the next."""
    begin = day_after(today[:10], -_STALE)
    dated = [one for one in placed["planned"] if one.newest.day]
    undated = [one for one in placed["planned"] if not one.newest.day and (one.last_told or "") >= begin]
    waiting = [one for one in placed["unconfirmed"] if (one.newest.day or "") >= begin]
    return {"planned": (*dated, *undated[:_AHEAD]), "unconfirmed": waiting[:_WAITING]}


def _last_told(meeting: Meeting) -> str:
    return max((one.published or "" for one in meeting.lines), default="")


def say_disputes(notes: Notes, contested: Contested) -> Section:
    """On what the reports disagree: each question with its answers, and what one tells and another denies."""
    heading = "What reports disagree on"
    sentences = [_question(notes, one) for one in contested.questions if not one.unsure][:_DISPUTES]
    sentences += [_denial(notes, one) for one in contested.denials[:2]]
    sentences += [_question(notes, one) for one in contested.questions if one.unsure][: max(0, 3 - len(sentences))]
    rest = len(contested.questions) + len(contested.denials) - len(sentences)
    if not sentences:
        return Section(heading, (Sentence("On nothing, as far as was found."),))
    if rest > 0:
        sentences.append(Sentence(f"The contested facts have {count_more(rest, 'question')}."))
    return Section(heading, tuple(sentences))


def _question(notes: Notes, question: Question) -> Sentence:
    answers = [f"{one.value}: {one.text.strip(' .')}" for one in question.answers[:3]]
    told = [line for one in question.answers[:3] for line in one.lines[:1]]
    sentence = _cited(notes, f"{question.question} {'; or '.join(answers)}", told)
    return replace(sentence, marks=(*sentence.marks, "unsure")) if question.unsure else sentence


def _denial(notes: Notes, denial: Denial) -> Sentence:
    against = denial.against[:1]
    what = "".join(f" Told elsewhere: {stop(one.line.text)}" for one in against)
    return _cited(notes, f"{stop(denial.text)}{what}", [denial.denial, *against])


def _cited(notes: Notes, text: str, told: Iterable[Told]) -> Sentence:
    """Words that set lines against each other: each has its note."""
    some = list(told)
    numbers = dict.fromkeys(number for one in some for number in notes.cite([one]))
    return Sentence(stop(text), tuple(numbers), () if any(one.reviewed for one in some) else ("draft",))
