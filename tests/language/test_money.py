"""Amounts of money, in sentences of our own from the news of talks, pledges, wages, tariffs and markets.

An expectation is written as the amount shows itself: the words, "=", the value and currency, "?" where the currency is
the default for an open name, the bounds, the modifier, per what, and the index of the amount that it converts.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.language.money import Amount, find_amounts


def show(amount: Amount) -> str:
    shown = f"{amount.text} = {amount.value:,} {amount.currency}{'?' if amount.defaulted else ''}"
    if amount.low is not None:
        shown += f" [{amount.low:,} to {amount.high:,}]"
    if amount.modifier:
        shown += f" {amount.modifier}"
    if amount.per:
        shown += f" per {amount.per}"
    if amount.converts is not None:
        shown += f" converts {amount.converts}"
    return shown


def shown(text: str, **options: str) -> list[str]:
    return [show(amount) for amount in find_amounts(text, **options)]


PLEDGES = [
    (
        "EU leaders agreed to lend Kyiv nearly €90 billion ($105.41 billion) over two years.",
        ["€90 billion = 90,000,000,000 EUR approximate", "$105.41 billion = 105,410,000,000 USD? converts 0"],
    ),
    (
        "London promised £500m (about $640m) for the reconstruction fund.",
        ["£500m = 500,000,000 GBP", "$640m = 640,000,000 USD? approximate converts 0"],
    ),
    (
        "The shortfall is $17 billion, or 15 billion euros.",
        ["$17 billion = 17,000,000,000 USD?", "15 billion euros = 15,000,000,000 EUR converts 0"],
    ),
    (
        "He asked donors for $4bn, roughly 36 billion Swedish kronor, to rebuild the port.",
        ["$4bn = 4,000,000,000 USD?", "36 billion Swedish kronor = 36,000,000,000 SEK approximate converts 0"],
    ),
    (
        "Rich states owe the $100bn (£66bn) a year that they promised in 2009.",
        ["$100bn = 100,000,000,000 USD? per year", "£66bn = 66,000,000,000 GBP per year converts 0"],
    ),
    (
        "The fund holds €500bn ($545bn; £430bn).",
        [
            "€500bn = 500,000,000,000 EUR",
            "$545bn = 545,000,000,000 USD? converts 0",
            "£430bn = 430,000,000,000 GBP converts 0",
        ],
    ),
    (
        "India's fury as £239billion-a-year climate deal is forced through",
        ["£239billion = 239,000,000,000 GBP per year"],
    ),
    ("Tokyo will add up to ¥1.2 trillion.", ["¥1.2 trillion = 1,200,000,000,000 JPY? at_most"]),
    (
        "Donors pledged between $2bn and $3bn.",
        ["$2bn and $3bn = 2,000,000,000 USD? [2,000,000,000 to 3,000,000,000]"],
    ),
    (
        "The first tranche, between 5 and 7 million euros, arrives in May.",
        ["5 and 7 million euros = 5,000,000 EUR [5,000,000 to 7,000,000]"],
    ),
    (
        "A package of €5-7 billion is on the table.",
        ["€5-7 billion = 5,000,000,000 EUR [5,000,000,000 to 7,000,000,000]"],
    ),
    ("Washington wants $5m-$7m back.", ["$5m-$7m = 5,000,000 USD? [5,000,000 to 7,000,000]"]),
    (
        "The gap, $10 million to $15 million, is small.",
        ["$10 million to $15 million = 10,000,000 USD? [10,000,000 to 15,000,000]"],
    ),
    ("Oslo offered $5 to 7 million.", ["$5 to 7 million = 5,000,000 USD? [5,000,000 to 7,000,000]"]),
    (
        "It set aside 5 to 7 billion kroner.",
        ["5 to 7 billion kroner = 5,000,000,000 NOK? [5,000,000,000 to 7,000,000,000]"],
    ),
    ("Half a billion dollars is missing.", ["Half a billion dollars = 500,000,000 USD?"]),
    ("He paid a quarter of a million pounds.", ["a quarter of a million pounds = 250,000 GBP?"]),
    ("Two and a half billion euros were frozen.", ["Two and a half billion euros = 2,500,000,000 EUR"]),
    (
        "India will pay £62 millions, and the others three billions of dollars.",
        ["£62 millions = 62,000,000 GBP", "three billions of dollars = 3,000,000,000 USD?"],
    ),
    (
        "The war costs tens of billions of dollars.",
        ["tens of billions of dollars = 10,000,000,000 USD? [10,000,000,000 to 100,000,000,000] approximate"],
    ),
    (
        "Billions of euros were lost.",
        ["Billions of euros = 1,000,000,000 EUR [1,000,000,000 to 10,000,000,000] approximate"],
    ),
    (
        "Hundreds of thousands of francs changed hands.",
        ["Hundreds of thousands of francs = 100,000 CHF? [100,000 to 1,000,000] approximate"],
    ),
    ("She sent a few million rupees.", ["a few million rupees = 3,000,000 INR? [3,000,000 to 5,000,000] approximate"]),
    ("The bank released $1.3tn.", ["$1.3tn = 1,300,000,000,000 USD?"]),
    ("A $3.5-billion loan was signed.", ["$3.5-billion = 3,500,000,000 USD?"]),
    ("It is a $500 million package.", ["$500 million = 500,000,000 USD?"]),
    ("Berlin wired EUR 250 million.", ["EUR 250 million = 250,000,000 EUR"]),
    ("Riyadh put in USD 105bn at least.", ["USD 105bn = 105,000,000,000 USD at_least"]),
    ("Aid of 40 million CHF was blocked.", ["40 million CHF = 40,000,000 CHF"]),
    ("The contract is worth 120 MEUR.", ["120 MEUR = 120,000,000 EUR"]),
    (
        "The IMF lent SDR talks no money but 3 billion special drawing rights.",
        ["3 billion special drawing rights = 3,000,000,000 XDR"],
    ),
]

WAGES = [
    ("Dockers want $39 an hour.", ["$39 = 39 USD? per hour"]),
    ("Crews strike for $95-a-day meals.", ["$95 = 95 USD? per day"]),
    ("Base pay goes from $39 an hour to $63.", ["$39 = 39 USD? per hour", "$63 = 63 USD?"]),
    ("The rate rose from $5 to $7.", ["$5 = 5 USD?", "$7 = 7 USD?"]),
    ("Output grew from $5 to $7 billion.", ["$5 = 5,000,000,000 USD?", "$7 billion = 7,000,000,000 USD?"]),
    ("Salaries range from $15 to $26 an hour.", ["$15 to $26 = 15 USD? [15 to 26] per hour"]),
    ("A full-timer starts on about £32,400 a year.", ["£32,400 = 32,400 GBP approximate per year"]),
    ("Nurses earn 1,500 euros per month.", ["1,500 euros = 1,500 EUR per month"]),
    ("Strike pay is £50 a week or more.", ["£50 = 50 GBP per week"]),
    ("They live on less than a dollar a day.", ["a dollar = 1 USD? less_than per day"]),
    ("Minimum pay is 10,030 won an hour.", ["10,030 won = 10,030 KRW? per hour"]),
    ("The union asks 75 cents an hour more.", ["75 cents = 0.75 USD? per hour"]),
    ("It costs over $2m annually.", ["$2m = 2,000,000 USD? more_than per year"]),
    ("The raise is worth $4.50 an hour at a minimum.", ["$4.50 = 4.5 USD? per hour"]),
    ("Tickets cost £20 per person.", ["£20 = 20 GBP per person"]),
    ("In 1982 a miner took home 96 pounds 50.", ["96 pounds 50 = 96.5 GBP?"]),
]

MARKETS = [
    ("Brent settled at $88.20 a barrel.", ["$88.20 = 88.2 USD? per barrel"]),
    ("The dividend is 12 cents a share.", ["12 cents = 0.12 USD? per share"]),
    ("A 12-cent-a-share dividend was declared.", ["12-cent = 0.12 USD? per share"]),
    ("The shares fell 3.5p to 470p.", ["3.5p = 0.035 GBP", "470p = 4.7 GBP"]),
    ("The offer was 470 pence a share.", ["470 pence = 4.7 GBP per share"]),
    ("Sales rose from $1.17 billion a year earlier.", ["$1.17 billion = 1,170,000,000 USD?"]),
    ("The dollar bought 143.80 yen.", ["143.80 yen = 143.8 JPY"]),
    ("Stock rose 37 1/2 cents.", ["37 1/2 cents = 0.375 USD?"]),
    ("Copper is at $2.222 a pound.", ["$2.222 = 2.222 USD? per pound"]),
    ("In 1989 the bid stood at DM 2.4 billion.", ["DM 2.4 billion = 2,400,000,000 DEM"]),
    ("Bonn spent five billion Deutsche marks.", ["five billion Deutsche marks = 5,000,000,000 DEM"]),
    ("Paris sold bonds for 528 million French francs.", ["528 million French francs = 528,000,000 FRF"]),
    ("Rome fined him 2 billion lire.", ["2 billion lire = 2,000,000,000 ITL"]),
    ("Dublin gave 40 million Irish pounds in 1994.", ["40 million Irish pounds = 40,000,000 IEP"]),
    ("a loss of $ 75 million , it said", ["$ 75 million = 75,000,000 USD?"]),
    ("sold for c $ 16.4 million", ["c $ 16.4 million = 16,400,000 CAD"]),
    ("It was paid a $ 500,000 bonus", ["$ 500,000 = 500,000 USD?"]),
    ("profit of us $ 12 million", ["us $ 12 million = 12,000,000 USD"]),
    ("They gave us $12 million.", ["$12 million = 12,000,000 USD?"]),
    ("Payments of 1.200,50 € are due.", ["1.200,50 € = 1,200.5 EUR"]),
    ("The visa is €1 200.", ["€1 200 = 1,200 EUR"]),
    ("A change of -$5 was booked.", ["-$5 = -5 USD?"]),
    ("The price is 15 dollars 50.", ["15 dollars 50 = 15.5 USD?"]),
    ("The toll is 5 euros and 20 cents.", ["5 euros and 20 cents = 5.2 EUR"]),
    ("It cost thirteen dollars and forty-five cents.", ["thirteen dollars and forty-five cents = 13.45 USD?"]),
    ("Pay five dollars twenty times.", ["five dollars = 5 USD?"]),
    ("It was settled for 75 USD million.", ["75 USD million = 75,000,000 USD"]),
]

WORLD = [
    ("Canberra offered A$2.5 million.", ["A$2.5 million = 2,500,000 AUD"]),
    ("Canberra offered $A2.5 million.", ["$A2.5 million = 2,500,000 AUD"]),
    ("Ottawa offered C$8 billion.", ["C$8 billion = 8,000,000,000 CAD"]),
    ("Ottawa offered 8 billion Canadian dollars.", ["8 billion Canadian dollars = 8,000,000,000 CAD"]),
    ("Wellington paid NZ$26m.", ["NZ$26m = 26,000,000 NZD"]),
    ("Hong Kong sent HK$5bn.", ["HK$5bn = 5,000,000,000 HKD"]),
    ("Brasilia wants R$12 billion.", ["R$12 billion = 12,000,000,000 BRL"]),
    ("Brasilia wants 12 billion reais.", ["12 billion reais = 12,000,000,000 BRL"]),
    ("Mexico owes Mex$10 million.", ["Mex$10 million = 10,000,000 MXN"]),
    ("Pretoria found R5 billion.", ["R5 billion = 5,000,000,000 ZAR"]),
    ("Delhi cleared Rs 500 crore.", ["Rs 500 crore = 5,000,000,000 INR?"]),
    ("Delhi cleared ₹2 lakh crore.", ["₹2 lakh crore = 2,000,000,000,000 INR"]),
    ("Pakistan needs 300 billion Pakistani rupees.", ["300 billion Pakistani rupees = 300,000,000,000 PKR"]),
    ("Nairobi spent KSh1.5 billion.", ["KSh1.5 billion = 1,500,000,000 KES"]),
    ("Abuja moved N14.3billion.", ["N14.3billion = 14,300,000,000 NGN"]),
    ("Dhaka paid Tk 1,000.", ["Tk 1,000 = 1,000 BDT"]),
    ("Warsaw asked 2 million zlotys.", ["2 million zlotys = 2,000,000 PLN"]),
    ("Prague paid 300 million crowns.", ["300 million crowns = 300,000,000 SEK?"]),
    ("Prague paid 300 million Czech crowns.", ["300 million Czech crowns = 300,000,000 CZK"]),
    ("Kyiv printed 5 billion hryvnias.", ["5 billion hryvnias = 5,000,000,000 UAH"]),
    ("Moscow takes ₽90 million.", ["₽90 million = 90,000,000 RUB"]),
    ("Moscow takes 90 million roubles.", ["90 million roubles = 90,000,000 RUB"]),
    ("Israel transferred 435 million shekels.", ["435 million shekels = 435,000,000 ILS"]),
    ("Doha pays 3 million Qatari riyals.", ["3 million Qatari riyals = 3,000,000 QAR"]),
    ("Abu Dhabi pays 3 million dirhams.", ["3 million dirhams = 3,000,000 AED?"]),
    ("Cairo borrows 20 billion Egyptian pounds.", ["20 billion Egyptian pounds = 20,000,000,000 EGP"]),
    ("Bern freezes 7 million Swiss francs.", ["7 million Swiss francs = 7,000,000 CHF"]),
    ("Dakar owes 40 billion CFA francs.", ["40 billion CFA francs = 40,000,000,000 XOF?"]),
    ("Beijing buys 30 billion yuan.", ["30 billion yuan = 30,000,000,000 CNY"]),
    ("Seoul gives 1.2 trillion won.", ["1.2 trillion won = 1,200,000,000,000 KRW?"]),
    ("Ankara owes 3 million Turkish lira.", ["3 million Turkish lira = 3,000,000 TRY"]),
    (
        "The aid, $7 million (about P300 million), came late.",
        ["$7 million = 7,000,000 USD?", "P300 million = 300,000,000 PHP? approximate converts 0"],
    ),
    ("One kuai and five mao five.", ["One kuai and five mao five = 1.55 CNY"]),
    ("The ransom was 200 bitcoins.", ["200 bitcoins = 200 BTC"]),
]

CERTAINTY = [
    ("about $5m", "approximate"),
    ("an estimated $5m", "approximate"),
    ("some $5m", "approximate"),
    ("$5m or so", "approximate"),
    ("at least $5m", "at_least"),
    ("$5m or more", "at_least"),
    ("a minimum of $5m", "at_least"),
    ("up to another $5m", "at_most"),
    ("as much as $5m", "at_most"),
    ("no more than $5m", "at_most"),
    ("more than $5m", "more_than"),
    ("well over $5m", "more_than"),
    ("in excess of $5m", "more_than"),
    ("just under $5m", "less_than"),
    ("less than $5m", "less_than"),
    ("a row over $5m", None),
    ("they handed over $5m", None),
    ("the $5m", None),
]

NO_MONEY = [
    "She bought $AAPL and sold $TSLA.",
    "The bag weighs 200 pounds.",
    "They dropped a 500-pound bomb and 50 pounds of leaflets.",
    "Listed at 5 feet 10 inches and 180 pounds (82 kg).",
    "The 20-point plan has 800,000 soldiers in it.",
    "In 1995 the talks at Dayton took 21 days.",
    "Call +1 202 555 0123 for accreditation.",
    "The opposition has won 50 seats; 1,200 won their places.",
    "All 70 of us stayed; ALL 70 MILLION OF US stayed.",
    "COP 28 and COP29 failed; the TOP 10 left.",
    "TRY 5 TIMES, THEN GO MAD.",
    "Two real problems and five sols remain.",
    "8 Rand Paul, 9 Marco Rubio",
    "He fell shy of the 1,237 mark.",
    "Twenty euro-zone states and 5 euro area members met.",
    "It grew 20 per cent and 5%.",
    "The dollar fell 2 percent; the euro won.",
    "We met at 10p.m. in 1080p.",
    "Of the 12 cups on the table all were full.",
    "A dollar sign hung on a pound shop.",
    "Vitamin B12, route C5 and the G20 dollar debate.",
]


@pytest.mark.parametrize(("text", "expected"), [*PLEDGES, *WAGES, *MARKETS, *WORLD])
def test_a_sentence_holds_these_amounts(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", NO_MONEY)
def test_a_sentence_without_money_has_no_amount(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(("text", "modifier"), CERTAINTY)
def test_words_about_an_amount_say_how_sure_it_is(text: str, modifier: str | None) -> None:
    (amount,) = find_amounts(f"Paris asked for {text} on Friday.")
    assert (amount.text, amount.modifier) == ("$5m", modifier)


def test_a_bare_dollar_is_whose_the_caller_says() -> None:
    assert shown("Ottawa pays $5 and 3 dollars and 10 cents.", default_dollar="CAD") == [
        "$5 = 5 CAD?",
        "3 dollars and 10 cents = 3.1 CAD?",
    ]
    assert shown("The lender got US$5.", default_dollar="CAD") == ["US$5 = 5 USD"]


def test_pounds_of_money_are_told_from_pounds_of_flour() -> None:
    assert shown("5 million pounds of aid and 300 pounds of flour") == ["5 million pounds = 5,000,000 GBP?"]


def test_amounts_of_one_currency_convert_nothing() -> None:
    assert [amount.converts for amount in find_amounts("$5bn ($6bn with interest)")] == [None, None]


def test_amounts_in_a_list_convert_nothing() -> None:
    text = "Berlin gave €5m, London £3m, and Washington (which had promised €9m) $2m."
    assert [amount.converts for amount in find_amounts(text)] == [None, None, None, None]


def test_a_scale_said_without_end_is_read_a_few_times() -> None:
    (amount,) = find_amounts("$5" + " million" * 20_000)
    assert amount.value == 5 * 10**18


def check_spans(text: str) -> None:
    end = 0
    for amount in find_amounts(text):
        assert amount.span.of(text) == amount.text
        assert end <= amount.span.start < amount.span.end <= len(text)
        assert amount.value.is_finite()
        assert amount.low is None or amount.high is None or amount.low <= amount.high
        assert len(amount.currency) == 3
        end = amount.span.end


@given(st.text())
def test_any_text_gives_sorted_disjoint_spans(text: str) -> None:
    check_spans(text)


PIECES = [
    "$",
    "€",
    "£",
    "5",
    "1,200",
    "1.5",
    " ",
    "-",
    " to ",
    " and ",
    "between ",
    "million",
    "bn",
    "m",
    " dollars",
    " cents",
    " euros",
]
PIECES += [
    "half a ",
    "tens of ",
    "(",
    ")",
    "US",
    "R",
    "USD",
    " a ",
    "year",
    "won",
    "pounds",
    "½",
    "٣",
    "1/2",
    " or ",
    "\n",
    "a ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_heap_of_money_words_gives_sorted_disjoint_spans(text: str) -> None:
    check_spans(text)


HEAPS = ["1", "1,", "1 ", "$", "$1", "$ ", "one ", "a ", "a million ", "million of ", "tens of ", "5-", "5 to ", "1 . "]
HEAPS += [
    "USD ",
    "half a ",
    "($",
    "and ",
    "5 euros ",
    "5 euros and ",
    "-",
    "2.2.",
    "½",
    "5 million ",
    "million ",
    "lakh crore ",
]


@pytest.mark.parametrize("piece", HEAPS)
def test_long_heaps_of_one_piece_take_time_in_proportion(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        began = time.perf_counter()
        find_amounts(text)
        return time.perf_counter() - began

    seconds(10)
    short = min(seconds(500) for _ in range(2))
    assert min(seconds(4_000) for _ in range(2)) < max(0.05, 8 * 4 * short)
