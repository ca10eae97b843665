"""When a page says that it was published or updated: the printed forms of a moment.

Comes in: one line of a page. Goes out: the moments in it and what is left of the line. Times inside the story are not
its business (`language.times`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any, Literal
from zoneinfo import ZoneInfo

Order = Literal["month_first", "day_first"]
_MONTHS: Sequence[str] = "jan feb mar apr may jun jul aug sep oct nov dec".split()


_AGO = re.compile(r"(?:(?:last )?updated?\W*)?\b(?:min(?:ute)?s?|hours?|days?)\s+ago\b|^\W*updated\W*$", re.I)

#: Copied pages print `PublishedDEC 22 2025` and `11:10 AM ESTUPDATED`.
_GLUED = re.compile(r"(published|updated|posted)(?=[A-Z\d])", re.I)
_LABELLED = re.compile(r"\W*(?:first |last |originally )?(?:published|updated?|posted|modified|issued)\b", re.I)


@dataclass(frozen=True, slots=True)
class Moment:
    """A printed moment. `ambiguous` where day and month could be swapped (`11/12/2024`)."""

    at: datetime
    precise: bool  #: a time of day is printed
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """The moments of a line, and `rest`: its other parts (between `|` or `·`), labels and reading times left out."""

    published: Moment | None
    updated: Moment | None
    rest: tuple[str, ...]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("verbale.page").joinpath("stamps.toml").read_text("utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Moment, time alone, label before a moment, words that do not count."""
    weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*)?"
    month = (
        r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
        r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
    )
    day = r"(?P<{}>[0-3]?\d)(?:st|nd|rd|th)?\b"
    glued = r"(?=\b|\d{1,2}:\d\d|\d\d? [A-Z])"  # copied pages print `December 22, 202511:10 AM`
    dates = "|".join(
        (
            weekday + month.format("m1") + r"\s+" + day.format("d1") + r",?\s+(?P<y1>\d{4})" + glued,
            weekday
            + day.format("d2")
            + r"\s*(?:of\s+)?[-\s]?"
            + month.format("m2")
            + r",?[-\s]\s*(?P<y2>\d{4})"
            + glued,
            r"\b(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})(?!\d)",
            weekday + r"\b(?P<a4>\d{1,2})(?P<sep>[-/.])(?P<b4>\d{1,2})(?P=sep)(?P<y4>\d{4}|\d{2})(?![\d.])",
        )
    )
    zones = _either([*_words()["offsets"], *_words()["clocks"]])
    zone = (
        r"(?:\s*\(?\b(?P<{0}>(?:UTC|GMT)\s?[+\-−]\s?\d{{1,2}}(?::?\d{{2}})?(?!\d)|(?:" + zones + r")(?=\b|updated))\)?"
        r"|\s*(?P<{0}n>[+\-−]\d{{2}}:?\d{{2}}\b|Z\b))?"
    )
    clock = (
        r"(?:(?P<h{0}>[0-2]?\d)(?:[:.h](?P<n{0}>[0-5]\d)(?::(?P<s{0}>[0-5]\d)(?:\.\d+)?)?)?\s*(?P<p{0}>[ap]\.?m\b\.?)"
        r"|(?P<H{0}>[0-2]?\d)[:.h](?P<N{0}>[0-5]\d)(?::(?P<S{0}>[0-5]\d)(?:\.\d+)?)?"
        r"|(?P<K{0}>[0-2]\d)(?P<L{0}>[0-5]\d)(?=\s*(?:hrs|hours|"
        + zones
        + r")\b))(?!\d)(?:\s*(?:hrs|hours|local time))?"
    )
    between = r"(?:\s*[,|·•–—T-]\s*|\s+at\s+|,?\s+|(?<=\d{4})(?=\d{1,2}:))"
    before = "(?:" + clock.format("x") + zone.format("zx") + r"\s*(?:,|\||·|•|on|-|–)?\s*)?"
    after = "(?:" + between + clock.format("y") + zone.format("zy") + ")?"
    moment = re.compile(rf"(?:(?<![\w/.-])|(?<=\d{{4}})(?=\d\d? [A-Z])){before}(?:{dates}){after}", re.I)
    alone = re.compile(rf"\s*{clock.format('x')}{zone.format('zx')}\s*", re.I)
    labels = _either([*_words()["labels"]["published"], *_words()["labels"]["updated"]])
    label = re.compile(rf"(?:\b({labels})\b[\s:]*(?:at|on)?[\s:]*)+$", re.I)
    besides = re.compile(rf"\b(?:\d+\s*)?(?:{_either(_words()['labels']['besides'])})\b\.?|\b\d+\b", re.I)
    return moment, alone, label, besides


