"""How well times are found: on news in TimeML, and on the test cases of Recognizers-Text.

Which measure a record gets is told by its fields.

**TimeML** (`{"id", "timeml"}`). The text is what stands inside `<TEXT>`, its markup removed; the anchor is the DCT.
An expression of ours and a TIMEX3 overlap or not; each is matched once, in the order of the text. Figures are F1:
`span_f1_relaxed` (they overlap), `span_f1_strict` (the same characters, white space at the ends apart),
`value_f1_relaxed` (they overlap and have the same value: the TempEval-3 measure of UzZaman et al., SemEval 2013), and
`type_f1_relaxed` (they overlap and have the same type).

**Recognizers-Text** (`{"Input", "Context", "Results"}`). `cases_right` is the share of cases in which we find exactly
the expressions given, with the same first and last character and none besides, each with an accepted meaning. A
meaning is accepted if our value is the `timex`, or if our interval is that of one of the given values:

- a day, a moment, a time of day: our first and last day (or minute) are both that one; a time of day is compared with
  the time of day of ours, for ours is on a day;
- an interval: their end is exclusive and ours inclusive, so theirs is the day (or minute) after ours. Only where the
  interval is said by its two ends ("from August to October", a timex of the form "(from,to,length)") theirs may also be
  the first day of the last unit named, which is how that library ends such a range: "between 2014 and 2018" ends
  there on 2018-01-01, here on 2018-12-31;
- an open interval: the one end given is the same, and ours has no other; whether the day that bounds it belongs to it
  ("by Friday", "after June 5") is left open, which is a day's difference either way;
- lengths, sets and what is "not resolved" have nothing but their timex.

Both corpora are for development. The figures for their odd and even records are `…_odd` and `…_even`: rules
that only one half taught would show there.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from verbale.language.times import TimeExpression, find_times

_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FIGURES = ("span_f1_relaxed", "span_f1_strict", "value_f1_relaxed", "type_f1_relaxed")

Gold = tuple[int, int, str, str]  # start, end, type, value


def measure(files: Sequence[Path]) -> dict[str, float]:
    """The figures above for the records of JSON-lines files, `.gz` or plain."""
    records = [record for file in files for record in _read(file)]
    figures = _measure_records(records)
    for name, half in (("odd", records[1::2]), ("even", records[0::2])):
        figures |= {f"{key}_{name}": value for key, value in _measure_records(half).items()}
    return figures


def _read(file: Path) -> Iterator[dict[str, Any]]:
    raw = file.read_bytes()
    text = (gzip.decompress(raw) if file.suffix == ".gz" else raw).decode("utf-8")
    yield from (json.loads(line) for line in text.split("\n") if line.strip())


def _measure_records(records: Sequence[dict[str, Any]]) -> dict[str, float]:
    news = [record for record in records if "timeml" in record]
    cases = [record for record in records if "Input" in record]
    figures: dict[str, float] = {}
    if news:
        figures |= _measure_news(news)
    if cases:
        figures["cases_right"] = sum(is_right(case) for case in cases) / len(cases)
    return figures


def read_timeml(timeml: str) -> tuple[str, datetime, list[Gold]]:
    """The text of a TimeML document, when it was published, and its TIMEX3 expressions."""
    dct = _TIMEX.search(timeml[timeml.index("<DCT>") :])
    assert dct
    anchor = datetime.fromisoformat(_attributes(dct[1])["value"])
    body = timeml[timeml.index("<TEXT>") + 6 : timeml.index("</TEXT>")]
    text, gold, at = "", [], 0
    for match in _TIMEX.finditer(body):
        text += _plain(body[at : match.start()])
        start = len(text)
        text += _plain(match[2])
        fields = _attributes(match[1])
        gold.append((start, len(text), fields.get("type", ""), fields.get("value", "")))
        at = match.end()
    return text + _plain(body[at:]), anchor, gold


def _attributes(tag: str) -> dict[str, str]:
    return dict(re.findall(r'(\w+)="([^"]*)"', tag))


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))


def _measure_news(records: Iterable[dict[str, Any]]) -> dict[str, float]:
    hits = dict.fromkeys(_FIGURES, 0)
    expected = found = 0
    for record in records:
        text, anchor, gold = read_timeml(record["timeml"])
        ours = find_times(text, anchor=anchor)
        expected, found = expected + len(gold), found + len(ours)
        for one, (start, end, type_, value) in pair(ours, gold):
            hits["span_f1_relaxed"] += 1
            hits["span_f1_strict"] += _trim(text, one.span.start, one.span.end) == _trim(text, start, end)
            hits["value_f1_relaxed"] += one.value == value
            hits["type_f1_relaxed"] += one.type == type_
    return {name: 2 * hits[name] / (expected + found) if expected + found else 0.0 for name in _FIGURES}


def pair(ours: Sequence[TimeExpression], gold: Sequence[Gold]) -> Iterator[tuple[TimeExpression, Gold]]:
    """Each expression of ours with the first TIMEX3 not yet taken that it overlaps."""
    taken: set[int] = set()
    for one in ours:
        for at, (start, end, _, _) in enumerate(gold):
            if at not in taken and one.span.start < end and start < one.span.end:
                taken.add(at)
                yield one, gold[at]
                break


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def is_right(case: dict[str, Any]) -> bool:
    """Whether a case of Recognizers-Text is answered exactly (see above)."""
    ours = find_times(case["Input"], anchor=_anchor_of(case))
    results = case["Results"]
    spans = [(result["Start"], result["End"] + 1) for result in results]
    if [(one.span.start, one.span.end) for one in ours] != spans:
        return False
    return all(is_accepted(one, result) for one, result in zip(ours, results, strict=True))


def _anchor_of(case: dict[str, Any]) -> datetime | None:
    reference = (case.get("Context") or {}).get("ReferenceDateTime")
    return datetime.fromisoformat(reference) if reference else None


def is_accepted(one: TimeExpression, result: dict[str, Any]) -> bool:
    """Whether our meaning is one of those given."""
    values: list[dict[str, str]] = (result.get("Resolution") or {}).get("values") or []
    return any(one.value == value.get("timex") or _is_same_interval(one, value) for value in values)


def _is_same_interval(one: TimeExpression, value: dict[str, str]) -> bool:
    if value.get("type") in ("duration", "set", "timezone") or value.get("value") == "not resolved":
        return False
    if "value" in value:
        return _same(one.start, value["value"], 0) and one.start == one.end
    start, end = value.get("start"), value.get("end")
    if start is None or end is None:
        slack = (0, 1) if start is not None else (0, -1)
        ours, theirs = (one.start, start) if start is not None else (one.end, end)
        other = one.end if start is not None else one.start
        return other is None and theirs is not None and any(_same(ours, theirs, days) for days in (*slack, -slack[1]))
    if not _same(one.start, start, 0):
        return False
    if _same(one.end, end, -1) or (":" in end and _same(one.end, end, 0)):
        return True
    return value.get("timex", "").startswith("(") and one.end is not None and _same(_first_of_last(one), end, 0)


def _first_of_last(one: TimeExpression) -> str | None:
    """The first day of the last unit of an interval: 2018-01-01 for one of years that ends on 2018-12-31."""
    if one.end is None or "T" in one.end or one.grain not in ("year", "quarter", "month", "day"):
        return one.end
    if one.grain == "quarter":
        return f"{one.end[:5]}{int(one.end[5:7]) - 2:02d}-01"
    return (
        one.end[: {"year": 4, "month": 7, "day": 10}[one.grain]]
        + {"year": "-01-01", "month": "-01", "day": ""}[one.grain]
    )


def _same(ours: str | None, theirs: str, shift: int) -> bool:
    """Whether two instants are the same, theirs moved by days, or by minutes where it has a time of day."""
    if ours is None:
        return False
    ours = ours[:16]  # without an offset: theirs are local
    if ":" not in theirs:
        moved = datetime.fromisoformat(theirs) + timedelta(days=shift)
        return ours == moved.date().isoformat()
    clock_only = "-" not in theirs
    moment = datetime.fromisoformat(f"2000-01-01 {theirs}" if clock_only else theirs).replace(second=0)
    shown = (moment + timedelta(minutes=shift)).isoformat(timespec="minutes")
    if "T" not in ours:
        return not clock_only and shift == 0 and f"{ours}T00:00" == shown
    return ours[11:] == shown[11:] if clock_only else ours == shown
