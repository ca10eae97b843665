"""Times of day: "4:12 p.m. ET", "16:12 GMT", "half past seven", "at noon", "in the morning at 7"."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import Clock, Daypart
from verbale.language.timex.numbers import read_cardinal
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
_NAMED = {"noon": 12, "midday": 12, "noonish": 12, "midnight": 0, "noontime": 12}
_MARKS = frozenset({":", ".", "h"})


def read_clock(t: Tokens, i: int) -> tuple[Clock, int] | None:
    """A time of day that shows that it is one: minutes, "a.m.", "o'clock", "noon", a zone; "at 6" is not read here."""
    word = t.low[i]
    if word in _NAMED:
        return Clock(_NAMED[word]), i + 1
    if word in ("mid", "half") and t.low[i + 1] in ("night", "day") and t.text[t.end[i] : t.start[i + 1]] in (" ", "-"):
        return (Clock(0 if t.low[i + 1] == "night" else 12), i + 2) if word == "mid" else None
    found = _read_past(t, i)
    if found:
        return found
    return (_read_digits(t, i) if word.isdigit() else None) or _read_words(t, i)


def _read_digits(t: Tokens, i: int) -> tuple[Clock, int] | None:
    before = t.low[i - 1]
    if t.glued(i) and i > 0 and before not in ("t", "(", "-", "–", "—", "'", '"', "“", "[", "~", ",", ":", "@"):
        return None
    if t.glued(i) and before in (",", ":", "-", "–") and t.low[i - 2].isdigit() and before in (",", ":"):
        return None
    number = t.number(i)
    if number is None or len(t.low[i]) > 4 or (before == "t" and t.glued(i) and not t.low[i - 2].isdigit()):
        return None
    hour, minute, second, j = number, None, None, i + 1
    sign = t.low[j]
    if sign in _MARKS and _two_digits(t, j):
        minute, j = int(t.low[j + 1]), j + 2
        if sign == ":" and t.low[j] == ":" and _two_digits(t, j):
            second, j = int(t.low[j + 1]), j + 2
        elif t.low[j] in (":", ".", "/", "%") and t.glued(j) and t.low[j + 1].isdigit():
            return None
    half, end = _read_half(t, j)
    if len(t.low[i]) in (3, 4) and minute is None:
        hour, minute = divmod(number, 100)
        zone_end = read_zone(t, j)
        if half is None and not (len(t.low[i]) == 4 and (zone_end or t.low[j] in ("hours", "hrs"))):
            return None
        if half is None and t.low[j] in ("hours", "hrs"):
            end = j + 1
    elif half is None:
        shown = minute is not None and (sign in (":", "h") or (sign == "." and _dotted_time(t, i, j)))
        zoned = minute is None and read_zone(t, j) is not None and t.low[j] in ("gmt", "utc") and hour < 25
        if not shown and not zoned:
            return None
        end = j + 1 if t.low[j] in ("hours", "hrs") and shown else end
    if hour > 24 or (minute or 0) > 59 or (half in ("a", "p", "?") and not 1 <= hour <= 23):
        return None
    return _with_zone(t, Clock(hour, minute, second, half), end)


def _two_digits(t: Tokens, j: int) -> bool:
    return t.glued(j) and t.glued(j + 1) and len(t.low[j + 1]) == 2 and t.low[j + 1].isdigit()


def _dotted_time(t: Tokens, i: int, j: int) -> bool:
    """ "at 6.45" is a time; "rose 6.45 percent" is none."""
    before = t.low[i - 1]
    if t.low[j] in ("percent", "%", "million", "billion", "m", "bn", "points"):
        return False
    return before in ("at", "around", "until") and not t.low[j].isalpha()


def _read_half(t: Tokens, j: int) -> tuple[str | None, int]:
    """ "a.m.", "pm", "p", "ampm" at token j: its half of the day and the token after it."""
    word = t.low[j]
    if word in ("am", "pm"):
        return word[0], j + 1
    if word == "ampm":
        return "?", j + 1
    if word in ("a", "p") and t.low[j + 1] == "." and t.low[j + 2] == "m" and t.glued(j + 1):
        return word, j + 4 if t.low[j + 3] == "." and t.glued(j + 3) else j + 3
    if word in ("a", "p") and t.glued(j):
        return word, j + 1
    return None, j


def read_zone(t: Tokens, j: int) -> tuple[float | str, int] | None:
    """ "ET", "GMT", "Moscow time", "Eastern Standard Time", "local time" (read, but it names no zone)."""
    k = j + 1 if t.low[j] == "(" else j
    word = t.low[k]
    if word == "local" and t.low[k + 1] == "time":
        return "local", k + 2
    zone = _WORDS.zones.get(word)
    if zone is None:
        return None
    end = k + 1
    if t.low[end] in ("standard", "daylight", "summer") and t.low[end + 1] == "time":
        end += 2
    elif t.low[end] == "time":
        end += 1
    elif len(word) > 4 or not t.text[t.start[k] : t.end[k]].isupper():
        return (zone, end) if word in ("eastern", "gmt", "utc", "cst") else None
    return zone, end


def _with_zone(t: Tokens, clock: Clock, end: int) -> tuple[Clock, int]:
    """The zone after a clock time is noted, but is not part of the expression unless a date follows it."""
    zone = read_zone(t, end)
    return (replace(clock, zone=zone[0]) if zone else clock), end


def _read_past(t: Tokens, i: int) -> tuple[Clock, int] | None:
    """ "half past seven", "quarter to five", "20 min past eight", "fifteen past eight"."""
    if t.low[i] == "half":
        amount, j = 30, i + 1
    elif t.low[i] == "quarter" or (t.low[i] == "a" and t.low[i + 1] == "quarter"):
        amount, j = 15, i + (1 if t.low[i] == "quarter" else 2)
    else:
        found = read_cardinal(t, i)
        if found is None or not 0 < found[0] < 60:
            return None
        amount, j = int(found[0]), found[1]
        j = j + 1 if t.low[j] in ("min", "mins", "minutes", "minute") else j
    side = t.low[j]
    if side not in ("past", "to") or (
        side == "to" and t.low[i] != "quarter" and t.low[j - 1] not in ("minutes", "mins")
    ):
        return None
    hour = _hour_word(t, j + 1)
    if hour is None or _is_unit(t, hour[1]):
        return None
    number, end = hour
    if side == "to":
        number, amount = (number - 1 or 12), 60 - amount
    end = _skip_oclock(t, end)
    half, end = _read_half(t, end)
    return Clock(number, amount, None, half), end


def _is_unit(t: Tokens, i: int) -> bool:
    return t.low[i] in _WORDS.units or (t.low[i] == "-" and t.low[i + 1] in _WORDS.units)


def _hour_word(t: Tokens, i: int) -> tuple[int, int] | None:
    hour = _WORDS.hour_words.get(t.low[i])
    if hour is not None:
        return hour, i + 1
    number = t.number(i)
    if number is None or not 0 <= number <= 24 or (t.low[i + 1] == "." and t.low[i + 2].isdigit() and t.glued(i + 2)):
        return None
    return number, i + 1


def _skip_oclock(t: Tokens, i: int) -> int:
    if t.low[i] == "oclock":
        return i + 1
    return i + 3 if t.low[i] == "o" and t.low[i + 1] == "'" and t.low[i + 2] == "clock" else i


def _read_words(t: Tokens, i: int) -> tuple[Clock, int] | None:
    """ "eight o'clock", "five-thirty", "six pm"; "nine thirty" only where a rule of phrases expects a time."""
    hour = _hour_word(t, i)
    if hour is None:
        return None
    end = _skip_oclock(t, hour[1])
    if end > hour[1]:
        half, end = _read_half(t, end)
        return _with_zone(t, Clock(hour[0], None, None, half), end)
    half, end = _read_half(t, hour[1])
    if half and not (half in "ap" and end == hour[1] + 1 and t.low[hour[1]] in ("a", "p")):
        return _with_zone(t, Clock(hour[0], None, None, half), end)
    return None


def read_loose_clock(t: Tokens, i: int) -> tuple[Clock, int] | None:
    """What is a time only by its surroundings: "6", "5 to", "nine thirty", "six forty-three minutes"."""
    found = read_clock(t, i)
    if found:
        return found
    number = t.number(i)
    if number is not None and len(t.low[i]) == 4 and int(t.low[i][:2]) < 24 and int(t.low[i][2:]) < 60:
        return (Clock(*divmod(number, 100)), i + 1) if t.low[i][0] in "01" or t.low[i][2:] in ("00", "30") else None
    if number is not None and t.low[i + 1] == "." and _two_digits(t, i + 1) and number < 24 and int(t.low[i + 2]) < 60:
        return Clock(number, int(t.low[i + 2])), i + 3
    if t.low[i] not in _WORDS.hour_words and number is None:
        return None
    hour = _hour_word(t, i)
    if hour is None or hour[0] == 0 or t.low[hour[1]] in ("%", "percent", "st", "nd", "rd", "th"):
        return None
    j = hour[1] + 1 if t.low[hour[1]] == "-" else hour[1]
    minute = read_cardinal(t, j) if number is None and not t.low[j].isdigit() else None
    if minute and 10 <= minute[0] < 60:
        end = minute[1] + 1 if t.low[minute[1]] == "minutes" else minute[1]
        half, end = _read_half(t, end)
        return Clock(hour[0], int(minute[0]), None, half), end
    return None if _is_unit(t, hour[1]) else (Clock(hour[0]), hour[1])


def read_spoken_clock(t: Tokens, i: int) -> tuple[Clock, int] | None:
    """ "five-thirty", "nine thirty": an hour and minutes in words."""
    if t.low[i] not in _WORDS.hour_words:
        return None
    found = read_loose_clock(t, i)
    return found if found and found[0].minute is not None else None


def read_daypart(t: Tokens, i: int) -> tuple[Daypart, int] | None:
    """ "morning", "late evening", "night-time", "early in the morning", "later in the afternoon"."""
    part = {"early": "START", "late": "END", "later": "END", "earlier": "START"}.get(t.low[i])
    j = i + 1 if part else i
    if part and t.low[j] == "in" and t.low[j + 1] == "the":
        j += 2
    if t.low[j] in ("night", "lunch", "dinner", "day") and t.low[j + 1] in ("-", "time") and part is None:
        k = j + 2 if t.low[j + 1] == "-" else j + 1
        named = _WORDS.dayparts.get(t.low[j] + "time")
        if t.low[k] == "time" and named:
            return Daypart(*named), k + 1
    found = _WORDS.dayparts.get(t.low[j])
    if found is None or (t.glued(j) and t.low[j - 1].isalnum()):
        return None
    return Daypart(*found, part), j + 1


def set_half(node: Clock, daypart: Daypart) -> Clock:
    """A clock time read in a part of the day: "2 in the afternoon" is 14:00, "at 7 last night" 19:00."""
    if node.half in ("a", "p"):
        return node
    if daypart.code in ("AF", "EV") or (daypart.code == "NI" and 5 <= node.hour < 12):
        return replace(node, half="p") if node.hour < 12 or (node.hour == 12 and daypart.code == "AF") else node
    if daypart.code == "NI":
        return replace(node, half="a")
    return replace(node, half="a") if node.hour <= 12 else node
