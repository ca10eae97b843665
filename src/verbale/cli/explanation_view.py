"""An explanation in a terminal: the entry's fields, its evidence in its sentences, how it was made, and the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp

from rich.console import Console
from rich.table import Table
from rich.text import Text

from verbale.cli.article_view import grid, margin_table, section
from verbale.cli.fields import tell_fields
from verbale.reading.entries import Entry
from verbale.reading.explanation import Explanation, Sentence, Word

#: What stands around evidence where the output has no underlines.
_MARKS = ("‹", "›")
#: The most columns that the tree takes besides its words, and the fewest that it leaves them.
_BESIDE = 50
_NARROWEST = 16


def show_explanation(out: Console, explanation: Explanation) -> None:
    """Print why an entry was drafted."""
    entry = explanation.entry
    out.print()
    out.print(section(f"Entry {explanation.number} of {explanation.total} — a draft, reviewed by nobody"))
    out.print(Text(entry.text, style="head"))
    out.print(grid(list(tell_fields(entry))))
    out.print()
    out.print(section("Evidence"))
    out.print(_evidence(explanation.sentences, plain=out.color_system is None))
    out.print()
    out.print(section("How it was made"))
    out.print(grid(_made(entry)))
    if explanation.rest is not None:
        out.print()
        out.print(_reasons(explanation.reasons, explanation.rest))
    if explanation.words:
        out.print()
        out.print(section("Tree"))
        out.print(_tree(explanation.words, width=out.width))
    out.print()


def _evidence(sentences: Sequence[Sentence], *, plain: bool) -> Table:
    """The sentences with their numbers, evidence marked and its offsets told, the neighbours faint."""
    table = margin_table()
    before = sentences[0].number if sentences else 0
    for sentence in sentences:
        if sentence.number > before + 1:
            table.add_row("…", "")
        before = sentence.number
        number = str(sentence.number)
        if not sentence.evidence:
            table.add_row(number, Text(sentence.text, style="dim"))
            continue
        table.add_row(number, _marked(sentence, _MARKS if plain else ("", "")))
        table.add_row("", Text(_offsets(sentence), style="source"))
    return table


def _offsets(sentence: Sentence) -> str:
    """Where the evidence lies in the article's text, and where the sentence."""
    told = ", ".join(f"{sentence.start + start}–{sentence.start + end}" for start, end in sentence.evidence)
    whole = (0, len(sentence.text)) in sentence.evidence
    return f"characters {told}, " + (
        "the whole sentence" if whole else f"of the sentence {sentence.start}–{sentence.end}"
    )


def _marked(sentence: Sentence, marks: tuple[str, str]) -> Text:
    """The sentence with its evidence underlined, or between marks."""
    line = Text(style="none")
    done = 0
    for start, end in sentence.evidence:
        start = max(start, done)
        if start < end:
            line.append(sentence.text[done:start]).append(marks[0])
            line.append(sentence.text[start:end], style="underline").append(marks[1])
            done = end
    return line.append(sentence.text[done:])


def _made(entry: Entry) -> list[tuple[str, str]]:
    made = [("method", entry.origin.method), ("by", entry.origin.by), ("via", " ← ".join(entry.via))]
    return [(label, text) for label, text in [*made, ("confidence", f"{entry.confidence:.0%}")] if text]


def _reasons(reasons: Sequence[tuple[str, float]], rest: float) -> Table:
    """What counted for the entry and against it, the most first, in logits, and the chance that they come to."""
    total = sum(weight for _, weight in reasons) + rest
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="number", min_width=6)
    table.add_column()
    for feature, weight in reasons:
        table.add_row(f"{weight:+.2f}", feature)
    table.add_row(f"{rest:+.2f}", Text("all else: how often such a line is right, what its words mean"))
    table.add_row(f"{total:+.2f}", Text(f"together, in logits: a chance of {1 / (1 + exp(-total)):.0%}", style="head"))
    return table


def _tree(words: Sequence[Word], *, width: int) -> Table:
    """A line for each word, set in below its head: number, word, part of speech, lemma, relation, head's number."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="number", justify="right", no_wrap=True, min_width=4)
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=max(_NARROWEST, width - _BESIDE))
    table.add_column(no_wrap=True)
    table.add_column(style="dim", no_wrap=True, overflow="ellipsis", max_width=14)
    table.add_column(no_wrap=True)
    table.add_column(style="number", justify="right", no_wrap=True)
    table.add_row(*(Text(title, style="source") for title in ("", "word", "part", "lemma", "relation", "head")))
    below: dict[int, list[Word]] = {}
    for word in words:
        below.setdefault(word.head, []).append(word)
    for branch, word in _lines(below, 0, ""):
        line = Text(branch, style="dim").append(word.text, style="underline not dim" if word.evidence else "not dim")
        table.add_row(str(word.number), line, word.tag, word.lemma, word.relation, str(word.head))
    return table


def _lines(below: dict[int, list[Word]], head: int, indent: str) -> Iterator[tuple[str, Word]]:
    """The words below a head, each with the branch that leads to it."""
    words = below.get(head, [])
    for word in words:
        last = word is words[-1]
        yield ("" if head == 0 else indent + ("└ " if last else "├ ")), word
        yield from _lines(below, word.number, "" if head == 0 else indent + ("  " if last else "│ "))
