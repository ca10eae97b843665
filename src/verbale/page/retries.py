"""How long to wait before a page is asked for again.

Comes in: how often it was asked for, and what the server said. Goes out: seconds. It does not wait itself.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: Answers that another try may change: too many requests, and a server or its gateway that is down for a moment.
PASSING = frozenset({429, 502, 503, 504})
_FIRST = 0.5  # seconds before the second try; doubled each time
_LONGEST = 30.0


def back_off(tries: int, chance: float) -> float:
    """Seconds to wait after `tries` tries: doubled each time, half of it left to `chance` (0..1).

    The random half keeps many readers that failed together from coming back together.
    """
    whole = min(_LONGEST, _FIRST * 2.0 ** (tries - 1))
    return whole / 2 + whole / 2 * chance


def read_retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a `Retry-After` header asks to wait (RFC 9110, 10.2.3), or None where it says nothing readable.

    It is a number of seconds or an HTTP date; a date in the past asks for no wait.
    """
    said = (header or "").strip()
    if said.isascii() and said.isdigit():
        return float(said) if len(said) < 10 else float("inf")
    try:
        moment = parsedate_to_datetime(said)
    except (TypeError, ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # an HTTP date is in GMT, whether or not it says so
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
