"""Euro reference rates: the day or the last before it, crossed through the euro, and clear errors for bad files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from verbale.errors import RatesError
from verbale.minutes.rates import load_rates

# The form of the bank's file, its trailing comma included; the figures are made up but for their order of size.
FILE = """Date,USD,JPY,GBP,RUB,
2025-12-22,1.1720,184.50,0.8800,N/A,
2025-12-19,1.1712,184.00,0.8760,N/A,
2022-03-01,1.1162,128.30,0.8340,117.2010,
"""


def saved(folder: Path, text: str) -> Path:
    path = folder / "eurofxref-hist.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_day_has_its_rate(tmp_path: Path) -> None:
    rate = load_rates(saved(tmp_path, FILE)).rate("EUR", "USD", "2025-12-22")
    assert rate is not None
    assert (rate.value, rate.day) == (1.172, "2025-12-22")
    assert "European Central Bank" in rate.source


def test_a_day_without_rates_takes_the_last_one_before_it_and_says_so(tmp_path: Path) -> None:
    rate = load_rates(saved(tmp_path, FILE)).rate("EUR", "USD", "2025-12-21T09:00:00+01:00")
    assert rate is not None
    assert (rate.value, rate.day) == (1.1712, "2025-12-19")


def test_two_currencies_are_crossed_through_the_euro(tmp_path: Path) -> None:
    rates = load_rates(saved(tmp_path, FILE))
    pound, euro = rates.rate("GBP", "USD", "2025-12-22"), rates.rate("USD", "EUR", "2025-12-22")
    assert pound is not None and euro is not None
    assert pound.value == pytest.approx(1.172 / 0.88, rel=1e-5)
    assert euro.value == pytest.approx(1 / 1.172, rel=1e-5)


def test_a_missing_rate_is_none_and_a_stale_one_is_not_taken(tmp_path: Path) -> None:
    rates = load_rates(saved(tmp_path, FILE))
    assert rates.rate("EUR", "RUB", "2025-12-22") is None
    assert rates.rate("EUR", "RUB", "2022-03-02") is not None
    assert rates.rate("EUR", "CHF", "2025-12-22") is None
    assert rates.rate("EUR", "USD", "2021-01-01") is None


def test_the_zip_of_the_bank_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "eurofxref-hist.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("eurofxref-hist.csv", FILE)
    assert load_rates(path).days == ("2022-03-01", "2025-12-19", "2025-12-22")


@pytest.mark.parametrize(
    ("text", "about", "problem"),
    [
        ("", "eurofxref-hist.csv", "does not begin with “Date”"),
        ("Day,USD\n2025-12-22,1.1\n", "eurofxref-hist.csv", "does not begin with “Date”"),
        ("Date,dollar\n2025-12-22,1.1\n", "eurofxref-hist.csv", "no currency's code"),
        ("Date,USD,USD\n2025-12-22,1.1,1.1\n", "eurofxref-hist.csv", "one of them twice"),
        ("Date,USD\n", "eurofxref-hist.csv", "no day"),
        ("Date,USD\n22 December 2025,1.1\n", "line 2", "no day of the form"),
        ("Date,USD\n2025-12-22,1.1\n2025-12-22,1.2\n", "line 3", "there twice"),
        ("Date,USD\n2025-12-22,1.1,7\n", "line 2", "one value for each"),
        ("Date,USD,GBP\n2025-12-22,1.1\n", "line 2", "one value for each"),
        ("Date,USD\n2025-12-22,many\n", "line 2", "no rate of USD"),
        ("Date,USD\n2025-12-22,-1\n", "line 2", "more than nothing"),
        ("Date,USD\n2025-12-22,nan\n", "line 2", "more than nothing"),
    ],
)
def test_a_bad_file_says_where_and_why(tmp_path: Path, text: str, about: str, problem: str) -> None:
    with pytest.raises(RatesError, match=problem) as caught:
        load_rates(saved(tmp_path, text))
    assert about in caught.value.about
    assert "European Central Bank" in caught.value.hint


def test_no_file_and_no_zip_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(RatesError, match="cannot be read"):
        load_rates(tmp_path / "none.csv")
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    with pytest.raises(RatesError, match="cannot be read"):
        load_rates(tmp_path / "bad.zip")
    (tmp_path / "bytes.csv").write_bytes(b"Date,\xff\n")
    with pytest.raises(RatesError, match="cannot be read"):
        load_rates(tmp_path / "bytes.csv")
