"""Who said what: statements with a verb of speaking, or `according to`, and somebody named or described.

Comes in: a draft. Goes out: `Statement`s in the order of the text, one for one source and one cue. What the outlet says
in its own voice is none; where nobody can be pointed at as the speaker, nothing is written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from verbale.reading.cues import Cue, find_cues
from verbale.reading.draft import Draft
from verbale.reading.entries import Speaker, Statement
from verbale.reading.sources import Source, find_source_before, find_source_behind, find_subject
from verbale.reading.speech import Said, write_statements
from verbale.reading.words import load_table
from verbale.text import Span

#: Where a clause ends for what is said in it, and a new one with its own source may begin.
_BREAK = re.compile(r"[;]\s|\s—\s|\s–\s")


@dataclass(slots=True)
class _Clause:
    """A cue with its source: the clause of both runs from `start` to the end of the verb."""

    cue: Cue
    source: Source
    speaker: Speaker
    start: int
    behind: int  #: where what follows verb and source begins
    inverted: bool


def find_statements(draft: Draft) -> tuple[Statement, ...]:
    """The statements of an article."""
    found: list[Said] = []
    memory = _Memory()
    for sentence in draft.sentences:
        clauses = _clauses(draft, sentence, memory)
        found.extend(_read_clauses(draft, sentence, clauses))
        found.extend(_according(draft, sentence))
        found.extend(_carried_on(draft, sentence, found))
        if not clauses:
            found.extend(_introduced(draft, sentence, memory))
        memory.note(draft, sentence, clauses)
    return tuple(write_statements(draft, found))


def _carried_on(draft: Draft, sentence: Span, found: list[Said]) -> Iterator[Said]:
    """`“A firm response,” he said. “I will not let peace go.”`: a quotation by itself is the last speaker’s."""
    whole = [q for q in draft.quotations_in(sentence) if len(q.span) >= len(sentence) - 2]
    if not whole or not found:
        return
    last = found[-1]
    between = draft.text[max(last.until, last.spans[-1].end) : sentence.start]
    if ("\n" not in between or between.rstrip().endswith(":")) and len(between) < 120:
        yield Said("quotation goes on", "said", last.speakers, "said", (whole[0].inner,), last.around, sentence.end)


def _introduced(draft: Draft, sentence: Span, memory: _Memory) -> Iterator[Said]:
    """`Markus Söder was terser: “We have to be successful.”`: a colon after a person's doing stands for a verb."""
    colon = re.search(r"(?<=\w):\s(?=“)", draft.masked[sentence.start : sentence.end])
    if colon is None:
        return
    at = sentence.start + colon.end()
    subject = find_subject(draft, sentence.start, at)
    quotation = next((q for q in draft.quotations_in(Span(at, sentence.end)) if q.span.start == at), None)
    if subject and subject.speaker and subject.speaker.kind == "person" and quotation:
        memory.spoke(subject.speaker)
        yield Said(
            "colon",
            "said",
            (subject.speaker,),
            "said",
            (quotation.inner,),
            Span(sentence.start, at),
            quotation.span.end,
        )


class _Memory:
    """Whom `he`, `they` and `it` mean: who spoke last, or was the subject of the last sentence."""

    def __init__(self) -> None:
        self.person: Speaker | None = None
        self.party: Speaker | None = None

    def resolve(self, pronoun: str) -> Speaker | None:
        return self.person if pronoun in ("he", "she") else self.party

    def spoke(self, speaker: Speaker) -> None:
        if speaker.kind == "person":
            self.person = speaker
        else:
            self.party = speaker

    def note(self, draft: Draft, sentence: Span, clauses: list[_Clause]) -> None:
        if not clauses:
            subject = find_subject(draft, sentence.start, sentence.end)
            if subject and subject.speaker:
                self.spoke(subject.speaker)


def _clauses(draft: Draft, sentence: Span, memory: _Memory) -> list[_Clause]:
    clauses: list[_Clause] = []
    for cue in find_cues(draft, sentence):
        floor = clauses[-1].behind if clauses else sentence.start
        clause = _clause(draft, sentence, cue, floor, clauses, memory)
        if clause:
            clauses.append(clause)
            memory.spoke(clause.speaker)
    return clauses