def _either(words: list[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def read_stamp(line: str, *, order: Order | None = None) -> Stamp | None:
    """The stamp in `line`, or None where it holds no date.

    `order` settles `11/12/2024` (see `date_order`); without it such a date is read month first, and marked.
    """
    if len(line) > 300:
        return None
    moment, _, label, besides = _patterns()
    line = _GLUED.sub(r" \1 ", line)
    found: list[tuple[bool, Moment]] = []
    rest: list[str] = []
    at = 0
    for match in moment.finditer(line):
        read = _moment(match, order)
        if read is None:
            continue
        before = line[at : match.start()]
        said = label.search(before)
        found.append((said is not None and _is_update(said[0]), read))
        rest.append(before[: said.start()] if said else before)
        at = match.end()
    if not found:
        return None
    tail = line[at:]
    alone = _labelled_time(tail, found[-1][1])
    if alone:
        if found[-1][1].precise:
            found.append((True, alone))
        else:
            found[-1] = (found[-1][0], alone)
        tail = ""
    rest.append(tail)
    parts = (_bare(part, besides) for part in re.split(r"[|·•]|\s/(?:\s|$)", _AGO.sub("", " | ".join(rest))))
    published = next((m for is_update, m in found if not is_update), None)
    updated = next((m for is_update, m in found if is_update), None)
    return Stamp(published, updated, tuple(part for part in parts if part))


def _bare(part: str, besides: re.Pattern[str]) -> str:
    """A part of a stamp's line without the words around it that only go with a date."""
    edge = " ,:;.()\u2013\u2014-\t"
    part, before = part.strip(edge), None
    while part != before:
        before = part
        for match in besides.finditer(part):
            if match.start() == 0 or match.end() == len(part):
                part = (part[: match.start()] + part[match.end() :]).strip(edge)
                break
    return part


def is_labelled_stamp(line: str) -> bool:
    """Whether `line` says when the page was published or updated, and nothing else: no date of the story does."""
    if len(line) > 100 or not _LABELLED.match(line):
        return False
    stamp = read_stamp(line)
    return stamp is not None and not stamp.rest


def is_time_of_day(line: str) -> bool:
    """Whether `line` is a time of day and nothing else, as stands above a live blog's posts."""
    return len(line) < 40 and _patterns()[1].fullmatch(line) is not None


def leading_time(line: str) -> int:
    """Where the words start in a line that opens with a precise time of day (`10:20 p.m. Back to the table`), or 0."""
    match = _patterns()[1].match(line)
    if not match or match.end() == len(line) or not (match["p" + "x"] or match["zx"]):
        return 0
    return match.end() if line[match.end() - 1].isspace() else 0


def date_order(text: str) -> Order | None:
    """Which order of day and month the page writes, by its own evidence, or None where it shows none.

    Dates that can be read one way only speak first, then zones, then spelling.
    """
    for match in re.finditer(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/])", text):
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            return "day_first"
        if second > 12 >= first:
            return "month_first"
        if match[2] == "." and first <= 12:
            return "day_first"  # dots are written where the day comes first
    words = _words()["order"]
    for zones, order in (("month_first_zones", "month_first"), ("day_first_zones", "day_first")):
        if re.search(rf"\d\s?(?:[ap]\.?m\.?)?\s(?:{'|'.join(words[zones])})\b", text, re.I):
            return "month_first" if order == "month_first" else "day_first"
    counts = [len(re.findall(rf"\b(?:{'|'.join(words[side])})\b", text, re.I)) for side in ("american", "british")]
    if counts[0] == counts[1]:
        return None
    return "month_first" if counts[0] > counts[1] else "day_first"


def _is_update(label: str) -> bool:
    words = _words()["labels"]["updated"]
    return any(re.search(rf"\b{re.escape(word)}\b", label, re.I) for word in words)


def _labelled_time(tail: str, last: Moment) -> Moment | None:
    """`Aug. 18, 2025 | Updated 10:25 p.m. EDT`: a time of day behind a label of its own, on the day before it."""
    match = re.match(r"\s*[|·•,]?\s*(?:last\s+)?(?:updated|published|posted)(?:\s+at)?:?\s*", tail, re.I)
    clock = _patterns()[1].match(tail, match.end()) if match else None
    return _with_clock(last.at.date(), clock, "x", last.ambiguous) if clock else None


def _moment(match: re.Match[str], order: Order | None) -> Moment | None:
    groups = match.groupdict()
    ambiguous = False
    if groups["m1"]:
        year, month, day = int(groups["y1"]), _month(groups["m1"]), int(groups["d1"])
    elif groups["m2"]:
        year, month, day = int(groups["y2"]), _month(groups["m2"]), int(groups["d2"])
    elif groups["y3"]:
        year, month, day = int(groups["y3"]), int(groups["m3"]), int(groups["d3"])
    else:
        year = int(groups["y4"])
        if year < 100:
            year += 2000 if year < 70 else 1900
        month, day = int(groups["a4"]), int(groups["b4"])
        ambiguous = month <= 12 and day <= 12 and month != day
        if month > 12 or (ambiguous and order == "day_first"):
            month, day = day, month
        ambiguous = ambiguous and order is None
    try:
        when = date(year, month, day)
    except ValueError:
        return None
    for which in ("y", "x"):
        if groups[f"h{which}"] or groups[f"H{which}"] or groups[f"K{which}"]:
            return _with_clock(when, match, which, ambiguous)
    return Moment(datetime(when.year, when.month, when.day), precise=False, ambiguous=ambiguous)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _with_clock(when: date, match: re.Match[str], which: str, ambiguous: bool) -> Moment | None:
    def number(*names: str) -> int:
        return int(next((match[name + which] for name in names if match[name + which]), 0))

    hour, minute, second = number("h", "H", "K"), number("n", "N", "L"), number("s", "S")
    half = (match["p" + which] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    days, hour = (1, 0) if hour == 24 and not minute else (0, hour)
    if hour > 23:
        return None
    at = datetime(when.year, when.month, when.day, hour, minute, second) + timedelta(days)
    zone = _zone(match["z" + which] or match[f"z{which}n"], at)
    return Moment(at.replace(tzinfo=zone), precise=True, ambiguous=ambiguous)


def _zone(name: str | None, at: datetime) -> tzinfo | None:
    """The fixed offset that a zone's name means at a local time; None where none is named."""
    if not name:
        return None
    name = name.upper().replace("−", "-")
    words = _words()
    if name in words["clocks"]:
        offset = ZoneInfo(words["clocks"][name]).utcoffset(at)
        return timezone(offset) if offset is not None else None
    if name in words["offsets"]:
        return timezone(timedelta(minutes=words["offsets"][name]))
    match = re.search(r"([+-])\s?(\d{1,2}):?(\d{2})?", name)
    if not match:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
