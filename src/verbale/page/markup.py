"""HTML source cut into tags and text in one pass, each character of the text with its place in the source.

Comes in: the decoded source. Goes out: `Markup`: the text between the tags with its references decoded, a map from it
to the source, and a clean copy of the markup for the parser, without scripts, styles and comments. The cutting
follows the tokenization of the HTML Standard (13.2.5) as far as news pages go; nothing is searched for twice, so the
time is linear in the source whatever it holds.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.errors import PageError
from verbale.text import Run, Span

#: Elements whose content is not markup and is not shown.
_UNSEEN = frozenset({"script", "style", "template", "iframe", "noembed"})
#: Elements whose content is text, not markup; the first two have references decoded.
_TEXT_ONLY = frozenset({"title", "textarea", "xmp", "plaintext"})
_END_TAGS = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in _UNSEEN | _TEXT_ONLY}
#: Shown only where scripts or frames are not: kept, as hidden text.
_INSTEAD = frozenset({"noscript", "noframes"})
_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
#: Elements that end where the next of their kind starts: not nested however often they are left open.
_SELF_ENDING = frozenset("p li dt dd option optgroup tr td th thead tbody tfoot colgroup rp rt a".split())
_INLINE = frozenset("abbr acronym b big cite code em font i q s small span strike strong sub sup tt u".split())

_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"[A-Za-z][^\s/>\x00]*")
#: After the name of a tag: attributes, quotes counting only after "=", up to ">".
_ATTRIBUTES = re.compile(r"""(?>[^>=]+|=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))*+>""")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINKED_DATA = re.compile(r"""\btype\s*=\s*["']?\s*application/ld\+json""", re.I)
#: Tags whose quotes do not close, after which quotes are no longer trusted in this page.
_MAX_BROKEN_TAGS = 3
#: A longer end without ">" is text with a stray "<" in it rather than half a tag.
_LONGEST_STUMP = 1_000
#: Characters of text handed out at a time.
_PIECE = 50_000
#: More elements and character references than any news page has, fewer than exhaust the memory.
_MAX_ELEMENTS, _MAX_REFERENCES = 250_000, 300_000


