"""Fuzz a page reader: `python -m fuzz plain|html [-max_total_time=60 …]` (libFuzzer's options).

A page that breaks an invariant is kept: `python -m fuzz html out/fuzz/html-crash-…` runs it again.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["verbale"]):
    from fuzz.invariants import check_article, check_bytes, check_plain_article
    from verbale.page.html import read_html
    from verbale.page.plain import read_plain

from fuzz.seeds import fuzz_arguments


def read_html_bytes(data: bytes) -> None:
    check_bytes(data, "fuzz.html", read_html, check_article)


def read_plain_bytes(data: bytes) -> None:
    check_bytes(data, "fuzz.txt", read_plain, check_plain_article)


TARGETS = {"html": (read_html_bytes, (".html", ".htm")), "plain": (read_plain_bytes, (".txt",))}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit("usage: python -m fuzz plain|html [libFuzzer's options, or a page to run again]")
    target, endings = TARGETS[sys.argv[1]]
    atheris.Setup([sys.argv[0], *fuzz_arguments(sys.argv[1], *endings, given=sys.argv[2:])], target)
    atheris.Fuzz()
