"""Days, months and years that a text names: "Dec. 2", "21 February of this year", "11/12/2024", "Friday 7/6"."""

from __future__ import annotations

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import Day, Found, Weekday
from verbale.language.timex.numbers import is_within_number, read_day_number, read_ordinal, read_short_year, read_year
from verbale.language.timex.numeric_dates import read_numeric_date
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()


def read_month(t: Tokens, i: int) -> tuple[int, int] | None:
    """The name of a month and the token after it, its full stop included; not the verb "may" nor Ms. May."""
    month = _WORDS.months.get(t.low[i])
    if month is None or (t.glued(i) and (t.low[i - 1].isalpha() or t.low[i - 1] in ("$", "#", "@", "_"))):
        return None
    full = len(t.low[i]) > 4 or t.low[i] in ("may", "june", "july")
    stop = t.low[i + 1] == "." and t.glued(i + 1) and not full and _stop_is_of(t, i + 1)
    j = i + 2 if stop else i + 1
    if t.low[i] in _WORDS.doubtful_months and not _is_month(t, i, j):
        return None
    return month, j


def _stop_is_of(t: Tokens, i: int) -> bool:
    """Whether a full stop ends an abbreviation and not the sentence: the text goes on in digits or lower case."""
    after = t.low[i + 1]
    return bool(after) and (after.isdigit() or after in ",-–—/'" or not t.capital(i + 1))


def _is_month(t: Tokens, i: int, j: int) -> bool:
    before = t.low[i - 1]
    if t.low[i - 1] in ("-", "–") and t.glued(i):
        before = t.low[i - 2]
    by_number = t.low[j].isdigit() or (t.low[j] in (",", "/", "-") and t.low[j + 1].isdigit()) or before.isdigit()
    by_number = by_number or t.low[i - 2].isdigit() or bool(read_ordinal(t, j + 1 if t.low[j] == "the" else j))
    if t.capital(i):
        if (
            by_number
            or before in _WORDS.month_before
            or (j < t.count and t.low[j] in "-–—" and t.low[j + 1] in _WORDS.months)
        ):
            return True
        if t.low[i] in ("may", "jan", "mar"):
            return before == "the" and t.low[i] == "may" and t.low[j].isalpha() and not t.capital(j)
        if t.low[i] == "march" and before != "the":
            return False
        return (
            t.low[j] not in _WORDS.person_verbs
            and not (t.capital(j) and t.low[j].isalpha())
            and not (t.capital(i - 1) and t.low[i - 1] not in ("the", "this") and t.low[i - 1].isalpha())
        )
    if t.low[i] in _WORDS.verb_months:
        if t.low[i] == "may" and before in ("mid", "early", "late"):
            return True
        return by_number and (
            t.glued(j)
            or t.low[j] in _WORDS.ordinals
            or before.isdigit()
            or before in _WORDS.weekdays
            or before in _SUFFIX
            or _number_ends(t, j)
        )
    if t.low[i] == "august":
        return by_number or before in _WORDS.month_before
    return t.low[i] in ("dec", "sep", "nov", "oct", "jun", "april", "june") or by_number


_SUFFIX = frozenset({"st", "nd", "rd", "th", "of"}) | frozenset(_WORDS.ordinals)


def _number_ends(t: Tokens, j: int) -> bool:
    """Whether the number at j is followed by no counted thing: "march 5," but not "march 5 miles"."""
    if t.low[j + 1] in ("st", "nd", "rd", "th"):
        return True
    after = t.low[j + 1]
    return not after.isalpha() or after in ("in", "at", "on", "to", "of", "from", "and", "through", "until", "by")


def read_month_date(t: Tokens, i: int) -> Found | None:
    """ "December 21, 2025", "Dec 21st", "March the ninth", "May 2025", "april of 87", "June"."""
    named = read_month(t, i)
    if named is None:
        return None
    month, j = named
    k = j + 1 if t.low[j] in ("the", "/", "-") else j
    day = read_day_number(t, k)
    if t.low[j] in ("/", "-") and not (t.glued(j) and t.glued(k)):
        day = None
    if day and t.number(k) is None and (worded := read_year(t, k)):
        return Day(worded[0], month), worded[1]
    if day and not (t.number(k) is not None and len(t.low[k]) > 2 and t.low[k + 1] not in _SUFFIX):
        year = _year_after(t, day[1], comma=True)
        return Day(year[0] if year else None, month, day[0]), year[1] if year else day[1]
    year = _year_after(t, j, comma=True) or _short_year_after(t, j)
    return Day(year[0] if year else None, month), year[1] if year else j