@dataclass(frozen=True, slots=True)
class Markup:
    """A page's tags and text apart.

    `text` is what stands between the tags, references decoded. Its characters from `starts[i]` stand at `sources[i]`
    of the source: one to one where `widths[i]` is 0, else they are one reference `widths[i]` code points long.
    """

    source: str
    text: str
    starts: array[int]
    sources: array[int]
    widths: array[int]
    tags: array[int]  #: for each tag three numbers: where it stands in `text`, and its start and end in `source`
    replaced: dict[int, str]  #: tags, by their index, that go to the parser in another form
    title: str
    linked_data: tuple[str, ...]  #: the texts of the JSON-LD scripts
    elements: int
    depth: int  #: how many elements stand inside one another at most

    def pieces(self) -> Iterator[str]:
        """The clean markup, piece by piece: what a parser makes of it has exactly the characters of `text`."""
        at = 0
        for index in range(len(self.tags) // 3):
            place, start, end = self.tags[3 * index : 3 * index + 3]
            yield from self._text_pieces(at, place)
            at = place
            yield self.replaced.get(index) or self.source[start:end]
        yield from self._text_pieces(at, len(self.text))

    def _text_pieces(self, start: int, end: int) -> Iterator[str]:
        for at in range(start, end, _PIECE):
            yield _escape(self.text[at : min(at + _PIECE, end)])

    def runs(self, start: int, end: int, at: int) -> Iterator[Run]:
        """Runs from the text `at` of a line, which is `text[start:end]`, to the source."""
        index = max(0, bisect_right(self.starts, start) - 1)
        while start < end and index < len(self.starts):
            following = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
            stop = min(end, following)
            if stop > start:
                width = self.widths[index]
                first = self.sources[index] + (0 if width else start - self.starts[index])
                yield Run(at, stop - start, Span(first, first + (width or stop - start)))
                at += stop - start
                start = stop
            index += 1


class _Scan:
    """The state of one pass over a source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tags: array[int] = array("i")
        self.replaced: dict[int, str] = {}
        self.text: list[str] = []
        self.length = 0
        self.starts: array[int] = array("i")
        self.sources: array[int] = array("i")
        self.widths: array[int] = array("i")
        self.title = ""
        self.linked_data: list[str] = []
        self.elements = self.references = 0
        self.open: list[str] = []
        self.depth = 0
        self.broken_tags = 0
        self.is_xml = source.lstrip()[:5].lower() == "<?xml"

    def add_text(self, start: int, end: int, *, decoded: bool = True) -> None:
        """The characters `start` to `end` of the source are text."""
        source, at = self.source, start
        if decoded and source.find("&", start, end) >= 0:
            for found in _REFERENCE.finditer(source, start, end):
                raw = found[0]
                value = html.unescape(raw)
                if value == raw:
                    continue
                self.references += 1
                if self.references > _MAX_REFERENCES:
                    break
                rest = 0  # "&notit;" is one character and "it;"
                while rest < len(value) - 1 and rest < len(raw) and value[-1 - rest] == raw[-1 - rest]:
                    rest += 1
                self._add(source[at : found.start()], at, 0)
                stop = found.end() - rest
                self._add(value[: len(value) - rest], found.start(), stop - found.start())
                at = stop
        self._add(source[at:end], at, 0)

    def _add(self, value: str, source: int, width: int) -> None:
        if not value:
            return
        self.starts.append(self.length)
        self.sources.append(source)
        self.widths.append(width)
        self.length += len(value)
        self.text.append(_CONTROL.sub(" ", value))

    def add_tag(self, start: int, end: int, instead: str = "") -> None:
        if instead:
            self.replaced[len(self.tags) // 3] = instead
        self.tags.extend((self.length, start, end))

    def end_of_element(self, name: str, start: int) -> tuple[int, int]:
        """Where the raw content of `name` from `start` ends, and where the text after its end tag starts."""
        end_tag = _END_TAGS[name].search(self.source, start)
        if end_tag is None:
            return len(self.source), len(self.source)
        close = self.source.find(">", end_tag.end())
        return end_tag.start(), len(self.source) if close < 0 else close + 1

    def enter(self, name: str) -> None:
        self.elements += 1
        if name not in _SELF_ENDING:
            self.open.append(name)
            self.depth = max(self.depth, len(self.open))

    def check(self, page: str, max_nesting: int) -> None:
        """Raise PageError where the page has more of something than an article has."""
        if self.depth > max_nesting:
            raise PageError(
                page,
                f"more than {max_nesting} HTML elements inside one another",
                "this is not an article as a browser shows one; raise max_nesting if it is",
            )
        if self.elements > _MAX_ELEMENTS:
            raise PageError(page, f"more than {_MAX_ELEMENTS:,} HTML elements", "give the page of one article")
        if self.references > _MAX_REFERENCES:
            raise PageError(page, f"more than {_MAX_REFERENCES:,} character references", "save it as UTF-8 text")

    def leave(self, name: str) -> None:
        """An end tag closes what is open inside its element; one of inline text closes no block."""
        near = self.open[-8:] if name in _INLINE else self.open
        if name in near:
            at = len(self.open) - 1 - self.open[::-1].index(name)
            del self.open[at:]


def scan_markup(source: str, *, name: str, max_nesting: int) -> Markup:
    """The tags and text of `source`.

    Raises PageError where more than `max_nesting` elements stand inside one another or there are too many of them.
    """
    scan = _Scan(source)
    at = 0
    while at < len(source):
        opening = _OPENING.search(source, at)
        if opening is None:
            break
        start = opening.start()
        following = _read_tag(scan, at, start)
        if following <= start:  # the source ends inside a tag, which browsers do not show
            if len(source) - start < _LONGEST_STUMP:
                scan.add_text(at, start)
                at = len(source)
            break
        at = following
        scan.check(name, max_nesting)
    scan.add_text(at, len(source))
    scan.check(name, max_nesting)
    return Markup(
        source=source,
        text="".join(scan.text),
        starts=scan.starts,
        sources=scan.sources,
        widths=scan.widths,
        tags=scan.tags,
        replaced=scan.replaced,
        title=scan.title,
        linked_data=tuple(scan.linked_data),
        elements=scan.elements,
        depth=scan.depth,
    )


def _read_tag(scan: _Scan, at: int, start: int) -> int:
    """Take the text from `at` and the tag at `start`; say where the text after the tag starts, or `start` if none."""
    source = scan.source
    mark = source[start + 1]
    if mark in "!?":
        scan.add_text(at, start)
        return _skip_declaration(scan, start)
    ending = mark == "/"
    found = _NAME.match(source, start + 1 + ending)
    if found is None:  # "</ >" is a comment, as in browsers
        close = source.find(">", start)
        scan.add_text(at, start)
        return len(source) if close < 0 else close + 1
    close = _end_of_tag(scan, found.end())
    if close < 0:
        return start
    scan.add_text(at, start)
    name = found[0].lower()
    if ending:
        scan.leave("div" if name in _INSTEAD else name)
        scan.add_tag(start, close, "</div>" if name in _INSTEAD else "")
        return close
    if name in _UNSEEN or name in _TEXT_ONLY:
        return _read_raw(scan, name, start, close)
    scan.add_tag(start, close, '<div hidden="">' if name in _INSTEAD else "")
    name = "div" if name in _INSTEAD else name
    if name in _VOID:
        scan.elements += 1
    elif not source.endswith("/>", start, close) or not scan.is_xml:
        scan.enter(name)
    return close


def _end_of_tag(scan: _Scan, at: int) -> int:
    if scan.broken_tags < _MAX_BROKEN_TAGS:
        found = _ATTRIBUTES.match(scan.source, at)
        if found:
            return found.end()
        scan.broken_tags += 1
    return scan.source.find(">", at) + 1 or -1


def _skip_declaration(scan: _Scan, start: int) -> int:
    source = scan.source
    if source.startswith("<!--", start):
        if source.startswith((">", "->"), start + 4):
            return source.find(">", start) + 1
        close = source.find("-->", start + 4)
        return len(source) if close < 0 else close + 3
    if scan.is_xml and source.startswith("<![CDATA[", start):
        close = source.find("]]>", start)
        scan.add_text(start + 9, len(source) if close < 0 else close, decoded=False)
        return len(source) if close < 0 else close + 3
    close = source.find(">", start)
    return len(source) if close < 0 else close + 1


def _read_raw(scan: _Scan, name: str, start: int, close: int) -> int:
    """An element whose content is not markup: kept as text, as linked data, or left out."""
    source = scan.source
    scan.elements += 1
    if name in _UNSEEN:
        if scan.is_xml and source.endswith("/>", start, close):
            return close
        stop, after = scan.end_of_element(name, close)
        if name == "script" and _LINKED_DATA.search(source, start, close):
            scan.linked_data.append(source[close:stop])
        return after
    stop, after = (len(source), len(source)) if name == "plaintext" else scan.end_of_element(name, close)
    if name == "title":
        scan.title = scan.title or html.unescape(source[close:stop])
        return after
    shown = "pre" if name != "textarea" else "textarea"
    scan.add_tag(start, close, f"<{shown}>")
    scan.add_text(close, stop, decoded=name == "textarea")
    scan.add_tag(stop, after, f"</{shown}>")
    return after


def _escape(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
