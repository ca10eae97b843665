"""Who said what: statements with a verb of speaking, or `according to`, and somebody named or described.

Comes in: a draft. Goes out: candidates for `Statement`s in the order of the text, one for one source and one cue,
found by rule and by the language model; of two that tell the same words, the likelier is kept when they are weighed.
What the outlet says in its own voice is none; where nobody can be pointed at as the speaker, nothing is written down.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from verbale.reading.actors import Actors
from verbale.reading.attributed import find_attributed
from verbale.reading.clauses import Clause, Memory, find_ceiling, find_clauses
from verbale.reading.contents import read_content, trim
from verbale.reading.draft import Draft
from verbale.reading.entries import Evidence, Statement, When
from verbale.reading.outlooks import find_outlook
from verbale.reading.sources import find_source_before, find_source_behind, find_subject
from verbale.reading.speech import Said, write_statements
from verbale.reading.weighing import Candidate
from verbale.reading.words import load_table
from verbale.text import Span

_ACCORDING = re.compile(r"\b[Aa]ccording to\s+")


#: So much in common, and two contents are the same.
_SAME = 0.5
#: The sentences of an article that tell what day it is of.
_FIRST = 3
_IT = frozenset("it this that which them".split())
_CHARGES = frozenset("charge accusation allegation claim".split())
_ANSWERED = 160  # letters behind what is said in which it may be denied
#: So few letters before a source hold no clause of their own.
_SHORT = 32
#: `told reporters outside the ministry`: where it was said.
_PLACE = re.compile(r"(?:outside|inside|in|at|aboard|near)\s+(?:the|an?|[A-Z])[^,;:“”]{0,60}")


def find_statements(draft: Draft) -> list[tuple[Said, Statement]]:
    """The statements of an article that the rules find, in the order of the text, each with how it was found."""
    found = find_said(draft)
    return [*zip(found, write_statements(draft, found), strict=True)]


def propose_statements(
    draft: Draft, actors: Actors, ruled: Sequence[tuple[Said, Statement]]
) -> list[Candidate[Statement]]:
    """The statements that rules (`find_statements`) or model find, each with what the other says of the same words."""
    by_model = list(find_attributed(draft, actors))
    seen = [*zip(by_model, write_statements(draft, by_model), strict=True)]
    made = [
        *(_candidate(draft, said, statement, seen) for said, statement in ruled),
        *(_candidate(draft, said, statement, ruled) for said, statement in seen),
    ]
    told = [one for one in made if not _PLACE.fullmatch(one.entry.content)]
    return sorted(told, key=lambda one: one.entry.evidence[0].start)


def is_same_statement(one: Statement, other: Statement) -> bool:
    """The same words in the main, whoever is said to have said them; a denial of another's words is one of its own.

    A part of what a speaker says is no second statement of theirs.
    """
    answered = (one.manner == "denied") != (other.manner == "denied") and one.speakers != other.speakers
    (a, b), (c, d) = ((told.evidence[0].start, told.evidence[-1].end) for told in (one, other))
    within = one.speakers == other.speakers and (c <= a < b <= d or a <= c < d <= b)
    return within or (not answered and _shared(one, other) >= _SAME)


def date_statements(draft: Draft, said: Sequence[Candidate[Statement]]) -> list[Candidate[Statement]]:
    """The statements, those without a time of their own dated as what goes before them; forecasts with their outlook.

    `On Friday he flew in. “We have a deal,” he said.`: the last day that the paragraph tells before, outside what
    others say; else the day on which the same speaker said the last thing, in this paragraph or the one before; else
    the day that the story is of, unless it was said before (`had said`).
    """
    story = _day_of(draft, [span for one in said for span in one.entry.evidence])
    contents = [span for one in said for span in one.entry.evidence]
    last: dict[str, tuple[int, When]] = {}
    dated: list[Candidate[Statement]] = []
    for one in said:
        statement = one.entry
        start = statement.evidence[0].start
        when = statement.when or _told_before(draft, start, contents)
        speaker, paragraph = statement.speakers[0].name, draft.text.count("\n\n", 0, start)
        if when is None and speaker in last and paragraph - last[speaker][0] <= 1:
            when = last[speaker][1]
        if when is None and not _is_earlier(draft, statement):
            when = story
        if when is not None:
            last[speaker] = (paragraph, when)
        words = (Span(piece.start, piece.end) for piece in statement.evidence)
        outlook = next((found for span in words if (found := find_outlook(draft, span))), None)
        dated.append(replace(one, entry=replace(statement, when=when, outlook=outlook)))
    return dated


def _day_of(draft: Draft, contents: Sequence[Evidence]) -> When | None:
    """The day that an article is of: the past day named in its first sentences, if it names none more often."""
    published = draft.article.published
    latest = published.date().isoformat() if published else ""
    days = [
        time
        for time in draft.times
        if time.type in ("DATE", "TIME")
        and time.grain in ("day", "hour", "minute")
        and (time.start or "~")[:10] <= latest
    ]
    first = draft.sentences[:_FIRST]
    early = [time for time in days if first and first[0].start <= time.span.start < first[-1].end]
    if not early or not early[0].start:
        return None
    day = early[0].start[:10]
    counts = Counter((time.start or "")[:10] for time in days)
    if counts[day] < max(counts.values()) or any(one.start <= early[0].span.start < one.end for one in contents):
        return None
    return When(day, day, "day", early[0].text)


def _is_earlier(draft: Draft, statement: Statement) -> bool:
    """`had threatened far worse`, `said before the talks began`."""
    sentence = draft.sentence_of(Span(statement.evidence[0].start, statement.evidence[0].end))
    told = sentence.of(draft.text)
    for one in statement.evidence:
        told = told.replace(one.exact, "")
    return re.search(r"\bhad\b|\bbefore\b|\bonce\b", told) is not None


def _told_before(draft: Draft, start: int, contents: Sequence[Evidence]) -> When | None:
    """The last past day told before a place in its paragraph, in the outlet's own words."""
    paragraph = draft.text.rfind("\n\n", 0, start) + 2 if "\n\n" in draft.text[:start] else 0
    published = draft.article.published
    latest = published.date().isoformat() if published else ""
    for time in reversed(draft.times_in(Span(paragraph, max(paragraph, start)))):
        said = any(one.start <= time.span.start < one.end for one in contents)
        if said or time.type not in ("DATE", "TIME") or time.grain not in ("day", "hour", "minute"):
            continue
        if time.start and time.end and time.start[:10] <= latest:
            return When(time.start[:10], time.end[:10], "day", time.text)
    return None


