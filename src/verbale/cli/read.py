"""`verbale read`: from pages to readings, the articles with their people, parties and draft entries."""

from __future__ import annotations

from functools import partial

from verbale.cli.explain import Explain, explain_entry
from verbale.cli.pages import AsJson, Debug, Encoding, Out, Pages, go_through
from verbale.cli.second import SecondModel, SecondReader, second_reader


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
    from verbale.settings import current_settings

    settings = current_settings(second_reader=second_url, second_model=second_model)
    second = second_reader(settings)
    if len(pages) == 1:  # several may be read in other processes
        from verbale.reading.annotation import prepare

        prepare()
    from verbale import work
    from verbale.cli.reading_view import show_reading
    from verbale.cli.terminal import console
    from verbale.reading.entries import reading_json

    read_one = partial(work.read_twice, second=second, settings=settings, encoding=encoding)
    if entry is not None:
        explain_entry(pages, entry, read_one, as_json=as_json, out=out, debug=debug)
        return
    go_through(
        pages,
        read_one,
        to_json=reading_json,
        show=lambda reading: show_reading(console(), reading),
        as_json=as_json,
        out=out,
        debug=debug,
        processes=1 if second or debug else work.processes_for(pages),
    )