def _clause(
    draft: Draft, sentence: Span, cue: Cue, floor: int, before: list[_Clause], memory: _Memory
) -> _Clause | None:
    if cue.participle:
        return _participle(draft, sentence, cue, floor, before)
    lead = draft.masked[sentence.start : cue.span.start].rstrip()
    source = find_source_before(draft, cue.span.start, _clause_floor(draft, floor, cue.span.start))
    if source is None and cue.build == "speech" and re.search(r"[”,—–]$|[”][,.]?$", lead):
        behind = find_source_behind(draft, cue.span.end, sentence.end)
        if behind and behind.speaker:
            return _Clause(cue, behind, behind.speaker, cue.span.start, behind.span.end, inverted=True)
    if source is None:
        joined = re.search(r"(?:,?\s+(?:and|but|then|or))\s*(?:then|also|later)?$", lead)
        if joined is None:
            return None
        if before and _BREAK.search(draft.masked, before[-1].behind, cue.span.start) is None:
            return _Clause(
                cue,
                before[-1].source,
                before[-1].speaker,
                sentence.start + joined.start(),
                cue.span.end,
                inverted=False,
            )
        source = find_subject(draft, sentence.start, cue.span.start)
        if source is None or source.speaker is None or cue.nounlike:
            return None
        return _Clause(cue, source, source.speaker, sentence.start + joined.start(), cue.span.end, inverted=False)
    if re.search(r"\b(?:whom|which)\s+$", draft.masked[sentence.start : source.span.start]):
        return None  # `a deadline which the company says it never set`: what is said stands before it, in pieces
    speaker = source.speaker or _resolve(draft, sentence, source, before, memory)
    return _Clause(cue, source, speaker, source.span.start, cue.span.end, inverted=False) if speaker else None


def _resolve(draft: Draft, sentence: Span, source: Source, before: list[_Clause], memory: _Memory) -> Speaker | None:
    """Whom a pronoun means: who spoke or acted before it in its sentence, else whom the text spoke of last."""
    wanted = "person" if source.pronoun in ("he", "she") else "party"
    for clause in reversed(before):
        relative = re.search(r"\b(?:where|who|which|whom|that|when)\s+$", draft.masked[sentence.start : clause.start])
        if clause.speaker.kind == wanted and not relative:
            return clause.speaker
    subject = find_subject(draft, sentence.start, source.span.start)
    if subject and subject.speaker and subject.speaker.kind == wanted:
        return subject.speaker
    return memory.resolve(source.pronoun or "")


def _clause_floor(draft: Draft, floor: int, at: int) -> int:
    """No source is looked for across a quotation or a break."""
    marks = [m.end() for m in re.finditer(r"”[,.]?\s|;\s|:\s", draft.masked[floor:at])]
    return floor + (marks[-1] if marks else 0)


def _participle(draft: Draft, sentence: Span, cue: Cue, floor: int, before: list[_Clause]) -> _Clause | None:
    """`…, adding that`: said by whoever speaks or acts in the clause it hangs on."""
    joined = re.search(
        r"(?:,|\s—|\s–|,?\s+and|,?\s+while|”)\s*(?:also\s|again\s|[a-z]+ly\s)?$",
        draft.masked[sentence.start : cue.span.start],
    )
    if joined is None:
        return None
    start = sentence.start + joined.start()
    if before:
        return _Clause(cue, before[-1].source, before[-1].speaker, start, cue.span.end, inverted=False)
    subject = find_subject(draft, sentence.start, start)
    if subject is None or subject.speaker is None:
        return None
    return _Clause(cue, subject, subject.speaker, start, cue.span.end, inverted=False)


def _read_clauses(draft: Draft, sentence: Span, clauses: list[_Clause]) -> Iterator[Said]:
    done = sentence.start
    for index, clause in enumerate(clauses):
        ceiling = _ceiling(draft, sentence, clauses, index)
        said = _said(draft, clause, done, ceiling)
        if said:
            yield from _split_at_colon(draft, said)
            done = max(done, said.until)


