"""How times are compared with TimeML and with the cases of another library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.times import is_right, measure, read_timeml

ANCHOR = {"ReferenceDateTime": "2016-11-07T00:00:00"}
STORY = (
    '<TimeML><DCT><TIMEX3 value=\'x\' tid="t0" value="2016-11-07">Nov. 7</TIMEX3></DCT>\n<TEXT>\n'
    'They <EVENT>met</EVENT> &amp; parted on <TIMEX3 type="DATE" value="2016-11-04">Friday</TIMEX3>.\n'
    'It took <TIMEX3 type="DURATION" value="P3D">three days</TIMEX3> and <TIMEX3 type="DATE" value="1">one</TIMEX3>.\n'
    "</TEXT></TimeML>"
)


def case(text: str, piece: str, **value: str) -> dict[str, object]:
    start = text.index(piece)
    result = {"Text": piece, "Start": start, "End": start + len(piece) - 1, "Resolution": {"values": [value]}}
    return {"Input": text, "Context": ANCHOR, "Results": [result]}


def test_a_timeml_story_is_read_with_its_anchor_and_plain_text() -> None:
    text, anchor, gold = read_timeml(STORY)
    assert "They met & parted on Friday." in text
    assert anchor.isoformat() == "2016-11-07T00:00:00"
    assert [(text[start:end], type_, value) for start, end, type_, value in gold[:2]] == [
        ("Friday", "DATE", "2016-11-04"),
        ("three days", "DURATION", "P3D"),
    ]


def test_figures_of_a_story_are_f1(tmp_path: Path) -> None:
    path = tmp_path / "story.jsonl"
    path.write_text(json.dumps({"id": "1", "timeml": STORY}), "utf-8")
    figures = measure([path])
    assert figures["value_f1_relaxed"] == figures["span_f1_strict"] == pytest.approx(2 * 2 / (2 + 3))


@pytest.mark.parametrize(
    "right",
    [
        case("will be back on Friday", "Friday", timex="XXXX-WXX-5", type="date", value="2016-11-11"),
        case("came back on Friday", "Friday", timex="2016-11-04", type="date"),
        case("gone last week", "last week", timex="?", type="daterange", start="2016-10-31", end="2016-11-07"),
        case("it began at 4pm", "4pm", timex="T16", type="time", value="16:00:00"),
        case("gone from 2014 to 2018", "from 2014 to 2018", timex="(2014-01-01,2018-01-01,P4Y)", type="daterange",
             start="2014-01-01", end="2018-01-01"),
        case("done by 2018-01-04", "by 2018-01-04", timex="?", type="daterange", end="2018-01-04"),
        case("it took 3 days", "3 days", timex="P3D", type="duration", value="259200"),
    ],
)  # fmt: skip
def test_a_case_is_right_where_span_and_meaning_are(right: dict[str, object]) -> None:
    assert is_right(right)


@pytest.mark.parametrize(
    "wrong",
    [
        case("back on Friday", "on Friday", timex="XXXX-WXX-5", type="date", value="2016-11-11"),
        case("back on Sunday", "Sunday", timex="XXXX-WXX-7", type="date", value="2016-11-20"),
        case("gone last week", "last week", timex="?", type="daterange", start="2016-10-31", end="2016-11-06"),
        case("gone from 2014 to 2018", "from 2014 to 2018", timex="?", type="daterange", start="2014-01-01",
             end="2017-01-01"),
        case("done by 2018-01-04", "by 2018-01-04", timex="?", type="daterange", start="2018-01-04"),
        case("it took 3 days", "3 days", timex="P4D", type="duration", value="259200"),
        {"Input": "back on Friday", "Context": ANCHOR, "Results": []},
    ],
)  # fmt: skip
def test_a_case_is_wrong_where_one_of_them_is(wrong: dict[str, object]) -> None:
    assert not is_right(wrong)


@pytest.mark.corpora
def test_the_two_halves_of_the_cases_are_answered_alike(shared: Path) -> None:
    figures = measure([shared / "corpora" / "times.recognizers.dev.jsonl.gz"])
    assert figures["cases_right"] >= 0.92
    assert abs(figures["cases_right_odd"] - figures["cases_right_even"]) < 0.05
