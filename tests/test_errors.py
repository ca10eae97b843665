"""Errors say what, which one and what to do; they travel between processes."""

from __future__ import annotations

import pickle

import pytest

from verbale.errors import FetchError, ModelError, PageError, SecondReaderError, SettingsError, StoreError, VerbaleError

KINDS = [PageError, FetchError, SettingsError, ModelError, SecondReaderError, StoreError]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_what_which_and_what_to_do(kind: type[VerbaleError]) -> None:
    error = kind("page.txt", "it is empty", "save it again")
    assert str(error) == "page.txt: it is empty; save it again"
    assert isinstance(error, VerbaleError)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_pickles(kind: type[VerbaleError]) -> None:
    error = pickle.loads(pickle.dumps(kind("a", "b", "c")))
    assert (type(error), error.about, error.problem, error.hint) == (kind, "a", "b", "c")
