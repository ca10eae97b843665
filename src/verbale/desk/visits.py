"""When a visitor last looked in, so that the first page can say what is new: kept in a cookie of their browser.

Comes in: a request. Goes out: the moment since when changes are new to them, and the cookie for the next time. Each
account of a browser has a cookie of its own. It says nothing but two moments, and nothing is decided by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from fastapi import Request, Response

from verbale.desk.access import Visitor

_PAUSE = 30 * 60 * 1000  # milliseconds after which looking in again is another visit
_KEPT = 366 * 24 * 3600  # seconds
_FORM = re.compile(r"(\d{1,15})-(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Visits:
    """The end of the visit before this one, and the last moment of this one, in milliseconds since 1970."""

    before: int
    latest: int

    @property
    def since(self) -> datetime | None:
        """What was done after it is new; None on a first visit."""
        return datetime.fromtimestamp(self.before / 1000, UTC) if self.before else None


def visits_of(request: Request, who: Visitor, now: datetime) -> Visits:
    """The visits of somebody, of which one is now."""
    moment = int(now.timestamp() * 1000)
    found = _FORM.fullmatch(request.cookies.get(_name(who), ""))
    if not found:
        return Visits(0, moment)
    before, latest = min(int(found[1]), moment), min(int(found[2]), moment)
    return Visits(latest if moment - latest > _PAUSE else before, moment)


def keep_visits(answer: Response, request: Request, who: Visitor, visits: Visits) -> None:
    """Have the browser bring the visits along next time."""
    answer.set_cookie(
        _name(who),
        f"{visits.before}-{visits.latest}",
        max_age=_KEPT,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _name(who: Visitor) -> str:
    return f"verbale-visits-{sha256(who.name.encode()).hexdigest()[:12]}"