def _candidate(
    draft: Draft, said: Said, statement: Statement, others: Sequence[tuple[Said, Statement]]
) -> Candidate[Statement]:
    """A statement with its features: how it was found, and whether the other way agrees on words and speaker."""
    alike = max(others, key=lambda other: _shared(statement, other[1]), default=None)
    shared = _shared(statement, alike[1]) if alike else 0.0
    agreed = (
        "no"
        if alike is None or shared < _SAME
        else "speaker"
        if alike[1].speakers[0].name == statement.speakers[0].name
        else "words"
    )
    way = "model" if said.rule.startswith("attributed") else "rule"
    speaker = statement.speakers[0]
    words = len(statement.content.split())
    form = _form(draft, said.spans[0])
    head = re.split(r"\s(?:of|in|from|with|familiar|close|who|at|for|on)\s", speaker.name)[0].split()[-1:]
    features = {
        f"form:{form}",
        f"{statement.manner} form:{form} sum:{_opens_with_sum(draft, said.spans[0])}",
        f"{statement.manner} form:{form} quotes:{min(len(statement.quotes), 1)}",
        f"{speaker.kind} speaks:{bool(head) and _is_sayer(head[0])}",
        f"rule:{said.rule}",
        f"{way} agreed:{agreed}",
        f"rule:{said.rule} agreed:{agreed}",
        f"{way} alike:{int(shared * 4)}",
        f"by:{alike[0].rule if alike and agreed == 'words' else ''}",
        f"manner:{statement.manner}",
        f"verb:{said.verb}",
        f"kind:{speaker.kind}",
        f"party:{speaker.party is not None}",
        f"speakers:{min(len(statement.speakers), 3)}",
        f"quotes:{min(len(statement.quotes), 2)}",
        f"words:{next((str(n) for n in (40, 20, 10, 5, 3) if words >= n), '1')}",
        f"parts:{min(len(said.spans), 3)}",
        f"certainty:{statement.certainty}",
        f"opens:{_opening(statement.content)}",
    }
    return Candidate(statement, frozenset(features), draft.meaning(said.spans[0]))


def _form(draft: Draft, span: Span) -> str:
    """What the words said are: a clause with a verb of its own, `to` and a verb, or only a phrase (`pledged aid`)."""
    first, last = draft.words(span)
    tags = [token.tag_ for token in draft.doc[first:last]]
    if any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in tags):
        return "clause"
    return "to" if tags[:1] == ["TO"] else "phrase"


def _opens_with_sum(draft: Draft, span: Span) -> bool:
    """`pledged €7.2bn`, `promised a grant of $5 million`: what is given, rather than said."""
    return any(span.start <= one.span.start < min(span.end, span.start + 40) for one in draft.amounts)


