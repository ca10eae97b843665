"""A page read by the reader that it needs: HTML or plain text, told by the text itself.

Comes in: a decoded page. Goes out: an `Article`. The file's name is not asked: a browser's copy of a page is often
saved as .html, and a page without its extension is still one.
"""

from __future__ import annotations

import re

from verbale.page.article import Article
from verbale.page.plain import read_plain
from verbale.page.source import Page
from verbale.settings import Settings

_DEFAULTS = Settings()
#: The comments before it are taken possessively (`*+`): otherwise many comments before no tag take time without end.
_OPENING = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|meta|title|frameset)\b",
    re.I | re.S,
)
_TAG = re.compile(
    r"</?(?:html|head|body|title|meta|link|script|style|div|p|br|a|span|table|tr|td|ul|ol|li|h[1-6]|article|section|main|"
    r"header|footer|nav|aside|figure|figcaption|blockquote|font|center|img|b|i|em|strong)(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
#: What is looked at: the head of the page is enough for a verdict, and bounds the time.
_SAMPLE = 200_000
#: A text that is not a document needs this many tags, and one for so many characters, to be markup.
_FEWEST, _DENSITY = 6, 400


def read_page(page: Page, *, settings: Settings = _DEFAULTS) -> Article:
    """The article of a page.

    Raises PageError where it holds no story, or is larger or more deeply nested than `settings` allow.
    """
    if not is_html(page.text):
        return read_plain(page)
    from verbale.page.html import read_html  # its libraries take long to load

    return read_html(page, settings=settings)


def is_html(text: str) -> bool:
    """Whether a text is HTML: it opens like a document, or tags make up its structure. "<b>" in a sentence does not."""
    sample = text[:_SAMPLE]
    if _OPENING.match(sample):
        return True
    tags = len(_TAG.findall(sample))
    return tags >= _FEWEST and tags * _DENSITY >= len(sample)