def _short_year_after(t: Tokens, j: int) -> tuple[int, int] | None:
    if t.low[j] == "of" or t.low[j] == "'":
        return read_short_year(t, j + 1 if t.low[j] == "of" else j)
    return None


def _year_after(t: Tokens, j: int, *, comma: bool) -> tuple[int, int] | None:
    """The year that completes a date: "2025", ", 2025", "of 2020", "in 2016", "-2018"."""
    if t.low[j] in ("of", "in", "-", "/", "–") or (comma and t.low[j] == ","):
        if t.low[j] in "-–/" and not (t.glued(j) and t.glued(j + 1)):
            return None
        k = j + 1
    else:
        k = j
    year = read_year(t, k)
    if year and t.low[j] == "," and t.low[year[1]].isalpha() and t.low[year[1]] in ("people", "troops", "soldiers"):
        return None
    return year


def read_day_month(t: Tokens, i: int) -> Found | None:
    """ "2 December", "the 2nd of December 2025", "second of Aug", "12 of Sept", "fourth of july of 1995"."""
    start = i + 1 if t.low[i] == "the" else i
    if t.number(start) is not None and is_within_number(t, start) and not _glued_month(t, start):
        return None
    day = read_day_number(t, start)
    if day is None and _glued_month(t, start) and (number := t.number(start)) and number < 32:
        day = number, start + 1
    if day is None:
        return None
    j = day[1]
    if t.low[j] == "day":
        j += 1
    j = j + 1 if t.low[j] in ("of", "-") else j
    named = read_month(t, j)
    if named is None:
        return None
    year = _year_after(t, named[1], comma=True) or _short_year_after(t, named[1])
    return Day(year[0] if year else None, named[0], day[0]), year[1] if year else named[1]


def _glued_month(t: Tokens, i: int) -> bool:
    return t.low[i + 1] in _WORDS.months and t.glued(i + 1)


def read_year_alone(t: Tokens, i: int) -> Found | None:
    """A bare year: "in 1995", "the 1996 law", "year 2012", "cy 2008", "cy18"; not "2000 pieces"."""
    j = i + 1 if t.low[i] == "the" and t.low[i + 1] in ("year", "calendar") else i
    if t.low[j] == "calendar" and t.low[j + 1] == "year":
        j += 1
    if t.low[j] in ("year", "cy"):
        j += 1
        year = read_year(t, j)
        short = t.number(j) if t.low[j - 1] == "cy" and len(t.low[j]) == 2 else None
        if short is not None:
            return Day(2000 + short), j + 1
        return (Day(year[0]), year[1]) if year else None
    if j > i:
        return None
    year = read_year(t, i)
    if year is None or not _is_year(t, i, year):
        return None
    return Day(year[0]), year[1]


_YEAR_BEFORE = frozenset(
    "in since by until till from to before after mid early late through during around for between past of and or year "
    "than circa about - – — the through about ( , fall spring summer autumn winter end ~".split()
)
_COUNTED = frozenset(
    "people men women children troops soldiers police fighters km kilometers kilometres miles meters metres feet "
    "dollars euros pounds tons tonnes barrels hours gmt cet est percent pieces hrs votes words jobs homes".split()
)


