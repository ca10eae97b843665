"""The rows and sums of the money ledger in words, for brief, terminal and desk alike.

Comes in: rows and totals of `money.py`. Goes out: pieces of a sentence. An amount keeps its own currency; conversions
stand behind it, with whose they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.minutes.wording import tell_days, tell_sum

if TYPE_CHECKING:  # the command line asks for these words, and the ledger loads the database
    from verbale.minutes.conversions import Conversion
    from verbale.minutes.money import MoneyRow, Total
    from verbale.reading.entries import Period

_PLURAL = {"pledge": "pledges", "payment": "payments", "request": "requests", "need": "needs"}


def tell_amount(row: MoneyRow) -> str:
    """`EUR 90 billion (USD 105 billion, as the article has it)`; the goods, where no amount is given."""
    text = tell_sum(row.amount) if row.amount else row.goods or ""
    conversions = [one for one in (row.converted, *row.stated) if one]
    if conversions:
        text += f" ({tell_conversion(conversions[0])})"
    if len(row.amounts) > 1:
        text += f"; other reports: {', '.join(tell_sum(one.money) for one in row.amounts[1:3])}"
    return text


def tell_conversion(one: Conversion) -> str:
    """An amount in another currency, and by whose rate."""
    if one.by == "the article":
        return f"{tell_sum(one.amount)}, as the article has it"
    day = f", {tell_days(one.rate.day)}" if one.rate.day else ""
    return f"{tell_sum(one.amount)}, at {one.rate.value:g}, {one.rate.source}{day}"


def tell_purpose(row: MoneyRow) -> str:
    """`to rebuild the port; 2026 to 2027; on condition: the truce holds`."""
    conditions = row.conditions and f"on condition: {row.conditions}"
    return "; ".join(filter(None, (row.purpose, tell_period(row.period), conditions)))


def tell_period(period: Period | None) -> str:
    """`2026 to 2027`; nothing for none."""
    return tell_days(period.start, period.end) if period else ""


def tell_total(total: Total) -> str:
    """What a total is the sum of: `3 pledges, 2026 to 2027; 2 of them drafts`, and what is to be looked at first."""
    number = len(total.subjects)
    told = f"{number} {_PLURAL[total.type]}" if number > 1 else f"1 {total.type}"
    told += f", {tell_period(total.period)}" if total.period else ""
    if total.drafts == number:
        told += "; all drafts" if number > 1 else "; a draft"
    elif total.drafts:
        told += f"; {total.drafts} of them {'drafts' if total.drafts > 1 else 'a draft'}"
    return told + ("; some between the same two: look before you use it" if total.same_hands else "")
