"""Damaged pages through the whole reader, as `python -m benchmarks.soak` does with many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.soak import soak


@pytest.mark.slow
def test_damaged_pages_are_read_or_refused_with_a_clear_error(examples: list[Path]) -> None:
    seen = list(soak([path.read_bytes() for path in examples], 60, damage=True))
    assert len(seen) == 60
    assert sum(refused for _, refused, _ in seen) < 30
