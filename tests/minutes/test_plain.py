"""Views as plain JSON values."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from tests.minutes.lines import line, source
from verbale.minutes.line import Line
from verbale.minutes.plain import plain
from verbale.minutes.told import Told, tell


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the views have them."""

    name: str
    days: tuple[str, ...]
    line: Line
    told: Told
    counts: dict[int, float]


def test_a_row_is_written_with_its_lines_and_their_words() -> None:
    one = line("position", 7, party="Iran", what="a truce", quote="Tehran wants a truce", day="2026-03-01")
    (told,) = tell([one], {1: source()})
    written = json.loads(json.dumps(plain(Row("x", ("2026-03-01",), one, told, {1: 0.5}))))
    assert written["days"] == ["2026-03-01"] and written["counts"] == {"1": 0.5}
    assert written["line"]["entry"] == 7 and written["line"]["quote"] == "Tehran wants a truce"
    assert "fields" not in written["line"]
    assert written["told"]["dated"] is True and written["told"]["source"]["publisher"] == "Outlet 1"


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(TypeError, match="complex"):
        plain({"a": 1j})
