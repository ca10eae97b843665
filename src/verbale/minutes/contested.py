"""Contested facts: the same question, different answers, each with its sentence and who gives it.

Comes in: lines and articles as they stand. Goes out: questions that lines of one subject answer differently, stances
that are told of a party in opposite ways, and denials with what they deny. What changes with time is no contest: a plan
that becomes a meeting, a draft of 28 points that becomes one of 20. It takes no side, and counts independent origins so
that a reader can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from verbale.minutes.denials import Denial, find_denials
from verbale.minutes.disputes import Dispute, Matter, find_disputes
from verbale.minutes.line import Line, Source
from verbale.minutes.recall import NOTHING, Recall
from verbale.minutes.sides import Contradiction, Reversal, find_turns
from verbale.minutes.told import Backing, Told, back, by_subject, day_after, in_order, share_words, surest, tell
from verbale.minutes.voices import Said, Voice, Voices

About = Literal["stance"] | Matter
Turns = tuple[Sequence[Reversal], Sequence[Contradiction]]
_NEAR = 14  # days: what is told of a party by others further off than this is of another time


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question. `value` is the answer in a word or two, `text` the sentence of its surest line.

    `said_by` are the outlets, and between them those whose words they report.
    """

    value: str
    text: str
    said_by: tuple[str, ...]
    backing: Backing
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that lines answer differently. `subject` is null for a stance, which is of a party on an issue.

    `unsure` where an answer has only drafts of low confidence, or where all come from one article whose reading may be
    at fault: a person looks at these last.
    """

    about: About
    question: str
    subject: int | None
    party: str | None
    issue: str | None
    day: str | None
    unsure: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Contested:
    """Questions, the sure ones first and each newest first; and denials, newest first."""

    questions: tuple[Question, ...]
    denials: tuple[Denial, ...]


def find_contested(
    lines: Iterable[Line], sources: Mapping[int, Source], *, names: Mapping[str, str] | None = None
) -> Contested:
    """What is contested among some lines of all kinds. `names`: see `told.names_of`."""
    told = tell(lines, sources, names)
    said = [Said(one.line.article, one.line.fields) for one in told if one.line.kind == "statement"]
    return weigh_contested(told, lambda _: said)


def weigh_contested(
    told: Sequence[Told],
    statements: Callable[[set[int]], Iterable[Said]],
    turns_of: Callable[[Sequence[Told]], Turns] = lambda some: find_turns(in_order(some)),
    *,
    recall: Recall = NOTHING,
) -> Contested:
    """What `find_contested` gives, of told lines; `statements` gives those of some articles.

    The lines have to have those of subjects that several lines tell, positions for or against something, denials, and
    what denials may be about. `turns_of` gives the turns among the lines of a party on an issue.
    """
    turns = list(_turns(told, turns_of, recall))
    voices = Voices([one for turn in turns for one in (turn.one, turn.other)], statements, recall)
    questions: list[Question] = []
    for subject, some in by_subject(told).items():
        if len(some) > 1:
            questions += recall.part(("disputes", subject), some, lambda some=some: _questions(some))
    questions += _stances(turns, voices, recall)
    questions.sort(key=lambda one: one.day or "", reverse=True)
    questions.sort(key=lambda one: one.unsure)
    return Contested(tuple(questions), tuple(find_denials(told)))


def _questions(some: Sequence[Told]) -> list[Question]:
    return [_question(dispute, some) for dispute in find_disputes(some)]


def _question(dispute: Dispute, some: Sequence[Told]) -> Question:
    answers = tuple(_answer(value, lines) for value, lines in dispute.answers.items())
    line = some[0].line
    return Question(
        about=dispute.about,
        question=dispute.question,
        subject=line.subject,
        party=line.party,
        issue=line.issue,
        day=_newest(answers),
        unsure=_is_unsure(answers),
        answers=answers,
    )


class _Turn(NamedTuple):
    """Two opposite stances on one matter: of one day, or one after the other."""

    of: Contradiction | Reversal
    one: Told
    other: Told


def _turns(told: Iterable[Told], turns_of: Callable[[Sequence[Told]], Turns], recall: Recall) -> Iterable[_Turn]:
    """Opposite stances on one matter: of one day, or of a fortnight."""
    cells: dict[tuple[str | None, str | None], list[Told]] = {}
    for one in told:
        if one.line.kind == "position":
            cells.setdefault((one.line.party, one.line.issue), []).append(one)
    for cell, some in cells.items():
        if len(some) > 1:
            yield from recall.part(("turns", cell), some, lambda some=some: list(_turns_among(turns_of(some))))


def _turns_among(turns: Turns) -> Iterable[_Turn]:
    reversals, contradictions = turns
    for both in contradictions:
        if both.same_matter and not _are_two_readings(both):
            yield _Turn(both, both.one, both.other)
    for turn in reversals:
        if turn.same_matter and day_after(turn.before.as_of or turn.day, _NEAR) >= turn.day:
            yield _Turn(turn, turn.before, turn.after)


def _stances(turns: Iterable[_Turn], voices: Voices, recall: Recall) -> Iterable[Question]:
    """Of stances that follow each other only those that the party itself tells on one side, and others on the other."""
    for turn in turns:
        both = voices.of(turn.one), voices.of(turn.other)
        if isinstance(turn.of, Contradiction) or both[0].kind != both[1].kind:
            what = "stance", turn.one.line.entry, turn.other.line.entry
            yield recall.part(what, (turn, both), lambda turn=turn, both=both: _stance(turn, both))


def _stance(found: _Turn, voices: tuple[Voice, Voice]) -> Question:
    turn = found.of
    toward = f" towards {turn.toward}" if turn.toward else ""
    answers = tuple(
        _answer(_told_by(each, voice), [each], voice)
        for each, voice in zip((found.one, found.other), voices, strict=True)
    )
    return Question(
        about="stance",
        question=f"Where does {turn.party} stand on {turn.issue}{toward}?",
        subject=None,
        party=turn.party,
        issue=turn.issue,
        day=turn.day,
        unsure=_is_unsure(answers),
        answers=answers,
    )


def _are_two_readings(both: Contradiction) -> bool:
    """Whether two drafts rest on the same words: then the reading is unsure, and nobody contradicts anybody."""
    drafts = not both.one.reviewed and not both.other.reviewed
    return drafts and both.one.line.article == both.other.line.article and share_words(both.one.line, both.other.line)


def _told_by(one: Told, voice: Voice) -> str:
    """`refuses, by its own words`; `accepts, as Iraq tells it`; `accepts, as the article tells it`."""
    if voice.kind == "itself":
        return f"{one.line.label}, by its own words"
    return f"{one.line.label}, as {voice.name or 'the article'} tells it"


def _answer(value: str, lines: list[Told], voice: Voice | None = None) -> Answer:
    said_by: dict[str, None] = {}
    for one in lines:
        said_by[(one.source and one.source.publisher) or f"article {one.line.article}"] = None
        said_by.update(dict.fromkeys(one.line.fields["via"][1:]))
    if voice and voice.name:
        said_by[voice.name] = None
    return Answer(value, surest(lines).line.text, tuple(said_by), back(lines), tuple(lines))


def _newest(answers: Iterable[Answer]) -> str | None:
    return max((one.as_of for answer in answers for one in answer.lines if one.as_of), default=None)


def _is_unsure(answers: tuple[Answer, ...]) -> bool:
    if len({one.line.article for answer in answers for one in answer.lines}) == 1:
        return not all(answer.backing.reviewed for answer in answers)
    return any(not answer.backing.reviewed and answer.backing.confidence < 0.5 for answer in answers)
