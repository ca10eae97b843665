"""An explanation in a terminal: the entry's fields, its evidence in its sentences, what counted, and the tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from verbale.cli.article_view import grid, section
from verbale.reading.entries import entry_json
from verbale.reading.explanation import Explanation, Sentence, Word

#: Told elsewhere, or for machines.
_APART = frozenset(("kind", "text", "evidence", "origin", "confidence", "via"))


def show_explanation(out: Console, explanation: Explanation) -> None:
    """Print why an entry was drafted."""
    entry = explanation.entry
    out.print(section(f"Entry {explanation.number} — a {entry.kind}, drafted by machine, reviewed by nobody"))
    out.print(Text(entry.text, style="head"))
    fields = {name: value for name, value in entry_json(entry).items() if name not in _APART}
    out.print(grid([(name, _told(value)) for name, value in fields.items() if value not in (None, [], "")]))
    out.print()
    out.print(section("Evidence"))
    for sentence in explanation.sentences:
        out.print(_marked(sentence))
    out.print()
    out.print(section("How it was made"))
    made = [("by", entry.origin.by), ("via", " ← ".join(entry.via)), ("chance", f"{entry.confidence:.0%}")]
    out.print(grid([(label, text) for label, text in made if text]))
    out.print(_reasons(explanation))
    out.print()
    out.print(section("Tree of its sentence"))
    for root in _trees(explanation.words):
        out.print(root)


def _told(value: Any) -> str:
    """A field's value in words: what its parts say, without the names of what they lack."""
    if isinstance(value, dict):
        parts = cast("dict[str, Any]", value)
        return ", ".join(f"{name} {_told(part)}" for name, part in parts.items() if part not in (None, [], ""))
    if isinstance(value, list):
        return "; ".join(map(_told, cast("list[Any]", value)))
    return str(value)


def _marked(sentence: Sentence) -> Text:
    """The sentence with its evidence marked, and its neighbours faint."""
    line = Text(f"{sentence.number:>4}  ", style="number")
    body = Text(sentence.text, style="none")
    for start, end in sentence.evidence:
        body.stylize("underline", start, end)
    for words, style in ((sentence.before, "dim"), (body, ""), (sentence.after, "dim")):
        if words:
            line.append_text(words if isinstance(words, Text) else Text(words, style=style))
            line.append(" ")
    return line


def _reasons(explanation: Explanation) -> Table:
    """What counted for the entry and against it, the most first, in logits."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="number", min_width=6)
    table.add_column(ratio=1)
    for feature, weight in explanation.reasons:
        table.add_row(f"{weight:+.2f}", feature)
    table.add_row(f"{explanation.rest:+.2f}", Text("all else: how often such a line is right, what its words mean"))
    return table


def _trees(words: Sequence[Word]) -> list[Tree]:
    """A tree for each root; evidence underlined."""
    below: dict[int, list[Word]] = {}
    for word in words:
        below.setdefault(word.head, []).append(word)

    def grow(tree: Tree, word: Word) -> None:
        branch = tree.add(_word(word))
        for child in below.get(word.number, []):
            grow(branch, child)

    made: list[Tree] = []
    for root in below.get(0, []):
        tree = Tree(_word(root), guide_style="dim")
        for child in below.get(root.number, []):
            grow(tree, child)
        made.append(tree)
    return made


def _word(word: Word) -> Text:
    line = Text(word.text, style="underline" if word.evidence else "none")
    return line.append(f"  {word.relation} {word.tag.lower()} {word.lemma}", style="dim not underline")
