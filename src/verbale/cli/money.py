"""`verbale money`: what was pledged, paid, asked for and needed, by stage, never added across stages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing
from verbale.cli.sheet import Sheet, manner, numbers
from verbale.minutes.money_words import tell_amount, tell_purpose, tell_total
from verbale.minutes.wording import tell_sum

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
        columns = ("day", "type", "from", "to", "amount*", "for*", "how", "entries")
        sheet.table(stage.stage, columns, map(_row, stage.rows))
        several = (total for total in stage.totals if len(total.subjects) > 1)
        sheet.table("", (f"sums of what was {stage.stage}*", "amount"), map(_total, several))


def _row(row: MoneyRow) -> tuple[object, ...]:
    how = manner(row.backing.state, row.certainty, row.backing.confidence)
    when = row.day or row.reported
    what = (tell_amount(row), tell_purpose(row))
    return when, row.type, row.donor, row.recipient, *what, how, numbers(row.backing.entries)


def _total(total: Total) -> tuple[str, str]:
    amount = tell_sum(total.amount)
    return tell_total(total), f"{amount} ({tell_sum(total.converted)})" if total.converted else amount
