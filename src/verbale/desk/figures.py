"""How far reviewers agree, and how much of what was drafted they keep: a page of tables.

Comes in: the judgements of a dossier. Goes out: Krippendorff's alpha by kind, and rates of acceptance by kind, rule and
source, each with its counts and its interval.
"""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from verbale.desk.access import Reader
from verbale.desk.frame import page_within
from verbale.desk.grids import Grid, Row, Sheet, filled
from verbale.desk.opened import open_dossier
from verbale.minutes.agreement import Acceptance, Agreement, Figures, Share, count_figures
from verbale.minutes.database import Database
from verbale.minutes.judged import find_judgements

_RATES = ("Accepted", "Edited", "Rejected", "As drafted", "Kept")
_EMPTY = "Nobody has decided on a line of this dossier yet."


def figure_routes(database: Database) -> APIRouter:
    """The figures of reviews over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/review/figures")
    def figures(name: str, _: Reader) -> HTMLResponse:
        with open_dossier(database, name, None) as opened:
            judged = find_judgements(opened.standing.connection, opened.dossier)
            sheet = figures_sheet(count_figures(judged))
            return page_within(opened, "view.html", title="Agreement and acceptance", sheet=sheet, view="review")

    return routes


def figures_sheet(figures: Figures) -> Sheet:
    """The figures as tables; of agreement none where no line has two reviewers."""
    agreements = (figures.agreement, *figures.agreement_by_kind) if figures.agreement.entries else ()
    grids = (
        Grid(
            "How far reviewers agree",
            ("Kind", "Alpha", "Entries", "Reviewers", "Decided differently"),
            tuple(map(_agreement, agreements)),
            note="Krippendorff's alpha over the entries that two or more decided on: 1 is perfect agreement, 0 chance.",
        ),
        _rates("Kind", "By kind", (*figures.by_kind, figures.acceptance) if figures.acceptance.kept.total else ()),
        _rates("Rule", "By rule or model", figures.by_rule),
        _rates("Source", "By source", figures.by_publisher),
    )
    return Sheet(filled(grids), empty=_EMPTY)


def _agreement(one: Agreement) -> Row:
    alpha = "–" if one.alpha is None else f"{one.alpha:.2f}"
    differed = str(len(one.disputed)) if one.entries else "–"
    return Row((one.kind or "all", alpha, str(one.entries), str(one.reviewers), differed), one.disputed)


def _rates(column: str, title: str, rates: Iterable[Acceptance]) -> Grid:
    note = "With the interval that holds the true share in 95 of 100 cases. Kept: accepted, as drafted or edited."
    return Grid(title, (column, *_RATES), tuple(map(_rate, rates)), note=note)


def _rate(one: Acceptance) -> Row:
    counts = (str(one.accepted), str(one.edited), str(one.rejected))
    return Row((one.name or "none given", *counts, _share(one.as_drafted), _share(one.kept)))


def _share(share: Share) -> str:
    return f"{share.share:.0%} ({share.low:.0%} to {share.high:.0%})"
