"""Where an article names instruments of a negotiation, and which of its names mean one instrument.

Comes in: a draft. Goes out: `Instrument`s with their mentions, in the order of the first. A noun of an instrument with
the words before it is its name, or with those behind it where none tells which; later mentions with the same noun and
no other words mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from verbale.reading.clause import case_of
from verbale.reading.draft import Draft
from verbale.reading.tree import Token
from verbale.reading.words import load_set, load_table
from verbale.text import Span

_LEADING = frozenset(
    "amod compound nummod flat nmod:desc nmod:poss nmod dep punct advmod case obl nmod:unmarked acl".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those any no some another its his her their our your each every either both all such "
    "which what whose even only just so-called".split()
)
#: So many words a name has before its noun at most.
_MOST_WORDS = 10
#: How far what stands behind a noun may reach to tell which it is, in words.
_TAIL = 8
DATED = re.compile(
    r"\b(?:(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|"
    r"September|October|November|December|[Ll]ast (?:week|month|year)|[Yy]esterday|[Tt]oday|(?<!\w)May)\b"
)
#: Within so many characters `the document` is what was told last.
_NEAR = 600
_INDEFINITE = frozenset("a an another any no some".split())
_DEFINITE = frozenset("the this that these those its his her their".split())


@dataclass(slots=True)
class Named:
    """One mention: its noun, the words before it that tell which, and the sentence."""

    token: Token
    noun: str
    words: tuple[str, ...]
    name: str
    sentence: Span
    heading: bool

    @property
    def determiner(self) -> str:
        """`the`, `a`, `their`; `bare` for none."""
        own = next((one.lower_ for one in self.token.children if one.dep_ in ("det", "nmod:poss")), "")
        at = self.token.i - len(self.words)
        owned = at > 1 and self.token.doc[at - 1].tag_ == "POS"
        return own or (self.token.doc[at - 2].lower_ if owned else "bare")

    @property
    def is_definite(self) -> bool:
        """`the deal`, `their deal`, `Tuesday’s deal`: one that was told of, or is known."""
        return self.determiner in _DEFINITE or DATED.match(self.determiner.capitalize()) is not None

    @property
    def span(self) -> Span:
        return Span(self.token.idx, self.token.idx + len(self.token))


@dataclass(slots=True)
class Instrument:
    noun: str
    mentions: list[Named] = field(default_factory=list[Named])

    @property
    def words(self) -> set[str]:
        return {word for one in self.mentions for word in one.words}

    @property
    def told(self) -> list[Named]:
        """The mentions outside headings and captions."""
        return [one for one in self.mentions if not one.heading]

    @property
    def name(self) -> str:
        """The name used most of those that tell which; the first of them."""
        telling = [one.name for one in self.mentions if one.words] or [one.name for one in self.mentions]
        counts = Counter(name.casefold() for name in telling)
        return max(
            telling,
            key=lambda name: (
                counts[name.casefold()] > 1,
                name[:1].isupper() and name != name.capitalize(),
                -telling.index(name),
            ),
        )


def find_instruments(draft: Draft) -> list[Instrument]:
    """The instruments of an article, each with its mentions; those that only headings name are left out."""
    found: list[Instrument] = []
    for named in _mentions(draft):
        same = _means(named, found)
        if same is None:
            same = Instrument(named.noun)
            found.append(same)
        same.mentions.append(named)
    return [one for one in found if one.told]


def class_of(noun: str) -> str:
    """The type that an instrument has by its noun."""
    return load_table("instruments")["nouns"].get(noun, "agreement")


def _mentions(draft: Draft) -> Iterator[Named]:
    nouns, works = load_table("instruments")["nouns"], load_table("instruments")["works"]
    past = 0
    for token in draft.doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            continue
        noun = _noun_of(token)
        place = draft.place_of(Span(token.idx, token.idx + 1))
        if noun not in nouns or place is None:
            continue
        if any(child.lower_ in ("no", "without", "neither") for child in token.children):
            continue  # `they left without a peace accord`
        if any(start <= token.idx < end for person in draft.people for start, end in person.mentions):
            continue  # `Bill Clinton`
        if (noun == "offer" and case_of(token) == "on") or _is_party(draft, token, noun):
            continue  # `20 per cent was on offer`, `the International Monetary Fund`
        sentence = draft.sentences[place]
        words = _words_before(token)
        if noun in ("statement", "letter") and case_of(token) == "in" and not words:
            continue  # `he said in a statement`
        telling = tuple(
            one.lemma_.casefold()
            for one in words
            if one.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") and not _is_empty(one)
        )
        if noun in works["nouns"].split() and set(telling) & set(works["words"].split()):
            continue  # `its nuclear programme`
        start = words[0].idx if words else token.idx
        end = _end_of_name(token, bare=not telling)
        if start < past:
            continue  # `the Doha Framework for a Peace Agreement` is one
        past = end
        name = re.sub(r"[“”\"]", "", re.sub(r"\s+", " ", draft.text[start:end])).strip(" ‘’'")
        yield Named(token, noun, telling, name, sentence, not sentence.start <= token.idx < sentence.end)


def _noun_of(token: Token) -> str:
    """The noun of a name; `cease-fire` and `road map` are one word."""
    noun = token.lemma_.casefold()
    joined = load_table("instruments")["joined"].get(noun)
    if joined and token.i > 1:
        before = token.doc[token.i - (2 if token.nbor(-1).text == "-" else 1)].lower_
        return joined.get(before, noun)
    return noun.replace("-", "") if noun == "cease-fire" else noun


def _is_party(draft: Draft, token: Token, noun: str) -> bool:
    within = any(m.span.start <= token.idx < m.span.end and m.party.kind != "state" for m in draft.mentions)
    return within and noun in load_table("instruments")["bodies"].split()


def _words_before(token: Token) -> list[Token]:
    """The words before a noun that belong to its name: behind its determiner and any mark, few enough for a name."""
    first = token.i
    for child in token.lefts:
        if child.dep_ in _LEADING and child.lower_ not in _DETERMINERS and child.dep_ != "case":
            first = min(first, child.left_edge.i)
    first = max(first, token.i - _MOST_WORDS)
    words: list[Token] = []
    for one in token.doc[first : token.i]:
        words = [] if one.lower_ in _DETERMINERS or one.text in '“"‘:;—–(' else [*words, one]
    title = token.text[:1].isupper() and bool(words) and all(one.text[:1].isupper() for one in words[-1:])
    while words and (words[0].is_punct or _is_empty(words[0]) or words[0].pos_ in ("ADP", "CCONJ", "PART", "ADV")):
        if title and words[0].text[:1].isupper() and words[0].i > token.sent.start:
            break  # `the Comprehensive and Progressive Agreement`
        words.pop(0)
    return words


def _is_empty(word: Token) -> bool:
    """`the largest exchange`, `a bad deal`: these do not tell which."""
    return word.tag_ in ("JJR", "JJS") or word.lower_ in load_set("instruments", "empty")


def _end_of_name(token: Token, *, bare: bool) -> int:
    """`deal to restore ties`, `Treaty on the High Seas`: where a name ends that what follows tells, or at its noun."""
    end = token.idx + len(token)
    name = token.pos_ == "PROPN"
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and after.like_num and after.head.i == token.i and token.text[0].isupper():
        return after.idx + len(after)  # `Resolution 1701`
    child = next((one for one in token.rights if not one.is_punct), None)
    if child is None or child.left_edge.i != token.i + 1:
        return end
    if child.dep_ == "nmod" and case_of(child) and (name or bare):
        return _end_of_noun(token, child, bare=bare, end=end) if not name or child.pos_ == "PROPN" else end
    if bare and (child.dep_ == "amod" or (child.dep_ == "acl" and child.tag_ in ("VB", "VBG"))):
        last = min(child.right_edge.i, _break(token, child))
        if last - token.i <= _TAIL:
            return token.doc[last].idx + len(token.doc[last])  # `offer to come down to 140 launchers`
    return end


def _break(token: Token, child: Token) -> int:
    """The last word before a mark that parts what hangs on a noun from what goes on."""
    for at in range(token.i + 1, child.right_edge.i + 1):
        if token.doc[at].text in ',;:—–“”"':
            return at - 1
    return child.right_edge.i


def _end_of_noun(token: Token, child: Token, *, bare: bool, end: int) -> int:
    last = child.i
    for more in child.children:
        if more.dep_ in ("flat", "compound") or (bare and more.dep_ == "nmod" and case_of(more) == "of"):
            last = max(last, more.right_edge.i if more.dep_ == "nmod" else more.i)
    if case_of(child) in ("of", "on", "for", "to", "with", "between") and last - token.i < _TAIL:
        return token.doc[last].idx + len(token.doc[last])
    return end


def _means(named: Named, found: Sequence[Instrument]) -> Instrument | None:
    """The instrument that a mention means, of those told before it; None for one told for the first time.

    `the deal` is the deal told last; `the 20-point plan` is no `28-point plan`.
    """
    recent = sorted(found, key=lambda one: -one.mentions[-1].token.i)
    last = recent[0] if recent else None
    if last is None:
        return None
    if named.token.dep_ == "appos" and named.token.head.i == last.mentions[-1].token.i:
        return last  # `their document, the Declaration of Principles`
    near = named.sentence.start < last.mentions[-1].sentence.end + _NEAR
    if near and _is_predicate(named.token):
        return last  # `A truce was signed. It is a 13-point paper`
    if near and named.noun in load_set("instruments", "papers") and named.is_definite and _is_counted(named):
        return last  # `the document`, `the 36-page paper`
    same = next((one for one in recent if _is_same(one, named)), None)
    short = named.noun in load_set("instruments", "deals") and not named.words and named.is_definite
    if same is None and near and short and class_of(last.noun) in ("ceasefire", "framework"):
        return last  # `the deal` where only a truce was told
    return same


def _is_predicate(token: Token) -> bool:
    """`It is a 13-point paper`."""
    cop = any(child.dep_ == "cop" for child in token.children)
    return cop and any(child.dep_ == "nsubj" and child.lower_ in ("it", "this") for child in token.children)


def _is_counted(named: Named) -> bool:
    """Whether a number is all that tells which: `the 36-page document`."""
    return all(re.search(r"\d|^(?:page|point)$", word) for word in named.words)


def _is_same(instrument: Instrument, more: Named) -> bool:
    words = instrument.words
    if instrument.noun != more.noun:
        groups = load_table("instruments")["related"]
        if not any(instrument.noun in group.split() and more.noun in group.split() for group in groups):
            return False
        shared = set(more.words) & words
        if more.words and shared and (set(more.words) <= words or words <= set(more.words)):
            return True  # `the Paris climate accord`, `the Paris Agreement`
        return not more.words and more.is_definite
    if not more.words:
        return more.determiner not in _INDEFINITE or not words
    return (
        not words
        or set(more.words) <= words
        or words <= set(more.words)
        or bool(set(more.words) & words and not _differ(words, more.words))
    )


def _differ(words: set[str], more: Sequence[str]) -> bool:
    """Whether the words tell two instruments apart: two numbers, or words that the other lacks on both sides."""
    numbers = {word for word in words if re.search(r"\d", word)}
    others = {word for word in more if re.search(r"\d", word)}
    return bool(numbers and others and numbers != others) or bool(set(more) - words and words - set(more))
