"""Fuzz the reader of HTML pages: `python -m fuzz.html_pages -max_total_time=60` (libFuzzer's options).

A page that breaks an invariant is kept: `python -m fuzz.html_pages out/fuzz/html-crash-…` runs it again.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["verbale"]):
    from verbale.errors import PageError
    from verbale.page.html import read_html
    from verbale.page.source import decode_page

from fuzz.invariants import check_article
from fuzz.seeds import fuzz_arguments


def read_bytes(data: bytes) -> None:
    try:
        page = decode_page(data, name="fuzz.html")
        article = read_html(page)
    except PageError:
        return
    check_article(page, article)


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *fuzz_arguments("html", ".html", ".htm", given=sys.argv[1:])], read_bytes)
    atheris.Fuzz()
