"""Statements: somebody said, wrote, claimed, denied or concluded something.

Comes in: an article with its people, parties and times. Goes out: `Statement`s, one for one source and one cue. Only
evident cues with a source that can be named; what the outlet says in its own voice is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from verbale.reading.draft import Draft
from verbale.reading.entries import Manner, Speaker, Statement
from verbale.reading.sources import Sources, cues
from verbale.text import Span

_QUOTED = re.compile(r"“[^“”]+”|\"[^\"]+\"")
_INVERTED = re.compile(r"[,?!…—–]?[”\"]?\s*$")
#: Between a cue and what is said: where and when it was said.
_ASIDE = r"(?:,? (?:on|in|at|during|after|before|late|early|earlier|through|via|from|to)\b[^,“”\":]{2,60}?)"
_TOLD = re.compile(
    r"^\s+(?P<audience>[^,:“”\"]{2,50}?)(?=\s+that\b|[,:.“”\"]|\s+(?:on|in|at)\s|\s+(?:the|a|an|he|she|it|they|his|her|its|their)\s|$)"
)


@dataclass(frozen=True, slots=True)
class _Said:
    speaker: Speaker
    manner: Manner
    content: Span
    cue: Span


def find_statements(draft: Draft) -> tuple[Statement, ...]:
    """The statements of an article, in its order."""
    sources = Sources(draft.text, draft.people, draft.mentions)
    found: list[Statement] = []
    for sentence in draft.sentences:
        for said in _read_sentence(draft.text, sentence, sources):
            found.append(_statement(draft, sentence, said))
    return tuple(found)


@cache
def _cue_pattern() -> re.Pattern[str]:
    forms = {form for _, *others in cues()["verbs"].values() for form in others}
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(sorted(map(re.escape, forms), key=len, reverse=True))})(?![\w’'-])")


@cache
def _manners() -> dict[str, Manner]:
    return {form: manner for manner, *others in cues()["verbs"].values() for form in others} | cues()["participles"]


@cache
def _participle() -> re.Pattern[str]:
    return re.compile(rf",\s+(?:and\s+)?(?P<cue>{'|'.join(cues()['participles'])})\s+(?:that\s+)?")


def _read_sentence(text: str, sentence: Span, sources: Sources) -> Iterator[_Said]:
    """What is said in one sentence: by its cues, then by the participles that go on from them."""
    quoted = [Span(sentence.start + m.start(), sentence.start + m.end()) for m in _QUOTED.finditer(sentence.of(text))]
    found = _according_to(text, sentence, sources)
    taken = [found] if found else []
    for match in _cue_pattern().finditer(text, sentence.start, sentence.end):
        cue = Span(match.start(), match.end())
        if any(q.start < cue.start < q.end for q in quoted) or any(
            t.content.start <= cue.start < t.content.end for t in taken
        ):
            continue
        said = _behind(text, sentence, cue, sources) or _before(text, sentence, cue, sources)
        if said:
            taken.append(said)
    for said in taken:
        first, *rest = _parted(text, said, quoted)
        yield first
        yield from rest


def _behind(text: str, sentence: Span, cue: Span, sources: Sources) -> _Said | None:
    """`Peskov said (that) Moscow expected to be briefed`: the source before the cue, the content behind it."""
    source = _source_before(text, sentence, cue)
    speaker = sources.resolve(source) if source else None
    if speaker is None:
        return None
    rest = text[cue.end : sentence.end]
    start = cue.end
    if cue.of(text) in ("told", "tells"):
        told = _TOLD.match(rest)
        start += told.end() if told else 0
    opening = re.match(rf"(?P<aside>{_ASIDE}{{0,2}}),?(?:\s+that\b|\s*:)?\s*(?=[“\"]|\S)", text[start : sentence.end])
    skip = opening.end() if opening and re.search(r"that\s*$|:\s*$", opening[0]) else 0
    if not skip:
        plain = re.match(r"(?:\s+that\b|\s*:)?\s*", text[start : sentence.end])
        skip = plain.end() if plain else 0
    content = _trimmed(text, Span(start + skip, sentence.end))
    if len(content.of(text).split()) < 3 or _is_aside(content.of(text)):
        return _left_content(text, sentence, cue, source, speaker)
    return _Said(speaker, _manners()[cue.of(text)], content, cue)


def _left_content(text: str, sentence: Span, cue: Span, source: Span | None, speaker: Speaker) -> _Said | None:
    """`The war would go on, he said.`: the content stands before its source."""
    end = source.start if source else cue.start
    content = _trimmed(text, Span(sentence.start, end))
    if len(content.of(text).split()) < 3 or text[content.end : content.end + 1] == "":
        return None
    return _Said(speaker, _manners()[cue.of(text)], content, cue)


def _before(text: str, sentence: Span, cue: Span, sources: Sources) -> _Said | None:
    """`“We told Ford to pony up,” said Shawn Fain, who …`: the source behind the cue, the content before it."""
    left = text[sentence.start : cue.start]
    if not re.search(r"[,?!—–…][”\"]?\s*$|[”\"]\s*$", left):
        return None
    match = re.match(r"\s+(?P<source>[^,.;:“”\"]{2,90})", text[cue.end : sentence.end])
    if not match:
        return None
    speaker = sources.resolve(Span(cue.end + match.start("source"), cue.end + match.end("source")))
    content = _trimmed(text, Span(sentence.start, cue.start))
    if speaker is None or len(content.of(text).split()) < 2:
        return None
    return _Said(speaker, _manners()[cue.of(text)], content, cue)


def _according_to(text: str, sentence: Span, sources: Sources) -> _Said | None:
    """`About 90% has been settled, according to the American side.`"""
    match = re.search(r"\b[Aa]ccording to\s+(?P<source>[^,.;“”\"]{2,100})", sentence.of(text))
    if not match:
        return None
    cue = Span(sentence.start + match.start(), sentence.start + match.start("source"))
    source = Span(sentence.start + match.start("source"), sentence.start + match.end("source"))
    apposition = re.match(r",\s+(?P<name>[A-Z][^,.;]{2,60})", text[source.end : sentence.end])
    named = Span(source.start, source.end + apposition.end()) if apposition else source
    speaker = sources.resolve(named) or sources.resolve(source)
    if speaker is None:
        return None
    if match.start() == 0:
        content = _trimmed(text, Span(min(named.end + 1, sentence.end), sentence.end))
    else:
        content = _trimmed(text, Span(sentence.start, cue.start))
    return _Said(speaker, "said", content, cue) if len(content.of(text).split()) >= 3 else None


def _source_before(text: str, sentence: Span, cue: Span) -> Span | None:
    """The words right before a cue that name its source, appositions left out."""
    left = text[sentence.start : cue.start].rstrip()
    left = re.sub(
        r"\s+(?:also|then|later|had|has|have|once|repeatedly|reportedly|again|himself|herself|earlier|now)$", "", left
    )
    apposition = re.search(r"(?P<source>[^,.;:“”\"—–()]+),\s[^“”\";:()]{3,110},$", left)
    if apposition:
        return _trimmed(
            text, Span(sentence.start + apposition.start("source"), sentence.start + apposition.end("source"))
        )
    plain = re.search(r"(?:^|[,;:“”\"—–()]|\b(?:but|while|that)\s)(?P<source>[^,;:“”\"—–()]+)$", left)
    if not plain:
        return None
    return _trimmed(text, Span(sentence.start + plain.start("source"), sentence.start + plain.end("source")))


def _is_aside(words: str) -> bool:
    """`reporters on Monday`, `in a statement`: where and when it was said, not what."""
    audience = r"(?:reporters|journalists|[A-Z][\w. ]{1,30})?"
    place = r"(?:,?\s*(?:on|in|at|to|after|during|late|early|earlier|last|this|before|through|by)\b[^“”\"]{2,80})?"
    return re.fullmatch(rf"{audience}\s*{place}[.,;]?", words) is not None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in " ,;:\n—–":
        start += 1
    while end > start and text[end - 1] in " ,;:\n—–":
        end -= 1
    return Span(start, end)


def _parted(text: str, said: _Said, quoted: list[Span]) -> Iterator[_Said]:
    """A statement cut where a participle goes on: `…, arguing claims otherwise …` is a statement of its own."""
    start, manner, cue = said.content.start, said.manner, said.cue
    for match in _participle().finditer(text, said.content.start, said.content.end):
        if any(q.start < match.start() < q.end for q in quoted) or match.start() - start < 10:
            continue
        yield _Said(said.speaker, manner, _trimmed(text, Span(start, match.start())), cue)
        start, manner, cue = match.end(), _manners()[match["cue"]], Span(match.start("cue"), match.end("cue"))
    yield _Said(said.speaker, manner, _trimmed(text, Span(start, said.content.end)), cue)


def _statement(draft: Draft, sentence: Span, said: _Said) -> Statement:
    words = said.content.of(draft.text).rstrip(".")
    around = draft.text[sentence.start : said.content.start] + " " + draft.text[said.content.end : sentence.end]
    told = re.search(
        r"\b(?:told|tells)\s+(?P<audience>reporters|journalists|[A-Z][\w’' ]{1,30}?)(?=\s+(?:that|on|in|at)\b|[,.:])",
        around,
    )
    channel = next((name for name, pattern in cues()["channels"].items() if re.search(pattern, around)), None)
    return Statement(
        text=f"{said.speaker.name} {said.manner}: {words}.",
        when=draft.when(sentence, outside=said.content),
        certainty="reported" if re.search(r"\breportedly\b", sentence.of(draft.text)) else "asserted",
        issues=draft.issues(said.content),
        evidence=(draft.evidence(Span(said.content.start, max(said.content.end, said.cue.end))),),
        via=draft.via(said.speaker.name),
        origin=draft.origin("statement"),
        confidence=draft.confidence("statement"),
        speakers=(said.speaker,),
        manner=said.manner,
        channel=channel,
        audience=told["audience"] if told else None,
        content=words,
        quotes=tuple(m[0].strip('“”"') for m in _QUOTED.finditer(words)),
    )
