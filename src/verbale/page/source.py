"""A page as it came: its bytes, and those bytes decoded without losing where each character stood.

Comes in: bytes and what was declared of them. Goes out: `Page`. It does not look at what the text says.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from verbale.errors import PageError
from verbale.page.marks import Marks, mark_text
from verbale.text import Span

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: `<meta charset=x>`, `<meta http-equiv=Content-Type content="…; charset=x">`, `<?xml encoding="x"?>`
_DECLARED = re.compile(rb"""<(?:meta\b|\?xml\b)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAGIC = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_EMPTY_HINT = "check that it was saved or fetched completely"
_NOTHING = "\x00\t\n\x0b\x0c\r \x85\xa0\u2028\u2029\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Python's codecs that no page is written in: not of the Encoding Standard, and not safe to be told by a page.
_NO_ENCODING = frozenset(
    {"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "mbcs", "oem"}
)
#: What undeclared bytes are guessed to be: the legacy encodings of the Encoding Standard that can be told apart.
_GUESSED = (
    *(f"cp{page}" for page in (1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 874)),
    *("koi8_r", "koi8_u", "iso8859_2", "gb18030", "big5", "euc_jp", "shift_jis", "euc_kr"),
)
#: Fewer letters beyond ASCII than this share are foreign names in an English text; ASCII, quotes, dashes and the like
#: (here as Windows-1252 and its sisters have them) do not count.
_PLAIN = bytes(range(0x80)) + "…‘’“”•–—™\xa0£©«®»".encode("cp1252")
_FEW = 0.04
#: Bytes looked at to guess an encoding: enough for a verdict, little enough to be quick.
_SAMPLE = 100_000


@dataclass(frozen=True, slots=True)
class Page:
    """A decoded page.

    `text` holds one code point for each decoded character; a byte that the named encoding cannot decode stands in it
    as U+FFFD (only where `encoding` was given by the user: otherwise such a page is refused).
    """

    name: str
    data: bytes
    text: str
    encoding: str
    marks: Marks = field(repr=False, compare=False)
    url: str | None = None

    def byte_span(self, span: Span) -> Span:
        """Bytes of `data` from which the code points of `span` were decoded."""
        return Span(self.marks.offset(span.start), self.marks.offset(span.end))


def decode_page(
    data: bytes, *, name: str, url: str | None = None, declared: str | None = None, encoding: str | None = None
) -> Page:
    """The page in `data`, decoded.

    `declared` is what the transport said (an HTTP header); `encoding` is what the user says, and wins. Otherwise a
    byte-order mark, valid UTF-8, `declared`, a declaration inside the page and a guess are tried in this order. Raises
    PageError for an empty page, a file that is not text, and text broken in its own encoding.
    """
    if not data.strip(b"\x00\t\n\x0c\r "):
        raise PageError(name, "the page is empty", _EMPTY_HINT)
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise PageError(name, f"this is {what}, not a text or HTML page", "save the story as text or HTML")
    if encoding:
        return _decoded_as_told(data, name=name, url=url, encoding=encoding)
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strict(data, name=name, url=url, encoding=codec, bom=len(mark))
    guess = _utf16_without_mark(data)
    if guess:
        return _strict(data, name=name, url=url, encoding=guess)
    if len(_CONTROL.findall(data[:_SAMPLE])) > len(data[:_SAMPLE]) / 200:
        raise PageError(name, "this is a binary file, not a text or HTML page", "save the story as text or HTML")
    return _strict(data, name=name, url=url, encoding=_find_encoding(data, declared))


def _decoded_as_told(data: bytes, *, name: str, url: str | None, encoding: str) -> Page:
    codec = _codec(encoding)
    if codec is None:
        raise PageError(name, f"there is no encoding {encoding[:40]!r}", "name another encoding, such as windows-1252")
    if codec in ("utf-16", "utf-32"):  # the byte-order mark tells which of the two; most files are little-endian
        codec = next((c for mark, c in _BOMS if c.startswith(codec) and data.startswith(mark)), f"{codec}-le")
    bom = next((len(mark) for mark, c in _BOMS if c == codec and data.startswith(mark)), 0)
    try:
        text = data[bom:].decode(codec, "surrogateescape")
    except UnicodeError as error:
        raise PageError(name, f"cannot be decoded as {encoding!r} ({error})", "name another encoding") from error
    return _page(data, text, name=name, url=url, encoding=codec, bom=bom)


def _strict(data: bytes, *, name: str, url: str | None, encoding: str, bom: int = 0) -> Page:
    try:
        text = data[bom:].decode(encoding)
    except UnicodeDecodeError as error:
        raise PageError(
            name,
            f"broken {encoding.upper()}: byte {error.start + bom} cannot be decoded",
            f"save the page again, or read it with --encoding {encoding} to put a mark (U+FFFD) at each broken byte",
        ) from error
    return _page(data, text, name=name, url=url, encoding=encoding, bom=bom)


def _page(data: bytes, text: str, *, name: str, url: str | None, encoding: str, bom: int) -> Page:
    if not text.strip(_NOTHING):
        raise PageError(name, "the page is empty", _EMPTY_HINT)
    marks = mark_text(data, text, encoding=encoding, first=bom)
    return Page(name, data, _SURROGATE.sub("�", text), encoding, marks, url)


def _find_encoding(data: bytes, declared: str | None) -> str:
    if not data.isascii() and _decodes(data, "utf-8"):
        return "utf-8"  # whatever it declares: other encodings do not come out as valid UTF-8 by chance
    for said in (declared, _declared_inside(data), "utf-8"):
        codec = _codec(said)
        if codec and codec.startswith(("utf-16", "utf-32")):  # declared in readable bytes, so it cannot be true
            codec = "utf-8"
        if codec and _decodes(data, codec):
            return codec
    # Not valid in any encoding that it declares. Well-formed multi-byte sequences do not come about by chance:
    # a page that has them is UTF-8, and damaged; one that has none was mislabelled.
    good = _MULTIBYTE.findall(data)
    if good and sum(map(len, good)) * 2 >= sum(byte > 0x7F for byte in data):
        return "utf-8"
    western = _decodes(data, "cp1252")
    if western and len(data.translate(None, _PLAIN)) < len(data) * _FEW:
        return "cp1252"
    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_GUESSED)).best()
    if best is not None and best.encoding != "ascii" and _decodes(data, best.encoding):
        return codecs.lookup(best.encoding).name
    return "cp1252" if western else "utf-8"


def _declared_inside(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii", "ignore") if found else None


def _codec(label: str | None) -> str | None:
    """Python's codec for an encoding label; ISO-8859-1 and ASCII mean Windows-1252, as the Encoding Standard says."""
    try:
        codec = codecs.lookup((label or "").strip().strip("\"'")).name
        "".encode(codec)  # a LookupError for what is no encoding of text, such as base64
    except (LookupError, ValueError, UnicodeError):  # ValueError: a NUL in the label
        return None
    if codec.replace("_", "-") in _NO_ENCODING:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8-sig": "utf-8"}.get(codec, codec)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (UnicodeError, LookupError, AssertionError):
        return False
    return True


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:2000]
    if len(head) < 8:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > half * 0.7 and head[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if head[::2].count(0) > half * 0.7 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return None