def _is_year(t: Tokens, i: int, year: tuple[int, int]) -> bool:
    before, after = t.low[i - 1], t.low[year[1]]
    if t.number(i) is None:  # in words
        return before in ("in", "since", "of", "by", "until", "before", "after", "year", "from", "to")
    if after in _COUNTED or (after == "-" and t.glued(year[1]) and t.low[year[1] + 1].isalpha()):
        return False
    if t.glued(i) and before not in ("-", "–", "—", "(", "'", '"', "“", "~", "/", "["):
        return False
    if before in ("-", "+") and t.low[i - 2].isdigit() and (len(t.low[i - 2]) != 4 or t.low[i - 3] == "-"):
        return False
    if after == "-" and t.glued(year[1]) and t.low[year[1] + 1].isdigit() and len(t.low[year[1] + 1]) != 4:
        return False
    plural = (
        after.isalpha()
        and after.endswith("s")
        and not after.endswith("ss")
        and after not in ("was", "is", "has", "as", "s", "this", "its")
    )
    if not 1800 <= year[0] < 2200:
        return before in ("in", "since", "until", "year", "circa") and not plural
    if before in ("in", "since", "year", "during", "until", "circa"):
        return not (plural and year[0] % 100 == 0)
    if not 1900 <= year[0] < 2060:
        return before in _YEAR_BEFORE and not after.isalpha()
    if plural and (year[0] % 100 == 0 or before not in _YEAR_BEFORE):
        return False
    if year[0] % 100 == 0 or not 1940 <= year[0] < 2045:
        return before in _YEAR_BEFORE or not after.isalpha()
    return True


def read_weekday_date(t: Tokens, i: int) -> Found | None:
    """ "Friday", "Tuesday, Dec. 2", "friday 7/6", "Monday the twenty-fourth", "Sat 14th", "this Friday (Jun-15)"."""
    weekday = _WORDS.weekdays.get(t.low[i])
    if weekday is None or (t.glued(i) and t.low[i - 1].isalpha()):
        return None
    j = i + 1
    if t.low[j] in _WORDS.titles and t.capital(j) and not t.shown(i).isupper():
        return None  # "the Sunday Times"
    short = t.low[i] in _WORDS.short_weekdays
    if short and t.low[j] == "." and t.glued(j) and _stop_is_of(t, j):
        j += 1
    k = j + 1 if t.low[j] in (",", "(") else j
    date = read_month_date(t, k) or read_day_month(t, k) or read_numeric_date(t, k) or _dotted_date(t, k)
    if date and isinstance(date[0], Day) and date[0].day and not (date[0].year and not date[0].month):
        end = date[1]
        end = end + 1 if t.low[j] == "(" and t.low[end] == ")" else end
        return Day(date[0].year, date[0].month, date[0].day, weekday, doubts=date[0].doubts), end
    if short and not _is_short_weekday(t, i, j):
        return None
    k = j + 1 if t.low[j] == "the" else j
    numbered = read_ordinal(t, k) or (
        read_day_number(t, k) if t.number(k) is not None and _ends_date(t, k + 1) else None
    )
    if numbered and 1 <= numbered[0] <= 31 and (t.number(k) is not None or k > j):
        return Day(None, None, numbered[0], weekday, which="the" if k > j else None), numbered[1]
    return Weekday(weekday), j


def _dotted_date(t: Tokens, i: int) -> Found | None:
    month, day = t.number(i), t.number(i + 2)
    if t.low[i + 1] != "." or not month or not day or not (t.glued(i + 1) and t.glued(i + 2)):
        return None
    return (
        (Day(None, month, day, doubts=("order",)), i + 3)
        if month <= 12 and day <= 31 and t.low[i + 3] not in ("am", "pm", "a", "p")
        else None
    )


def _ends_date(t: Tokens, j: int) -> bool:
    return (not t.low[j].isalnum() and t.low[j] not in ("-", ":", "/", "–", "%")) or t.low[j] in (
        "at",
        "between",
        "from",
        "for",
    )


def _is_short_weekday(t: Tokens, i: int, j: int) -> bool:
    word, before, after = t.low[i], t.low[i - 1], t.low[j]
    beside = after.isdigit() or after in _WORDS.months or after in _WORDS.dayparts or before in _WORDS.relative
    if word in ("tue", "tues", "thu", "thur", "thurs", "fri", "weds"):
        return True
    if word in ("mon", "wed") and (before in ("on", "or", "week", "and", "(") or beside or after in ("or", ",")):
        return t.capital(i) or before == "on" or beside
    return (
        beside
        and (t.capital(i) or after.isdigit())
        and not (word == "sun" and before == "the")
        and not (after.isdigit() and word == "sat" and not t.capital(i))
    )
