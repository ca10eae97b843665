"""The lines of a dossier as a file."""

from __future__ import annotations

import csv
import io

from fastapi.testclient import TestClient

from tests.desk.conftest import HOSTILE
from verbale.desk.exports import write_csv
from verbale.minutes.database import Database
from verbale.minutes.line import Line
from verbale.minutes.told import Told

STRIKE = "/api/dossiers/Airport%20strike"


def test_the_lines_are_a_table_with_their_sentences_and_how_each_was_made(client: TestClient) -> None:
    answer = client.get(f"{STRIKE}/lines.csv")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''Airport%20strike.csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    (refused,) = [row for row in rows if row["entry"] == "4"]
    assert len(rows) == 5
    assert refused["quote"] == "The union refused the offer on 5 March 2026"
    assert (refused["publisher"], refused["state"]) == ("The Courier", "draft")
    assert refused["disclosure"] == "Drafted by machine (verbale 0.1); reviewed by nobody"


def test_the_same_lines_are_json_with_the_disclosure(client: TestClient) -> None:
    told = client.get(f"{STRIKE}/lines.json?as_of=2026-03-06").json()
    assert (told["schema"], told["dossier"], told["as_of"]) == ("verbale.lines/1", "Airport strike", "2026-03-06")
    assert "reviewed 0 of the 5 lines" in told["disclosure"]
    assert [one["source"]["headline"] for one in told["lines"]] == ["Airport pay talks"] * 5
    assert client.get(f"{STRIKE}/lines.json?as_of=2026-03-05").json()["lines"] == []


def test_who_took_what_stands_in_the_log(client: TestClient) -> None:
    client.get(f"{STRIKE}/lines.csv")
    page = " ".join(client.get("/audit").text.split())
    assert "<td>exported</td><td>Airport strike, 5 lines as csv</td>" in page


def test_what_a_spreadsheet_would_run_is_only_text(database: Database) -> None:
    fields = {"evidence": [{"exact": "=1+1"}], "origin": {"by": "a rule"}}
    one = Line(
        1, 1, "position", "draft", 1, "=cmd|' /C calc'!A0", "@x", "-2", "+1", None, None, "asserted", 0.5, "rules",
        HOSTILE, fields,
    )  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(write_csv([Told(one, None, None, False)])))
    assert [row[name] for name in ("party", "other", "issue", "label", "quote")] == [
        "'=cmd|' /C calc'!A0", "'@x", "'-2", "'+1", "'=1+1",
    ]  # fmt: skip
    assert row["text"] == HOSTILE
