"""The brief as Markdown, to be mailed, printed or pasted.

Comes in: a `Brief`. Goes out: CommonMark with tables as GitHub has them; notes are numbered in brackets and listed at
the foot, each with outlet, date, headline and the article's own words. Words from articles cannot make markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.minutes.brief import Brief
from verbale.minutes.citing import Note, Sentence, Table
from verbale.minutes.wording import tell_days

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")
_SPACE = re.compile(r"\s+")


def to_markdown(brief: Brief) -> str:
    """The whole brief, ending in a line feed."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {_plain(brief.title)}"
    yield ""
    yield f"*Brief of {tell_days(brief.today)}*"
    yield ""
    yield f"**{_told(brief.state, bold=True)}"
    for section in brief.sections:
        yield ""
        yield f"## {_plain(section.heading)}"
        if section.table:
            yield ""
            yield from _table(section.table)
        if section.sentences:
            yield ""
        several = len(section.sentences) > 1
        for sentence in section.sentences:
            yield f"- {_told(sentence)}" if several else _told(sentence)
    if brief.notes:
        yield ""
        yield "## Notes"
        yield ""
        for note in brief.notes:
            yield f"{note.number}. {_note(note)}"
    yield ""
    yield "---"
    yield ""
    yield " ".join(map(_plain, brief.disclosure))


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(_plain, table.head))} |"
    yield f"|{' --- |' * len(table.head)}"
    for row in table.rows:
        yield f"| {' | '.join(map(_told, row))} |"


def _told(sentence: Sentence, *, bold: bool = False) -> str:
    """Words, marks in brackets behind them, and the numbers of their notes."""
    text = _plain(sentence.text) + ("**" if bold else "")
    if sentence.marks:
        text += f" *({'; '.join(sentence.marks)})*"
    if sentence.notes:
        text += f" \\[{', '.join(map(str, sentence.notes))}\\]"
    return text


def _note(note: Note) -> str:
    day = tell_days(note.day) or "no date"
    headline = f", “{_plain(note.headline)}”" if note.headline else ""
    state = "" if note.state == "draft" else f" ({note.state})"
    return f"{_plain(note.outlet)}, {day}{headline}: {_plain(quoted(note.quote))} Entry {note.entry}{state}."


def quoted(quote: str) -> str:
    """An article's words in quotation marks, which they may have of their own."""
    own = quote.startswith("“") and quote.endswith("”") and "“" not in quote[1:]
    return quote if own else f"“{quote}”"


def _plain(text: str) -> str:
    """Words on one line, in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", _SPACE.sub(" ", text).strip())
