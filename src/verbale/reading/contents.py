"""What a clause of speaking says: the words before it, behind it, or around it.

Comes in: a clause and how far its words may reach. Goes out: a `Said`, or None where nothing is said.
"""

from __future__ import annotations

import re

from verbale.reading.clauses import Clause
from verbale.reading.draft import Draft
from verbale.reading.speech import Said
from verbale.reading.words import load_table
from verbale.text import Span


def read_content(draft: Draft, clause: Clause, floor: int, ceiling: int) -> Said | None:
    """What the clause says: before it, behind it, or around it."""
    front = draft.masked[floor : clause.start].rstrip()
    rest = draft.masked[clause.behind : ceiling]
    if clause.cue.build == "speech" and not clause.cue.participle and re.search(r"(?:,|[”](?:,|\.)?|[?!]”)$", front):
        after = _Adjuncts(draft, clause, ceiling)
        quoted = front.endswith(("”", "”,"))
        if quoted or clause.inverted or after.closed:
            spans = [Span(floor, floor + len(front))]
            more = after.continuation()
            if more:
                spans.append(more)
            return _make(draft, clause, spans, after.at, until=more.end if more else after.at)
    if clause.inverted or not re.search(r"\w|“", rest):
        return None
    after = _Adjuncts(draft, clause, ceiling)
    if clause.cue.nounlike and not (after.has_that or clause.cue.build == "toward"):
        return None
    ceiling = _end_of_verdict(draft, after.at, ceiling, clause)
    if clause.cue.build == "speech" and _IS_ASIDE.fullmatch(draft.masked[after.at : ceiling].rstrip(" .,;")):
        return None
    if ceiling - after.at < 4:
        return None
    return _make(draft, clause, [Span(after.at, ceiling)], after.at, until=ceiling)


#: `He posted that on Twitter on Friday`: where and when, but not what.
_IS_ASIDE = re.compile(
    r"(?:on|in|at|for|with|from|by|off|up|no|yes|once|nothing|far|so|it|this|that|little|more)\b(?:\s+[\w’'.-]+){0,4}"
)


def _end_of_verdict(draft: Draft, at: int, ceiling: int, clause: Clause) -> int:
    """`called the offer “an insult” and left`: a verdict ends with its quotation, and all words at a semicolon."""
    closes = r"”(?=,?\s+(?:and|but|while|though|as)\b|,\s)|;\s" if clause.cue.build == "toward" else r";\s"
    found = re.search(closes, draft.masked[at:ceiling])
    return at + found.end() if found else ceiling


