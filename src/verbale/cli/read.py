"""`verbale read`: from pages to readings, the articles with their people, parties and draft entries."""

from __future__ import annotations

from typing import Annotated

import typer

from verbale.cli.pages import AsJson, Debug, Encoding, Out, Pages, go_through
from verbale.cli.second import SecondModel, SecondReader, second_reader

Explain = Annotated[
    int | None,
    typer.Option("--explain", metavar="ENTRY", help="Show why the entry of this number was drafted, of one page."),
]


def read(
    pages: Pages,
    as_json: AsJson = False,
    out: Out = None,
    encoding: Encoding = None,
    second_url: SecondReader = None,
    second_model: SecondModel = None,
    entry: Explain = None,
    debug: Debug = False,
) -> None:
    """Read pages and draft their minutes: who met, who said what, what was pledged, each with its sentence."""
    from verbale import work
    from verbale.cli.explanation_view import show_explanation
    from verbale.cli.reading_view import show_reading
    from verbale.cli.terminal import console
    from verbale.reading.entries import reading_json
    from verbale.reading.explanation import Explanation, explain
    from verbale.settings import current_settings

    settings = current_settings(second_reader=second_url, second_model=second_model)
    if entry is not None:
        if len(pages) != 1:
            raise typer.BadParameter(f"--explain {entry}: give one page, not {len(pages)}")
        go_through(
            pages,
            lambda name: explain(work.article(name, settings=settings, encoding=encoding), entry, name=name),
            to_json=Explanation.to_json,
            show=lambda explanation: show_explanation(console(), explanation),
            as_json=as_json,
            out=out,
            debug=debug,
        )
        return
    second = second_reader(settings)
    go_through(
        pages,
        lambda name: work.read_twice(name, second, settings=settings, encoding=encoding),
        to_json=reading_json,
        show=lambda reading: show_reading(console(), reading),
        as_json=as_json,
        out=out,
        debug=debug,
    )
