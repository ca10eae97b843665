"""Evidence found again in an edited text: by its words, what stands before and behind, and where it stood.

After the selectors of the W3C Web Annotation model (TextQuoteSelector, TextPositionSelector); words that were edited
are found where the text still has nearly the same.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from verbale.text import Span

_AROUND = 32  # letters before and behind that tell one place from another
_ALIKE = 80.0  # of 100: how alike an edited quote is to what it was
_SHORTEST = 20  # letters: a shorter quote is found whole, or not


def find_again(old: str, span: Span, new: str) -> Span | None:
    """Where in `new` the words of `span` of `old` stand now, whole or nearly; None where they are gone."""
    exact = span.of(old)
    places = _places(exact, new)
    if places:
        before, behind = old[max(0, span.start - _AROUND) : span.start], old[span.end : span.end + _AROUND]
        scale = len(new) / max(1, len(old))

        def fits(at: int) -> tuple[float, float]:
            end = at + len(exact)
            around = fuzz.ratio(before, new[max(0, at - _AROUND) : at]) + fuzz.ratio(behind, new[end : end + _AROUND])
            return around, -abs(at - span.start * scale)

        best = max(places, key=fits)
        return Span(best, best + len(exact))
    if len(exact) < _SHORTEST:
        return None
    found = fuzz.partial_ratio_alignment(exact, new, score_cutoff=_ALIKE)
    if not found or found.dest_start == found.dest_end:
        return None
    return _whole(exact, new, found.dest_start, found.dest_end)


def _whole(exact: str, text: str, start: int, end: int) -> Span:
    """Whole words, and the mark that ends the sentence where it ended it before."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    if text[end : end + 1] == exact[-1] and not exact[-1].isalnum() and text[end - 1] != exact[-1]:
        end += 1
    return Span(start, end)


def _places(exact: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(exact)
    while at >= 0 and exact:
        found.append(at)
        at = text.find(exact, at + 1)
    return found
