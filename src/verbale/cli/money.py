"""`verbale money`: what was pledged, paid, asked for and needed, by stage, never added across stages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli import sheet as sheets
from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing
from verbale.cli.sheet import Sheet, manner, numbers

if TYPE_CHECKING:
    from verbale.minutes.money import Ledger, MoneyRow, Total


def money(
    name: Name,
    rates: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Convert by the ECB's reference rates (eurofxref-hist.csv).")
    ] = None,
    into: Annotated[str | None, typer.Option(metavar="CODE", help="The currency to convert to, as EUR or USD.")] = None,
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """The money of a dossier by stage, in its own currency; conversions say their rate and whose it is."""
    from verbale.minutes.rates import load_rates
    from verbale.minutes.views import money_of

    known = load_rates(rates) if rates else None
    with standing(name, database_url, as_of) as stands:
        ledger = money_of(stands, rates=known, into=into.upper() if into else ("EUR" if known else None))
    if as_json:
        print_json(ledger)
    else:
        _show(name, ledger)


def _show(name: str, ledger: Ledger) -> None:
    sheet = Sheet()
    sheet.head(name, "money by stage; stages are never added together")
    if not ledger.stages:
        sheet.say("Nothing was pledged, paid, asked for or needed.")
    for stage in ledger.stages:
        columns = ("day", "type", "from", "to", "amount", "for*", "how", "entries")
        sheet.table(stage.stage, columns, map(_row, stage.rows))
        sheet.table("", (f"sums of what was {stage.stage}*", "amount"), map(_total, stage.totals))


def _row(row: MoneyRow) -> tuple[object, ...]:
    what = sheets.money(row.amount.value, row.amount.currency) if row.amount else row.goods
    if row.amount and row.amount.approximate:
        what = f"about {what}"
    if row.converted:
        what = f"{what} ({sheets.money(row.converted.amount.value, row.converted.amount.currency)})"
    purpose = "; ".join(
        filter(None, (row.purpose, row.period and f"{row.period.start}–{row.period.end}", row.conditions))
    )
    how = manner(row.backing.state, row.certainty, row.backing.confidence)
    entries = numbers(row.backing.entries)
    return row.day or row.reported, row.type, row.donor, row.recipient, what, purpose, how, entries


def _total(total: Total) -> tuple[str, str]:
    period = f", {total.period.start}–{total.period.end}" if total.period else ""
    told = f"{total.type}{period}: {len(total.subjects)} of them, {total.drafts} drafts"
    if total.same_hands:
        told += "; some between the same two, look before you use it"
    amount = sheets.money(total.amount.value, total.amount.currency)
    if total.converted:
        amount += f" ({sheets.money(total.converted.value, total.converted.currency)})"
    return told, amount
