"""Statements as the language model attributes them: its contents with their sources and cues.

Comes in: a draft and its actors. Goes out: `Said`s, one for each source and cue, whose source means somebody. The
rules of `statements` find others; which of both is written down is weighed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from verbale.language.gazetteer import named_by
from verbale.reading.actors import Actors
from verbale.reading.contents import trim
from verbale.reading.cues import manner_of
from verbale.reading.draft import Draft
from verbale.reading.entries import Speaker
from verbale.reading.sources import find_person_of, find_source_before, find_source_behind
from verbale.reading.speech import Said
from verbale.reading.tree import DocSpan
from verbale.reading.words import load_table
from verbale.text import Span

_PRONOUNS = frozenset("he she they it who we i".split())
_CUT = 24  # a name that the model cut short ends so near
_LONGEST = 14  # words of a description
#: What opens a source that names nobody whom a reader could point at.
_NOBODY = re.compile(r"(?:this|that|which|what|it|there|one|some|many|others?|such)\b", re.I)
#: `declined to say whether …`: nothing was said.
_SILENT = re.compile(
    r"\b(?:declin|refus)(?:ed?|es|ing)\s+to\s+(?:say|comment|answer|elaborate|confirm|give|disclose)\b"
)
#: Whoever reports it has it from somebody else.
_CITING = re.compile(r"(?:\s+\w+){0,2},\s+(?:citing|quoting|which\s+(?:cited|quoted|cites|quotes))\b")
#: `the North’s state agency KCNA`: a name behind what it is.
_NAMED_BEHIND = re.compile(r"\b[a-z]+\s+([A-Z][\w’&.-]*(?:\s+[A-Z][\w’&.-]*)*)$")
_GAP = 40  # letters between a source and what it says, where its verb may stand


def find_attributed(draft: Draft, actors: Actors) -> Iterator[Said]:
    """What the model attributes to somebody, in the order of the text."""
    spans = draft.doc.spans
    groups: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for content, source, cue in draft.doc.attributions:
        groups[source, cue].append(content)
    for (source, cue), contents in groups.items():
        if source is None:
            continue
        whom = spans["sources"][source]
        verb = spans["cues"][cue] if cue is not None else None
        words = [spans["contents"][content] for content in contents]
        acting = (
            find_person_of(draft, verb.start_char, draft.sentence_of(Span(verb.start_char, verb.end_char)).start)
            if verb is not None
            else None
        )
        found = ((acting.speaker,), "by name") if acting and acting.speaker else _speakers(draft, actors, whom)
        said = tuple(
            trimmed
            for one in words
            if (trimmed := trim(draft, Span(one.start_char, one.end_char))) and _is_told(draft, trimmed)
        )
        if not found or not said or not _is_told(draft, Span(whom.start_char, whom.end_char)):
            continue
        speakers, how = found
        if verb is not None and draft.sentence_of(Span(verb.start_char, verb.end_char)) != draft.sentence_of(said[0]):
            verb = None  # of another sentence
        if _SILENT.search(draft.text[whom.start_char : said[0].end]):
            continue
        between = draft.text[whom.end_char : said[0].start]
        past, manner = manner_of(verb.text if verb is not None else between if len(between) < _GAP else "said")
        parts = [whom, *([verb] if verb is not None else [])]
        around = Span(min(one.start_char for one in parts), max(one.end_char for one in parts))
        yield Said(
            f"attributed {how}", past, speakers, manner, tuple(sorted(said)), around, max(around.end, said[-1].end)
        )


def _is_told(draft: Draft, span: Span) -> bool:
    """Whether words stand in the story, and not in a heading or a caption."""
    sentence = draft.sentence_of(span)
    return sentence.start <= span.start < sentence.end


def _speakers(draft: Draft, actors: Actors, source: DocSpan) -> tuple[tuple[Speaker, ...], str] | None:
    """Whom the words of a source mean, and how: by name, by description, by pronoun."""
    words = source.text
    root = source.root
    start = _opening(source)
    if root.lower_ in _PRONOUNS or words.casefold() in _PRONOUNS:
        found = tuple(_speaker(draft, one.actor.name, one.actor.party) for one in actors.of(root))
        return (found, "by pronoun") if found else None
    sides = [one for one in actors.of(root) if one.by == "both"]
    if sides:
        return tuple(Speaker(one.actor.name, "party", one.actor.party) for one in sides), "to both"
    first = draft.text[source.start_char : source.end_char]
    owner = draft.cast.starting(source.start_char)
    if owner and re.match(
        r"[’'‘]s\s+(?:line|view|words|position|account|telling|eyes|reading|stance|verdict)\b",
        draft.text[owner.span.end :],
    ):
        return (owner.speaker,), "by owner"
    cited = _cited(draft, source.end_char)
    if cited:
        return (cited,), "through another"
    told = find_source_before(draft, source.end_char, start)
    if told and told.speaker and told.span.start < source.end_char:
        return (told.speaker, *told.others), "by name" if told.speaker.kind == "person" else "by description"
    names = [
        name
        for name in draft.cast.within(Span(source.start_char, source.end_char + _CUT))
        if name.speaker.kind == "person" and name.span.start < source.end_char
    ]
    if names:
        return (names[0].speaker,), "by name"
    parties = [
        name
        for name in draft.cast.within(Span(source.start_char, source.end_char))
        if name.span.start <= root.idx < name.span.end
    ]
    if parties:
        return (parties[0].speaker,), "by name"
    described = _described(actors, source, first)
    return ((described[0],), described[1]) if described else None


def _described(actors: Actors, source: DocSpan, words: str) -> tuple[Speaker, str] | None:
    """Whom a source without a name of the cast means, and how: `the employers`, `Cairo`."""
    root = source.root
    noun = root.lemma_.casefold()
    sources = load_table("sources")
    known = noun in (*sources["people"], *sources["bodies"], *sources["documents"])
    plural = root.tag_ == "NNS" or (root.pos_ == "PROPN" and len(source) <= 3)
    single = noun in sources["offices"] and root.tag_ == "NN"  # `the minister` is somebody: no description
    if len(source) > _LONGEST or _NOBODY.match(words) or single or not (known or plural):
        return None
    plain = re.sub(r"^(?:the|an?)\s+", "", re.split(r",\s", words)[0], flags=re.I)
    named = named_by(plain)
    if named:
        return Speaker(named[0].name, "party", named[0].name), "by name"  # `Cairo made plain`
    behind = _NAMED_BEHIND.search(plain)
    if behind:
        plain = behind[1]  # `state oil company Ecopetrol`
    party = next((one.actor.party for one in actors.named_in(Span(source.start_char, source.end_char))), None)
    kind = "document" if noun in sources["documents"] else "party" if noun in sources["bodies"] else "group"
    return Speaker(plain, kind, party), "by description"


def _opening(source: DocSpan) -> int:
    """Where the phrase of a source begins, the words before it that the model left out: `the US president`."""
    root = source.root
    before = [one.left_edge for one in root.lefts if one.dep_ in ("det", "amod", "compound", "nmod:poss", "nummod")]
    return min([source.start_char, *(one.idx for one in before)])


def _cited(draft: Draft, end: int) -> Speaker | None:
    """`Tass reported, quoting a source in the delegation`: who told whoever reports it."""
    match = _CITING.match(draft.masked, end, end + 60)
    found = find_source_behind(draft, match.end(), draft.sentence_of(Span(end - 1, end)).end) if match else None
    return found.speaker if found and found.speaker and found.speaker.kind in ("group", "person") else None


def _speaker(draft: Draft, name: str, party: str | None) -> Speaker:
    person = any(person.name == name for person in draft.people)
    return Speaker(
        name,
        "person" if person else "party" if name == party else "group",
        party if party != name or not person else None,
    )
