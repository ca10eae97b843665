"""The brief as one HTML file, to be mailed, printed or put on a page: no script, nothing fetched from anywhere.

Comes in: a `Brief`. Goes out: a whole document, each sentence linked to its notes. No article's words make markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from verbale.minutes.brief import Brief
from verbale.minutes.brief_text import quoted
from verbale.minutes.citing import Note, Section, Sentence
from verbale.minutes.wording import tell_days

_STYLE = """
body { font: 1.05rem/1.5 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
h1, h2, table, .quiet { font-family: system-ui, sans-serif; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; vertical-align: top;
padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #ccc; } .mark { font-style: italic; color: #6b4500; }
.quiet, ol { font-size: .85rem; color: #444; } a { color: inherit; } sup { line-height: 0; }
@media print { body { margin: 0; } }
"""


def to_html(brief: Brief) -> str:
    """The whole document, ending in a line feed."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    title = escape(brief.title)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}: brief of {tell_days(brief.today)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f'<h1>{title}</h1>\n<p class="quiet">Brief of {tell_days(brief.today)}</p>'
    yield f"<p><strong>{_told(brief.state)}</strong></p>"
    for section in brief.sections:
        yield from _section(section)
    if brief.notes:
        yield "<h2>Notes</h2>\n<ol>"
        yield from (f'<li id="note-{note.number}" value="{note.number}">{_note(note)}</li>' for note in brief.notes)
        yield "</ol>"
    yield f'<hr>\n<p class="quiet">{escape(" ".join(brief.disclosure))}</p>\n</body>\n</html>'


def _section(section: Section) -> Iterator[str]:
    yield f"<h2>{escape(section.heading)}</h2>"
    if section.table:
        yield "<table>\n<thead><tr>" + "".join(f'<th scope="col">{escape(one)}</th>' for one in section.table.head)
        yield "</tr></thead>\n<tbody>"
        yield from ("<tr>" + "".join(f"<td>{_told(cell)}</td>" for cell in row) + "</tr>" for row in section.table.rows)
        yield "</tbody>\n</table>"
    if len(section.sentences) > 1:
        yield "<ul>"
        yield from (f"<li>{_told(sentence)}</li>" for sentence in section.sentences)
        yield "</ul>"
    else:
        yield from (f"<p>{_told(sentence)}</p>" for sentence in section.sentences)


def _told(sentence: Sentence) -> str:
    marks = f' <span class="mark">({escape("; ".join(sentence.marks))})</span>' if sentence.marks else ""
    notes = ", ".join(f'<a href="#note-{number}">{number}</a>' for number in sentence.notes)
    return escape(sentence.text) + marks + (f" <sup>{notes}</sup>" if notes else "")


def _note(note: Note) -> str:
    headline = f", “{escape(note.headline)}”" if note.headline else ""
    if note.headline and note.url and urlsplit(note.url).scheme in ("http", "https"):
        headline = f', “<a href="{escape(note.url)}">{escape(note.headline)}</a>”'
    state = "" if note.state == "draft" else f" ({note.state})"
    day = tell_days(note.day) or "no date"
    return f"{escape(note.outlet)}, {day}{headline}: {escape(quoted(note.quote))} Entry {note.entry}{state}."
