"""Numbers with their currencies: "€90 billion", "five million yen", "12-cent", "between $2bn and $3bn".

Comes in: text. Goes out: `Sum` values, in order, none overlapping. What stands around a sum ("nearly", "a year") is
not looked at here. Every number is visited once, and a fixed number of code points on either side of it, so that the
work grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from verbale.language.currencies import Unit, load_currencies, load_tables
from verbale.language.numbers import Number, load_words, number_at
from verbale.text import Span


@dataclass(frozen=True, slots=True)
class Sum:
    span: Span
    value: Decimal
    unit: Unit
    low: Decimal | None = None
    high: Decimal | None = None
    vague: bool = False  #: "tens of billions", "several million"
    is_range: bool = False
    scaled: bool = False
    leads: bool = False  #: the currency stands before the figures


def find_sums(text: str) -> list[Sum]:
    """Every sum of money in `text`, with ranges and units with subunits joined."""
    found: list[Sum] = []
    start, at, free = load_words().start, 0, 0
    while match := start.search(text, at):
        number = number_at(text, match.start())
        if number is None:
            at = match.end() if not match[0].isdecimal() else _end_of_figures(text, match.start())
            continue
        here = _sum_at(text, number, free)
        if here is None:
            at = max(match.end(), number.span.end)
            continue
        here = _with_subunit(text, here)
        previous = found[-1] if found else None
        joined = _range_of(text, previous, here)
        if joined is not None:
            found[-1:] = joined
        else:
            here = _with_bare_end(text, here) or _with_bare_start(text, here, free) or here
            found.append(here)
        at = free = found[-1].span.end
    return found


def _end_of_figures(text: str, start: int) -> int:
    match = re.compile(r"[\d.,]+").match(text, start)
    return match.end() if match else start + 1


# One number and its currency -----------------------------------------------------------------------------------------

_GAP = r"[ \t\u00a0\u202f\u2009]"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    signs = re.escape("".join(load_currencies().signs)).replace("/", "\\/")
    return {
        "sign_before": re.compile(
            rf"(?:(?<![^\W_])(?P<letters>[A-Za-z]{{1,4}}|U\.S\.)(?P<gap>{_GAP}?))?(?P<sign>[{signs}])"
            rf"(?P<country>US|AU?|NZ|HK|CA?|CDN|Can|Aust?|S|SG)?(?P<space>{_GAP}{{0,2}})(?P<minus>-?)$"
        ),
        "letters_before": re.compile(rf"(?<![\w.&-])([^\W\d_]{{1,5}}(?:\s?\.)?|S/\.?|F CFA){_GAP}{{0,2}}$"),
        "name_before": re.compile(rf"(?<![^\W_])([^\W\d_]{{3,12}}){_GAP}{{1,2}}$"),
        "sign_behind": re.compile(rf"({_GAP}{{0,2}})([{signs}¢])(?![{signs}\d])"),
        "letters_behind": re.compile(rf"({_GAP}{{0,2}}|-)((?:F CFA)|[^\W\d_]{{1,5}}\.?)(?!\w)"),
    }


def _sum_at(text: str, number: Number, free: int) -> Sum | None:
    """The sum that `number` belongs to, its currency before or behind; nothing before `free` is looked at."""
    leading = None if number.article else _leading(text, number, free)
    if leading is not None:
        return leading
    # "B12", "G20": a figure on a letter is part of a name
    if number.span.start and (text[number.span.start - 1].isalnum() or text[number.span.start - 1] == "_"):
        return None
    trailing = _trailing(text, number)
    if trailing is not None or number.article:
        return trailing
    return _named_before(text, number, free)


def _leading(text: str, number: Number, free: int) -> Sum | None:
    """Reads "$5", "US$ 5 million", "$A5", "c $ 16.4 million", "EUR 5m", "Rs 500", "R5 billion"."""
    first = number.span.start
    begin = max(free, first - 12)
    ahead = text[begin:first]
    if (match := _patterns()["sign_before"].search(ahead)) and (number.in_figures or number.scaled):
        return _signed(text, number, match, begin)
    if (match := _patterns()["letters_before"].search(ahead)) and number.in_figures:
        written = re.sub(r"\s", "", match[1])
        unit = load_currencies().by_letters(written)
        span = Span(begin + match.start(1), number.span.end)
        if unit and _is_plausible(text, number, unit, span):
            return _made(text, number, unit, span, leads=True)
    return None


def _signed(text: str, number: Number, match: re.Match[str], begin: int) -> Sum:
    unit, at = load_currencies().signs[match["sign"]], begin + match.start("sign")
    if match["country"]:
        unit = load_currencies().lettered.get((match["country"], match["sign"]), unit)
    elif match["letters"] and (lettered := _lettered(text, match, begin + match.start("letters"))):
        unit, at = lettered, begin + match.start("letters")
    minus = bool(match["minus"])
    if not minus and _is_negative(text, at, number.span.end):
        minus, at = True, at - 1
    return _made(text, number, unit, Span(at, number.span.end), leads=True, negative=minus)


def _lettered(text: str, match: re.Match[str], begin: int) -> Unit | None:
    """The dollar of "US$", "c $", "mxn$". "Paid a $ 500,000 bonus" has an article, "gave us $5" a pronoun."""
    money, letters, sign = load_currencies(), match["letters"], match["sign"]
    spaced = load_tables()["spaced"]
    if match["gap"]:
        if letters in ("us", "US", "U.S."):
            word = re.search(r"(\w+)\s{1,2}$", text[max(0, begin - 12) : begin])
            pronoun = letters == "us" and not match["space"]
            if pronoun or (word and word[1].lower() in spaced["giving"]):
                return None
        elif letters in spaced["never"] or (letters.islower() and letters not in (*spaced["small"], *money.codes)):
            return None
    bare = letters.replace(".", "")
    for form in (bare, bare.upper(), bare.capitalize()):
        if unit := money.lettered.get((form, sign)):
            return unit
    return None


def _is_negative(text: str, at: int, end: int) -> bool:
    """ "-$5" after a space; "the sum -$5bn- is" has dashes."""
    if at == 0 or text[at - 1] not in "-−" or text[end : end + 1] == "-":
        return False
    return at == 1 or text[at - 2].isspace() or text[at - 2] in "([“\"'"


def _made(text: str, number: Number, unit: Unit, span: Span, *, leads: bool, negative: bool = False) -> Sum:
    sign = -1 if negative else 1
    factor = unit.factor * sign / unit.parts
    if leads:
        span, unit = _qualified(text, span, unit)
    return Sum(
        span,
        number.value * factor,
        unit,
        None if number.low is None else number.low * factor,
        None if number.high is None else number.high * factor,
        vague=number.vague,
        scaled=number.scaled or unit.factor != 1,
        leads=leads,
    )


_QUALIFIER = re.compile(
    r"[ \u00a0]?\(?(USD|CAD|AUD|NZD|HKD|SGD|TWD|MXN)\b\)?"
    r"|\s(U\.?S\.?|Canadian|Australian|New Zealand|Hong Kong|Singapore)"
    r"(?:\s(dollars?)\b|(?=\s?(?:[,;:!?)]|\.(?:\s|$)|$)))",
)
_QUALIFIED = {
    "U.S.": "USD",
    "US": "USD",
    "U.S": "USD",
    "Canadian": "CAD",
    "Australian": "AUD",
    "New Zealand": "NZD",
    "Hong Kong": "HKD",
    "Singapore": "SGD",
}


def _qualified(text: str, span: Span, unit: Unit) -> tuple[Span, Unit]:
    """A bare "$" with its country behind the figures: "$5 million US", "$40m (CAD)", "$10 million Canadian"."""
    match = _QUALIFIER.match(text, span.end) if unit.code == "dollar" else None
    if match is None:
        return span, unit
    end = match.end() if match[1] is None or "(" not in match[0] or ")" in match[0] else match.end(1)
    return Span(span.start, end), Unit(_QUALIFIED.get(match[2] or "", match[1] or "USD"), factor=unit.factor)


def _is_plausible(text: str, number: Number, unit: Unit, span: Span) -> bool:
    """Whether letters that mean other things too stand for a currency here."""
    if not (unit.needs_weight or unit.is_word):
        return True
    if not number.scaled and not _has_thousands(text, number):
        return False
    return not (unit.is_word and _amid_capitals(text, span))


def _has_thousands(text: str, number: Number) -> bool:
    """ "50,000", "10000", not a year."""
    written = number.span.of(text)
    return number.in_figures and number.value >= 1000 and ("," in written or " " in written or number.value >= 10_000)


def _amid_capitals(text: str, span: Span) -> bool:
    """ "ALL 70 MILLION OF US": a code among capitals is a word of the headline."""
    before = re.search(r"([A-Z]{2,})\W{1,2}$", text[max(0, span.start - 12) : span.start])
    behind = re.match(r"\W{1,2}[A-Z]{2,}\b", text[span.end : span.end + 12])
    return bool(before or behind)


def _trailing(text: str, number: Number) -> Sum | None:
    """ "10 €", "115USD", "75 USD million", "five million yen", "12-cent", "billions of euros"."""
    end, money = number.span.end, load_currencies()
    if not number.article:
        if (match := _patterns()["sign_behind"].match(text, end)) and not _begins_next(text, match):
            unit = money.names["¢"] if match[2] == "¢" else money.signs[match[2]]
            return _scaled_behind(text, _continental(text, number), unit, match.end())
        if (match := _patterns()["letters_behind"].match(text, end)) and number.in_figures:
            unit = money.by_letters(match[2]) if match[2] not in ("R", "P", "N", "K", "D", "L", "C") else None
            stop = match.end() - (match[2].endswith(".") and match[2][:-1] in money.codes)
            unit = unit or money.codes.get(match[2].rstrip("."))
            if unit and _is_plausible(text, number, unit, Span(number.span.start, stop)):
                return _scaled_behind(text, number, unit, stop)
            if match[2].rstrip(".") == "p" and not match[1] and _is_pence(text, number, match.end()):
                return _made(text, number, money.names["pence"], Span(number.span.start, end + 1), leads=False)
    return _named_behind(text, number)


def _continental(text: str, number: Number) -> Number:
    """ "1.200 €" is written on the continent, where the point groups."""
    written = number.span.of(text)
    if re.fullmatch(r"\d{1,3}\.\d{3}", written):
        return replace(number, value=number.value * 1000)
    return number


def _is_pence(text: str, number: Number, end: int) -> bool:
    """ "20p", not "1080p" and "10p.m."."""
    return number.value not in (480, 720, 1080, 1440, 2160) and not re.match(r"\.?m\b", text[end : end + 3])


def _begins_next(text: str, sign: re.Match[str]) -> bool:
    """Whether the sign behind a number belongs to the next one, as in "5 $ 10 bills", "in 1990 $ 5 million"."""
    nearest = re.match(r"[ \u00a0]{1,2}\d[\d.,]*([ \u00a0]{1,2}[$€£])?", text[sign.end() : sign.end() + 30])
    return bool(nearest) and bool(sign[1]) and not nearest[1]


_SCALE = re.compile(r"[ \u00a0]?(thousand|million|billion|trillion|crore|lakh|mn|mln|bn|bln|tn|trn)\b", re.I)
_SCALES = {"mn": "million", "mln": "million", "bn": "billion", "bln": "billion", "tn": "trillion", "trn": "trillion"}


def _scaled_behind(text: str, number: Number, unit: Unit, end: int) -> Sum:
    """ "75 USD million": the word of scale behind the currency."""
    scale = None if number.scaled else _SCALE.match(text, end)
    if scale:
        word = scale[1].lower()
        number, end = number.times(load_words().scales[_SCALES.get(word, word)], scale.end()), scale.end()
    return _made(text, number, unit, Span(number.span.start, end), leads=False)


# Names ---------------------------------------------------------------------------------------------------------------

_NAME_WORD = re.compile(r"(?:\s{1,2}-?\s{0,2}|-|(?<=\d))((?:[uU]\s?\.\s?[sS]\s?\.?)|[^\W\d_]+(?:['’ʻ][^\W\d_]+)?\.?|&)")
_ARTICLE_UNITS = frozenset(
    {"dollar", "euro", "pound", "yen", "yuan", "franc", "peso", "rupee", "ruble", "rouble", "penny", "cent"}
)
#: What may follow "a dollar" where it is an amount: "for a dollar a day", "less than a euro"; not "a dollar sign".
_AFTER_ARTICLE = re.compile(
    r"\s?[,.;:!?)]|\s*$|\s(?:an?|per|each|more|less|for|in|on|and|or|from|to|of|at|out|every|when|by|against)\b"
)


def _named_behind(text: str, number: Number) -> Sum | None:
    words, ends = _name_words(text, number)
    skip = 1 if words[:1] == ["of"] and (number.vague or number.value < 1) else 0
    found = load_currencies().by_name(words[skip:])
    if found is None:
        return None
    unit, count = found
    name, end = " ".join(words[skip : skip + count]), ends[skip + count - 1]
    span = Span(number.span.start, end)
    if number.article and not (name in _ARTICLE_UNITS and _AFTER_ARTICLE.match(text, end)):
        return None
    if unit.needs_weight and not (number.scaled or _has_thousands(text, number)):
        return None
    written = text[end - len(name) : end]
    if unit.needs_weight and written[:1].isupper() and not written.isupper() and number.in_figures is False:
        return None
    if _is_no_money(text, number, name, end):
        return None
    if not number.scaled and (scale := _SCALE.match(text, end)) and text[end : scale.end()].strip().isalpha():
        return _scaled_behind(text, number, unit, end)
    return _made(text, number, unit, span, leads=False)


def _name_words(text: str, number: Number) -> tuple[list[str], list[int]]:
    words: list[str] = []
    ends: list[int] = []
    at = number.span.end
    while len(words) < load_currencies().longest + 1 and (match := _NAME_WORD.match(text, at)):
        word = re.sub(r"[\s.]", "", match[1].lower())
        stop = match.end() - (match[1].endswith(".") and word not in ("us", "st", "s", "n"))
        words.append(word)
        ends.append(stop)
        at = match.end()
        if stop != at:
            break
    return words, ends


def _is_no_money(text: str, number: Number, name: str, end: int) -> bool:
    """A weight, a zone, or a verb: "50 pounds of flour", "20 euro-zone states", "1,200 won seats"."""
    behind = text[end : end + 40]
    if name == "won":
        return bool(re.match(r"\s(?:the|their|his|her|its|seats?|votes?|re-?election|elections?)\b", behind))
    if name == "euro":
        return bool(re.match(r"[\s-](?:zone|area|nations?|countr|members?|states?|currency|symbols?)", behind, re.I))
    if name in ("pound", "pounds"):
        return _is_weight(text, number, behind)
    return False


def _is_weight(text: str, number: Number, behind: str) -> bool:
    """ "50 pounds of flour", "a 500-pound bomb", "weighs 200 pounds"; "5 million pounds of aid" is money."""
    table: dict[str, Any] = load_tables()["weight"]
    if of := re.match(r"\s+of\s+([^\W\d_]+)", behind):
        return of[1].lower() not in table["money"] and not (number.scaled and number.value >= 1_000_000)
    joined = text[number.span.end : number.span.end + 1] == "-"
    follows = re.match(r"[\s-]+([^\W\d_]+)", behind)
    if joined and not number.scaled:
        return bool(follows) and follows[1].lower() not in table["noun"]
    before = re.search(
        r"([^\W\d_]+)\s(?:(?:about|some|over|nearly|around|up to|only)\s)?$",
        text[max(0, number.span.start - 24) : number.span.start],
    )
    return bool(before) and before[1].lower() in table["before"] and number.value < 10_000 and not number.scaled


_CLAUSE_END = re.compile(r"\s?(?:[,.;:!?)](?!\d)|$)")


def _named_before(text: str, number: Number, free: int) -> Sum | None:
    """ "Dollars 5", "dollar 22.5 million", "sen 100,000"; "the dollar 2 percent lower" is none."""
    begin = max(free, number.span.start - 14)
    match = _patterns()["name_before"].search(text[begin : number.span.start])
    if match is None or not number.in_figures or match[1] not in (match[1].lower(), match[1].capitalize()):
        return None
    unit = load_currencies().names.get(match[1].lower())
    if unit is None or unit.needs_weight or (match[1][0].isupper() and begin + match.start(1) and match[1] == "Sen"):
        return None
    # "dollars 5." is one, "Euro 96." and "Bucks 110." are none
    plural = match[1].endswith("s") and match[1].islower() and _CLAUSE_END.match(text, number.span.end)
    weighty = number.scaled or _has_thousands(text, number) or plural
    ahead = text[max(0, begin + match.start(1) - 6) : begin + match.start(1)]
    if not weighty or re.search(r"(?:\bthe|\ba|\bper|\d|\beach)\s$", ahead, re.I):
        return None
    return _made(text, number, unit, Span(begin + match.start(1), number.span.end), leads=True)


# Units with subunits, and ranges -------------------------------------------------------------------------------------

_AND = re.compile(r"(?:\s?,)?\s{1,2}(?:and\s{1,2})?")
_TAIL_END = re.compile(r"\s?(?:[,.;:!?)](?!\d)|$)|\s(?:more|each|apiece|an?|per)\b")


def _with_subunit(text: str, found: Sum) -> Sum:
    """ "5 euros and 20 cents", "15 dollars 50", "one kuai and five mao five"."""
    parts = 1
    while not (found.scaled or found.vague) and (gap := _AND.match(text, found.span.end)):
        number = number_at(text, gap.end())
        if number is None or number.article or number.vague or number.scaled or number.value >= 100:
            break
        part = _named_behind(text, number)
        if part is not None:
            if part.unit.parts <= parts or part.unit.code not in (found.unit.code, "dollar"):
                break
            parts = part.unit.parts
            found = replace(found, span=Span(found.span.start, part.span.end), value=found.value + part.value)
            continue
        return found if found.leads or found.unit.parts > 1 else _with_bare_part(text, found, number, parts)
    return found


def _with_bare_part(text: str, found: Sum, number: Number, parts: int) -> Sum:
    """The hundredths of "15 dollars 50", or the next smaller part of "five mao five", and then a stop.

    `parts` is that of the subunit before, 1 where none was. "5 dollars 20 times" has no such part.
    """
    between = text[found.span.end : number.span.start]
    figures = number.value < 10 if parts > 1 else number.value >= 10 or len(number.span) == 2
    if "and" in between or "," in between or not figures or not _TAIL_END.match(text, number.span.end):
        return found
    part = number.value / (parts * 10 if parts > 1 else 100)
    return replace(found, span=Span(found.span.start, number.span.end), value=found.value + part)


_TO = re.compile(r"\s{0,2}(?:[-–—‑]|to|and|till|until|through)\s{0,2}", re.I)
_BETWEEN = re.compile(r"\bbetween\s{1,2}(?:(?:about|roughly|around|some)\s)?$", re.I)
_FROM = re.compile(r"(?:^|(\w+)\s{1,2})from\s{1,2}(?:\w+\s)?$", re.I)
_RANGING = frozenset(
    {"range", "ranges", "ranged", "ranging", "anywhere", "anything", "vary", "varied", "varying", "varies"}
)


def _joins(text: str, first: int, end: int, start: int) -> str | None:
    """How two numbers, the first from `first` to `end` and the second at `start`, are joined, if as a range."""
    gap = _TO.fullmatch(text, end, start)
    if gap is None:
        return None
    word = gap[0].strip().lower()
    ahead = text[max(0, first - 30) : first]
    if word == "and":
        return word if _BETWEEN.search(ahead) else None
    if word == "to" and (said := _FROM.search(ahead)) and (said[1] or "").lower() not in _RANGING:
        return "from"  # "rose from $5 to $7": two amounts
    return word


def _range_of(text: str, first: Sum | None, second: Sum) -> list[Sum] | None:
    """One sum for "$5m-$7m", "between $2bn and $3bn", or two with the scale shared: "from $5 to $7 million"."""
    if first is None or first.is_range or first.vague or second.vague or second.is_range:
        return None
    if first.unit.code != second.unit.code and second.unit.code != "dollar":
        return None
    word = _joins(text, first.span.start, first.span.end, second.span.start)
    if word is None:
        return None
    low = first.value
    if second.scaled and not first.scaled and first.unit.parts == 1 and low < 1000:
        low = first.value * _scale_of(text, second.span)
    if word == "from":
        return [replace(first, value=low), second]
    if not low < second.value:
        return None
    span = Span(first.span.start, second.span.end)
    return [Sum(span, low, first.unit, low, second.value, is_range=True, scaled=True, leads=first.leads)]


def _scale_of(text: str, span: Span) -> Decimal:
    """The word or letter of scale in a written sum."""
    words = load_words()
    factor = Decimal(1)
    for word in re.findall(r"[^\W\d_]+", span.of(text)):
        factor *= words.scales.get(word.lower()) or words.abbreviations.get(word) or 1
    return factor


def _with_bare_end(text: str, first: Sum) -> Sum | None:
    """ "€5-7 billion", "$5 to 7 million": the second number shares the currency before the first."""
    if not first.leads or first.vague or not (gap := _TO.match(text, first.span.end)):
        return None
    if not text[gap.end() : gap.end() + 1].isdecimal():
        return None
    number = number_at(text, gap.end())
    word = _joins(text, first.span.start, first.span.end, gap.end())
    if number is None or word is None or word == "from":
        return None
    hyphen = word in "-–‑" and gap[0] == word
    if not number.scaled and (not hyphen or first.scaled or 1900 <= number.value <= 2100):
        return None
    if _named_behind(text, number) is not None or re.match(
        r"\s?(?:%|percent|per cent)", text[number.span.end : number.span.end + 10]
    ):
        return None
    scale = _scale_of(text, number.span) if number.scaled and not first.scaled else Decimal(1)
    low, high = first.value * scale, number.value
    if not low < high:
        return None
    span = Span(first.span.start, number.span.end)
    return replace(first, span=span, value=low, low=low, high=high, is_range=True, scaled=True)


_NUMBER_BEFORE = re.compile(
    r"(?<![\w.,$€£-])(\d{1,3}(?:[.,]\d{1,3})?)(?:\s?(million|billion|trillion|thousand|m|bn|tn|k))?$"
)


def _with_bare_start(text: str, second: Sum, free: int) -> Sum | None:
    """ "5 to 7 million euros", "between 5 and 7 million euros", "5-7 million pounds"."""
    if second.leads or second.vague:
        return None
    begin = max(free, second.span.start - 40)
    gap = re.search(r"\s{0,2}(?:[-–‑]|\bto\b|\band\b)\s{0,2}$", text[begin : second.span.start])
    if gap is None:
        return None
    number = _bare_number_before(text, begin, begin + gap.start())
    if number is None or number.value <= 0:
        return None
    word = _joins(text, number.span.start, number.span.end, second.span.start)
    if word is None or word == "from":
        return None
    scale = _scale_of(text, second.span) if second.scaled and not number.scaled else Decimal(1)
    low = number.value * scale / second.unit.parts
    if not low < second.value:
        return None
    span = Span(number.span.start, second.span.end)
    return replace(second, span=span, value=low, low=low, high=second.value, is_range=True, scaled=True)


def _bare_number_before(text: str, begin: int, end: int) -> Number | None:
    """The number, in figures or in words, that ends at `end`."""
    start = load_words().start
    at = begin
    while at < end and (match := start.search(text, at, end)):
        number = number_at(text, match.start())
        if number and number.span.end == end and not number.article and not number.vague:
            return number
        at = match.end()
    return None