@cache
def _sayers() -> frozenset[str]:
    sources = load_table("sources")
    return frozenset([*sources["people"], *sources["bodies"], *sources["offices"]])


def _is_sayer(noun: str) -> bool:
    """Whether those so called can speak: `officials` can, `discussions` cannot."""
    word = noun.casefold()
    return word in _sayers() or word.removesuffix("s") in _sayers()


def _opening(content: str) -> str:
    word = content.split()[0].casefold() if content.split() else ""
    return (
        word
        if word
        in ("that", "to", "the", "a", "it", "he", "they", "we", "i", "of", "for", "on", "about", "with", "by", "as")
        else "other"
    )


def _shared(one: Statement, other: Statement) -> float:
    """The share of words that two contents have in common (Dice)."""
    (a, first), (b, second) = _counted(one.content), _counted(other.content)
    if a.keys().isdisjoint(b):
        return 0.0
    return 2 * sum(min(count, b[word]) for word, count in a.items() if word in b) / (first + second)


@lru_cache(maxsize=1_000)
def _counted(words: str) -> tuple[Counter[str], int]:
    counts = Counter(words.casefold().split())
    return counts, counts.total()


def find_said(draft: Draft) -> list[Said]:
    """What the rules find said, in the order of the text."""
    found: list[Said] = []
    memory = Memory()
    for sentence in draft.sentences:
        clauses = find_clauses(draft, sentence, memory)
        found.extend(_read_clauses(draft, sentence, clauses))
        found.extend(_according(draft, sentence))
        found.extend(_carried_on(draft, sentence, found))
        found.extend(_denied(draft, sentence, found))
        if not clauses:
            found.extend(_introduced(draft, sentence, memory))
        memory.note(draft, sentence, clauses)
    return found


def _carried_on(draft: Draft, sentence: Span, found: list[Said]) -> Iterator[Said]:
    """`“A firm response,” he said. “I will not let peace go.”`: a quotation by itself is the last speaker’s."""
    whole = [q for q in draft.quotations_in(sentence) if len(q.span) >= len(sentence) - 2]
    if not whole or not found:
        return
    last = found[-1]
    between = draft.text[max(last.until, last.spans[-1].end) : sentence.start]
    if ("\n" not in between or between.rstrip().endswith(":")) and len(between) < 120:
        yield Said("quotation goes on", "said", last.speakers, "said", (whole[0].inner,), last.around, sentence.end)


def _denied(draft: Draft, sentence: Span, found: list[Said]) -> Iterator[Said]:
    """`Tehran is blamed for arming the rebels, which it denies.`: what was said last of somebody, denied by them."""
    first, last = draft.words(sentence)
    for verb in draft.doc[first:last]:
        if verb.lemma_ not in ("deny", "dismiss", "reject") or verb.pos_ != "VERB" or not found:
            continue
        what = next((one for one in verb.children if one.dep_ == "obj"), None)
        taken_up = what is not None and (what.lower_ in _IT or (what.lemma_ in _CHARGES and verb.lemma_ != "reject"))
        charge = next((one for one in reversed(found) if one.spans[-1].end <= verb.idx), None)
        source = find_source_before(draft, verb.idx, sentence.start)
        near = charge is not None and verb.idx - charge.spans[-1].end < _ANSWERED
        if not (taken_up and near) or charge is None or source is None or source.speaker is None:
            continue
        if source.speaker not in charge.speakers:
            around = Span(source.span.start, verb.idx + len(verb))
            yield Said("denial", verb.text, (source.speaker,), "denied", charge.spans, around, around.end)


def _introduced(draft: Draft, sentence: Span, memory: Memory) -> Iterator[Said]:
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


def _read_clauses(draft: Draft, sentence: Span, clauses: list[Clause]) -> Iterator[Said]:
    done = sentence.start
    for index, clause in enumerate(clauses):
        ceiling = find_ceiling(draft, sentence, clauses, index)
        said = read_content(draft, clause, done, ceiling)
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
    rest = trim(draft, Span(last.start + colon.end(), last.end))
    if rest:
        yield replace(said, rule="quotation goes on", verb="said", manner="said", spans=(rest,))


def _according(draft: Draft, sentence: Span) -> Iterator[Said]:
    """`X, according to Y.` and `According to Y, X.`"""
    for match in _ACCORDING.finditer(draft.masked, sentence.start, sentence.end):
        source = find_source_behind(draft, match.end(), sentence.end)
        if source is None or source.speaker is None:
            continue
        spans = _around(draft, sentence, match.start(), source.span.end)
        trimmed = tuple(t for span in spans if (t := trim(draft, span)))
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