def _split_at_colon(draft: Draft, said: Said) -> Iterator[Said]:
    """`denied that it was his doing: “There are others.”`: the words, and then the quotation."""
    *first, last = said.spans
    colon = re.search(r"(?<=\w):\s(?=“)", draft.masked[last.start : last.end])
    if colon is None or draft.masked[last.start] == "“":
        yield said
        return
    yield replace(said, spans=(*first, Span(last.start, last.start + colon.start())))
    rest = _trim(draft, Span(last.start + colon.end(), last.end))
    if rest:
        yield replace(said, rule="quotation goes on", verb="said", manner="said", spans=(rest,))


def _ceiling(draft: Draft, sentence: Span, clauses: list[_Clause], index: int) -> int:
    """Where the words of a clause end: at the next clause that stands beside it, or with the sentence."""
    for later in clauses[index + 1 :]:
        gap = draft.masked[clauses[index].behind : later.start].rstrip()
        if re.search(r"(?:[,;—–]|,?\s(?:and|but|while|as|yet)|”)$", gap) or (
            re.match(r"[,\s—–]+(?:and|but)?\s*", draft.masked[later.start :]) and draft.masked[later.start] in ", ”—–"
        ):
            return later.start
    return sentence.end


def _said(draft: Draft, clause: _Clause, floor: int, ceiling: int) -> Said | None:
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


def _end_of_verdict(draft: Draft, at: int, ceiling: int, clause: _Clause) -> int:
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

    def __init__(self, draft: Draft, clause: _Clause, ceiling: int) -> None:
        self.draft, self.start, self.ceiling = draft, clause.behind, ceiling
        self.hearer: Span | None = None
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
                r"\s+(?:the\s+)?[A-Z][\w’'.&-]*(?:\s[A-Z0-9][\w’'.&-]*)*|\s+(?:him|her|them|us|me|it)\b",
                self.draft.masked[at : self.ceiling],
            )
            if capital is None:
                return at
            end = at + len(capital[0].rstrip())
        self.hearer = Span(at + (len(gap[0]) if gap else 0), end)
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


def _make(draft: Draft, clause: _Clause, spans: list[Span], at: int, *, until: int) -> Said | None:
    trimmed = [t for span in spans if (t := _trim(draft, span))]
    if not trimmed:
        return None
    around = Span(clause.start, max(clause.behind, at))
    speakers = (clause.speaker, *clause.source.others)
    return Said(
        _rule(draft, clause, trimmed), clause.cue.past, speakers, clause.cue.manner, tuple(trimmed), around, until
    )


def _rule(draft: Draft, clause: _Clause, spans: list[Span]) -> str:
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


def _trim(draft: Draft, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and draft.text[start] in " ,;:—–":
        start += 1
    lead = re.match(r"(?:and|but|yet|so|that|while)\s+(?=\S)", draft.masked[start:end], re.I)
    start += lead.end() if lead else 0
    while end > start and draft.text[end - 1] in " ,;:.—–":
        end -= 1
    return Span(start, end) if end - start > 2 else None


_ACCORDING = re.compile(r"\b[Aa]ccording to\s+")


def _according(draft: Draft, sentence: Span) -> Iterator[Said]:
    """`X, according to Y.` and `According to Y, X.`"""
    for match in _ACCORDING.finditer(draft.masked, sentence.start, sentence.end):
        source = find_source_behind(draft, match.end(), sentence.end)
        if source is None or source.speaker is None:
            continue
        spans = _around(draft, sentence, match.start(), source.span.end)
        trimmed = tuple(t for span in spans if (t := _trim(draft, span)))
        if trimmed:
            around = Span(match.start(), source.span.end)
            yield Said("according to", "said", (source.speaker,), "said", trimmed, around, source.span.end)


def _around(draft: Draft, sentence: Span, start: int, end: int) -> list[Span]:
    """What a source is given for: the words behind `According to Y,`, else those before it, or both around it."""
    if start - sentence.start < 5:
        comma = draft.masked.find(",", end, sentence.end)
        return [Span(comma + 1, sentence.end)] if comma > 0 else []
    front = Span(sentence.start, start)
    if len(front) < _SHORT and draft.masked[end : end + 2] == ", ":
        return [front, Span(end + 1, sentence.end)]  # `Moscow, according to diplomats, held out for unanimity`
    return [front]


#: So few letters before a source hold no clause of their own.
_SHORT = 32
