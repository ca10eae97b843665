"""Sums whose currency is a sign, a code or letters: "$5", "US$ 5 million", "EUR 5m", "115USD", "470p".

Comes in: a number, and the text that it stands in. Goes out: a `Sum`, or None where no currency stands at the number.
It looks at a fixed number of code points on either side.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from verbale.language.currencies import Unit, load_currencies, load_tables
from verbale.language.number import Number
from verbale.language.sum import Sum, has_thousands, make_sum, scaled_behind, with_scale
from verbale.language.sum_names import sum_named_before, sum_named_behind
from verbale.text import Span

_GAP = r"[ \t\u00a0\u202f\u2009]"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    signs = re.escape("".join(load_currencies().signs)).replace("/", "\\/")
    return {
        "sign_before": re.compile(
            rf"(?:(?<![^\W_])(?P<letters>[A-Za-z]{{1,4}}|[Uu]\.[Ss]\.)(?P<gap>{_GAP}?))?(?P<sign>[{signs}])"
            rf"(?P<country>US|AU?|NZ|HK|CA?|CDN|Can|Aust?|S|SG)?(?P<space>{_GAP}{{0,2}})(?P<minus>-?)$"
        ),
        "letters_before": re.compile(rf"(?<![\w.&-])([^\W\d_]{{1,5}}(?:\s?\.)?|S/\.?|F CFA){_GAP}{{0,2}}$"),
        "sign_behind": re.compile(rf"({_GAP}{{0,2}})(?P<letters>[A-Z]{{1,3}})?(?P<sign>[{signs}¢])(?![{signs}\d])"),
        "letters_behind": re.compile(rf"({_GAP}{{0,2}}|-)((?:F CFA)|[^\W\d_]{{1,5}}\.?)(?!\w)"),
    }


def sum_at(text: str, number: Number, free: int) -> Sum | None:
    """The sum that `number` belongs to, its currency before or behind; nothing before `free` is looked at."""
    leading = None if number.article else _leading(text, number, free)
    if leading is not None:
        return leading
    # "B12", "G20": a figure on a letter is part of a name
    if number.span.start and (text[number.span.start - 1].isalnum() or text[number.span.start - 1] == "_"):
        return None
    trailing = _trailing(text, number, free)
    if trailing is not None or number.article:
        return trailing
    return sum_named_before(text, number, free)


def _leading(text: str, number: Number, free: int) -> Sum | None:
    """Reads "$5", "US$ 5 million", "$A5", "c $ 16.4 million", "EUR 5m", "Rs 500", "R5 billion"."""
    first = number.span.start
    begin = max(free, first - 12)
    ahead = text[begin:first]
    if (match := _patterns()["sign_before"].search(ahead)) and (number.in_figures or number.scaled):
        return _signed(text, number, match, begin)
    if (match := _patterns()["letters_before"].search(ahead)) and number.in_figures:
        unit = load_currencies().by_letters(re.sub(r"\s", "", match[1]))
        if unit and unit.code in _GROUPED_BY_POINTS:
            number = _continental(text, number)
        span = Span(begin + match.start(1), number.span.end)
        if unit and _is_plausible(text, number, unit, span):
            return make_sum(text, number, unit, span, leads=True)
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
    number = with_scale(text, number, number.span.end + text.startswith("+", number.span.end))  # "$5+ billion"
    return make_sum(text, number, unit, Span(at, number.span.end), leads=True, negative=minus)


def _lettered(text: str, match: re.Match[str], begin: int) -> Unit | None:
    """The dollar of "US$", "c $", "mxn$". "Paid a $ 500,000 bonus" has an article, "gave us $5" a pronoun."""
    money, letters, sign = load_currencies(), match["letters"], match["sign"]
    spaced = load_tables()["spaced"]
    if match["gap"]:
        if letters in ("us", "US", "U.S.", "u.s."):
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
    """As in "-$5" after a space; "the sum -$5bn- is" has dashes."""
    if at == 0 or text[at - 1] not in "-−" or text[end : end + 1] == "-":
        return False
    return at == 1 or text[at - 2].isspace() or text[at - 2] in "([“\"'"


def _is_plausible(text: str, number: Number, unit: Unit, span: Span) -> bool:
    """Whether letters that mean other things too stand for a currency here."""
    if not (unit.needs_weight or unit.is_word):
        return True
    if not number.scaled and not has_thousands(text, number):
        return False
    return not (unit.is_word and _amid_capitals(text, span))


def _amid_capitals(text: str, span: Span) -> bool:
    """As in "ALL 70 MILLION OF US": a code among capitals is a word of the headline."""
    before = re.search(r"([A-Z]{2,})\W{1,2}$", text[max(0, span.start - 12) : span.start])
    behind = re.match(r"\W{1,2}[A-Z]{2,}\b", text[span.end : span.end + 12])
    return bool(before or behind)


def _trailing(text: str, number: Number, free: int) -> Sum | None:
    """As in "10 €", "115USD", "75 USD million", "five million yen", "12-cent", "billions of euros"."""
    end, money = number.span.end, load_currencies()
    if not number.article:
        if (match := _patterns()["sign_behind"].match(text, end)) and not _begins_next(text, match):
            unit = money.names["¢"] if match["sign"] == "¢" else money.signs[match["sign"]]
            unit = money.lettered.get((match["letters"], match["sign"]), unit)  # "5 US$"
            return scaled_behind(text, _continental(text, number), unit, match.end())
        lettered = _lettered_behind(text, number)
        named = sum_named_behind(text, number, free)
        if lettered and not (named and named.span.end > lettered.span.end):  # "40 billion CFA francs"
            return lettered
        return named
    return sum_named_behind(text, number, free)


def _lettered_behind(text: str, number: Number) -> Sum | None:
    """As in "115USD", "120 MEUR.", "500 Kč", "470p"."""
    match = _patterns()["letters_behind"].match(text, number.span.end)
    if match is None or not number.in_figures:
        return None
    money, written, stop = load_currencies(), match[2], match.end()
    if written not in money.letters and written.endswith("."):
        written, stop = written[:-1], stop - 1
    if written == "p" and not match[1] and _is_pence(text, number, stop):
        return make_sum(text, number, money.names["pence"], Span(number.span.start, stop), leads=False)
    unit = None if written in _ONLY_BEFORE else money.by_letters(written)
    if unit and _is_plausible(text, number, unit, Span(number.span.start, stop)):
        return scaled_behind(text, number, unit, stop)
    return None


#: Rupiah and dong are written with points between thousands, in English too: "Rp 10.000".
_GROUPED_BY_POINTS = frozenset({"IDR", "VND"})
#: Letters that stand for a currency before figures alone: "R5 billion", never "5 billion R".
_ONLY_BEFORE = frozenset("RPNKDLCY")


def _continental(text: str, number: Number) -> Number:
    """As in "1.200 €" is written on the continent, where the point groups."""
    written = number.span.of(text)
    if re.fullmatch(r"\d{1,3}\.\d{3}", written):
        return replace(number, value=number.value * 1000)
    return number


def _is_pence(text: str, number: Number, end: int) -> bool:
    """As in "20p", not "1080p" and "10p.m."."""
    return number.value not in (480, 720, 1080, 1440, 2160) and not re.match(r"\.?m\b", text[end : end + 3])


def _begins_next(text: str, sign: re.Match[str]) -> bool:
    """Whether the sign behind a number belongs to the next one, as in "5 $ 10 bills", "in 1990 $ 5 million"."""
    nearest = re.match(r"[ \u00a0]{1,2}\d[\d.,]*([ \u00a0]{1,2}[$€£])?", text[sign.end() : sign.end() + 30])
    return bool(nearest) and bool(sign[1]) and not nearest[1]
