"""Charts of the views, as Vega-Lite that Altair writes and vl-convert draws: SVG without style, script or font.

Comes in: a view's value, a scheme of colours and a width. Goes out: an SVG as wide and as high as `Chart` says before
it is drawn, so that a page keeps its place for it. What only drafts say is drawn hollow, not in a colour of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import vl_convert

from verbale.minutes.money import STAGES, Ledger, Total
from verbale.minutes.periods import Activity
from verbale.minutes.positions import Cell, Matrix
from verbale.minutes.sides import Side, side_of
from verbale.minutes.wording import days, tell_sum

Scheme = Literal["light", "dark"]
_ROW = 24  # pixels of a row of bars or marks
_MOST_BARS = 14
_MOST_ROWS = 16
#: Of a position; `sides.Side` in the order of the legend.
SIDES: tuple[Side, ...] = ("for", "against", "wants", "open")
_SHAPES = ("triangle-up", "triangle-down", "diamond", "circle")


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a scheme: words, lines, bars, and those of the four sides of a position."""

    words: str
    rule: str
    bar: str
    sides: tuple[str, str, str, str]


_INKS: dict[Scheme, Ink] = {
    "light": Ink("#5a626e", "#d9d5cd", "#1f4e8c", ("#1c5e3a", "#9c2f22", "#1f4e8c", "#5a626e")),
    "dark": Ink("#a5abb5", "#383d45", "#8db8f0", ("#9bd8b2", "#f0a093", "#8db8f0", "#a5abb5")),
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that can be drawn in any scheme at any width; `height` is in pixels."""

    height: int
    make: Callable[[Ink], Any]

    def draw(self, scheme: Scheme, width: int) -> str:
        """The SVG, `width` pixels wide."""
        ink = _INKS[scheme]
        sized = self.make(ink).properties(
            width=width, height=self.height, autosize=alt.AutoSizeParams(type="fit", contains="padding"), padding=2
        )
        return vl_convert.vegalite_to_svg(_dressed(sized, ink).to_dict())


def activity_chart(activity: Activity) -> Chart:
    """Lines by period: what a person reviewed filled, drafts hollow on top of it."""
    rows = [
        {"start": period.start, "lines": number, "state": state}
        for period in activity.periods
        for state, number in (("reviewed", period.reviewed), ("draft", period.lines - period.reviewed))
        if number
    ]

    def make(ink: Ink) -> Any:
        form = "%b %Y" if activity.grain == "month" else "%-d %b %Y"
        unit: Any = {"day": "utcyearmonthdate", "week": "utcyearweek", "month": "utcyearmonth"}[activity.grain]
        return (
            alt.Chart(alt.Data(values=rows))
            .mark_bar(color=ink.bar, stroke=ink.bar, strokeWidth=1, binSpacing=2, aria=False)
            .encode(
                x=alt.X(
                    "start:T",
                    timeUnit=unit,
                    scale=alt.Scale(type="utc"),
                    axis=alt.Axis(title=None, grid=False, format=form),
                ),
                y=alt.Y("lines:Q", axis=alt.Axis(title="lines", tickCount=3, tickMinStep=1)),
                **_by_state(),
                order=alt.Order("state:N", sort="descending"),
            )
        )

    return Chart(150, make)


def currencies(ledger: Ledger) -> tuple[str, ...]:
    """The currencies in which there are sums, those of most sums first."""
    counts: dict[str, int] = {}
    for stage in ledger.stages:
        for total in stage.totals:
            counts[total.amount.currency] = counts.get(total.amount.currency, 0) + 1
    return tuple(sorted(counts, key=lambda currency: (-counts[currency], currency)))


def money_chart(ledger: Ledger, currency: str) -> Chart:
    """Sums of one currency: a bar for each stage, type and period, the largest of them, never one upon another."""
    totals = [total for stage in ledger.stages for total in stage.totals if total.amount.currency == currency]
    totals = sorted(totals, key=lambda total: -total.amount.value)[:_MOST_BARS]
    totals.sort(key=lambda total: (STAGES.index(total.stage), total.type, -total.amount.value))
    rows = [
        {
            "what": _what(total),
            "value": total.amount.value,
            "sum": tell_sum(total.amount),
            "state": "draft" if total.drafts == len(total.subjects) else "reviewed",
        }
        for total in totals
    ]
    most = max((total.amount.value for total in totals), default=1)

    def make(ink: Ink) -> Any:
        y = alt.Y(
            "what:N", sort=None, axis=alt.Axis(title=None, labelLimit=190, labelPadding=8, ticks=False, domain=False)
        )
        x = alt.X("value:Q", scale=alt.Scale(domain=[0, most * 1.4]), axis=None)
        base = alt.Chart(alt.Data(values=rows)).encode(y=y, x=x)
        bars = base.mark_bar(color=ink.bar, stroke=ink.bar, strokeWidth=1, height=12)
        words = base.mark_text(align="left", dx=6, color=ink.words, fontSize=12).encode(text="sum:N")
        return bars.encode(**_by_state()) + words

    return Chart(_ROW * len(set(map(_what, totals))) + 8, make)


def most_told(matrix: Matrix) -> list[Cell]:
    """The cells that the chart has room for, those with most lines, in the order of issues and parties."""
    cells = sorted(matrix.cells, key=lambda cell: -len(cell.lines))[:_MOST_ROWS]
    return sorted(cells, key=lambda cell: (matrix.issues.index(cell.issue), matrix.parties.index(cell.party)))


def stances_chart(matrix: Matrix) -> Chart:
    """Positions over time: a row for each party and issue of which most is told, a mark for each month and side."""
    cells = most_told(matrix)
    span = sorted(one.as_of for cell in cells for one in cell.lines if one.as_of)
    digits = 10 if span and span[0][:4] == span[-1][:4] and len(span) < 400 else 7
    held: dict[tuple[str, str, str], list[bool]] = {}
    for cell in cells:
        for one in cell.lines:
            if one.as_of:
                row = f"{cell.issue or 'no issue'}: {cell.party or 'nobody named'}"
                held.setdefault((row, one.as_of[:digits], side_of(one.line.label)), []).append(one.reviewed)
    rows = [
        {"row": row, "day": day, "side": side, "state": "reviewed" if any(some) else "draft", "number": len(some)}
        for (row, day, side), some in held.items()
    ]
    names = [f"{cell.issue or 'no issue'}: {cell.party or 'nobody named'}" for cell in cells]

    def make(ink: Ink) -> Any:
        form = "%-d %b %Y" if digits == 10 else "%b %Y"
        legend = alt.Legend(title=None, orient="top", symbolSize=80)
        return (
            alt.Chart(alt.Data(values=rows))
            .mark_point(filled=True, strokeWidth=1.5, aria=False)
            .encode(
                x=alt.X("day:T", scale=alt.Scale(type="utc"), axis=alt.Axis(title=None, grid=False, format=form)),
                y=alt.Y("row:N", sort=names, axis=alt.Axis(title=None, grid=True, labelLimit=260, ticks=False)),
                color=alt.Color("side:N", scale=alt.Scale(domain=SIDES, range=ink.sides), legend=legend),
                shape=alt.Shape("side:N", scale=alt.Scale(domain=SIDES, range=_SHAPES), legend=legend),
                size=alt.Size("number:Q", scale=alt.Scale(range=[60, 220], domainMin=1), legend=None),
                **_by_state(),
                stroke=alt.Stroke("side:N", scale=alt.Scale(domain=SIDES, range=ink.sides), legend=None),
            )
        )

    return Chart(_ROW * len({row["row"] for row in rows}) + 64, make)


def _what(total: Total) -> str:
    period = f", {days(total.period.start, total.period.end)}" if total.period else ""
    return f"{total.stage}{'' if total.type == 'pledge' else f' ({total.type})'}{period}"


def _by_state() -> dict[str, Any]:
    """Filled what was reviewed; hollow in a dashed line what was not."""
    states = ["reviewed", "draft"]
    return {
        "fillOpacity": alt.FillOpacity("state:N", scale=alt.Scale(domain=states, range=[1, 0.12]), legend=None),
        "strokeDash": alt.StrokeDash("state:N", scale=alt.Scale(domain=states, range=[[1, 0], [3, 2]]), legend=None),
    }


def _dressed(chart: Any, ink: Ink) -> Any:
    """The chart without a frame, in the colours of a scheme, on the page's own paper."""
    axis: dict[str, Any] = {
        "labelColor": ink.words, "titleColor": ink.words, "domainColor": ink.rule, "tickColor": ink.rule,
        "gridColor": ink.rule, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
    }  # fmt: skip
    return (
        chart.configure(background="transparent", font="sans-serif")
        .configure_axis(**axis)
        .configure_view(stroke=None)
        .configure_legend(labelColor=ink.words, labelFontSize=12)
    )