class _Adjuncts:
    """What stands between a verb and what is said: the hearer, time, place, `that`, a colon."""

    _HEARER = re.compile(
        r"\s+(?:(?:the|a|an|his|her|its|their|state|local)\s+)?(?:[\w’'.&-]+\s+){0,4}?(?:reporters|journalists|lawmakers|members|parliament|congress|viewers|delegates|supporters|followers|"
        r"correspondents|broadcaster|newspaper|agency|television|radio|council|plenary|session|conference|union|workers|strikers|employees|staff|colleagues|ministers|leaders|MPs|media|house|crowd|audience|rally|nation)\b"
    )
    _PHRASE = re.compile(
        r",?\s+(?:on|in|at|during|after|before|by|from|to|via|over|of|through|following|late|early|last|this|yesterday|today|earlier)\b[^,.;:“”]*?(?=\s+that\b|:|,|\.(?:\s|$)|;|“|$)"
    )

    def __init__(self, draft: Draft, clause: Clause, ceiling: int) -> None:
        self.draft, self.start, self.ceiling = draft, clause.behind, ceiling
        self.has_that = False
        at = clause.behind
        text = draft.masked
        if clause.inverted:
            apposition = re.match(r",\s[^“”]{2,120}?(?=[,.]\s|\.$|,$|;)", text[at:ceiling])
            at += apposition.end() if apposition and text[at] == "," else 0
        elif clause.cue.verb in _TELLING:
            at = self._hear(at)
        at = self._pass_time(at)
        that = re.match(r"[^.;:“”]{0,70}?\s(that)\s", text[at:ceiling])
        phrase = self._PHRASE.match(text, at, ceiling)
        if clause.cue.build == "speech" and that and (phrase or re.match(r"\s+that\b", text[at:])):
            self.has_that = True
            at += that.end()
        elif colon := re.match(r"[^.;“”]{0,70}?:\s", text[at:ceiling]):
            self.has_that = True
            at += colon.end()
        elif phrase and re.match(r"[,.;]|$", text[phrase.end() : ceiling].strip() or "."):
            at = phrase.end()
        self.closed = re.match(r"\s*(?:[,.;]|$)", text[at:ceiling]) is not None
        while at < ceiling and text[at] in " ,":
            at += 1
        self.at = at

    def _pass_time(self, at: int) -> int:
        """`said Wednesday that`, `the company said Tuesday.`: a time right behind the verb is not what is said."""
        times = self.draft.times_in(Span(at, min(self.ceiling, at + 60)))
        if times and re.fullmatch(
            r",?\s+(?:(?:on|in|at|late|early|earlier|during)\s+){0,2}", self.draft.masked[at : times[0].span.start]
        ):
            return times[0].span.end
        return at

    def _hear(self, at: int) -> int:
        gap = re.match(r"\s+(?:the\s+)?", self.draft.masked[at : self.ceiling])
        name = self.draft.cast.starting(at + gap.end()) if gap else None
        match = self._HEARER.match(self.draft.masked, at, self.ceiling)
        if name and re.match(r"\s[A-Z0-9]", self.draft.masked[name.span.end :]):
            name = None
        if name and not (match and match.end() > name.span.end):
            end = name.span.end
        elif match:
            end = match.end()
        else:
            capital = re.match(
                r"\s+(?:the\s+)?(?:[A-Z]\w+\s+)?(?:(?:outlet|newspaper|broadcaster|agency|paper|daily|channel|magazine|website|network)\s+)?[A-Z][\w’'.&-]*(?:\s[A-Z0-9][\w’'.&-]*)*|\s+(?:him|her|them|us|me|it)\b",
                self.draft.masked[at : self.ceiling],
            )
            if capital is None:
                return at
            end = at + len(capital[0].rstrip())
        return end

    def continuation(self) -> Span | None:
        """`“A,” he said, “B.”` and `The prize, he cautioned, had still to be won`: the words behind go on."""
        rest = self.draft.masked[self.at : self.ceiling]
        if not rest.strip(" .”"):
            return None
        if rest[0] == "“" or re.match(
            r"(?!and\b|but\b|as\b|in\b|after\b|while\b|when\b|who\b|which\b|a\b|the\b|with\b|where\b|though\b|although\b|before\b|referring\b|[a-z]+ing\b|including\b|according\b)[a-z]",
            rest,
        ):
            return Span(self.at, self.ceiling)
        return None


_TELLING = frozenset(load_table("speech")["telling"]["verbs"])


def _make(draft: Draft, clause: Clause, spans: list[Span], at: int, *, until: int) -> Said | None:
    trimmed = [t for span in spans if (t := trim(draft, span))]
    if not trimmed:
        return None
    around = Span(clause.start, max(clause.behind, at))
    speakers = (clause.speaker, *clause.source.others)
    return Said(
        _rule(draft, clause, trimmed), clause.cue.past, speakers, clause.cue.manner, tuple(trimmed), around, until
    )


def _rule(draft: Draft, clause: Clause, spans: list[Span]) -> str:
    """The name of the rule that found a statement: how it is built, and whether its source is a pronoun."""
    if clause.cue.build == "toward":
        build = "judged"
    elif clause.cue.participle:
        build = "carried on"
    elif spans[0].start < clause.start:
        build = "quoted" if draft.masked[spans[0].start] == "“" else "said behind"
    else:
        build = "said before"
    return build + (" by pronoun" if clause.source.pronoun else "")


def trim(draft: Draft, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and draft.text[start] in " ,;:—–":
        start += 1
    lead = re.match(
        r"(?:(?:however|though|meanwhile|too|moreover),\s+)?(?:(?:and|but|yet|so|that|while)\s+)?(?=\S)",
        draft.masked[start:end],
        re.I,
    )
    start += lead.end() if lead else 0
    while end > start and draft.text[end - 1] in " ,;:.—–":
        end -= 1
    words = draft.text[start:end]
    if words.count("(") > words.count(")") and draft.text[end : end + 1] == ")":
        end += 1
    return Span(start, end) if end - start > 2 else None
