"""What `verbale desk` hands to the desk so that it can add pages: a function that reads one.

The desk knows neither the reader nor the network. The language model is loaded with the first page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verbale.desk.inbox import Handed
    from verbale.minutes.filing import Incoming
    from verbale.page.source import Page
    from verbale.settings import Settings


def desk_reader(settings: Settings) -> Callable[[Handed], Incoming]:
    """Reads pages that were handed in at the desk; fetches from public addresses only, whatever `fetch_private` says.

    Who opens the desk may not be who asks it to fetch.
    """
    public = replace(settings, fetch_private=False)

    def read_page(handed: Handed) -> Incoming:
        page = _page(handed, public)
        from verbale.minutes.filing import Incoming
        from verbale.reading.entries import reading_json
        from verbale.work import read

        reading = read(page, settings=public, issues=handed.issues)
        return Incoming(reading_json(reading), page.data, page.name, page.encoding)

    return read_page


def _page(handed: Handed, settings: Settings) -> Page:
    """The page of what was handed in. Raises PageError; FetchError for an address that is not fetched from."""
    from verbale.errors import FetchError, PageError
    from verbale.page.fetch import fetch_page
    from verbale.page.source import decode_page

    if handed.data is not None:
        if len(handed.data) > settings.max_page_bytes:
            told = f"the page is larger than {settings.max_page_bytes:,} bytes"
            raise PageError(handed.name, told, "raise max_page_bytes if it is one story")
        return decode_page(handed.data, name=handed.name, url=handed.url)
    try:
        page = fetch_page(handed.url or handed.name, settings).page
    except FetchError as error:
        if "fetch_private" not in error.hint:
            raise
        hint = "the desk fetches from public addresses only: upload the page, or paste its text"
        raise FetchError(error.about, error.problem, hint) from error
    assert page is not None  # without validators a page is never unchanged
    return page
