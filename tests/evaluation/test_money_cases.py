"""How amounts are compared with the cases of another library."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from evaluation.money import FLOORS, measure

SHARED = Path(os.environ.get("VERBALE_SHARED", Path(__file__).parents[3] / "shared"))
DEVELOPMENT = SHARED / "corpora" / "money.recognizers.dev.jsonl.gz"


def write_cases(folder: Path, *cases: tuple[str, list[dict[str, object]]]) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(json.dumps({"Input": text, "Results": results}) for text, results in cases), "utf-8")
    return path


def result(text: str, value: str | None, unit: str, **more: object) -> dict[str, object]:
    resolution = {"value": value, "unit": unit} | ({"isoCurrency": more.pop("iso")} if "iso" in more else {})
    return {"Text": text, "TypeName": "currency", "Resolution": resolution, **more}


def test_a_case_is_right_where_span_value_and_currency_are(tmp_path: Path) -> None:
    path = write_cases(
        tmp_path,
        ("It cost $5.", [result("$5", "5", "Dollar", Start=8, End=9)]),
        ("It cost 5 YEN.", [result("5 yen", "5", "Japanese yen", iso="JPY")]),
        ("It cost 470 pence.", [result("470 pence", "470", "Pence", Start=8, End=16)]),
        ("It cost nothing.", []),
    )
    assert measure([path])["cases_right"] == 1.0


@pytest.mark.parametrize(
    "wrong",
    [
        result("$5", "6", "Dollar", Start=8, End=9),
        result("$5", "5", "Pound", Start=8, End=9),
        result("$5", "5", "Canadian dollar", Start=8, End=9, iso="CAD"),
        result("$5", "5", "Dollar", Start=8, End=10),
    ],
)
def test_a_case_is_wrong_where_one_of_them_is(tmp_path: Path, wrong: dict[str, object]) -> None:
    assert measure([write_cases(tmp_path, ("It cost $5.", [wrong]))])["cases_right"] == 0.0


def test_a_name_without_a_number_counts_only_in_the_stricter_figure(tmp_path: Path) -> None:
    results = [result("50 dollar", "50", "Dollar"), result("dollar", None, "Dollar", Start=10, End=15)]
    found = measure([write_cases(tmp_path, ("50 dollar dollar", results))])
    assert (found["cases_right"], found["cases_right_with_bare_names"]) == (1.0, 0.0)


@pytest.mark.corpora
def test_amounts_keep_their_floors() -> None:
    if not DEVELOPMENT.exists():
        pytest.skip(f"needs the shared corpora: {DEVELOPMENT}")
    figures = measure([DEVELOPMENT])
    assert all(figures[name] >= floor for name, floor in FLOORS.items()), figures
